import { type CalendarKey, CYCLE_LENGTH, calendarKey, cycleKey, dateOfDay, type Grain, MONTHS, yearOf } from "./key.js";

const two = (number: number): string => String(number).padStart(2, "0");
const four = (number: number): string => String(number).padStart(4, "0");

/** A key in the one way in which the library writes it: 2026, 2026-H1, 2026-Q2, 2026-05, 2026-W05, 2026-05-12. */
export function keyText(grain: Grain, index: number): string {
  switch (grain) {
    case "year":
      return String(index);
    case "half":
    case "quarter": {
      const parts = CYCLE_LENGTH[grain];
      return `${four(Math.floor(index / parts))}-${grain === "half" ? "H" : "Q"}${(index % parts) + 1}`;
    }
    case "month":
      return `${four(Math.floor(index / 12))}-${two((index % 12) + 1)}`;
    case "week": {
      // A week belongs to the year of its Thursday.
      const { year } = dateOfDay(index * 7);
      return `${four(year)}-W${two(index - weekOne(year) + 1)}`;
    }
    case "day": {
      const { year, month, day } = dateOfDay(index);
      return `${four(year)}-${two(month)}-${two(day)}`;
    }
  }
}

const weekOne = (year: number): number => calendarKey(`${four(year)}-W01`)?.index ?? 0;

/** The longer stretch that holds a shorter one: the quarter of a month, the year of a day. Weeks belong to the year of their Thursday. */
export function within(key: CalendarKey, grain: "year" | "half" | "quarter" | "month"): number {
  const { year, month } = dateOfDay(key.grain === "week" ? key.day + 3 : key.day);
  switch (grain) {
    case "year":
      return year;
    case "half":
    case "quarter": {
      const parts = CYCLE_LENGTH[grain];
      return year * parts + Math.floor(((month - 1) * parts) / 12);
    }
    case "month":
      return year * 12 + month - 1;
  }
}

/** A key's stretch of the calendar, plain years among them. */
export const stretchOf = (key: string): CalendarKey | undefined => calendarKey(key) ?? yearOf(key);

/** How a date is printed: in full, with months of three letters, as the library writes keys, or the month, quarter or year it lies in. */
export const DATE_STYLES = ["short", "iso", "month", "quarter", "year"] as const;
/** `long` where nothing is said. */
export type DateStyle = (typeof DATE_STYLES)[number] | "long";

/**
 * A key as readers see it: 2026, H1 2026, Q2 2026, May 2026, week 5 of 2026, 12 May 2026. `month`, `quarter` and `year` print the one that
 * it lies in, without the year for a month. Undefined where a stretch is longer than what is asked for.
 */
export function printed(key: CalendarKey, style: DateStyle = "long"): string | undefined {
  const { grain, index, day } = key;
  if (style === "iso") return keyText(grain, index);
  const date = dateOfDay(grain === "week" ? day + 3 : day);
  if (style === "year") return String(within(key, "year"));
  if (style === "quarter")
    return grain === "year" || grain === "half"
      ? undefined
      : printed({ ...key, grain: "quarter", index: within(key, "quarter") });
  const name = MONTHS[date.month - 1] ?? "";
  const month = style === "short" ? name.slice(0, 3) : name;
  if (style === "month") return grain === "month" || grain === "day" ? month : undefined;
  switch (grain) {
    case "year":
      return String(index);
    case "half":
    case "quarter": {
      const parts = CYCLE_LENGTH[grain];
      return `${grain === "half" ? "H" : "Q"}${(index % parts) + 1} ${Math.floor(index / parts)}`;
    }
    case "month":
      return `${month} ${date.year}`;
    case "week":
      return `${style === "short" ? "W" : "week "}${Number(keyText("week", index).slice(6))}${style === "short" ? " " : " of "}${date.year}`;
    case "day":
      return `${date.day} ${month} ${date.year}`;
  }
}

/** A month, quarter or half of any year as readers see it: `05` is May, `Q2` itself. Undefined where it has no such form. */
export function printedPart(key: string, style: DateStyle = "long"): string | undefined {
  const part = cycleKey(key);
  if (!part || style === "year" || style === "quarter") return undefined;
  if (part.cycle !== "month" || style === "iso") return style === "month" ? undefined : key;
  const name = MONTHS[part.index] ?? "";
  return style === "short" ? name.slice(0, 3) : name;
}

/** Whether values are months, quarters, weeks or dates, as text, and nothing else but gaps; years alone are numbers. */
export const areStretches = (values: readonly unknown[]): boolean =>
  values.some((value) => value !== null) &&
  values.every((value) => value === null || (typeof value === "string" && calendarKey(value) !== undefined));
