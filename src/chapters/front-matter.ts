import { isScalar, type Node } from "yaml";
import type { Diagnostic } from "../diagnostic.js";
import { FrontMatterReader } from "./front-matter/reader.js";
import { MEMO_KEYS, readMemoFacts } from "./memo-facts.js";
import type { FrontMatter } from "./types.js";

export const CHAPTER_KEYS = ["title", "summary", "numbered", "appendix", "memo"];

/** Splits `---` front matter from the body; `bodyLine` is the body's first line, from 1. */
export function splitFrontMatter(text: string): { yaml?: string; body: string; bodyLine: number } {
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(text);
  if (!match) return { body: text, bodyLine: 1 };
  return {
    yaml: match[1] ?? "",
    body: text.slice(match[0].length),
    bodyLine: match[0].split("\n").length - (match[0].endsWith("\n") ? 0 : -1),
  };
}

/** Reads a chapter's front matter. Reports unknown keys, wrong types and a missing title. */
export function readFrontMatter(
  yaml: string | undefined,
  file: string,
  isFirst: boolean,
  report: (d: Diagnostic) => void,
): FrontMatter {
  const reader = new FrontMatterReader(file, yaml ?? "", report);
  const missing: FrontMatter = { title: { text: "", place: reader.nowhere }, numbered: true };
  if (yaml === undefined) {
    reader.refuse("the chapter has no front matter", "`---`, `title: …`, `---` at its head");
    return missing;
  }
  const contents = reader.contents();
  if (!contents) return missing;
  const keys = reader.entries(contents, CHAPTER_KEYS, "");
  const title = reader.optionalText(keys, "title");
  if (!keys.has("title") && !reader.misspelt.has("title"))
    reader.refuse("the chapter has no title", "`title: …` in the front matter", {
      file,
      start: { line: 2, column: 1 },
    });
  const summary = reader.optionalText(keys, "summary");
  const numbered = readBoolean(reader, keys, "numbered") ?? true;
  const appendix = readBoolean(reader, keys, "appendix") ?? false;
  const appendixNode = keys.get("appendix") ?? null;
  if (appendix && !numbered)
    reader.wrong("appendix", appendixNode, "no `numbered: false` beside it: an appendix has a letter");
  const memo = keys.get("memo");
  if (memo !== undefined && !isFirst)
    reader.refuse("`memo` stands in a later chapter", "it in the first chapter only", reader.at(memo));
  return {
    title: title ?? missing.title,
    summary,
    numbered,
    appendix: appendix ? reader.at(appendixNode) : undefined,
    memo: memo !== undefined && isFirst ? readMemoFacts(reader.entries(memo, MEMO_KEYS, "memo."), reader) : undefined,
  };
}

function readBoolean(
  reader: FrontMatterReader,
  keys: ReadonlyMap<string, Node | null>,
  key: string,
): boolean | undefined {
  const node = keys.get(key);
  if (node === undefined) return undefined;
  if (isScalar(node) && typeof node.value === "boolean") return node.value;
  reader.wrong(key, node, "true or false");
  return undefined;
}
