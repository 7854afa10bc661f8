import { CYCLE_LENGTH, type CycleKey, calendarKey, cycleKey, GRAINS, numberOf, sameMeaning, yearOf } from "./key.js";

/**
 * What a set of keys is. `numbers` and `calendar` stand in rising order, whatever the order of writing; months, quarters and halves of any
 * year (`cycle`) and `names` as they are written.
 */
export type KeyKind = "numbers" | "calendar" | "cycle" | "names";

export interface Arrangement {
  kind: KeyKind;
  /** The keys in their order. */
  keys: readonly string[];
  /** Whether the order is found again from the keys as an object lists them: integers first, in rising order. */
  restored: boolean;
  /** Two of the keys as written that are the same: twice one text, or `2026-Q1` and `Q1 2026`. */
  twice?: readonly [string, string];
}

/** What a set of keys is; the order in which they are given doesn't matter. */
export function kindOf(keys: readonly string[]): KeyKind {
  const [first] = keys;
  if (first === undefined) return "names";
  if (keys.every((key) => numberOf(key) !== undefined)) return "numbers";
  if (keys.every((key) => calendarKey(key) ?? yearOf(key))) return "calendar";
  const cycle = cycleKey(first)?.cycle;
  return cycle && keys.every((key) => cycleKey(key)?.cycle === cycle) ? "cycle" : "names";
}

/** Keys as they are written, in the order in which they stand. */
export function arrange(written: readonly string[]): Arrangement {
  const id = written.join("\n");
  const known = arranged.get(id);
  if (known) return known;
  const kind = kindOf(written);
  const keys = kind === "numbers" || kind === "calendar" ? rising(written) : [...written];
  const byObject = Object.keys(Object.fromEntries(keys.map((key) => [key, 0])));
  const twice = sameMeaning(written);
  const made: Arrangement = {
    kind,
    keys,
    restored: same(restore(byObject) ?? [], keys),
    twice,
  };
  if (arranged.size >= MOST_KEPT) arranged.clear();
  arranged.set(id, made);
  return made;
}

/**
 * The keys of an object, as JavaScript lists them, in their own order. Undefined when that is lost: integers among names stand first
 * whatever was written.
 */
export function restore(listed: readonly string[]): readonly string[] | undefined {
  const id = listed.join("\n");
  if (restored.has(id)) return restored.get(id);
  const kind = kindOf(listed);
  // Integers stand first in an object; where there is none, all keys stand as they were written.
  const asWritten = !isIndex(listed[0] ?? "");
  const keys =
    kind === "numbers" || kind === "calendar"
      ? rising(listed)
      : asWritten
        ? [...listed]
        : kind === "cycle"
          ? turned(listed, firstWritten(listed))
          : undefined;
  if (restored.size >= MOST_KEPT) restored.clear();
  restored.set(id, keys);
  return keys;
}

/**
 * One order for the keys of several lists: rising for numbers and the calendar, a turn of the year for months, quarters and halves that
 * begins where the longest list begins, and by first meeting for names.
 */
export function unite(lists: readonly (readonly string[])[]): readonly string[] {
  const all = [...new Set(lists.flat())];
  const kind = kindOf(all);
  if (kind === "numbers" || kind === "calendar") return rising(all);
  if (kind !== "cycle") return all;
  const longest = lists.reduce((most, list) => (list.length > most.length ? list : most), []);
  const start = longest[0] ?? all[0] ?? "";
  // Quarters that are written in no turn of the year are names.
  return lists.every((list) => same(turned(list, list[0] ?? ""), list)) ? turned(all, start) : all;
}

/** Months, quarters or halves as they follow each other from one of them on. */
export function turned(keys: readonly string[], start: string): string[] {
  const of = (key: string): CycleKey => cycleKey(key) ?? { cycle: "half", index: 0 };
  const { cycle, index } = of(start);
  const length = CYCLE_LENGTH[cycle];
  const from = (key: string): number => (of(key).index - index + length) % length;
  return [...keys].sort((a, b) => from(a) - from(b));
}

/** Whether JavaScript takes a key for an integer and puts it before names. */
export function isIndex(key: string): boolean {
  const { length } = key;
  if (length === 0 || length > 10) return false;
  for (let at = 0; at < length; at++) {
    const code = key.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  if (length > 1 && key.charCodeAt(0) === 48) return false;
  return length < 10 || Number(key) < 2 ** 32 - 1;
}

/** Numbers and stretches of the calendar in rising order; of two that begin on one day the longer stands first. */
function rising(keys: readonly string[]): string[] {
  const asNumbers = keys.map(numberOf);
  const of = asNumbers.every((number) => number !== undefined)
    ? (_: string, at: number): [number, number] => [asNumbers[at] ?? 0, 0]
    : (key: string): [number, number] => {
        const { day, grain } = calendarKey(key) ?? yearOf(key) ?? { day: 0, grain: "day" as const };
        return [day, GRAINS.indexOf(grain)];
      };
  return keys
    .map((key, at) => ({ key, place: of(key, at) }))
    .sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])
    .map(({ key }) => key);
}

/**
 * Where months began that an object lists as 10, 11, 12 and then the others as they were written: with the first of the others. A turn
 * that began with one of the three can't be told from one that began with January.
 */
const firstWritten = (listed: readonly string[]): string => listed.find((key) => !isIndex(key)) ?? listed[0] ?? "";

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, at) => key === b[at]);

const MOST_KEPT = 2_000;
const arranged = new Map<string, Arrangement>();
const restored = new Map<string, readonly string[] | undefined>();
