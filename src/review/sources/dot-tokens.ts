import { mustacheEnd } from "../../chapters/mustache.js";

/** A piece of a diagram's source: a value, a text in quotation marks, a label in angle brackets, a word or a sign. */
interface Token {
  text: string;
  from: number;
}

const PLAIN = /[\p{L}\p{N}_$]+|\S/uy;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=^|\n)#[^\n]*/y;

/** What a source says, without comments and blanks between its pieces. It may be no source at all: what is never closed goes to the end. */
export function dotTokens(code: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < code.length; ) {
    const blank = matchAt(/\s+/y, code, at) ?? matchAt(COMMENT, code, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const end = endOf(code, at) ?? at + (matchAt(PLAIN, code, at)?.length ?? 1);
    tokens.push({ text: code.slice(at, end), from: at });
    at = end;
  }
  return tokens;
}

/** The same by lines: a text of several is a piece on each. */
export function dotLines(code: string): string[][] {
  const lines: string[][] = code.split("\n").map(() => []);
  let [line, last] = [0, 0];
  for (const { text, from } of dotTokens(code)) {
    for (let next = code.indexOf("\n", last); next !== -1 && next < from; next = code.indexOf("\n", last)) {
      line++;
      last = next + 1;
    }
    for (const [n, part] of text.split("\n").entries()) if (part.trim() !== "") lines[line + n]?.push(part);
  }
  return lines;
}

function matchAt(pattern: RegExp, code: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0];
}

/** Behind the value, text or label that begins at a place; undefined where none does. */
function endOf(code: string, at: number): number | undefined {
  if (code.startsWith("{{", at)) return mustacheEnd(code, at);
  if (code[at] === '"') return inside(code, at + 1, (letter) => (letter === '"' ? -1 : 0));
  if (code[at] === "<") return inside(code, at + 1, (letter) => (letter === "<" ? 1 : letter === ">" ? -1 : 0));
  return undefined;
}

/** Behind where the depth, 1 at first, comes to 0. */
function inside(code: string, from: number, step: (letter: string | undefined) => number): number {
  const isText = step('"') !== 0;
  let depth = 1;
  for (let at = from; at < code.length; at++) {
    const value = code.startsWith("{{", at) ? mustacheEnd(code, at) : undefined;
    if (value !== undefined) at = value - 1;
    else if (isText && code[at] === "\\") at++;
    else if (!isText && code.startsWith("<!--", at)) {
      const end = code.indexOf("-->", at);
      if (end === -1) break;
      at = end + 2;
    } else {
      depth += step(code[at]);
      if (depth === 0) return at + 1;
    }
  }
  return code.length;
}
