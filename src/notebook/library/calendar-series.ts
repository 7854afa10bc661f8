import { didYouMean } from "../../diagnostic.js";
import { keyText, stretchOf, within } from "../../keys/calendar.js";
import { type CalendarKey, dateOfDay, dayNumber, daysOfMonth, type Grain } from "../../keys/key.js";
import { BlockError, list, show } from "./reasons.js";
import type { Series } from "./series.js";
import { fromEntries, type Key, ownKeys } from "./series-keys.js";

/** The months from one to another, both included, every `step`: `months("2026-01", "2026-12")` gives "2026-01", "2026-02", … */
export const months = (from: string, to: string, step = 1): string[] => stretches("month", from, to, step);

/** The quarters from one to another, both included: `quarters("2026-Q1", "2027-Q4")` gives "2026-Q1", "2026-Q2", … */
export const quarters = (from: string, to: string, step = 1): string[] => stretches("quarter", from, to, step);

const EXAMPLES: Partial<Record<Grain, string>> = { month: "2026-05", quarter: "2026-Q2", day: "2026-05-12" };

function stretches(grain: "month" | "quarter", from: string, to: string, step: number): string[] {
  const caller = `${grain}s()`;
  const [first, last] = [stretch(grain, from, caller), stretch(grain, to, caller)];
  if (!Number.isInteger(step) || step < 1)
    throw new BlockError(`${caller} got the step ${show(step)}`, { expected: "a whole number from 1" });
  if (last.index < first.index)
    throw new BlockError(`${caller} got ${show(from)} and ${show(to)}, which run backwards`, {
      expected: `the earlier ${grain} first`,
    });
  const keys: string[] = [];
  for (let index = first.index; index <= last.index; index += step) keys.push(keyText(grain, index));
  return keys;
}

function stretch(grain: Grain, text: unknown, caller: string): CalendarKey {
  const known = typeof text === "string" ? stretchOf(text) : undefined;
  if (known?.grain === grain) return known;
  throw new BlockError(`${caller} got ${show(text)}`, {
    expected: `a ${grain === "day" ? "date" : grain} such as "${EXAMPLES[grain]}"`,
  });
}

const STEPS = ["day", "week", "month", "quarter", "year"] as const;

/**
 * The dates from one to another, both included where a step ends there: `dates("2026-01-15", "2026-12-15", "month")`. The last day of a
 * month that is too short stands for the 29th to 31st.
 */
export function dates(from: string, to: string, every: (typeof STEPS)[number] = "day"): string[] {
  const [first, last] = [stretch("day", from, "dates()"), stretch("day", to, "dates()")];
  if (!STEPS.includes(every))
    throw new BlockError(`dates() got ${show(every)} for the step`, {
      expected: `one of ${STEPS.join(", ")}`,
      hint: didYouMean(String(every), STEPS),
    });
  if (last.day < first.day)
    throw new BlockError(`dates() got ${show(from)} and ${show(to)}, which run backwards`, {
      expected: "the earlier date first",
    });
  const { year, month, day } = dateOfDay(first.day);
  const at = (n: number): number => {
    if (every === "day" || every === "week") return first.day + n * (every === "week" ? 7 : 1);
    const later = year * 12 + month - 1 + n * { month: 1, quarter: 3, year: 12 }[every];
    const [y, m] = [Math.floor(later / 12), (later % 12) + 1];
    return dayNumber(y, m, Math.min(day, daysOfMonth(y, m)));
  };
  const keys: string[] = [];
  for (let n = 0; at(n) <= last.day; n++) keys.push(keyText("day", at(n)));
  return keys;
}

const PERIODS = ["month", "quarter", "half", "year"] as const;
const TAKES = ["sum", "mean", "first", "last"] as const;

export interface RegroupOptions {
  /** What becomes of the values in one period: `sum` unless told. */
  take?: (typeof TAKES)[number];
  /** `refuse` (unless told): a period of which some months are missing is an error; `keep`: what is there counts; `drop`: it is left out. */
  partial?: "refuse" | "keep" | "drop";
}

/**
 * A series by longer stretches of the calendar: months by quarter, quarters by year, dates by month. Years are numbers: `regroup(monthly, "year")[2026]`.
 * Weeks belong to the month and the year of their Thursday.
 *
 * @throws when the keys are no stretches of the calendar, or as long as what is asked for, or a period is not whole.
 */
export function regroup(
  source: Series,
  period: (typeof PERIODS)[number],
  { take = "sum", partial = "refuse" }: RegroupOptions = {},
): Record<Key, number> {
  requireOne(period, PERIODS, "the period");
  requireOne(take, TAKES, "`take`");
  requireOne(partial, ["refuse", "keep", "drop"], "`partial`");
  if (typeof source !== "object" || source === null || Array.isArray(source))
    throw new BlockError(`regroup() got ${show(source)}`, { expected: "a series: an object of values by key" });
  const parts = new Map<number, { keys: CalendarKey[]; values: number[] }>();
  for (const key of ownKeys(source, "regroup()")) {
    const value: unknown = source[key];
    if (typeof value !== "number")
      throw new BlockError(`regroup() got ${show(value)} for ${key}`, { expected: "numbers by key" });
    const known = stretchOf(key);
    const length = known ? LENGTHS.indexOf(known.grain) : -1;
    if (!known || length >= LENGTHS.indexOf(period))
      throw new BlockError(`regroup() got the key ${show(key)} to bring to ${period}s`, {
        expected: `keys that are shorter than a ${period}, such as ${period === "month" ? "2026-05-12" : "2026-05"}`,
      });
    const index = within(known, period);
    const part = parts.get(index) ?? { keys: [], values: [] };
    if (part.keys.some(({ grain }) => grain !== known.grain))
      throw new BlockError(
        `regroup() got keys of different lengths in ${keyText(period, index)}: ${show(key)} is one`,
        { expected: "months alone, quarters alone, weeks alone or dates alone" },
      );
    part.keys.push(known);
    part.values.push(value);
    parts.set(index, part);
  }
  const kept = [...parts].filter(([index, { keys }]) => {
    const of = wholeOf(keys[0], period, index);
    if (partial === "keep" || keys.length === of) return true;
    if (partial === "drop") return false;
    const grain = keys[0]?.grain;
    throw new BlockError(
      `regroup() got ${keys.length} of the ${of} ${grain}s of ${keyText(period, index)}: ${list(keys.map((key) => keyText(key.grain, key.index)))}`,
      {
        expected: "whole periods",
        hint: 'give `partial: "drop"` to leave it out, or `partial: "keep"` to count what is there',
      },
    );
  });
  return fromEntries(
    kept.map(([index, { values }]) => [period === "year" ? index : keyText(period, index), taken(values, take)]),
    "regroup()",
  );
}

/** Shortest first. */
const LENGTHS: readonly Grain[] = ["day", "week", "month", "quarter", "half", "year"];

/** How many stretches as long as `key` make up the whole period. */
function wholeOf(key: CalendarKey | undefined, period: (typeof PERIODS)[number], index: number): number {
  if (!key) return 0;
  let [first, last] = [key.index, key.index];
  const inside = (at: number): boolean => {
    const stretch = stretchOf(keyText(key.grain, at));
    return stretch !== undefined && within(stretch, period) === index;
  };
  while (inside(first - 1)) first--;
  while (inside(last + 1)) last++;
  return last - first + 1;
}

function taken(values: readonly number[], take: (typeof TAKES)[number]): number {
  if (take === "first") return values[0] ?? Number.NaN;
  if (take === "last") return values.at(-1) ?? Number.NaN;
  const sum = values.reduce((all, one) => all + one, 0);
  return take === "sum" ? sum : sum / values.length;
}

function requireOne(value: unknown, choices: readonly string[], what: string): void {
  if (choices.includes(value as string)) return;
  throw new BlockError(`regroup() got ${show(value)} for ${what}`, {
    expected: `one of ${choices.join(", ")}`,
    hint: didYouMean(String(value), choices),
  });
}
