import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { MemoError } from "../../diagnostic.js";
import { assumptionsLine } from "../../memo/sweeps/context.js";
import { readPart, refused, type SweepPart } from "../../memo/sweeps/part.js";
import { studyVersion } from "../../memo/sweeps/studies.js";
import { isSampled, mergeRows, sampledStudy } from "../../sensitivity/index.js";
import { runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";
import { type Emission, emit } from "./sweep.js";

/** `memo sweep merge`: puts the parts of a study together and prints what one run would have. Returns the exit code. */
export function mergeParts(
  files: readonly string[],
  options: Omit<Emission, "folder">,
  terminal: Terminal,
): Promise<number> {
  return runCommand(terminal, async () => {
    const parts = files.map((name) => ({ name, part: readPart(name, read(name)) }));
    const [first] = parts;
    if (!first) throw refused({ message: "no part is given", expected: "every file that --shard wrote" });
    together(parts);
    const { context, inputs, columns, runs } = first.part;
    const { request } = context;
    const drawn = sampledStudy(request, inputs);
    if (!drawn) throw refused({ message: `a ${request.kind} has no parts`, expected: "a study made of draws" });
    const rows = mergeRows(
      parts.map(({ part }) => part),
      runs,
      columns.length,
    );
    await emit(drawn.conclude(columns, rows), context, drawn, { ...options, folder: "." }, terminal);
    return 0;
  });
}

function read(name: string): Buffer {
  try {
    return readFileSync(name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refused({
      message: code === "ENOENT" ? `${name} is not there` : `${name} can't be read: ${code}`,
      expected: "a file that `memo sweep … --shard i/n --out file` wrote",
    });
  }
}

/** @throws MemoError when the parts are not those of one study, or not all of them. */
function together(parts: readonly { name: string; part: SweepPart }[]): void {
  const [first, ...others] = parts;
  if (!first) return;
  const foreign = (name: string, what: string, one: string, other: string): MemoError =>
    refused({
      message: `${first.name} and ${name} ${what}`,
      expected: "parts of one study",
      notes: [`${first.name}: ${one}`, `${name}: ${other}`],
    });
  for (const { name, part } of others) {
    const [a, b] = [first.part, part];
    if (!isDeepStrictEqual(a.context.request, b.context.request))
      throw foreign(name, "are parts of different studies", asked(a), asked(b));
    if (!isDeepStrictEqual(a.context.assumptions, b.context.assumptions))
      throw foreign(name, "rest on different assumptions", assumptionsLine(a.context), assumptionsLine(b.context));
    if (a.engine !== b.engine) throw foreign(name, "were run by different engines", a.engine, b.engine);
    if (a.key !== b.key)
      throw refused({
        message: `between ${first.name} and ${name} the memo changed`,
        expected: "parts that were run on the same blocks and assumptions",
      });
    if (a.shard.of !== b.shard.of)
      throw foreign(
        name,
        "are cut differently",
        `part ${a.shard.i} of ${a.shard.of}`,
        `part ${b.shard.i} of ${b.shard.of}`,
      );
  }
  const byShard = new Map<number, string>();
  for (const { name, part } of parts) {
    const other = byShard.get(part.shard.i);
    if (other !== undefined)
      throw refused({
        message: `${other} and ${name} are both part ${part.shard.i} of ${part.shard.of}`,
        expected: "each part once",
      });
    byShard.set(part.shard.i, name);
  }
  const { of } = first.part.shard;
  const missing = Array.from({ length: of }, (_, k) => k + 1).filter((i) => !byShard.has(i));
  if (missing.length > 0)
    throw refused({
      message: `${missing.length === 1 ? "part" : "parts"} ${missing.join(", ")} of ${of} ${missing.length === 1 ? "is" : "are"} missing`,
      expected: `all ${of} parts`,
    });
  if (first.part.engine !== studyVersion())
    throw refused({
      message: "the parts were run by another engine than this one, or by another version of Node",
      expected: "one version for the parts and for putting them together, so that the bytes are those of one run",
    });
}

/** What a part's study was asked for, as on the command line. */
function asked({ context: { request } }: SweepPart): string {
  const { kind, outputs, over } = request;
  return [
    kind,
    ...outputs,
    ...(isSampled(request) ? [`--draws ${request.draws} --seed ${request.seed}`] : []),
    ...(over ? [`--over ${over.join(",")}`] : []),
  ].join(" ");
}
