import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLParseError,
  type YAMLSeq,
} from "yaml";
import { PRINTABLE, unprintable } from "../characters.js";
import type { Place } from "../diagnostic.js";
import { OPEN_MERGE, openMerges } from "../text/merge-marks.js";
import { joinedDigits, splitNumber } from "./digit-groups.js";
import { MAX_DEPTH, tooDeep } from "./nesting.js";
import type { YamlProblems } from "./problems.js";
import { explain } from "./syntax-errors.js";
import { refusedTag } from "./tags.js";

export interface YamlScalar {
  kind: "scalar";
  value: string | number | boolean | null;
  /** What the author wrote, quotes taken off: `2026` for both 2026 and "2026". */
  text: string;
  quoted: boolean;
  place: Place;
  /** The place of a stretch of `text`; the whole scalar where folding or escapes break the correspondence. */
  within(offset: number, length: number): Place;
}

export interface YamlEntry {
  key: string;
  keyPlace: Place;
  value: YamlNode;
}

export interface YamlMap {
  kind: "map";
  entries: readonly YamlEntry[];
  get(key: string): YamlEntry | undefined;
  place: Place;
}

export interface YamlList {
  kind: "list";
  items: readonly YamlNode[];
  place: Place;
}

export type YamlNode = YamlScalar | YamlMap | YamlList;

/** Characters of one file; a register of a thousand rows has some 300,000. */
export const MAX_CHARACTERS = 2_000_000;

/** Keys that reach an object's prototype when written into a plain object. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads one YAML file into a tree in which every node has its place. Problems go to `problems`; undefined when the file
 * can't be read at all. Refused, beyond what YAML refuses: files too large or nested too deep (before parsing, which
 * would exhaust the stack), anchors, aliases, merge keys and tags, several documents, keys that are not text or whole
 * numbers, keys that reach a prototype.
 */
export function parseYaml(file: string, text: string, problems: YamlProblems): YamlNode | undefined {
  const head: Place = { file, start: { line: 1, column: 1 } };
  if (text.length > MAX_CHARACTERS) {
    const size = (text.length / 1_000_000).toFixed(1);
    const expected = `at most ${MAX_CHARACTERS / 1_000_000} million; split it, or keep data elsewhere`;
    problems.error("too-large", `${file} has ${size} million characters`, head, { expected });
    return undefined;
  }
  const merges = openMerges(text);
  const { message, expected } = OPEN_MERGE;
  for (const merge of merges) problems.error("yaml", message, { file, ...merge }, { expected });
  if (merges.length > 0) return undefined;
  const deep = tooDeep(text);
  if (deep) {
    problems.error("too-deep", deep.message, { file, start: deep }, { expected: `at most ${MAX_DEPTH} levels` });
    return undefined;
  }
  const counter = new LineCounter();
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false, merge: false });
  } catch (error) {
    problems.error("yaml", `this is no YAML: ${error instanceof Error ? error.message : String(error)}`, head);
    return undefined;
  }
  const reader = new TreeReader(file, text, counter, problems);
  if (document.errors.length > 0) {
    reader.reportErrors(document.errors);
    return undefined;
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    problems.error("empty-file", `${file} is empty`, head, { expected: "a YAML map" });
    return undefined;
  }
  const root = reader.node(contents, head);
  return reader.reportReferences() ? undefined : root;
}

/** Makes a tree of what the parser found in one file. */
class TreeReader {
  /** One reference is as wrong as a thousand, and a file that explodes has thousands: the first is reported, the rest counted. */
  private readonly references: { message: string; expected: string; place: Place }[] = [];

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly lines: LineCounter,
    private readonly problems: YamlProblems,
  ) {}

  reportErrors(errors: readonly YAMLParseError[]): void {
    let lastLine = Number.NEGATIVE_INFINITY;
    for (const error of errors) {
      const start = this.position(error.pos[0]);
      // One slip makes the parser stumble several times on the lines that follow; the first is the one to mend.
      const isNew = start.line > lastLine + 1;
      lastLine = start.line;
      if (!isNew) continue;
      const { rule, message, ...detail } = explain(error, this.text);
      this.problems.error(rule, message, { file: this.file, start }, detail);
    }
  }

  /** Whether there are values repeated by reference. */
  reportReferences(): boolean {
    const [first] = this.references;
    if (!first) return false;
    const more = this.references.length - 1;
    this.problems.error("alias", first.message, first.place, {
      expected: first.expected,
      hint: "use `extends:`, `defaults:` or `expression:` to say a thing once",
      notes: more > 0 ? [`and ${more} more in this file`] : undefined,
    });
    return true;
  }

  /** `fallback` is the place of a value that is left out. Undefined for what is refused. */
  node(node: Node | null, fallback: Place): YamlNode | undefined {
    if (!node) return scalarOf(null, "", false, fallback, () => fallback);
    const [from, to] = node.range ?? [0, 0];
    const place = this.place(from, to);
    if (isAlias(node)) {
      const message = `\`*${node.source}\` repeats a value by reference`;
      this.references.push({ message, expected: "the value itself", place });
      return undefined;
    }
    if ("anchor" in node && node.anchor) {
      const message = `\`&${String(node.anchor)}\` marks a value to be repeated by reference`;
      this.references.push({ message, expected: "the value without an anchor", place });
    }
    if (this.isTagged(node, place)) return undefined;
    if (isMap(node)) return this.map(node, from, place);
    if (isSeq(node)) return this.list(node, from, place);
    return this.scalar(node as Scalar, from, to, place);
  }

  /** Whether a tag is refused. */
  private isTagged(node: Node, place: Place): boolean {
    const tag = refusedTag(node);
    if (tag === undefined) return false;
    this.problems.error("tag", `the tag \`${tag}\` is not allowed`, place, {
      expected: "a plain value",
      ...(/^!(?:!str)?$/.test(tag) ? { hint: "a text of digits stands in quotation marks" } : {}),
    });
    return true;
  }

  private map(node: YAMLMap, from: number, place: Place): YamlMap {
    const entries = new Map<string, YamlEntry>();
    // What a comma inside a number makes of its digits: keys without values.
    const strays = new Set<unknown>();
    for (const [at, pair] of node.items.entries()) {
      if (strays.has(pair)) continue;
      const keyNode = pair.key as Node | null;
      const [keyFrom, keyTo] = keyNode?.range ?? [from, from];
      const keyPlace = this.place(keyFrom, keyTo);
      const key = this.key(keyNode, keyFrom, keyTo, keyPlace);
      if (key === undefined) continue;
      const earlier = entries.get(key);
      if (earlier) {
        this.problems.error("duplicate-key", `\`${key}\` stands here a second time`, keyPlace, {
          expected: "each key once",
          related: [{ words: "first at", place: earlier.keyPlace }],
        });
        this.node(pair.value as Node | null, keyPlace);
        continue;
      }
      const split = node.flow ? splitNumber(node.items, at, this.text) : undefined;
      for (const stray of split?.strays ?? []) strays.add(stray);
      const value = split ? this.number(split.from, split.to) : this.node(pair.value as Node | null, keyPlace);
      if (value) entries.set(key, { key, keyPlace, value });
    }
    return { kind: "map", entries: [...entries.values()], get: (key) => entries.get(key), place };
  }

  /** Undefined for a key that is refused. */
  private key(node: Node | null, from: number, to: number, place: Place): string | undefined {
    const key = keyText(node, this.text, from, to);
    if (key === undefined) {
      const written = this.text.slice(from, Math.min(to, from + 40));
      this.problems.error("key", `the key \`${written}\` is no name`, place, {
        expected: "text or a whole number",
        ...partOfYear(this.text.slice(from, to)),
      });
      return undefined;
    }
    if (node && this.isTagged(node, place)) return undefined;
    this.checkCharacters(key, place);
    if (RESERVED_KEYS.has(key)) {
      this.problems.error("reserved-key", `\`${key}\` can't be a key`, place, { expected: "another name" });
      return undefined;
    }
    if (key === "<<") {
      const message = "`<<` merges another map by reference";
      this.references.push({ message, expected: "the values themselves", place });
      return undefined;
    }
    return key;
  }

  private list(node: YAMLSeq, from: number, place: Place): YamlList {
    const items: YamlNode[] = [];
    const joined = node.flow ? joinedDigits(node.items as Node[], this.text) : new Map<Node, number>();
    for (const item of node.items as (Node | null)[]) {
      const end = item ? joined.get(item) : undefined;
      if (end === -1) continue;
      const read = end === undefined ? this.node(item, place) : this.number(item?.range?.[0] ?? from, end);
      if (read) items.push(read);
    }
    return { kind: "list", items, place };
  }

  private scalar(node: Scalar, from: number, to: number, place: Place): YamlScalar {
    const source = this.text.slice(from, to);
    const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
    const value = node.value as YamlScalar["value"] | bigint;
    const written = typeof value === "string" ? value : source;
    this.checkCharacters(written, place);
    const shift = quoted ? 1 : 0;
    const exact = source.slice(shift, source.length - shift) === written;
    return scalarOf(typeof value === "bigint" ? Number(value) : value, written, quoted, place, (offset, length) =>
      exact ? this.place(from + shift + offset, from + shift + offset + length) : place,
    );
  }

  /** A number that the parser took for several, as the text it was typed as. */
  private number(from: number, to: number): YamlScalar {
    const written = this.text.slice(from, to).trimEnd();
    return scalarOf(written, written, false, this.place(from, from + written.length), (offset, length) =>
      this.place(from + offset, from + offset + length),
    );
  }

  private checkCharacters(written: string, place: Place): void {
    const found = unprintable(written);
    if (found) this.problems.error("character", found.what, place, { expected: PRINTABLE });
  }

  private position(offset: number): Place["start"] {
    const { line, col } = this.lines.linePos(offset);
    return line === 0 ? { line: 1, column: 1 } : { line, column: col };
  }

  private place(from: number, to: number): Place {
    return { file: this.file, start: this.position(from), end: this.position(to) };
  }
}

function scalarOf(
  value: YamlScalar["value"],
  text: string,
  quoted: boolean,
  place: Place,
  within: (offset: number, length: number) => Place,
): YamlScalar {
  return { kind: "scalar", value, text, quoted, place, within };
}

/** What to write for a year and a half. */
export function partOfYear(key: string): { hint?: string } {
  const year = /^"?(\d{4})\.\d+"?$/.exec(key.trim())?.[1];
  return year === undefined ? {} : { hint: `parts of a year are \`${year}-H2\`, \`${year}-Q3\` or \`${year}-07\`` };
}

function keyText(node: Node | null, text: string, from: number, to: number): string | undefined {
  if (!node || !isScalar(node)) return undefined;
  if (typeof node.value === "string") return node.value;
  const source = text.slice(from, to);
  return typeof node.value === "number" && /^-?\d+$/.test(source) ? source : undefined;
}
