import { createHash } from "node:crypto";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import type { Failure, Input, OutputColumn, Part } from "../../sensitivity/index.js";
import type { Shard } from "../../text/shard.js";
import type { SweepContext } from "./context.js";

/** A part of a study: some of its rows, and all that is needed to put it together with the others, without the memo. */
export interface SweepPart extends Part {
  context: SweepContext;
  /** Of the engine that ran it. */
  engine: string;
  /** Of everything the result depends on: request, blocks, assumptions, engine. */
  key: string;
  shard: Shard;
  /** Rows of the whole study. */
  runs: number;
  /** Every input of the study, drawn or not. */
  inputs: readonly Input[];
  columns: readonly OutputColumn[];
}

const MAGIC = "memo sweep part 1";

interface Head extends Omit<SweepPart, "evaluations"> {
  text: [number, readonly string[]][];
  failures: readonly Failure[];
  numbers: number;
  sha256: string;
}

/** A line that says what the file is, a line of JSON, and then the results as little-endian doubles, to the last bit. */
export function writePart({ evaluations, ...part }: SweepPart): Uint8Array {
  const { outputs, text, failures } = evaluations;
  const numbers = Buffer.alloc(outputs.length * 8);
  for (const [i, x] of outputs.entries()) numbers.writeDoubleLE(x, i * 8);
  const head: Omit<Head, "sha256"> = {
    ...part,
    text: [...(text ?? [])].map(([j, words]) => [j, words]),
    failures: failures.map(({ draw, blockId, message }) => ({ draw, blockId, message })),
    numbers: outputs.length,
  };
  const sha256 = digest(JSON.stringify(head), numbers);
  return Buffer.concat([Buffer.from(`${MAGIC}\n${JSON.stringify({ ...head, sha256 })}\n`), numbers]);
}

/** @throws MemoError for what is no part, or not all of one. */
export function readPart(name: string, bytes: Buffer): SweepPart {
  const start = bytes.indexOf(10);
  const first = bytes.toString("latin1", 0, Math.min(80, Math.max(0, start)));
  if (first !== MAGIC)
    throw refused(
      first.startsWith("memo sweep part")
        ? { message: `${name} was written by another version of memo`, expected: "parts that this one wrote" }
        : {
            message: `${name} is no part of a study`,
            expected: "a file that `memo sweep … --shard i/n --out file` wrote",
          },
    );
  const end = bytes.indexOf(10, start + 1);
  const numbers = bytes.subarray(end + 1);
  let head: Head | undefined;
  try {
    head = JSON.parse(bytes.toString("utf8", start + 1, end)) as Head;
  } catch {
    // Told below.
  }
  if (end < 0 || !head || numbers.length !== head.numbers * 8)
    throw refused({ message: `${name} is not whole`, expected: "the file as it was written", hint: "copy it again" });
  const { sha256, text, failures, numbers: count, ...part } = head;
  if (digest(JSON.stringify({ ...part, text, failures, numbers: count }), numbers) !== sha256)
    throw refused({
      message: `${name} is not as it was written`,
      expected: "the file unchanged",
      hint: "copy it again",
    });
  const outputs = new Float64Array(count);
  for (let i = 0; i < count; i++) outputs[i] = numbers.readDoubleLE(i * 8);
  return { ...part, evaluations: { outputs, ...(text.length > 0 ? { text: new Map(text) } : {}), failures } };
}

function digest(head: string, numbers: Uint8Array): string {
  return createHash("sha256").update(head).update("\n").update(numbers).digest("hex");
}

export function refused(problem: Pick<Diagnostic, "message" | "expected" | "hint" | "notes">): MemoError {
  return MemoError.of({ rule: "sweep/merge", ...problem }, 2);
}
