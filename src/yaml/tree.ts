import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type Scalar,
} from "yaml";
import { PRINTABLE, unprintable } from "../characters.js";
import type { Place } from "../diagnostic.js";
import type { YamlProblems, YamlRule } from "./problems.js";

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
const MAX_DEPTH = 64;
const MAX_INDENT = 256;

/** Keys that reach an object's prototype when written into a plain object. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads one YAML file into a tree in which every node has its place. Problems go to `problems`; undefined when the file
 * can't be read at all. Refused, beyond what YAML refuses: files too large or nested too deep (before parsing, which
 * would exhaust the stack), anchors, aliases, merge keys and tags, several documents, keys that are not text or whole
 * numbers, keys that reach a prototype.
 */
export function parseYaml(file: string, text: string, problems: YamlProblems): YamlNode | undefined {
  const start = { line: 1, column: 1 };
  if (text.length > MAX_CHARACTERS) {
    const size = (text.length / 1_000_000).toFixed(1);
    problems.error(
      "too-large",
      `${file} has ${size} million characters`,
      { file, start },
      { expected: `at most ${MAX_CHARACTERS / 1_000_000} million; split it, or keep data elsewhere` },
    );
    return undefined;
  }
  const deep = tooDeep(text);
  if (deep) {
    problems.error("too-deep", deep.message, { file, start: deep }, { expected: `at most ${MAX_DEPTH} levels` });
    return undefined;
  }

  const counter = new LineCounter();
  const position = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return line === 0 ? start : { line, column: col };
  };
  const placeOf = (from: number, to: number): Place => ({ file, start: position(from), end: position(to) });

  let document: ReturnType<typeof parseDocument<ParsedNode>>;
  try {
    document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false, merge: false });
  } catch (error) {
    problems.error("yaml", `this is no YAML: ${error instanceof Error ? error.message : String(error)}`, {
      file,
      start,
    });
    return undefined;
  }
  let broken = false;
  let lastLine = 0;
  for (const error of document.errors) {
    const line = position(error.pos[0]).line;
    // One slip makes the parser stumble several times on the lines that follow; the first is the one to mend.
    if (broken && line <= lastLine + 1) {
      lastLine = line;
      continue;
    }
    broken = true;
    lastLine = line;
    const { rule, message, expected, hint } = explain(error.code, error.message);
    const place = { file, start: position(error.pos[0]) };
    problems.error(rule, message, place, { expected, hint });
  }
  if (broken) return undefined;
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    problems.error("empty-file", `${file} is empty`, { file, start }, { expected: "a YAML map" });
    return undefined;
  }

  // One reference is as wrong as a thousand, and a file that explodes has thousands: the first is reported, the rest counted.
  const references: { message: string; expected: string; place: Place }[] = [];
  const reference = (message: string, expected: string, place: Place): void => {
    references.push({ message, expected, place });
  };
  const character = (written: string, place: Place): void => {
    const found = unprintable(written);
    if (found) problems.error("character", found.what, place, { expected: PRINTABLE });
  };
  const convert = (node: Node | null | undefined, fallback: Place): YamlNode | undefined => {
    if (!node) return scalarOf(null, "", false, fallback, () => fallback);
    const [from, to] = node.range ?? [0, 0];
    const place = placeOf(from, to);
    if (isAlias(node)) {
      reference(`\`*${node.source}\` repeats a value by reference`, "the value itself", place);
      return undefined;
    }
    if ("anchor" in node && node.anchor) {
      reference(
        `\`&${String(node.anchor)}\` marks a value to be repeated by reference`,
        "the value without an anchor",
        place,
      );
    }
    if (node.tag && !/^(?:!|tag:yaml\.org,2002:(?:str|int|float|map|seq|null|bool))$/.test(node.tag)) {
      problems.error("tag", `the tag \`${node.tag.replace("tag:yaml.org,2002:", "!!")}\` is not allowed`, place, {
        expected: "a plain value",
      });
      return undefined;
    }
    if (isMap(node)) {
      const entries: YamlEntry[] = [];
      const index = new Map<string, YamlEntry>();
      // What a comma inside a number makes of its digits: keys without values.
      const strays = new Set<unknown>();
      for (const [at, pair] of node.items.entries()) {
        if (strays.has(pair)) continue;
        const keyNode = pair.key as Node | null;
        const [kFrom, kTo] = keyNode?.range ?? [from, from];
        const keyPlace = placeOf(kFrom, kTo);
        const key = keyText(keyNode, text, kFrom, kTo);
        if (key === undefined) {
          problems.error("key", `the key \`${text.slice(kFrom, Math.min(kTo, kFrom + 40))}\` is no name`, keyPlace, {
            expected: "text or a whole number",
            ...partOfYear(text.slice(kFrom, kTo)),
          });
          continue;
        }
        character(key, keyPlace);
        if (RESERVED_KEYS.has(key)) {
          problems.error("reserved-key", `\`${key}\` can't be a key`, keyPlace, { expected: "another name" });
          continue;
        }
        if (key === "<<") {
          reference("`<<` merges another map by reference", "the values themselves", keyPlace);
          continue;
        }
        const earlier = index.get(key);
        if (earlier) {
          problems.error("duplicate-key", `\`${key}\` stands here a second time`, keyPlace, {
            expected: "each key once",
            related: [{ words: "first at", place: earlier.keyPlace }],
          });
          convert(pair.value as Node | null, keyPlace);
          continue;
        }
        const split = node.flow ? splitNumber(node.items, at, text) : undefined;
        for (const stray of split?.strays ?? []) strays.add(stray);
        const value = split ? textBetween(split.from, split.to) : convert(pair.value as Node | null, keyPlace);
        if (!value) continue;
        const entry = { key, keyPlace, value };
        entries.push(entry);
        index.set(key, entry);
      }
      return { kind: "map", entries, get: (key) => index.get(key), place };
    }
    if (isSeq(node)) {
      const items: YamlNode[] = [];
      const joined = node.flow ? joinedDigits(node.items as Node[], text) : new Map<Node, number>();
      for (const item of node.items) {
        const end = joined.get(item as Node);
        if (end === -1) continue;
        if (end !== undefined) {
          items.push(textBetween((item as Node).range?.[0] ?? from, end));
          continue;
        }
        const converted = convert(item as Node | null, place);
        if (converted) items.push(converted);
      }
      return { kind: "list", items, place };
    }
    const scalar = node as Scalar;
    const source = text.slice(from, to);
    const quoted = scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE";
    const value = scalar.value as YamlScalar["value"] | bigint;
    const written = typeof value === "string" ? value : source;
    character(written, place);
    const shift = quoted ? 1 : 0;
    const exact = source.slice(shift, source.length - shift) === written;
    return scalarOf(typeof value === "bigint" ? Number(value) : value, written, quoted, place, (offset, length) =>
      exact ? placeOf(from + shift + offset, from + shift + offset + length) : place,
    );
  };
  const textBetween = (from: number, to: number): YamlScalar => {
    const written = text.slice(from, to).trimEnd();
    return scalarOf(written, written, false, placeOf(from, from + written.length), (offset, length) =>
      placeOf(from + offset, from + offset + length),
    );
  };
  const root = convert(document.contents, { file, start });
  const [first] = references;
  if (!first) return root;
  problems.error("alias", first.message, first.place, {
    expected: first.expected,
    hint: "use `extends:`, `defaults:` or `expression:` to say a thing once",
    ...(references.length > 1 ? { notes: [`and ${references.length - 1} more in this file`] } : {}),
  });
  return undefined;
}

interface FlowPair {
  key: unknown;
  value: unknown;
}

/**
 * The digits of `1,800`, which in braces is 1 and a key 800 without a value: where the number begins and ends as typed, and the pairs that
 * are its groups. Undefined for a value that no such key follows right behind a comma.
 */
function splitNumber(
  pairs: readonly FlowPair[],
  at: number,
  text: string,
): { from: number; to: number; strays: FlowPair[] } | undefined {
  const value = pairs[at]?.value;
  if (!isScalar(value) || value.type !== "PLAIN") return undefined;
  const [from = 0, end = 0] = value.range ?? [];
  if (!/^[-+\p{Sc}]?[\d_.]*\d$/u.test(text.slice(from, end))) return undefined;
  let to = end;
  const strays: FlowPair[] = [];
  for (let next = at + 1; next < pairs.length; next++) {
    const pair = pairs[next];
    if (!pair || !isScalar(pair.key) || (pair.value !== null && pair.value !== undefined)) break;
    const [keyFrom = 0, keyTo = 0] = pair.key.range ?? [];
    if (text.slice(to, keyFrom) !== "," || !/^\d/.test(text.slice(keyFrom, keyTo))) break;
    strays.push(pair);
    to = keyTo;
  }
  return strays.length > 0 ? { from, to, strays } : undefined;
}

/**
 * Items of a list in brackets that are the groups of one number: `[1,800, 2,400]`. Where a space stands behind some commas and not behind
 * others, the others are not between items. Gives where a number ends that begins at an item, and -1 for its other groups.
 */
function joinedDigits(items: readonly Node[], text: string): Map<Node, number> {
  const ends = new Map<Node, number>();
  const between = items.slice(1).map((item, i) => text.slice(items[i]?.range?.[1] ?? 0, item.range?.[0] ?? 0));
  if (!between.includes(",") || between.every((gap) => gap === ",")) return ends;
  let first: Node | undefined;
  for (const [i, item] of items.entries()) {
    const [from = 0, to = 0] = item.range ?? [];
    const isGroup = i > 0 && between[i - 1] === "," && /^\d{3}(?!\d)/.test(text.slice(from, to));
    if (!isGroup) first = /^[-+]?\d{1,3}$/.test(text.slice(from, to)) ? item : undefined;
    else if (first) {
      ends.set(first, to);
      ends.set(item, -1);
    }
  }
  return ends;
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

/** The first place where brackets, indentation or markers of lists nest beyond any register's need. */
function tooDeep(text: string): { line: number; column: number; message: string } | undefined {
  let depth = 0;
  let line = 1;
  let lineStart = 0;
  let indent = 0;
  let markers = 0;
  let leading = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) {
      line++;
      lineStart = i + 1;
      indent = 0;
      markers = 0;
      leading = true;
      continue;
    }
    const at = () => ({ line, column: i - lineStart + 1 });
    if (leading) {
      if (c === 32) indent++;
      else if ((c === 45 || c === 63 || c === 58) && /\s/.test(text[i + 1] ?? "")) markers++;
      else {
        leading = false;
        if (indent - markers > MAX_INDENT) return { ...at(), message: `the line is indented by ${indent} columns` };
      }
      if (markers > MAX_DEPTH) return { ...at(), message: `more than ${MAX_DEPTH} lists begin on one line` };
    }
    if (c === 91 || c === 123) {
      depth++;
      if (depth > MAX_DEPTH) return { ...at(), message: `brackets are nested more than ${MAX_DEPTH} deep` };
    } else if ((c === 93 || c === 125) && depth > 0) depth--;
  }
  return undefined;
}

/** The parser's own words, in the words of this project. */
function explain(code: string, message: string): { rule: YamlRule; message: string; expected?: string; hint?: string } {
  switch (code) {
    case "TAB_AS_INDENT":
      return { rule: "tab", message: "a tab stands where the line is indented", expected: "spaces" };
    case "MULTIPLE_DOCS":
      return {
        rule: "yaml",
        message: "a second document begins here",
        expected: "one document a file; take out `---`",
      };
    case "BLOCK_IN_FLOW":
      return { rule: "yaml", message: "a text with a colon stands in braces", hint: "put it in quotes" };
    case "BLOCK_AS_IMPLICIT_KEY":
      return {
        rule: "yaml",
        message: "a key follows a value on the same line or is indented too far",
        hint: "a text with a colon needs quotes",
      };
    case "BAD_SCALAR_START":
      return {
        rule: "yaml",
        message: message.replace("Plain value", "a text without quotes"),
        hint: "put it in quotes",
      };
    case "BAD_INDENT":
      return {
        rule: "yaml",
        message: "brackets are not closed, or closed too far left",
        expected: "a closing bracket",
      };
    case "MISSING_CHAR":
      return { rule: "yaml", message: message.replace(/^Missing/, "missing") };
    case "RESOURCE_EXHAUSTION":
      return { rule: "too-deep", message: "the file is nested too deep to be read" };
    default:
      return { rule: "yaml", message: message.charAt(0).toLowerCase() + message.slice(1) };
  }
}
