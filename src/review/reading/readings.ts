import type { Diagnostic, Place } from "../../diagnostic.js";
import { calendarKey } from "../../keys/key.js";
import { Problems } from "../../yaml/problems.js";
import { parseYaml, type YamlNode } from "../../yaml/tree.js";
import { READINGS } from "./file.js";

/** A passage as somebody read it. */
export interface Reading {
  /** Of its words and expressions. */
  passage: string;
  /** For people: where it stood and how it began. */
  about: string;
  by: string;
  /** ISO date. */
  on: string;
  /** What stood in it, by expression. */
  values: Readonly<Record<string, string>>;
  /** Numbers of the outputs in it, by name, as finely as results have them. */
  outputs: Readonly<Record<string, number>>;
  place?: Place;
}

/** Readings by passage, and what is wrong with the file. */
export interface Readings {
  of: ReadonlyMap<string, Reading>;
  problems: readonly Diagnostic[];
}

/** The text of the file: an entry a passage, in an order that no other entry changes, so that branches merge. */
export function readingsText(readings: Iterable<Reading>): string {
  const record = (of: Readonly<Record<string, string | number>>): string =>
    `{ ${Object.keys(of)
      .sort()
      .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(of[key])}`)
      .join(", ")} }`;
  const entries = [...readings].sort((a, b) => (a.passage < b.passage ? -1 : 1));
  const lines = entries.flatMap(({ passage, about, by, on, values, outputs }) => [
    `  ${JSON.stringify(passage)}:`,
    `    about: ${JSON.stringify(about)}`,
    `    by: ${JSON.stringify(by)}`,
    `    on: ${on}`,
    `    values: ${record(values)}`,
    ...(Object.keys(outputs).length > 0 ? [`    outputs: ${record(outputs)}`] : []),
  ]);
  const head = "# Passages that quote values, as they were read; `memo read` writes this.\n";
  return lines.length === 0 ? `${head}read: {}\n` : `${head}read:\n${lines.join("\n")}\n`;
}

/** Reads that text. An entry with a fault is told and counts as none: its passage is to be read. */
export function parseReadings(text: string): Readings {
  const yaml = new Problems("assumptions");
  const tree = parseYaml(READINGS, text, yaml);
  const problems: Diagnostic[] = yaml.list().map((one) => ({ ...one, rule: "read/broken" as const }));
  const broken = (message: string, place: Place, expected: string): undefined => {
    problems.push({
      rule: "read/broken",
      severity: "error",
      message,
      expected,
      hint: "`memo read` writes this file: confirm the passage again, or take the entry out",
      place,
    });
  };
  const of = new Map<string, Reading>();
  if (!tree) return { of, problems };
  const list = tree.kind === "map" ? tree.get("read")?.value : undefined;
  const other = tree.kind === "map" ? tree.entries.find(({ key }) => key !== "read") : undefined;
  if (other) broken(`\`${other.key}\` is no part of the readings`, other.keyPlace, "`read`, and nothing beside it");
  if (list?.kind !== "map") {
    broken("the file has no readings", list?.place ?? tree.place, "`read:` with an entry for each passage");
    return { of, problems };
  }
  for (const { key, keyPlace, value } of list.entries) {
    const texts = (name: string): Record<string, string> | undefined => {
      const node = value.kind === "map" ? value.get(name)?.value : undefined;
      if (node === undefined) return {};
      if (node.kind !== "map" || node.entries.some((one) => one.value.kind !== "scalar")) {
        return broken(
          `\`${name}\` of a reading is no map of single values`,
          node.place,
          "expressions and what stood for them",
        );
      }
      return Object.fromEntries(node.entries.map((one) => [one.key, scalar(one.value)]));
    };
    const field = (name: string): string => scalar(value.kind === "map" ? value.get(name)?.value : undefined);
    const [about, by, on, values, numbers] = [
      field("about"),
      field("by"),
      field("on"),
      texts("values"),
      texts("outputs"),
    ];
    const outputs = Object.fromEntries(Object.entries(numbers ?? {}).map(([name, number]) => [name, Number(number)]));
    if (!/^[0-9a-f]{16}$/.test(key)) broken(`\`${key}\` is no passage`, keyPlace, "16 hexadecimal digits");
    else if (by === "") broken("a reading doesn't say who read it", keyPlace, "`by:` and a name");
    else if (!isDay(on))
      broken(`a reading is of ${on === "" ? "no day" : `\`${on}\``}`, keyPlace, "`on:` and a day, such as 2026-05-12");
    else if (Object.values(outputs).some(Number.isNaN))
      broken("an output of a reading is no number", keyPlace, "numbers by name");
    else if (values && numbers) of.set(key, { passage: key, about, by, on, values, outputs, place: keyPlace });
  }
  return { of, problems };
}

const scalar = (node: YamlNode | undefined): string => (node?.kind === "scalar" ? node.text : "");

/** Whether a text is a day of the calendar, as `2026-05-12`. */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && calendarKey(text)?.grain === "day";
