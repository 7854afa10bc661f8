import type { Place } from "../diagnostic.js";
import { didYouMean, nearest } from "../diagnostic.js";
import { shortened } from "../text/shown.js";
import { DATE_EXPECTED, dateProblem } from "./dates.js";
import { type Problems, quoted, type YamlProblems } from "./problems.js";
import type { YamlEntry, YamlList, YamlMap, YamlNode } from "./tree.js";

/** A text with its place. */
export interface TextAt {
  text: string;
  place: Place;
  within(offset: number, length: number): Place;
}

/** "the number 7", "the text `x`", "a list": how a node is named in a message. */
export function describeNode(node: YamlNode): string {
  if (node.kind === "map") return "a map";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "nothing";
  if (typeof node.value === "number") return `the number ${node.text}`;
  if (typeof node.value === "boolean") return `\`${node.text}\``;
  return `the text \`${shortened(node.text, 60)}\``;
}

/** Reads fields of a map; a wrong one is reported and read as absent. */
export class Fields<Found extends YamlProblems = Problems<"assumptions">> {
  /** Keys that were meant by those that `only` reported: none of them is told to be missing too. */
  readonly misspelt = new Set<string>();

  constructor(
    readonly map: YamlMap,
    /** How messages name the map: "assumption `gw.add`". */
    readonly subject: string,
    private readonly problems: Found,
  ) {}

  wrongType(entry: YamlEntry, expected: string): undefined {
    this.problems.error(
      "wrong-type",
      `\`${entry.key}\` of ${this.subject} is ${describeNode(entry.value)}`,
      entry.value.place,
      { expected },
    );
    return undefined;
  }

  /** Text, or a number or date written without quotes. */
  text(key: string, expected = "a text"): TextAt | undefined {
    const entry = this.map.get(key);
    if (!entry) return undefined;
    const { value } = entry;
    if (value.kind !== "scalar" || value.value === null || typeof value.value === "boolean") {
      return this.wrongType(entry, expected);
    }
    if (value.text.trim() === "") return this.wrongType(entry, expected);
    return { text: value.text.trim(), place: value.place, within: value.within };
  }

  date(this: Fields, key: string): TextAt | undefined {
    const found = this.text(key, DATE_EXPECTED);
    const wrong = found && dateProblem(found.text);
    if (!wrong) return found;
    this.problems.error("date", `\`${key}\` of ${this.subject}: ${wrong}`, found.place, { expected: DATE_EXPECTED });
    return undefined;
  }

  /** What `parse` makes of a text; where that is nothing, `rule` is broken. */
  parsed<T>(
    this: Fields,
    key: string,
    rule: Parameters<Problems["error"]>[0],
    expected: string,
    parse: (text: string) => T | undefined,
  ): T | undefined {
    const found = this.text(key, expected);
    const value = found && parse(found.text);
    if (found && value === undefined)
      this.problems.error(rule, `\`${key}\` of ${this.subject} is \`${found.text}\``, found.place, { expected });
    return value;
  }

  choice<T extends string>(key: string, choices: readonly T[]): { value: T; place: Place } | undefined {
    const found = this.text(key, `one of ${quoted(choices, "or")}`);
    if (!found) return undefined;
    const value = choices.find((c) => c === found.text);
    if (value) return { value, place: found.place };
    const hint = didYouMean(found.text, choices);
    this.problems.error("choice", `\`${key}\` of ${this.subject} is \`${found.text}\``, found.place, {
      expected: `one of ${quoted(choices, "or")}`,
      hint,
    });
    return undefined;
  }

  boolean(key: string): boolean | undefined {
    const entry = this.map.get(key);
    if (!entry) return undefined;
    if (entry.value.kind === "scalar" && typeof entry.value.value === "boolean") return entry.value.value;
    return this.wrongType(entry, "`true` or `false`");
  }

  /** One text or a list of them. */
  texts(key: string): TextAt[] | undefined {
    const entry = this.map.get(key);
    if (!entry) return undefined;
    const nodes = entry.value.kind === "list" ? entry.value.items : [entry.value];
    const out: TextAt[] = [];
    for (const node of nodes) {
      if (node.kind === "scalar" && node.value !== null && typeof node.value !== "boolean" && node.text.trim() !== "") {
        out.push({ text: node.text.trim(), place: node.place, within: node.within });
      } else this.wrongType({ ...entry, value: node }, "a text or a list of texts");
    }
    return out;
  }

  mapAt(key: string, expected = "a map"): YamlMap | undefined {
    const entry = this.map.get(key);
    if (!entry) return undefined;
    return entry.value.kind === "map" ? entry.value : this.wrongType(entry, expected);
  }

  listAt(key: string, expected = "a list"): YamlList | undefined {
    const entry = this.map.get(key);
    if (!entry) return undefined;
    return entry.value.kind === "list" ? entry.value : this.wrongType(entry, expected);
  }

  /** Reports keys that are not in `known`, with the nearest that is. */
  only(known: readonly string[]): void {
    for (const [at, { key, keyPlace, value }] of this.map.entries.entries()) {
      if (known.includes(key)) continue;
      const meant = nearest(key, known);
      if (meant !== undefined) this.misspelt.add(meant);
      const hint = cutOff(value, this.map.entries[at - 1], keyPlace) ?? didYouMean(key, known);
      this.problems.error("unknown-key", `${this.subject} has an unknown key \`${key}\``, keyPlace, {
        expected: `one of ${quoted(known, "or")}`,
        hint,
      });
    }
  }

  missing(key: string, expected: string, place = this.map.place): void {
    if (this.misspelt.has(key)) return;
    this.problems.error("missing-key", `${this.subject} has no \`${key}\``, place, { expected });
  }
}

/** Between braces a comma ends a text: what stands behind it looks like a key without a value. */
function cutOff(value: YamlNode, before: YamlEntry | undefined, { start }: Place): string | undefined {
  if (value.kind !== "scalar" || value.value !== null || value.text !== "") return undefined;
  if (before?.value.kind !== "scalar" || before.value.place.start.line !== start.line) return undefined;
  return `a comma ends a text between braces: where it is part of \`${before.key}\`, put that in quotes`;
}
