import { MemoError } from "../../diagnostic.js";
import {
  acceptPinned,
  addPinned,
  checkPinned,
  type Fetching,
  type PinnedChange,
  updatePinned,
} from "../../memo/data/pinned.js";
import { counted } from "../../text/counts.js";
import { runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";

export interface DataOptions {
  folder: string;
  /** The variable of the environment that holds a token. */
  tokenEnv?: string;
  by?: string;
  as?: string;
  licence?: string;
  /** Seconds. */
  timeout: number;
}

/** What the commands take from around them. */
export interface DataEdge {
  environment: Readonly<Record<string, string | undefined>>;
  /** Such as 2026-03-15. */
  today: string;
}

type Action = "add" | "update" | "check" | "accept";

/** `memo data`: fetches files into data/ and keeps their lock. Returns the exit code: `check` gives 1 where anything is newer, edited or gone. */
export function data(
  action: Action,
  names: readonly string[],
  options: DataOptions,
  terminal: Terminal,
  { environment, today }: DataEdge,
): Promise<number> {
  return runCommand(terminal, async ({ project: read, step, done }) => {
    const project = read(options.folder);
    const token = tokenOf(options.tokenEnv, environment);
    const { by, as, licence, timeout } = options;
    const fetching: Fetching = {
      today,
      timeout: timeout * 1000,
      ...(by === undefined ? {} : { by }),
      ...(token === undefined ? {} : { token }),
    };
    if (action !== "accept") step("fetching");
    const [first = ""] = names;
    const changes =
      action === "add"
        ? [
            await addPinned(project, first, {
              ...fetching,
              ...(as === undefined ? {} : { as }),
              ...(licence === undefined ? {} : { licence }),
            }),
          ]
        : action === "update"
          ? await updatePinned(project, names, fetching)
          : action === "accept"
            ? await acceptPinned(project, names, fetching)
            : await checkPinned(project, names, fetching);
    done();
    if (changes.length === 0) terminal.out("nothing was fetched yet: `memo data add <address>`\n");
    for (const change of changes) terminal.out(`${lineOf(change)}\n`);
    if (action === "add") terminal.out(declarationOf(changes[0]));
    return action === "check" && changes.some(({ what }) => what !== "unchanged") ? 1 : 0;
  });
}

function tokenOf(name: string | undefined, environment: DataEdge["environment"]): string | undefined {
  if (name === undefined) return undefined;
  const token = environment[name];
  if (token) return token;
  throw new MemoError(
    [
      {
        rule: "data/token",
        severity: "error",
        message: `the environment has no \`${name}\``,
        expected: "the name of a variable that holds a token",
      },
    ],
    2,
  );
}

function lineOf({ file, what, entry, bytes }: PinnedChange): string {
  const size = counted(entry.bytes, "byte");
  const words = {
    added: `added: ${size} from ${entry.address}`,
    updated: `updated: ${counted(bytes ?? 0, "byte")} → ${size}`,
    unchanged: `as it was fetched on ${entry.fetched}`,
    accepted: `taken over as it is: ${counted(bytes ?? 0, "byte")} → ${size}`,
    newer: `its address gives another file now: ${size} → ${counted(bytes ?? 0, "byte")}; \`memo data update ${file}\` fetches it`,
    edited: `changed since it was fetched on ${entry.fetched}; \`memo data accept ${file}\` takes it over, \`memo data update ${file}\` fetches it again`,
    missing: `gone; \`memo data update ${file}\` fetches it again`,
  };
  return `data/${file}: ${words[what]}`;
}

const declarationOf = (change: PinnedChange | undefined): string =>
  change
    ? `declare it in the register: \`name: {data: ${change.file}, columns: {…}, source: …, as_of: ${change.entry.fetched}}\`\n`
    : "";
