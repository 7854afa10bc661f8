import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoOf } from "./limits.js";
import { end, left, watchDescendants } from "./processes.js";
import { digestOf, hasStack, run, scratchFolder, start, type Trial, tail, write } from "./tool.js";

/** Over the limit: the grace of what can't be interrupted, and a machine at work. */
const ALLOWANCE = 15;
const GONE_MS = 4000;

/** Quickly computed, and set on some two hundred pages. */
const table = (n: number): string =>
  `\`\`\`ts {#tbl-long${n} .table}\n//| caption: C ${n}.\nArray.from({ length: 4900 }, (_, y) => ({ ${Array.from({ length: 8 }, (_, x) => `c${x}: "word word"`).join(", ")}, y }))\n\`\`\`\n\nSee @tbl-long${n}.\n\n`;
const doubling = (n: number): string =>
  `type Bits${n}<D extends (0 | 1)[]> = D['length'] extends 16 ? [D, ${n}] : Bits${n}<[...D, 0]> | Bits${n}<[...D, 1]>;\nconst x${n}: Bits${n}<[]>['length'] = 2;\n`;
const block = (id: string, code: string): string => `\`\`\`ts {#${id}}\n${code}\n\`\`\`\n\n`;

/** Memos that take the writer of the PDF, the compiler of types or the reading of texts longer, or more memory, than a command is given. */
const MEMOS: Readonly<Record<string, { body: string; args: readonly string[]; says: RegExp }>> = {
  "tables over hundreds of pages in the PDF": {
    body: table(1) + table(2),
    args: ["--only", "pdf", "--whole-time-limit", "14"],
    says: /project\/time-limit\]\n {2}memo was still at work after 14 s, at writing/,
  },
  "tables that take the PDF's writer memory": {
    body: table(1) + table(2),
    args: ["--only", "pdf", "--whole-memory-limit", "600"],
    says: /project\/memory-limit\]\n {2}memo holds more than 600 MB/,
  },
  "types that double": {
    body: block("bomb", Array.from({ length: 12 }, (_, n) => doubling(n)).join("")),
    args: ["--whole-time-limit", "4"],
    says: /project\/time-limit\]\n {2}memo was still at work after 4 s|types\/endless\]/,
  },
  "types that double in many blocks": {
    body: Array.from({ length: 30 }, (_, n) => block(`bomb${n}`, doubling(n))).join(""),
    args: ["--whole-time-limit", "4"],
    says: /project\/time-limit\]\n {2}memo was still at work after 4 s|types\/endless\]/,
  },
  "as many quoted values as are read": {
    body: "{{number given.one}}\n\n".repeat(33_000),
    args: ["--whole-time-limit", "4"],
    says: /project\/time-limit\]\n {2}memo was still at work after 4 s/,
  },
};

/** Each ends within its limit, says which it was, leaves `out/` as it was and no process at work. */
export async function whole(): Promise<Trial> {
  const broken: string[] = [];
  for (const [name, { body, args, says }] of Object.entries(MEMOS)) {
    const folder = write(scratchFolder(), memoOf("{{number given.one}}"));
    await run(["build", "--only", "md,data"], folder);
    const before = digestOf(join(folder, "out"));
    writeFileSync(join(folder, "chapters/01-only.md"), memoOf(body).get("chapters/01-only.md") ?? "");
    const { child, ended } = start(["build", "--no-cache", ...args], folder);
    const watch = watchDescendants(child.pid ?? 0);
    const result = await ended;
    watch.stop();
    const orphans = await left(watch.met, GONE_MS);
    end(orphans);
    const said = result.err + result.out;
    const most = Number(args.at(-1)) + ALLOWANCE;
    if (result.code === 0) broken.push(`${name}: built as if nothing were, in ${result.seconds.toFixed(0)} s`);
    else if (!says.test(said) || hasStack(result)) broken.push(`${name}: ${tail(result)}`);
    if (args.includes("--whole-time-limit") && result.seconds > most)
      broken.push(`${name}: took ${result.seconds.toFixed(0)} s`);
    if (orphans.length > 0) broken.push(`${name}: ${orphans.length} processes left`);
    if (digestOf(join(folder, "out")) !== before) broken.push(`${name}: out/ is not as it was`);
  }
  return {
    name: "limits of the whole command: PDF, types, texts",
    tried: Object.keys(MEMOS).length,
    broken,
    remark: "each told, out/ as it was, no process left",
  };
}
