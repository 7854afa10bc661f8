import type { Fields } from "../../yaml/fields.js";
import type { Assumption, Register, StaleAfter } from "./types.js";

export const STALE_EXPECTED = "how long a value holds, such as `12 months`, `2 years` or `90 days`, or `never`";

/** As it is written, but for `never`. */
export const STALE_AFTER = /^([1-9]\d{0,3}) (day|week|month|year)s?$/;

/** Reads `stale_after`: whole days, weeks, months or years, or `never`; undefined for anything else. */
function parseStaleAfter(text: string): StaleAfter | undefined {
  if (text === "never") return { text };
  const [, digits, unit] = STALE_AFTER.exec(text) ?? [];
  const count = Number(digits);
  if (unit === "day") return { text, days: count };
  if (unit === "week") return { text, days: 7 * count };
  if (unit === "month") return { text, months: count };
  // Dates stay within four digits, so that they compare as text.
  return unit === "year" && count < 1000 ? { text, months: 12 * count } : undefined;
}

/** `stale_after` of a version or an assumption. */
export const readStaleAfter = (fields: Fields): StaleAfter | undefined =>
  fields.parsed("stale_after", "stale-after", STALE_EXPECTED, parseStaleAfter);

/**
 * Whether an assumption is older than its limit, or the register's, on the register's own as-of date. Without a limit nothing is
 * stale; a derived assumption is as fresh as what it rests on and is never called stale itself.
 */
export function isStale(assumption: Assumption, register: Pick<Register, "asOf" | "staleAfter">): boolean {
  const until = freshUntil(assumption, register);
  return until !== undefined && until < firstDay(register.asOf);
}

/**
 * The last day on which an assumption is within its limit, as an ISO date; undefined without a limit. A date given to the month or year
 * counts from that period's last day, so that nothing is called stale that may not be.
 */
export function freshUntil(assumption: Assumption, register: Pick<Register, "staleAfter">): string | undefined {
  const limit = assumption.staleAfter ?? register.staleAfter;
  if (assumption.expression !== undefined || assumption.asOf === "" || !limit) return undefined;
  const [year = 0, month = 12, day] = assumption.asOf.split("-").map(Number);
  if (limit.days !== undefined) return iso(year, month, (day ?? daysIn(year, month)) + limit.days);
  if (limit.months === undefined) return undefined;
  const months = 12 * year + (month - 1) + limit.months;
  const [y, m] = [Math.floor(months / 12), (months % 12) + 1];
  return iso(y, m, Math.min(day ?? daysIn(year, month), daysIn(y, m)));
}

/** The first day of a date that may be given to the month or year only. */
const firstDay = (date: string): string => `${date}-01-01`.slice(0, 10);

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
