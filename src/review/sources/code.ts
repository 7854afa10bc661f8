import type { Node } from "oxc-parser";
import { readCode } from "../../notebook/analyse/parse.js";
import { childrenOf } from "../../notebook/analyse/walk-types.js";
import { commonPairs } from "../../text/sequences.js";
import { dotLines, dotTokens } from "./dot-tokens.js";

/** A line of code that only one side has. */
export interface LineChange {
  type: "inserted" | "deleted";
  text: string;
}

export type Language = "ts" | "formula" | "sql" | "dot";

/** The language of a kind of block. */
export const languageOf = (kind: string): Language =>
  kind === "formula" || kind === "sql" ? kind : kind === "diagram" ? "dot" : "ts";

/**
 * Code without what says nothing: comments, and white space outside texts. Two codes with the same canonical form compute the same; one
 * that can't be parsed is only rid of white space.
 */
export function canonicalCode(code: string, language: Language = "ts"): string {
  return tokensOf(code, language).join("\u0000");
}

const TOKEN = /[\p{L}\p{N}_$]+|\S/gu;
const FORMULA_COMMENT = /#[^\n]*/g;
/** Comments, texts and quoted names, words and signs of a query. */
const SQL_TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}\p{N}_$]+|\S/gu;

function tokensOf(code: string, language: Language): string[] {
  if (language === "formula") return code.replace(FORMULA_COMMENT, " ").match(TOKEN) ?? [];
  if (language === "dot") return dotTokens(code).map(({ text }) => text);
  if (language === "sql") return (code.match(SQL_TOKEN) ?? []).filter((token) => !/^(?:--|\/\*)/.test(token));
  const { comments, texts } = spansOf(code);
  const tokens: string[] = [];
  let from = 0;
  const plain = (to: number): void => {
    for (const token of code.slice(from, to).match(TOKEN) ?? []) tokens.push(token);
  };
  for (const { start, end, isComment } of [
    ...comments.map((one) => ({ ...one, isComment: true })),
    ...texts.map((one) => ({ ...one, isComment: false })),
  ].sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    plain(start);
    if (!isComment) tokens.push(code.slice(start, end));
    from = end;
  }
  plain(code.length);
  return tokens;
}

interface Span {
  start: number;
  end: number;
}

/** Where comments stand, and what is taken as it is written: strings, templates and regular expressions. None in code that can't be read. */
function spansOf(code: string): { comments: readonly Span[]; texts: readonly Span[] } {
  const read = readCode(code);
  if ("problem" in read) return { comments: [], texts: [] };
  const texts: Span[] = [];
  const walk = (node: Node): void => {
    if (node.type === "TemplateElement" || (node.type === "Literal" && typeof node.value !== "number"))
      texts.push({ start: node.start, end: node.end });
    else for (const child of childrenOf(node)) walk(child);
  };
  walk(read.program);
  return { comments: read.comments, texts };
}

/**
 * Lines of code that only one side has, in order; lines that differ in white space or a comment alone are the same. Where `old` is under
 * the new side's names, `written` is what it was before: it is what is shown, and a line that stands so on the new side is the same too.
 */
export function compareLines(old: string, now: string, language: Language = "ts", written = old): LineChange[] {
  const [before, after, shown] = [old, now, written].map((code) => code.split("\n"));
  const keys = (lines: readonly string[] = []): string[] => {
    if (language === "dot") return dotLines(lines.join("\n")).map((tokens) => tokens.join("\u0000"));
    return lines.map((line) =>
      tokensOf(line.replace(/^\s*(?:\/\/|\*|\/\*).*$/, ""), language === "ts" ? "formula" : language).join("\u0000"),
    );
  };
  const changes: LineChange[] = [];
  const [a = [], b = []] = [shown, after];
  const [own, y] = [keys(a), keys(b)];
  const there = new Set(y);
  const x = keys(before).map((key, at) => (there.has(key) ? key : (own[at] ?? key)));
  let [i, j] = [0, 0];
  for (const [u, v] of [...commonPairs(x, y), [a.length, b.length] as const]) {
    for (; i < u; i++) if (x[i] !== "") changes.push({ type: "deleted", text: (a[i] ?? "").trimEnd() });
    for (; j < v; j++) if (y[j] !== "") changes.push({ type: "inserted", text: (b[j] ?? "").trimEnd() });
    [i, j] = [u + 1, v + 1];
  }
  return changes;
}
