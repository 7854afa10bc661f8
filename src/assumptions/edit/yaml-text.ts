import { LineMap, type Place } from "../../diagnostic.js";
import { largest } from "../../lists.js";
import { Problems } from "../../yaml/problems.js";
import { parseYaml, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from "../../yaml/tree.js";
import { keyText, proseText, type Style } from "./scalar-text.js";

/** What can be written into a YAML file. */
export type Written =
  /** A text that is quoted or folded where it has to be. */
  | { kind: "prose"; text: string }
  /** The same, in quotes also where it would be read as a number. */
  | { kind: "name"; text: string }
  /** `true` or `false`. */
  | { kind: "flag"; text: string }
  /** Texts; one stands without brackets. */
  | { kind: "list"; texts: readonly string[] }
  /** A map, on one line where `flow` says so or it stands in braces. */
  | { kind: "map"; entries: ReadonlyMap<string, Written>; flow: boolean };

/** Where a new entry goes: after the last of those that `before` names; first or last in the map where there is none. */
export interface Order {
  before(key: string): boolean;
  otherwise: "first" | "last";
}

/** Longest and shortest line that folded text is brought to. */
const WIDEST = 160;
const NARROWEST = 80;

/**
 * One YAML file that is changed by source range: whatever is not touched keeps its bytes. Each change gives a new text, read anew, so
 * that places are always those of the text at hand.
 *
 * @throws Error when the text is no YAML; callers have checked it.
 */
export class YamlText {
  readonly root: YamlNode;
  private readonly lines: LineMap;
  private readonly newline: string;

  constructor(
    private readonly file: string,
    readonly text: string,
  ) {
    const problems = new Problems("assumptions");
    const root = parseYaml(file, text, problems);
    if (!root || problems.failed) throw new Error(`${file}: ${problems.list()[0]?.message ?? "no YAML"}`);
    this.root = root;
    this.lines = new LineMap(text);
    this.newline = /\r?\n/.exec(text)?.[0] ?? "\n";
  }

  /** The node at a path of keys, and numbers for items of lists; undefined where there is none. */
  at(path: readonly (string | number)[]): YamlNode | undefined {
    let node: YamlNode | undefined = this.root;
    for (const step of path) {
      if (node?.kind === "map") node = node.get(String(step))?.value;
      else if (node?.kind === "list" && typeof step === "number") node = node.items[step];
      else return undefined;
    }
    return node;
  }

  isFlow(node: YamlNode): boolean {
    return node.kind !== "scalar" && /[[{]/.test(this.text[this.start(node.place)] ?? "");
  }

  /** The node as it is written. */
  source(node: YamlNode): string {
    return this.text.slice(this.start(node.place), this.end(node));
  }

  /** With another value at a scalar or list that is there; quotes, brackets and folding stay what they are. */
  withValue(node: YamlNode, value: Written, inFlow: boolean): YamlText {
    const from = this.start(node.place);
    return this.spliced(from, this.end(node), this.inStyleOf(node, value, inFlow));
  }

  /** With an entry more in the map at `path`, in the map's own style. */
  withEntry(path: readonly string[], key: string, value: Written, order: Order): YamlText {
    const map = this.at(path);
    const owner = this.at(path.slice(0, -1));
    const entry = owner?.kind === "map" ? owner.get(path.at(-1) ?? "") : undefined;
    if (map?.kind === "map" && map.entries.length > 0)
      return this.isFlow(map) ? this.intoFlow(map, key, value, order) : this.intoBlock(map, key, value, order);
    if (!entry) throw new Error(`${this.file}: no map at ${path.join(".")}`);
    return this.intoEmpty(entry, owner !== undefined && this.isFlow(owner), key, value);
  }

  private start(place: Place): number {
    return this.lines.offset(place.start);
  }

  /** One past the last character of a node. The parser ends block maps and folded text after the line break that follows. */
  private end(node: YamlNode): number {
    const from = this.start(node.place);
    const end = node.place.end ? this.lines.offset(node.place.end) : from;
    if (node.kind !== "scalar") {
      if (this.isFlow(node)) return end;
      const last = node.kind === "map" ? node.entries.at(-1) : node.items.at(-1);
      if (last) return "key" in last ? this.endOfEntry(last) : this.end(last);
    }
    return from + this.text.slice(from, end).trimEnd().length;
  }

  private endOfEntry({ keyPlace, value }: YamlEntry): number {
    const key = this.lines.offset(keyPlace.end ?? keyPlace.start);
    // What the parser calls the place of a value that isn't there may lie further on.
    if (value.kind === "scalar" && value.text === "" && !value.quoted) return key;
    // Kept line breaks at the end of a block text belong to it.
    if (value.kind === "scalar" && value.place.end && /^[|>][^\n]*\+/.test(this.text.slice(this.start(value.place))))
      return this.lines.offset(value.place.end);
    return this.end(value);
  }

  private spliced(from: number, to: number, text: string): YamlText {
    return new YamlText(this.file, this.text.slice(0, from) + text + this.text.slice(to));
  }

  /** Where the line that holds `offset` ends, its line break excluded. */
  private lineEnd(offset: number): number {
    const at = this.text.indexOf("\n", offset);
    if (at < 0) return this.text.length;
    return this.text[at - 1] === "\r" ? at - 1 : at;
  }

  private intoBlock(map: YamlMap, key: string, value: Written, order: Order): YamlText {
    const [first] = map.entries;
    if (!first) return this;
    const indent = first.keyPlace.start.column - 1;
    const style = { ...this.style(indent), quote: this.keyQuote(first) };
    const line = this.entryText(key, value, style);
    const after = lastBefore(map, order);
    if (after) {
      const end = this.endOfEntry(after);
      // Kept line breaks end on the line where the next entry begins.
      const isLast = after === map.entries.at(-1);
      const last = isLast ? this.pastComments(end, indent) : this.lineEnd(end);
      const at = this.text[end - 1] === "\n" ? end - this.newline.length : last;
      return this.spliced(at, at, `${this.newline}${" ".repeat(indent)}${line}`);
    }
    const at = this.start(first.keyPlace);
    return this.spliced(at, at, `${line}${this.newline}${" ".repeat(indent)}`);
  }

  /** The end of an entry's line, or of the last comment below it that is indented as what stands in its map. */
  private pastComments(end: number, indent: number): number {
    let at = this.lineEnd(end);
    const below = new RegExp(`^\\r?\\n {${indent},}#[^\\r\\n]*`);
    for (let found = below.exec(this.text.slice(at)); found; found = below.exec(this.text.slice(at)))
      at += found[0].length;
    return at;
  }

  private intoFlow(map: YamlMap, key: string, value: Written, order: Order): YamlText {
    const [first] = map.entries;
    if (!first) return this;
    const style = { ...this.style(0), flow: true, quote: this.keyQuote(first) };
    const text = this.entryText(key, value, style);
    const after = lastBefore(map, order);
    const near = after ?? first;
    // Entries on lines of their own stay so.
    const lead = /(?:^|\n)([ ]*)$/.exec(this.text.slice(0, this.start(near.keyPlace)))?.[1];
    if (!after) {
      const at = this.start(first.keyPlace);
      return this.spliced(at, at, `${text},${lead === undefined ? " " : this.newline + lead}`);
    }
    const at = this.endOfEntry(after);
    if (lead === undefined) return this.spliced(at, at, `, ${text}`);
    const rest = this.text.slice(at, this.lineEnd(at));
    const comma = /^\s*,/.test(rest);
    if (!/^\s*,?\s*(?:#.*)?$/.test(rest)) return this.spliced(at, at, `, ${text}`);
    return this.spliced(
      at,
      at + rest.length,
      `${comma ? "" : ","}${rest}${this.newline}${lead}${text}${comma ? "," : ""}`,
    );
  }

  /** Into `key: {}` or a key with nothing after it. */
  private intoEmpty(entry: YamlEntry, inFlow: boolean, key: string, value: Written): YamlText {
    const colon = this.text.indexOf(":", this.lines.offset(entry.keyPlace.end ?? entry.keyPlace.start)) + 1;
    const empty = entry.value.kind === "map";
    const from = empty ? this.start(entry.value.place) : colon;
    const to = empty ? this.end(entry.value) : colon;
    if (inFlow) {
      const text = `{${this.entryText(key, value, { ...this.style(0), flow: true })}}`;
      return this.spliced(from, to, empty ? text : ` ${text}`);
    }
    const indent = entry.keyPlace.start.column - 1 + this.step();
    const line = `${this.newline}${" ".repeat(indent)}${this.entryText(key, value, this.style(indent))}`;
    const comment = this.text.slice(to, this.lineEnd(to)).trimEnd();
    return this.spliced(colon, this.lineEnd(to), comment + line);
  }

  private entryText(key: string, value: Written, style: Style): string {
    const head = `${style.quote ? style.quote + key + style.quote : keyText(key)}:`;
    switch (value.kind) {
      case "flag":
        return `${head} ${value.text}`;
      case "prose":
      case "name": {
        const at = { ...style, column: style.indent + head.length + 1, strict: value.kind === "name" };
        return `${head} ${proseText(value.text, at)}`;
      }
      case "list":
        return `${head} ${this.listText(value.texts, style)}`;
      case "map": {
        const below = {
          ...style,
          indent: style.indent + this.step(),
          flow: style.flow || value.flow,
          quote: "",
        } as Style;
        const parts = [...value.entries].map(([k, v]) => this.entryText(k, v, below));
        if (below.flow) return `${head} {${parts.join(", ")}}`;
        return [head, ...parts.map((part) => " ".repeat(below.indent) + part)].join(this.newline);
      }
    }
  }

  private listText(texts: readonly string[], style: Style): string {
    const parts = texts.map((text) => proseText(text, { ...style, flow: true, column: 0 }));
    return parts.length === 1 ? (parts[0] ?? "") : `[${parts.join(", ")}]`;
  }

  private inStyleOf(node: YamlNode, value: Written, inFlow: boolean): string {
    if (value.kind === "flag") return value.text;
    const source = this.source(node);
    const column = node.place.start.column - 1;
    if (value.kind === "list" && node.kind === "list") {
      const parts = value.texts.map((text) => proseText(text, { ...this.style(column), flow: true, column }));
      if (this.isFlow(node)) return `[${parts.join(", ")}]`;
      return parts.map((part) => `- ${part}`).join(this.newline + " ".repeat(column));
    }
    if (value.kind === "list") return this.listText(value.texts, { ...this.style(column), flow: inFlow });
    if (value.kind === "map") throw new Error(`${this.file}: a map can't replace a value`);
    const quote = node.kind === "scalar" && node.quoted ? (source[0] as '"' | "'") : "";
    if (quote) return quoted(value.text, quote);
    const folded = /^[|>]/.test(source);
    // A folded text keeps the indentation of its lines; others are folded one step below their key.
    const keyColumn = this.lineIndent(node.place.start.line);
    const indent = folded ? this.lineIndent(node.place.start.line + 1) - this.step() : keyColumn;
    return proseText(value.text, {
      ...this.style(indent),
      flow: inFlow,
      column,
      folded,
      strict: value.kind === "name",
    });
  }

  private lineIndent(line: number): number {
    const from = this.lines.offset({ line, column: 1 });
    return /^ */.exec(this.text.slice(from, this.lineEnd(from)))?.[0].length ?? 0;
  }

  private style(indent: number): Style {
    const longest = largest(this.text.split(/\r?\n/).map((line) => line.length));
    return {
      indent,
      step: this.step(),
      flow: false,
      newline: this.newline,
      width: Math.min(WIDEST, Math.max(NARROWEST, longest)),
    };
  }

  private step(): number {
    return stepOf(this, this.root) ?? 2;
  }

  private keyQuote({ keyPlace }: YamlEntry): "" | '"' | "'" {
    const mark = this.text[this.start(keyPlace)];
    return mark === '"' || mark === "'" ? mark : "";
  }
}

/** By how much the first map within another one is indented. */
function stepOf(yaml: YamlText, node: YamlNode): number | undefined {
  if (node.kind !== "map" || yaml.isFlow(node)) return undefined;
  for (const { keyPlace, value } of node.entries) {
    const [below] = value.kind === "map" && !yaml.isFlow(value) ? value.entries : [];
    if (below && below.keyPlace.start.line > keyPlace.start.line)
      return below.keyPlace.start.column - keyPlace.start.column;
  }
  return undefined;
}

function lastBefore(map: YamlMap, order: Order): YamlEntry | undefined {
  const before = map.entries.filter((entry) => order.before(entry.key)).at(-1);
  return before ?? (order.otherwise === "last" ? map.entries.at(-1) : undefined);
}

function quoted(text: string, quote: '"' | "'"): string {
  return quote === '"' ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

/** A scalar of the node's kind, or undefined. */
export const scalarOf = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.kind === "scalar" ? node : undefined;
