import type { Diagnostic, Place } from "../../diagnostic.js";
import { columnInCode } from "../analyse/edits.js";
import { BlockError, shorten, show } from "../library/reasons.js";
import type { RunnableBlock } from "./compile.js";

/** A line of a stack that lies in a chapter. */
export interface ChapterFrame {
  place: Place;
  blockId: string;
}

/** The frames of a stack that lie in blocks, innermost first, at the chapters' own lines and columns. */
function chapterFrames(stack: string, blocks: readonly RunnableBlock[]): ChapterFrame[] {
  const frames: ChapterFrame[] = [];
  for (const text of stack.split("\n")) {
    const located = /^\s+at (.*?)(?:<anonymous>)?(?::(\d+):(\d+))\)?$/.exec(text);
    if (!located) continue;
    const [, before = "", line, column] = located;
    const frame = frameAt(before, Number(line), Number(column), blocks);
    if (frame) frames.push(frame);
  }
  return frames;
}

function frameAt(
  before: string,
  line: number,
  column: number,
  blocks: readonly RunnableBlock[],
): ChapterFrame | undefined {
  for (const block of blocks) {
    const inBlock = line - block.line;
    if (inBlock < 0 || inBlock >= block.indents.length) continue;
    if (before !== block.file && !before.endsWith(`(${block.file}`) && !before.endsWith(` ${block.file}`)) continue;
    // A formula's columns are those of the JavaScript made of it.
    const inCode =
      block.kind === "formula" || block.kind === "sql" ? 1 : columnInCode(block.shifts, inBlock + 1, column);
    const start = { line, column: inCode + (block.indents[inBlock] ?? 0) };
    return { place: { file: block.file, start }, blockId: block.id };
  }
  return undefined;
}

/** The innermost place in a chapter at which an error was made; undefined when it was made outside. */
export function placeOf(error: Error, blocks: readonly RunnableBlock[]): Place | undefined {
  return chapterFrames(String(error.stack), blocks)[0]?.place;
}

/** What was thrown, read without trusting it: a block may throw anything, and its getters may throw again. */
function describeThrown(thrown: unknown): { message: string; stack: string; detail: BlockError["detail"] } {
  try {
    if (thrown instanceof BlockError)
      return { message: thrown.message, stack: stackOf(thrown, thrown.message), detail: thrown.detail };
    if (typeof thrown === "object" && thrown !== null && typeof (thrown as Error).stack === "string") {
      const { name, message } = thrown as Error;
      const text = typeof message === "string" ? message : show(message);
      const said = typeof name === "string" && name !== "Error" && name !== "" ? `${name}: ${text}` : text;
      return {
        message: shorten(said, 500) || "an error without a message",
        stack: stackOf(thrown as Error, text),
        detail: helpFor(text),
      };
    }
    return {
      message: `${show(thrown)} was thrown, which is no Error`,
      stack: "",
      detail: { hint: "throw `new Error(…)`, whose line is known" },
    };
  } catch {
    return {
      message: "something was thrown that can't be read",
      stack: "",
      detail: { expected: "an error with a message: `throw new Error(…)`" },
    };
  }
}

/** The stack below its message, in which a frame might be imitated. */
function stackOf(error: Error, message: string): string {
  const stack = String(error.stack);
  const head = message === "" ? -1 : stack.indexOf(message);
  return head === -1 ? stack : stack.slice(head + message.length);
}

/** What was expected where the engine's own words say only what it could not do. */
function helpFor(message: string): BlockError["detail"] {
  const [, what, member] = /^Cannot read properties of (undefined|null) \(reading '([^']+)'\)/.exec(message) ?? [];
  if (member !== undefined)
    return {
      expected: `a value before \`${/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(member) ? `.${member}` : `[${/^\d+$/.test(member) ? member : JSON.stringify(member)}]`}\`, which is ${what} here`,
      hint: "where it may be missing, say what stands for it: `(value ?? …)`",
    };
  const called = /^(.+) is not a function$/.exec(message)?.[1];
  if (called !== undefined) return { expected: `\`${shorten(called, 60)}\` to be a function`, hint: hintFor(message) };
  if (/^Invalid string length/.test(message))
    return { expected: "a shorter text: this one has more letters than the engine can hold" };
  if (/^Invalid (?:array length|count value)/.test(message))
    return { expected: "a whole number from 0 up, as long as the memory lasts" };
  return { hint: hintFor(message) };
}

function hintFor(message: string): string | undefined {
  if (
    /^Cannot (assign to read only|add|delete|define|redefine) property|is read-only|object is not extensible/.test(
      message,
    )
  )
    return "values that blocks share are frozen; change a copy: `{ ...object }`, `[...array]`";
  if (message === "Maximum call stack size exceeded") return "a function that calls itself never ends";
  if (/code generation from strings/i.test(message))
    return "blocks can't make code from text: no eval, no new Function";
  if (message.startsWith("import() finds nothing"))
    return "blocks can't import; the standard library is at hand by name";
  return undefined;
}

const MOST_CALLERS = 6;

/** The diagnostic of something thrown while `block` ran, at the innermost frame in a chapter. */
export function thrownDiagnostic(
  thrown: unknown,
  block: RunnableBlock,
  blocks: readonly RunnableBlock[],
  rule: Diagnostic["rule"] = "notebook/threw",
): Diagnostic {
  const { message, stack, detail: own } = describeThrown(thrown);
  const isUnawaited = rule === "notebook/unhandled-rejection" && own.rule === undefined;
  const detail = isUnawaited
    ? { expected: "`await` before the promise, so that its failure is the block's", ...own }
    : own;
  const frames = chapterFrames(stack, blocks);
  const callers = callerNotes(frames);
  const inside = frames[0]?.blockId ?? block.id;
  return {
    // What threw inside a function handed to a chart or a table is no fault of the chart's making.
    rule: detail.rule ?? (frames.length > 0 && /chart|table/.test(rule) ? "notebook/threw" : rule),
    severity: "error",
    message: `block \`${inside}\`: ${isUnawaited ? "a promise that nothing awaits failed: " : ""}${message}`,
    place: (detail.at && placeInCode(detail.at, block)) ?? frames[0]?.place ?? block.place,
    ...(detail.expected === undefined ? {} : { expected: detail.expected }),
    ...(detail.hint === undefined ? {} : { hint: detail.hint }),
    ...(callers.length > 0 ? { notes: callers } : {}),
  };
}

const placeInCode = (
  [line, column]: readonly [number, number],
  { file, line: first, indents }: RunnableBlock,
): Place => ({
  file,
  start: { line: first + line - 1, column: column + (indents[line - 1] ?? 0) },
});

function callerNotes(frames: readonly ChapterFrame[]): string[] {
  const notes = frames
    .slice(1)
    .map(
      ({ place, blockId }) => `called from ${place.file}:${place.start.line}:${place.start.column} (block ${blockId})`,
    );
  const distinct = [...new Set(notes)];
  return distinct.length > MOST_CALLERS
    ? [...distinct.slice(0, MOST_CALLERS), `… and ${distinct.length - MOST_CALLERS} more`]
    : distinct;
}
