import { distance } from "fastest-levenshtein";
import type { RuleId } from "./rules/index.js";
import type { Severity } from "./rules/rule.js";
import { onOneLine, onTerminal } from "./text/shown.js";
import { wrap } from "./text/table.js";

export type { Severity } from "./rules/rule.js";

/** A point in a source file; lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  line: number;
  column: number;
}

/** A stretch of a source file as its author wrote it. */
export interface Place {
  file: string;
  start: Position;
  /** One past the last character; absent when only the start is known. */
  end?: Position;
}

/** The one shape of everything that can go wrong; a program beside the tool, such as an importer, has rules of its own. */
export interface Diagnostic<Rule extends string = RuleId> {
  /** Stable id, `room/what`: `assumptions/unknown-unit`. */
  rule: Rule;
  severity: Severity;
  /** What was found, one line. */
  message: string;
  place?: Place;
  /** What was expected, one line. */
  expected?: string;
  /** The nearest right thing, as a sentence: "did you mean `GW`?". */
  hint?: string;
  /** Further lines: the path of a cycle, the assumptions behind a claim. */
  notes?: string[];
  /** Other places that have to do with it, each with the words that lead to it: "first at". Told below the notes. */
  related?: { words: string; place: Place }[];
  /** The name or id that it is about, for those who go by it: no message is read to learn that. */
  about?: string;
  /** What to write in a place so that this is right and the report reads as before; absent where a person must choose. */
  fix?: { place: Place; text: string };
}

/** Thrown to end a command; carries all that was found, in source order. */
export class MemoError<Rule extends string = RuleId> extends Error {
  constructor(
    readonly diagnostics: Diagnostic<Rule>[],
    readonly exitCode = 1,
  ) {
    super(diagnostics.map((d) => d.message).join("\n"));
    this.name = "MemoError";
  }

  /** Of one error. */
  static of<Rule extends string = RuleId>(
    { rule, ...rest }: Omit<Diagnostic<Rule>, "severity">,
    exitCode?: number,
  ): MemoError<Rule> {
    return new MemoError([{ rule, severity: "error", ...rest }], exitCode);
  }
}

/** Edit distance in which two neighbouring letters swapped (`vlaue`, 2062) are one slip, as they are for who typed them. */
function slips(a: string, b: string): number {
  const rest: [string, string] = [a, b];
  let swaps = 0;
  for (let i = 0; i + 1 < Math.min(a.length, b.length); i++)
    if (a[i] !== b[i] && a[i] === b[i + 1] && a[i + 1] === b[i]) {
      // The pair is put right once and counted once; what is left is plain edit distance.
      rest[0] = rest[0].slice(0, i) + b.slice(i, i + 2) + rest[0].slice(i + 2);
      swaps++;
      i++;
    }
  return swaps === 0 ? distance(a, b) : Math.min(distance(a, b), swaps + distance(...rest));
}

/**
 * The candidate nearest to `name` by edit distance, or undefined when none is near enough to suggest
 * (more than a third of the longer name would have to change). Of hundreds that are alike the first are looked at.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  const letters = lettersOf(name);
  let compared = 0;
  for (const candidate of candidates) {
    const most = mostSlips(name, candidate);
    // So many letters more, fewer or other are too many wherever they stand; told quickly, as thousands of names may be asked for among thousands.
    if (Math.abs(candidate.length - name.length) > most) continue;
    if (bits(letters ^ lettersOf(candidate)) > 2 * most) continue;
    if (++compared > MOST_COMPARED) break;
    const d = slips(name.toLowerCase(), candidate.toLowerCase());
    if (d < least || (d === least && isNearerNumber(name, candidate, best))) {
      least = d;
      best = candidate;
    }
  }
  if (best === undefined) return undefined;
  // What shares no letter is not near: a name of one letter is near itself alone, written large or small.
  return least <= mostSlips(name, best) && least < name.length ? best : undefined;
}

/** Of numbers that as few other digits would make, the one nearest in size is meant: 2026 for 2027, and not 2024. */
function isNearerNumber(name: string, candidate: string, best: string | undefined): boolean {
  if (![name, candidate, best].every((one) => one !== undefined && /^\d+$/.test(one))) return false;
  return Math.abs(Number(candidate) - Number(name)) < Math.abs(Number(best) - Number(name));
}

/** Candidates of the same letters that are compared: of more the first. */
const MOST_COMPARED = 300;

/** Which letters and digits of ASCII a text has, small or large, as bits; of two whose bits are the same it may have either. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128) letters |= 1 << (code & 31);
  }
  return letters;
}

/** How many bits of a number are set (Warren, Hacker's Delight, 5-1). */
function bits(number: number): number {
  let n = number - ((number >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const mostSlips = (a: string, b: string): number => Math.max(1, Math.floor(Math.max(a.length, b.length) / 3));

/** "did you mean `x`?" for the nearest candidate, or undefined. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const near = nearest(name, candidates);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

/** "one of a, b, c", of very many the first. */
export function oneOf(choices: readonly string[]): string {
  return `one of ${choices.slice(0, MOST_CHOICES).join(", ")}${choices.length > MOST_CHOICES ? ", …" : ""}`;
}

const MOST_CHOICES = 12;

/** File, line, column order; diagnostics without a place come last. */
export function sortDiagnostics<Rule extends string>(diagnostics: readonly Diagnostic<Rule>[]): Diagnostic<Rule>[] {
  const key = (d: Diagnostic<Rule>): [string, number, number] => [
    d.place?.file ?? "\uffff",
    d.place?.start.line ?? 0,
    d.place?.start.column ?? 0,
  ];
  return [...diagnostics].sort((a, b) => {
    const [fa, la, ca] = key(a);
    const [fb, lb, cb] = key(b);
    return fa < fb ? -1 : fa > fb ? 1 : la - lb || ca - cb;
  });
}

export interface FormatOptions {
  color?: boolean;
  /** Source text by file name, for the code frame; a file that is absent gets no frame. */
  sources?: ReadonlyMap<string, string>;
  /** Columns of the terminal that shows it: frames and lines fit them. Lines stay whole where none is said, and a frame has room for 100 letters. */
  width?: number;
}

const paint = (on: boolean | undefined, code: string, text: string): string =>
  on ? `\u001b[${code}m${text}\u001b[0m` : text;

/** One diagnostic as a person reads it: place, message, expectation, hint, notes and a code frame. */
export function formatDiagnostic(d: Diagnostic<string>, options: FormatOptions = {}): string {
  const { color, width } = options;
  const below = (text: string): string => belowHead(text, width);
  const head = paint(color, d.severity === "error" ? "1;31" : d.severity === "warning" ? "1;33" : "1;36", d.severity);
  const where = d.place ? `${onOneLine(d.place.file)}:${d.place.start.line}:${d.place.start.column}` : "";
  const lines = [`${head}[${d.rule}]${where ? ` ${paint(color, "1", where)}` : ""}`, `  ${below(d.message)}`];
  if (d.expected) lines.push(`  ${below(`expected ${d.expected}`)}`);
  if (d.hint) lines.push(`  ${paint(color, "36", below(d.hint))}`);
  for (const note of notesOf(d)) lines.push(`  ${below(note)}`);
  const frame = d.place && codeFrame(d.place, options.sources?.get(d.place.file), color, width);
  if (frame) lines.push(frame);
  return lines.join("\n");
}

/** A text below the head of its diagnostic: what it has of further lines stands below that head too. */
const belowHead = (text: string, width = Number.POSITIVE_INFINITY): string =>
  onTerminal(text)
    .split(/\r?\n/)
    .flatMap((line) => (line.length > width - 2 ? wrap(line, Math.max(20, width - 2)) : [line]))
    .join("\n  ");

/** What is told below the hint, one a line: the notes, then the related places. */
export const notesOf = ({ notes = [], related = [] }: Pick<Diagnostic, "notes" | "related">): string[] => [
  ...notes,
  ...related.map(({ words, place: { file, start } }) => `${words} ${file}:${start.line}:${start.column}`),
];

/** Letters of a line in a frame where no width is said, and the fewest. */
const FRAME_WIDTH = 100;
const LEAST_FRAME = 24;

/** The lines of the text that was asked for last: of one file there are often many messages. */
let split: { source: string; lines: readonly string[] } | undefined;

function linesOf(source: string): readonly string[] {
  if (split?.source !== source) split = { source, lines: source.split(/\r?\n/) };
  return split.lines;
}

function codeFrame(place: Place, source: string | undefined, color?: boolean, columns?: number): string | undefined {
  const all = source === undefined ? undefined : linesOf(source);
  const { line, column } = place.start;
  if (!all || line < 1 || line > all.length) return undefined;
  const from = Math.max(1, line - 1);
  const to = Math.min(all.length, line + 1);
  const gutter = String(to).length;
  const room = columns === undefined ? FRAME_WIDTH : Math.max(LEAST_FRAME, columns - gutter - 7);
  const shift = column > room - Math.min(20, room / 3) ? Math.max(0, column - Math.round(0.4 * room)) : 0;
  const out: string[] = [];
  for (let n = from; n <= to; n++) {
    // Nothing gets shorter by being made harmless.
    const raw = onOneLine((all[n - 1] ?? "").slice(0, shift + room));
    const text = raw.slice(shift, shift + room);
    if (n !== line && text.trim() === "") continue;
    const mark = n === line ? paint(color, "31", ">") : " ";
    out.push(`  ${mark} ${String(n).padStart(gutter)} | ${text}`);
    if (n === line) {
      const same = place.end && place.end.line === line ? place.end.column - column : 1;
      const width = Math.max(1, Math.min(same, Math.max(1, text.length - (column - 1 - shift))));
      out.push(`    ${" ".repeat(gutter)} | ${" ".repeat(column - 1 - shift)}${paint(color, "31", "^".repeat(width))}`);
    }
  }
  return out.join("\n");
}

/** Of one rule so many are told to a person, who mends the first and looks again. */
const MOST_TOLD = 100;

/** What is told of diagnostics, in their order: of those of one rule beyond `MOST_TOLD`, how many they are. */
export function toldOf<Rule extends string>(diagnostics: readonly Diagnostic<Rule>[]): Diagnostic<Rule>[] {
  const told: Diagnostic<Rule>[] = [];
  const counts = new Map<string, { rule: Rule; severity: Severity; count: number }>();
  for (const diagnostic of diagnostics) {
    const { rule, severity } = diagnostic;
    const kind = `${severity} ${rule}`;
    const count = (counts.get(kind)?.count ?? 0) + 1;
    counts.set(kind, { rule, severity, count });
    if (count <= MOST_TOLD) told.push(diagnostic);
  }
  for (const { rule, severity, count } of counts.values())
    if (count > MOST_TOLD) told.push({ rule, severity, message: `and ${count - MOST_TOLD} more like these` });
  return told;
}

/** Of warnings that say the same of other places so many are told whole. */
const MOST_ALIKE = 3;

/** A message without the names and numbers in it: what it says of whatever it is about. */
const kindOf = ({ rule, severity, message }: Diagnostic<string>): string =>
  `${severity} ${rule} ${message.replace(/`[^`]*`|"[^"]*"|“[^”]*”|\d[\d.,]*/g, "·")}`;

/** Of warnings and hints that say the same of more than `MOST_ALIKE` places the first, with where the others are. */
export function folded<Rule extends string>(diagnostics: readonly Diagnostic<Rule>[]): Diagnostic<Rule>[] {
  const alike = new Map<string, Diagnostic<Rule>[]>();
  for (const one of diagnostics.filter(({ place }) => place !== undefined)) {
    const same = alike.get(kindOf(one));
    if (same) same.push(one);
    else alike.set(kindOf(one), [one]);
  }
  return diagnostics.flatMap((one) => {
    const same = alike.get(kindOf(one)) ?? [one];
    // What stands at no place is told by its names alone.
    if (one.severity === "error" || one.place === undefined || same.length <= MOST_ALIKE) return [one];
    if (same[0] !== one) return [];
    const places = same
      .slice(1)
      .flatMap(({ place }) => (place ? [`${place.file}:${place.start.line}:${place.start.column}`] : []));
    const more = `${places.slice(0, MOST_PLACES).join(", ")}${places.length > MOST_PLACES ? ", …" : ""}`;
    return [{ ...one, notes: [...(one.notes ?? []), `and ${places.length} more like it: ${more}`] }];
  });
}

const MOST_PLACES = 12;

/** Diagnostics as text, in source order, separated by blank lines; of very many of one rule the first, and how many more there are. */
export function formatDiagnostics(diagnostics: readonly Diagnostic<string>[], options: FormatOptions = {}): string {
  return toldOf(folded(sortDiagnostics(diagnostics)))
    .map((d) => formatDiagnostic(d, options))
    .join("\n\n");
}

/** Turns offsets of one text into positions. */
export class LineMap {
  private readonly starts: number[] = [0];
  constructor(readonly text: string) {
    for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) this.starts.push(i + 1);
  }

  /** Position of a UTF-16 offset; offsets past the end give the end. */
  at(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((this.starts[mid] ?? 0) <= clamped) low = mid;
      else high = mid - 1;
    }
    return { line: low + 1, column: clamped - (this.starts[low] ?? 0) + 1 };
  }

  /** Offset of a position; the inverse of `at`. */
  offset(position: Position): number {
    return (this.starts[position.line - 1] ?? this.text.length) + position.column - 1;
  }
}
