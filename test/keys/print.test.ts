import { expect, it } from "vitest";
import { keyText, stretchOf } from "../../src/keys/calendar.js";
import { formatValue } from "../../src/notebook/library/format.js";
import { parseFormat } from "../../src/notebook/library/parse-format.js";
import { FAMILIES } from "./families.js";

const print = (value: unknown, format: string): string => {
  const spec = parseFormat(format);
  if ("error" in spec) throw new Error(spec.error);
  return formatValue(value, spec);
};

it.each([
  ["2026-05-12", "date", "12 May 2026"],
  ["2026-09-01", "date short", "1 Sep 2026"],
  ["2026-05", "date", "May 2026"],
  ["September 2026", "date short", "Sep 2026"],
  ["2026Q2", "date", "Q2 2026"],
  ["2026-H1", "date", "H1 2026"],
  ["2026-W05", "date", "week 5 of 2026"],
  ["2026-W05", "date short", "W5 2026"],
  ["2026-05-12", "date month", "May"],
  ["2026-05-12", "date quarter", "Q2 2026"],
  ["2026-05", "date year", "2026"],
  ["May 2026", "date iso", "2026-05"],
  ["05", "date month", "May"],
  ["09", "date short", "Sep"],
  ["Q3", "date", "Q3"],
  [2026, "date", "2026"],
])("%s as `%s` is %s", (value, format, text) => {
  expect(print(value, format)).toBe(text);
});

it.each([
  ["2026", "date quarter", "2026 is longer"],
  ["2026-13", "date", "no day of the calendar"],
  ["soon", "date", "not the string"],
])("%s as `%s` is refused", (value, format, message) => {
  expect(() => print(value, format)).toThrow(message);
  expect(parseFormat("date shorter")).toMatchObject({ hint: "did you mean `short`?" });
});

it("the library's own way of writing reads back as the same stretch", () => {
  for (const key of Object.values(FAMILIES).flat()) {
    const stretch = stretchOf(key);
    if (!stretch) continue;
    const text = keyText(stretch.grain, stretch.index);
    expect(stretchOf(text)).toEqual(stretch);
    expect(stretchOf(print(text, "date short").replace(/^W/, "week "))?.index ?? stretch.index).toBe(stretch.index);
  }
});
