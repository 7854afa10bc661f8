/** Stretches of the calendar that a key can name, longest first. */
export const GRAINS = ["year", "half", "quarter", "month", "week", "day"] as const;
export type Grain = (typeof GRAINS)[number];

/** A key that names a stretch of the calendar. */
export interface CalendarKey {
  grain: Grain;
  /** Its first day, counted from 1970-01-01. */
  day: number;
  /** Its number among all of its grain: two that follow each other differ by one. */
  index: number;
}

/** A month, quarter or half of any year. */
export interface CycleKey {
  cycle: "month" | "quarter" | "half";
  /** From 0. */
  index: number;
}

/** How many of each there are in a year. */
export const CYCLE_LENGTH = { month: 12, quarter: 4, half: 2 } as const;

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const DAY_MS = 86_400_000;
/** More digits are no number that is told apart from its neighbours. */
const MOST_DIGITS = 15;

/** Days from 1970-01-01 to a day of the (proleptic) Gregorian calendar; `month` from 1. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY_MS);
}

/** Year, month (from 1) and day of a day counted from 1970-01-01. */
export function dateOfDay(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Days of a month; `month` from 1. */
export const daysOfMonth = (year: number, month: number): number =>
  dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);

/** The number a key is: `2026`, `-2`, `2025.5`; undefined for names, and for `01`, which is a month or a name. */
export function numberOf(key: string): number | undefined {
  const first = key.charCodeAt(0);
  if (!((first >= 48 && first <= 57) || first === 45)) return undefined;
  if (key.length > MOST_DIGITS + 2 || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(key)) return undefined;
  // Zero has one sign.
  return key.replace(/\D/g, "").length > MOST_DIGITS ? undefined : Number(key) + 0;
}

/**
 * What a key says of the calendar: `2026-05`, `May 2026`; `2026-Q2`, `2026Q2`, `Q2 2026`; `2026-H1`; `2026-W05`; `2026-05-12`,
 * `12 May 2026`. Plain years are numbers; see `yearOf`. Undefined for what is no day of the calendar.
 */
export function calendarKey(key: string): CalendarKey | undefined {
  if (key.length < 6 || !/\d/.test(key)) return undefined;
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(key);
  if (iso) return dated(Number(iso[1]), Number(iso[2]), iso[3] === undefined ? undefined : Number(iso[3]));
  const part = /^(\d{4})[- ]?([QH])([1-4])$/.exec(key) ?? /^(?<part>[QH])(?<at>[1-4])[- ](?<year>\d{4})$/.exec(key);
  if (part) {
    const [year, letter, at] = part.groups ? [part[3], part[1], part[2]] : [part[1], part[2], part[3]];
    return partOfYear(Number(year), letter === "Q" ? "quarter" : "half", Number(at));
  }
  const week = /^(\d{4})-?W(\d{2})$/.exec(key);
  if (week) return isoWeek(Number(week[1]), Number(week[2]));
  const words = /^(?:(\d{1,2}) )?([A-Z][a-z]{2,8}) (\d{4})$/.exec(key);
  const month = words ? monthOf(words[2] ?? "") : undefined;
  if (words && month !== undefined)
    return dated(Number(words[3]), month, words[1] === undefined ? undefined : Number(words[1]));
  return undefined;
}

/** Whether a key is written as a date, month, week, quarter or half-year and is none: `2026-02-30`, `2026-13`, `2026-W54`, `2026-Q5`. */
export const isNoDay = (key: string): boolean =>
  key.length >= 6 &&
  key.length <= 10 &&
  /^\d{4}(?:-\d{2}(?:-\d{2})?|-?W\d{2}|[- ]?[QH]\d)$/.test(key) &&
  calendarKey(key) === undefined;

/** A calendar year written as a number of four digits, as a stretch of the calendar. */
export function yearOf(key: string): CalendarKey | undefined {
  if (!/^[1-9]\d{3}$/.test(key)) return undefined;
  const year = Number(key);
  return { grain: "year", day: dayNumber(year, 1, 1), index: year };
}

/** `01` to `12`, `Q1` to `Q4`, `H1` and `H2`. */
export function cycleKey(key: string): CycleKey | undefined {
  const found = /^(?:(0[1-9]|1[0-2])|Q([1-4])|H([12]))$/.exec(key);
  if (!found) return undefined;
  const [, month, quarter, half] = found;
  if (month !== undefined) return { cycle: "month", index: Number(month) - 1 };
  return quarter !== undefined
    ? { cycle: "quarter", index: Number(quarter) - 1 }
    : { cycle: "half", index: Number(half) - 1 };
}

/**
 * What a key means, the same text for two ways of writing one thing: `2026` and `2026.0`, `5` and `05`, `Q1 2026` and `2026-Q1`.
 */
export function meaningOf(key: string): string {
  const number = /^0\d*$/.test(key) && key.length <= MOST_DIGITS ? Number(key) : numberOf(key);
  if (number !== undefined) return `number ${number}`;
  const known = calendarKey(key);
  return known ? `${known.grain} ${known.index}` : `name ${key}`;
}

/** The first two keys that mean the same. */
export function sameMeaning(keys: readonly string[]): [first: string, second: string] | undefined {
  const met = new Map<string, string>();
  for (const key of keys) {
    const meaning = meaningOf(key);
    const first = met.get(meaning);
    if (first !== undefined) return [first, key];
    met.set(meaning, key);
  }
  return undefined;
}

/** A month by its English name or the three letters of it, from 1. */
function monthOf(name: string): number | undefined {
  const at = MONTHS.findIndex((month) => month === name || month.slice(0, 3) === name);
  return at === -1 ? (name === "Sept" ? 9 : undefined) : at + 1;
}

function dated(year: number, month: number, day: number | undefined): CalendarKey | undefined {
  if (month < 1 || month > 12) return undefined;
  if (day === undefined) return { grain: "month", day: dayNumber(year, month, 1), index: year * 12 + month - 1 };
  if (day < 1 || day > daysOfMonth(year, month)) return undefined;
  const number = dayNumber(year, month, day);
  return { grain: "day", day: number, index: number };
}

function partOfYear(year: number, grain: "quarter" | "half", at: number): CalendarKey | undefined {
  const parts = CYCLE_LENGTH[grain];
  if (at > parts) return undefined;
  return { grain, day: dayNumber(year, ((at - 1) * 12) / parts + 1, 1), index: year * parts + at - 1 };
}

/** A week of ISO 8601: it begins on a Monday, and the first of a year holds the year's 4 January. */
function isoWeek(year: number, week: number): CalendarKey | undefined {
  const first = mondayOf(dayNumber(year, 1, 4));
  const day = first + 7 * (week - 1);
  if (week < 1 || day >= mondayOf(dayNumber(year + 1, 1, 4))) return undefined;
  return { grain: "week", day, index: (day + 3) / 7 };
}

/** The Monday of the week of a day; 1970-01-01 was a Thursday. */
const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);
