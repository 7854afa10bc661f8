import { isDeepStrictEqual } from "node:util";
import type { MemoError } from "../../diagnostic.js";
import { isSampled, mergeRows, type SampledStudy, type StudyResult, sampledStudy } from "../../sensitivity/index.js";
import { assumptionsLine, type SweepContext } from "./context.js";
import { refused, type SweepPart } from "./part.js";
import { studyVersion } from "./results.js";

/** A part, and what its file is called. */
export interface NamedPart {
  name: string;
  part: SweepPart;
}

/** A study as one run would have given it. */
export interface Merged {
  study: StudyResult;
  context: SweepContext;
  drawn: SampledStudy;
}

/**
 * Puts the parts of a study together.
 * @throws MemoError when the parts are not those of one study, or not all of them
 */
export function merge(parts: readonly NamedPart[]): Merged {
  const [first] = parts;
  if (!first) throw refused({ message: "no part is given", expected: "every file that --shard wrote" });
  together(first, parts);
  const { context, inputs, columns, runs } = first.part;
  const { request } = context;
  const drawn = sampledStudy(request, inputs);
  if (!drawn) throw refused({ message: `a ${request.kind} has no parts`, expected: "a study made of draws" });
  const rows = mergeRows(
    parts.map(({ part }) => part),
    runs,
    columns.length,
  );
  return { study: drawn.conclude(columns, rows), context, drawn };
}

function together(first: NamedPart, parts: readonly NamedPart[]): void {
  const foreign = (name: string, what: string, one: string, other: string): MemoError =>
    refused({
      message: `${first.name} and ${name} ${what}`,
      expected: "parts of one study",
      notes: [`${first.name}: ${one}`, `${name}: ${other}`],
    });
  for (const { name, part } of parts.slice(1)) {
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
