import { CYCLE_LENGTH, calendarKey, cycleKey, dateOfDay, daysOfMonth, type Grain, numberOf, yearOf } from "./key.js";
import { kindOf, turned } from "./order.js";

/** Where the keys of a series lie on a line. */
export interface Positions {
  /** What two keys that follow each other are apart: `year` for numbers; `number` would say the same of other numbers. */
  step: Grain;
  /** In steps, by key. */
  at: ReadonlyMap<string, number>;
  /** In years, by key; of stretches of the calendar from the head of the first key's year, so that no digits go to the years before. */
  years: ReadonlyMap<string, number>;
}

/**
 * Where keys lie, in their own steps and in years: numbers are years, a month is a twelfth of one, a day its share of its month.
 * Undefined for names, and for months, quarters and halves of any year in no turn of it. `mixed` for stretches of unequal length.
 */
export function positionsOf(keys: readonly string[]): Positions | "mixed" | undefined {
  const kind = kindOf(keys);
  if (kind === "numbers") {
    const at = new Map(keys.map((key) => [key, numberOf(key) ?? 0]));
    return { step: "year", at, years: at };
  }
  if (kind === "calendar") {
    const known = keys.map((key) => [key, calendarKey(key) ?? yearOf(key)] as const);
    const step = known[0]?.[1]?.grain ?? "year";
    if (known.some(([, one]) => one?.grain !== step)) return "mixed";
    const from = known[0]?.[1] ? dateOfDay(known[0][1].day).year : 0;
    return {
      step,
      at: new Map(known.map(([key, one]) => [key, one?.index ?? 0])),
      years: new Map(known.map(([key, one]) => [key, one ? inYears(step, one.index, one.day, from) : 0])),
    };
  }
  const first = kind === "cycle" ? cycleKey(keys[0] ?? "") : undefined;
  if (!first || turned(keys, keys[0] ?? "").some((key, at) => key !== keys[at])) return undefined;
  const length = CYCLE_LENGTH[first.cycle];
  const at = new Map(keys.map((key) => [key, ((cycleKey(key)?.index ?? 0) - first.index + length) % length]));
  return { step: first.cycle, at, years: new Map([...at].map(([key, steps]) => [key, steps / length])) };
}

const PER_YEAR: Partial<Record<Grain, number>> = { year: 1, half: 2, quarter: 4, month: 12 };

function inYears(grain: Grain, index: number, first: number, from: number): number {
  const per = PER_YEAR[grain];
  if (per !== undefined) return (index - from * per) / per;
  const { year, month, day } = dateOfDay(first);
  return ((year - from) * 12 + month - 1 + (day - 1) / daysOfMonth(year, month)) / 12;
}
