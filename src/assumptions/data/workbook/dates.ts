/** What a number's format shows of a date, or that it is how long something took; nothing for a plain number. */
export type Shown = "date" | "month" | "year" | "time" | "duration" | undefined;

/** Formats that every workbook knows by their number (ECMA-376, 18.8.30). */
const BUILT_IN: Readonly<Record<number, Shown>> = {
  14: "date",
  15: "date",
  16: "date",
  17: "month",
  18: "time",
  19: "time",
  20: "time",
  21: "time",
  22: "date",
  45: "time",
  46: "duration",
  47: "time",
};

/** What a cell's format shows, by its number and, of one that the workbook makes, its code: `mmm yy` is a month. */
export function shownBy(id: number, code: string | undefined): Shown {
  // Those of East Asian calendars have numbers of their own.
  if (code === undefined)
    return BUILT_IN[id] ?? ((id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? "date" : undefined);
  const [first = ""] = code.split(";");
  const signs = first
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, "")
    .toLowerCase();
  if (!/[dmyhs]/.test(signs) || /general|[#0?]\.?[#0?]*e/.test(signs)) return undefined;
  // Hours, minutes or seconds in brackets count on beyond a day.
  if (signs.includes("[")) return "duration";
  if (signs.includes("d")) return "date";
  if (signs.includes("y")) return signs.includes("m") ? "month" : "year";
  return /[hs]/.test(signs) ? "time" : "month";
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * A day as workbooks count it, as text: "2026-05-12", "2026-05" or "2026", with the time behind it where it has one. The year 1900 has a
 * 29 February there.
 *
 * @param from1904 days are counted from 1904
 */
export function dayText(serial: number, shown: Exclude<Shown, "duration" | undefined>, from1904: boolean): string {
  const days = Math.floor(serial);
  const base = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const seconds = Math.round((serial - days) * 86400);
  const text = new Date(base + days * DAY + seconds * 1000).toISOString();
  const day = text.slice(0, 10);
  if (shown === "time" && days === 0) return text.slice(11, 19);
  if (seconds !== 0) return `${day} ${text.slice(11, 19)}`;
  if (shown === "year" && day.endsWith("-01-01")) return day.slice(0, 4);
  return shown === "month" && day.endsWith("-01") ? day.slice(0, 7) : day;
}

/** A duration in days as text in hours, minutes and seconds: "36:00:00". No number, for it would be one of days where the sheet shows hours. */
export function durationText(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86400);
  const two = (count: number): string => String(count % 60).padStart(2, "0");
  const hours = String(Math.floor(seconds / 3600)).padStart(2, "0");
  return `${days < 0 ? "-" : ""}${hours}:${two(Math.floor(seconds / 60))}:${two(seconds)}`;
}
