import { largest } from "../../lists.js";
import type { Ladder } from "../../notebook/walls/ladder.js";
import { howToClose, trySandbox } from "../../notebook/walls/sandbox.js";
import { REACH_WORDS, REACHES } from "../../notebook/walls/wall.js";
import { wrap } from "../../text/table.js";
import type { Terminal } from "../terminal/terminal.js";

/** `memo doctor`: raises the best wall around a program that tries to get past it, and prints what it came to. Returns the exit code. */
export async function doctor({ json }: { json: boolean }, terminal: Terminal, ladder?: Ladder): Promise<number> {
  const { stands, refused } = await trySandbox(ladder);
  const isOpen = (reach: (typeof REACHES)[number]): boolean => stands?.open.includes(reach) ?? true;
  if (json) {
    const report = {
      wall: stands?.wall.name ?? null,
      node: process.versions.node,
      platform: process.platform,
      ...Object.fromEntries(REACHES.map((reach) => [reach, isOpen(reach) ? "open" : "closed"])),
      reached: stands?.reached ?? {},
      refused: refused.map(({ wall, why }) => ({ wall: wall.name, why })),
    };
    terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
    return 0;
  }
  const width = largest(Object.values(REACH_WORDS).map((words) => words.length));
  const lines = REACHES.map((reach) => {
    const [first] = stands?.reached[reach] ?? [];
    return `  ${REACH_WORDS[reach].padEnd(width)}  ${isOpen(reach) ? "open" : "closed"}${first === undefined ? "" : ` (${first})`}`;
  });
  const below = refused.map(({ wall, why }) => `  ${wall.name}: ${why}`);
  const open = stands === undefined || stands.open.length > 0;
  terminal.out(
    [
      stands ? `blocks run behind: ${stands.wall.name}` : "no process for blocks can be started here",
      "what code that left the blocks' realm could reach:",
      ...lines,
      ...(below.length > 0 ? ["can't be raised here:", ...below] : []),
      ...(open ? wrap(howToClose(), terminal.columns ?? 80) : []),
      "",
    ].join("\n"),
  );
  return 0;
}
