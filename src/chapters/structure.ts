import MarkdownIt, { type Token } from "markdown-it";
import deflist from "markdown-it-deflist";
import footnote from "markdown-it-footnote";
import { append } from "../lists.js";
import { displayedMath, inlineMath, type MathSpan } from "./mathematics.js";
import { mustacheEnd } from "./mustache.js";

/** Nesting up to which Markdown is read; what is nested deeper than can be printed is refused long before. */
export const DEEPEST_READ = 1000;

/** The Markdown of memos: as `document/markdown.ts` reads it, so that both see the same blocks. */
const markdown = new MarkdownIt({ html: false, maxNesting: DEEPEST_READ }).use(footnote).use(deflist);
markdown.block.ruler.before("fence", "displayed_math", (state, first, last, silent) => {
  const line = (n: number): string | undefined =>
    n >= last || (n > first && (state.sCount[n] ?? 0) < state.blkIndent && !state.isEmpty(n))
      ? undefined
      : state.src.slice((state.bMarks[n] ?? 0) + (state.tShift[n] ?? 0), state.eMarks[n] ?? 0);
  if ((state.sCount[first] ?? 0) - state.blkIndent >= 4) return false;
  const end = displayedMath(first, line);
  if (end === undefined) return false;
  // What follows without an empty line would be read as of the same paragraph.
  if (line(end)?.trim()) return false;
  if (silent) return true;
  const token = state.push("displayed_math", "", 0);
  token.map = [first, end];
  state.line = end;
  return true;
});

/** Lines of a text, from the first up to and without the last, from 0. */
type Lines = readonly [from: number, to: number];
/** Offsets of a text, from the first up to and without the last. */
export type Stretch = readonly [from: number, to: number];

/** What a text's blocks are, and where it holds code, which shows what is written and is never read for values. */
export interface Structure {
  /** Tokens that open a block or are one, in order. */
  blocks: readonly { token: Token; lines: Lines }[];
  fences: readonly { token: Token; lines: Lines; content: string }[];
  /** Code by indentation. */
  indented: readonly { lines: Lines; content: string }[];
  /** Code between backticks, with them. */
  spans: readonly Stretch[];
  /** Mathematics, with its dollars. */
  math: readonly MathSpan[];
  /** What it is made of, counted by what it costs, and the line in which it is more than a whole memo may be. */
  pieces: { all: number; over?: number };
}

/** Of all chapters together; a memo of a hundred pages has some forty thousand. */
export const MOST_PIECES = 400_000;
const OF_A_BLOCK = 40;
const OF_A_VALUE = 10;
/** What may begin an emphasis, a link, a note, a citation, code, a formula, an entity. */
const SIGNS = new Set([..."[*_`<@~$&^\\"].map((sign) => sign.charCodeAt(0)));
const BRACE = "{".charCodeAt(0);

/** A stretch of lines that the templates make less of: none, or one that begins as the first does and ends as the last does. */
interface Fold {
  from: number;
  /** The last line, not one past it. */
  to: number;
  line?: string;
}

/** Where the code of a chapter stands, or of a text that is a line of prose (`inline`) and has no blocks. */
export function structureOf(text: string, inline = false): Structure {
  if (inline) {
    const spans = codeSpans(text, 0, text.length);
    const math = inlineMath(text, 0, text.length, spans);
    return { blocks: [], fences: [], indented: [], spans, math, pieces: { all: 0 } };
  }
  const lines = text.split("\n");
  const starts: number[] = [];
  for (let n = 0, at = 0; n < lines.length; at += (lines[n++]?.length ?? 0) + 1) starts.push(at);
  const folds = foldsOf(text, lines, starts);
  for (;;) {
    const seen = unfolded(lines, folds);
    const tokens: Token[] = [];
    markdown.block.parse(seen.map(({ line }) => line).join("\n"), markdown, {}, tokens);
    const source = ([from, to]: readonly [number, number]): Lines => [
      seen[from]?.from ?? lines.length,
      (seen[Math.max(from, to - 1)]?.to ?? lines.length - 1) + 1,
    ];
    // Code may hold such lines, and keeps them.
    const wrongly = tokens.flatMap(({ type, map }) => {
      if ((type !== "fence" && type !== "code_block") || !map) return [];
      const [from, to] = source(map);
      return [...folds.keys()].filter((n) => from <= n && n < to);
    });
    if (wrongly.length === 0) return read(text, lines, starts, tokens, source);
    for (const n of wrongly) folds.delete(n);
  }
}

/** Lines that hold nothing but the beginning, middle or end of a section, or a comment, and lines that a comment joins; by the first. */
function foldsOf(text: string, lines: readonly string[], starts: readonly number[]): Map<number, Fold> {
  const folds = new Map<number, Fold>();
  const lineAt = (offset: number, from: number): number => {
    let n = from;
    while ((starts[n + 1] ?? Number.POSITIVE_INFINITY) <= offset) n++;
    return n;
  };
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n] ?? "";
    const start = starts[n] ?? 0;
    const indent = /^ {0,3}(?=\{\{~?\s*(?:[#/^!]|else\b))/.exec(line)?.[0].length;
    const end = indent === undefined ? undefined : mustacheEnd(text, start + indent);
    const last = end === undefined ? n : lineAt(end - 1, n);
    if (end !== undefined && (lines[last] ?? "").slice(end - (starts[last] ?? 0)).trim() === "") {
      folds.set(n, { from: n, to: last });
      n = last;
      continue;
    }
    const comment = line.lastIndexOf("{{!");
    const close = comment === -1 ? undefined : mustacheEnd(text, start + comment);
    if (close === undefined) continue;
    const joined = lineAt(close - 1, n);
    if (joined === n) continue;
    const rest = (lines[joined] ?? "").slice(close - (starts[joined] ?? 0));
    folds.set(n, { from: n, to: joined, line: line.slice(0, comment) + rest });
    n = joined;
  }
  return folds;
}

/** The lines that Markdown will see, each with those of the text that it is made of. */
function unfolded(lines: readonly string[], folds: ReadonlyMap<number, Fold>): Required<Fold>[] {
  const seen: Required<Fold>[] = [];
  for (let n = 0; n < lines.length; n++) {
    const { from, to, line } = folds.get(n) ?? { from: n, to: n, line: lines[n] ?? "" };
    if (line !== undefined) seen.push({ from, to, line });
    n = to;
  }
  return seen;
}

function read(
  text: string,
  lines: readonly string[],
  starts: readonly number[],
  tokens: readonly Token[],
  source: (map: readonly [number, number]) => Lines,
): Structure {
  const blocks: { token: Token; lines: Lines }[] = [];
  const fences: { token: Token; lines: Lines; content: string }[] = [];
  const indented: { lines: Lines; content: string }[] = [];
  const spans: Stretch[] = [];
  const math: MathSpan[] = [];
  const start = (line: number): number => starts[line] ?? text.length;
  const look = (a: number, b: number): void => {
    const code = codeSpans(text, a, b);
    append(spans, code);
    append(math, inlineMath(text, a, b, code));
  };
  let inTable = false;
  let [pieces, at, over]: [number, number, number | undefined] = [0, 0, undefined];
  for (const token of tokens) {
    if (token.map) [at] = source(token.map);
    pieces += piecesOf(token);
    if (pieces > MOST_PIECES) over ??= at;
    if (token.type === "table_close") inTable = false;
    if (!token.map) continue;
    const range = source(token.map);
    const [from, to] = range;
    blocks.push({ token, lines: range });
    if (token.type === "fence") fences.push({ token, lines: range, content: token.content });
    else if (token.type === "code_block") indented.push({ lines: range, content: token.content });
    else if (token.type === "table_open") {
      inTable = true;
      for (let n = from; n < to; n++) for (const [a, b] of cells(lines[n] ?? "")) look(start(n) + a, start(n) + b);
    } else if (token.type === "inline" && !inTable) look(start(from), start(to));
    else if (token.type === "displayed_math") {
      const written = text.slice(start(from), start(to)).trimEnd();
      math.push({ from: start(from) + written.indexOf("$$"), to: start(from) + written.length, display: true });
    }
  }
  return { blocks, fences, indented, spans, math, pieces: { all: pieces, ...(over === undefined ? {} : { over }) } };
}

/** A paragraph, item, cell, heading or such is a piece, and so is each sign in its words that may begin something. */
function piecesOf({ type, nesting, content, info }: Token): number {
  if (nesting === -1) return 0;
  if (type === "fence") return info.includes("{") ? OF_A_BLOCK : 1;
  if (type !== "inline") return 1;
  let pieces = 1;
  for (let i = 0; i < content.length; i++) {
    const code = content.charCodeAt(i);
    if (SIGNS.has(code)) pieces++;
    else if (code === BRACE && content.charCodeAt(i + 1) === BRACE) {
      pieces += OF_A_VALUE;
      i++;
    }
  }
  return pieces;
}

/** The cells of a table's line: a bar ends one even in code, unless a backslash stands before it. */
export function cells(line: string): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line.startsWith("{{", at)) at = (mustacheEnd(line, at) ?? at + 2) - 1;
    else if (line[at] === "|") {
      found.push([from, at]);
      from = at + 1;
    }
  }
  return [...found, [from, line.length]];
}

/** Code spans of one paragraph or cell. A value in braces or a comment that begins before is passed over whole. */
function codeSpans(text: string, from: number, to: number): Stretch[] {
  const piece = text.slice(from, to);
  if (!piece.includes("`")) return [];
  const found: Stretch[] = [];
  // Of each length, the last first, so that those that lie behind are taken off the end.
  const runs = new Map<number, number[]>();
  for (const { index, 0: run } of [...piece.matchAll(/`+/g)].reverse())
    if (!runs.get(run.length)?.push(index)) runs.set(run.length, [index]);
  const pattern = /\\[\s\S]|`+|<!--|\{\{/g;
  for (let match = pattern.exec(piece); match; match = pattern.exec(piece)) {
    const [open] = match;
    if (open === "{{") pattern.lastIndex = mustacheEnd(piece, match.index) ?? pattern.lastIndex;
    else if (open === "<!--") pattern.lastIndex = commentEnd(piece, match.index) ?? pattern.lastIndex;
    if (!open.startsWith("`")) continue;
    const alike = runs.get(open.length) ?? [];
    while ((alike.at(-1) ?? Number.POSITIVE_INFINITY) <= match.index) alike.pop();
    const end = alike.at(-1);
    if (end === undefined) continue;
    found.push([from + match.index, from + end + open.length]);
    pattern.lastIndex = end + open.length;
  }
  return found;
}

/** Where the comment ends that begins at `at`; undefined where it never does. */
export function commentEnd(text: string, at: number): number | undefined {
  const empty = /^<!---?>/.exec(text.slice(at, at + 6));
  if (empty) return at + empty[0].length;
  const close = text.indexOf("-->", at + 4);
  return close === -1 ? undefined : close + 3;
}
