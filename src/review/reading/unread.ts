import { createHash } from "node:crypto";
import type { Place } from "../../diagnostic.js";
import { toleranceOf } from "../output-changes.js";
import { type OutputState, type Snapshot, type TextToken, textOf } from "../snapshot.js";
import type { Reading, Readings } from "./readings.js";

/** A passage, caption, note or heading that quotes a value: what has to be read again when the value moves. */
export interface ValuePassage {
  digest: string;
  /** Where it stands, as authors call it: a heading's or figure's id, or the chapter's file. */
  section: string;
  place: Place;
  text: string;
  /** As printed, by expression. */
  values: Readonly<Record<string, string>>;
  /** Of the outputs among them, by name. */
  outputs: ReadonlyMap<string, OutputState>;
}

/** A value of a passage that isn't what it was when somebody read it. */
export interface MovedValue {
  name: string;
  old: string;
  new: string;
}

/** A passage that is to be read. */
export interface Unread {
  passage: ValuePassage;
  /** Who read it last, where anybody did. */
  last?: Pick<Reading, "by" | "on">;
  /** What moved since; none where nobody read it as it is written. */
  moved: readonly MovedValue[];
}

/** Passages that quote values, in reading order. */
export function valuePassages({ prose, figures, outputs, version }: Snapshot): ValuePassage[] {
  const passages: ValuePassage[] = [];
  const add = (section: string, tokens: readonly TextToken[], place: Place): void => {
    const quoted = tokens.flatMap((token) => (typeof token === "object" && "value" in token ? [token] : []));
    if (quoted.length === 0) return;
    const named = quoted.flatMap(({ expression }) => outputOf(expression, outputs) ?? []);
    passages.push({
      digest: digestOf(tokens),
      section,
      place,
      text: textOf(tokens).replace(/\s+/g, " ").trim(),
      values: Object.fromEntries(quoted.map(({ expression, value }) => [expression, value])),
      outputs: new Map(named.map((output) => [output.name, output])),
    });
  };
  for (const { file, id, heading, passages: own } of prose) {
    const start: Place = { file: file === "" ? version : file, start: { line: 1, column: 1 } };
    const section = id === "" ? file : id;
    add(section, heading, own.find(({ place }) => place)?.place ?? start);
    for (const { tokens, place } of own) add(section, tokens, place ?? start);
  }
  for (const { id, caption, source, place } of figures.values()) {
    add(id, caption, place);
    add(id, source, place);
  }
  return passages;
}

/** The output that an expression prints, alone or formatted: `takings`, `dollars takings digits=0`. */
function outputOf(expression: string, outputs: Snapshot["outputs"]): OutputState | undefined {
  const names = expression.split(/\s+/).filter((word) => !word.includes("=") && outputs.has(word));
  return names.length === 1 ? outputs.get(names[0] ?? "") : undefined;
}

/** Of words and expressions; values are no part of it, nor is how white space is written. */
function digestOf(tokens: readonly TextToken[]): string {
  const written = tokens.map((token) => {
    if (typeof token === "string") return token.replace(/\s+/g, " ");
    return "value" in token ? `{${token.expression}}` : `@${token.reference}`;
  });
  return createHash("sha256").update(written.join("\0").trim()).digest("hex").slice(0, 16);
}

/**
 * Passages that nobody read as they stand: their words are new, or an output in them moved by more than its tolerance since, or another value
 * is printed otherwise.
 */
export function unreadPassages(snapshot: Snapshot, readings: Readings): Unread[] {
  return valuePassages(snapshot).flatMap((passage): Unread[] => {
    const reading = readings.of.get(passage.digest);
    if (!reading) return [{ passage, moved: [] }];
    const moved = movedSince(passage, reading);
    return moved.length > 0 ? [{ passage, last: { by: reading.by, on: reading.on }, moved }] : [];
  });
}

function movedSince({ values, outputs }: ValuePassage, reading: Reading): MovedValue[] {
  return Object.entries(values).flatMap(([expression, text]): MovedValue[] => {
    const before = reading.values[expression];
    if (before === undefined || before === text)
      return before === undefined ? [{ name: expression, old: "", new: text }] : [];
    const output = outputOf(expression, outputs);
    const number = output && reading.outputs[output.name];
    if (output && number !== undefined && typeof output.value === "number") {
      const within = Math.abs(output.value - number) <= toleranceOf(output, number, output.value);
      return within ? [] : [{ name: output.name, old: before, new: text }];
    }
    return [{ name: output?.name ?? expression, old: before, new: text }];
  });
}

/** A passage as it stands, as read by somebody on a day. */
export function readingOf(passage: ValuePassage, by: string, on: string): Reading {
  const numbers = [...passage.outputs].flatMap(([name, { value }]) =>
    typeof value === "number" ? [[name, value] as const] : [],
  );
  return {
    passage: passage.digest,
    about: `${passage.section}: ${begin(passage.text)}`,
    by,
    on,
    values: passage.values,
    outputs: Object.fromEntries(numbers),
  };
}

const LONGEST = 60;
/** The first words. */
export const begin = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;

/** What of a passage is to be looked at, in a few words. */
export function whyUnread({ last, moved }: Pick<Unread, "last" | "moved">): string {
  if (!last) return "nobody has read it as it is written";
  const shown = moved.slice(0, 3).map((one) => `${one.name} ${one.old === "" ? "(new)" : one.old} → ${one.new}`);
  const rest = moved.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""} since ${last.by} read it on ${last.on}`;
}
