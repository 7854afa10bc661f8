import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from "yaml";
import { PRINTABLE, unprintable } from "../../characters.js";
import { type Diagnostic, didYouMean, nearest, type Place } from "../../diagnostic.js";
import { explain } from "../../yaml/syntax-errors.js";
import { refusedTag } from "../../yaml/tags.js";
import type { Located } from "../types.js";
import { locateWords } from "../words.js";
import { elsewhere } from "./elsewhere.js";

/** Reads the values of one chapter's front matter, and reports what is wrong with them where it stands. */
export class FrontMatterReader {
  readonly nowhere: Place;
  /** Keys that were meant by unknown ones: none of them is told to be missing too. */
  readonly misspelt = new Set<string>();
  private readonly lines = new LineCounter();

  constructor(
    private readonly file: string,
    private readonly yaml: string,
    private readonly report: (d: Diagnostic) => void,
  ) {
    this.nowhere = { file, start: { line: 1, column: 1 } };
  }

  /** The whole; undefined where it is no map. */
  contents(): YAMLMap | undefined {
    const options = { lineCounter: this.lines, uniqueKeys: true, maxAliasCount: 0 };
    const { errors, contents } = parseDocument(this.yaml, options as never);
    for (const error of errors) this.syntaxError(error);
    visit(contents, {
      Node: (_, node) => {
        const tag = refusedTag(node as Node);
        if (tag !== undefined) this.refuse(`the tag \`${tag}\` is not allowed`, "a plain value", this.at(node as Node));
      },
    });
    if (isMap(contents)) return contents;
    if (errors.length === 0) this.refuse("the front matter is not a map", "`title: …`");
    return undefined;
  }

  private syntaxError({ code, message, linePos, pos }: YAMLParseError): void {
    const from = linePos?.[0];
    const place: Place = from ? { file: this.file, start: { line: from.line + 1, column: from.col } } : this.nowhere;
    const key = code === "DUPLICATE_KEY" ? /^[^\s:]+/.exec(this.yaml.slice(pos[0]))?.[0] : undefined;
    if (key === undefined || !from) {
      const bare = message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? message;
      const { rule: _, ...told } = explain({ code, message: bare, pos }, this.yaml);
      this.refuse(told.message, told.expected, place, { hint: told.hint });
      return;
    }
    const indent = this.yaml.slice(this.yaml.lastIndexOf("\n", pos[0] - 1) + 1, pos[0]);
    const earlier = this.yaml.split("\n").findIndex((line) => line.startsWith(`${indent}${key}:`));
    const first: Place = { file: this.file, start: { line: earlier + 2, column: indent.length + 1 } };
    const related = earlier >= 0 && earlier + 1 < from.line ? [{ words: "first at", place: first }] : undefined;
    this.refuse(`\`${key}\` stands here a second time`, "each key once", place, { related });
  }

  refuse(
    message: string,
    expected?: string,
    place: Place = this.nowhere,
    more: Pick<Diagnostic, "hint" | "related"> = {},
  ): void {
    this.report({ rule: "chapters/front-matter", severity: "error", message, expected, ...more, place });
  }

  /** The place of a value; the front matter's own text begins on line 2 of the file. */
  at(node: Node | null): Place {
    const range = node?.range;
    if (!range) return this.nowhere;
    return { file: this.file, start: this.position(range[0]), end: this.position(range[1]) };
  }

  private position(offset: number): Place["start"] {
    const { line, col } = this.lines.linePos(offset);
    return { line: line + 1, column: col };
  }

  readonly wrong = (key: string, node: Node | null, expected: string): void =>
    this.refuse(`\`${key}\` is ${describe(node)}`, expected, this.at(node));

  /** A paragraph; undefined for what is none. */
  text(key: string, node: Node | null): Located | undefined {
    const value = isScalar(node) && typeof node.value === "string" ? node.value : undefined;
    if (!isScalar(node) || value === undefined) {
      this.wrong(key, node, "a text");
      return undefined;
    }
    const [from, to] = node.range ?? [0, 0];
    const found = unprintable(value);
    // One that stands in the file was reported where it stands.
    if (found && !unprintable(this.yaml.slice(from, to)))
      this.report({
        rule: "chapters/character",
        severity: "error",
        message: `${found.what} in \`${key}\``,
        expected: PRINTABLE,
        place: this.at(node),
      });
    const paragraphs = /\n\s*\n\s*\S/.test(value);
    if (paragraphs || /^\s*[-*+]\s[\s\S]*\n\s*[-*+]\s/.test(value))
      this.refuse(`\`${key}\` is ${paragraphs ? "several paragraphs" : "a list"}`, "one paragraph", this.at(node));
    if (value.trim() !== "")
      return locateWords(value, inside(node, this.at(node)), this.yaml, [from, to], (offset) => this.position(offset));
    this.wrong(key, node, "a text");
    return undefined;
  }

  /** @param prefix of keys in messages: `memo.` */
  optionalText(keys: ReadonlyMap<string, Node | null>, key: string, prefix = ""): Located | undefined {
    const node = keys.get(key);
    return node === undefined ? undefined : this.text(`${prefix}${key}`, node);
  }

  readonly entries = (node: Node | null, allowed: readonly string[], prefix: string): Map<string, Node | null> => {
    const found = new Map<string, Node | null>();
    if (!isMap(node)) {
      this.wrong(prefix || "front matter", node, "a map");
      return found;
    }
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      if (allowed.includes(key)) found.set(key, (pair.value as Node | null) ?? null);
      else {
        const meant = nearest(key, allowed);
        if (meant !== undefined) this.misspelt.add(prefix + meant);
        this.refuse(`unknown key \`${prefix}${key}\``, allowed.join(", "), this.at(pair.key as Node), {
          hint: didYouMean(key, allowed) ?? elsewhere(key, prefix),
        });
      }
    }
    return found;
  };

  /** The pairs of a map; of what is no map none but the word that it should be one. */
  pairs(node: Node | null, key: string, expected: string): readonly Pair[] {
    if (isMap(node)) return node.items;
    this.wrong(key, node, expected);
    return [];
  }
}

/** The place of a text without its quotation marks. */
function inside(node: Scalar, place: Place): Place {
  if (node.type !== "QUOTE_DOUBLE" && node.type !== "QUOTE_SINGLE") return place;
  return { ...place, start: { line: place.start.line, column: place.start.column + 1 } };
}

function describe(node: Node | null): string {
  if (node === null) return "empty";
  if (isMap(node)) return "a map";
  if (isSeq(node)) return "a list";
  if (isScalar(node)) return node.value === null ? "empty" : `\`${String(node.value)}\``;
  return "an alias";
}
