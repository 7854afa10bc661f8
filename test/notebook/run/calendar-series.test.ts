import { describe, expect, it } from "vitest";
import * as c from "../../../src/notebook/library/calendar-series.js";
import { cagr, growth } from "../../../src/notebook/library/growth.js";
import { interpolate } from "../../../src/notebook/library/interpolate.js";
import * as s from "../../../src/notebook/library/series.js";
import { program } from "./blocks.js";
import { execute } from "./execute.js";

const rounded = (series: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(series).map(([key, value]) => [key, Number(value.toFixed(9))]));

describe("stretches of the calendar", () => {
  it("are counted from one to another", () => {
    expect(c.months("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(c.months("Nov 2025", "May 2026", 3)).toEqual(["2025-11", "2026-02", "2026-05"]);
    expect(c.quarters("2025-Q4", "2026-Q2")).toEqual(["2025-Q4", "2026-Q1", "2026-Q2"]);
    expect(c.dates("2024-02-28", "2024-03-01")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
    expect(c.dates("2025-12-24", "2026-01-10", "week")).toEqual(["2025-12-24", "2025-12-31", "2026-01-07"]);
    expect(c.dates("2025-12-31", "2026-03-31", "month")).toEqual([
      "2025-12-31",
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
    ]);
    expect(c.dates("2024-02-29", "2026-03-01", "year")).toEqual(["2024-02-29", "2025-02-28", "2026-02-28"]);
  });

  it.each([
    [() => c.months("2026-05", "2026-01"), "run backwards"],
    [() => c.months("2026", "2027-01"), 'months() got "2026"'],
    [() => c.quarters("2026-Q5", "2027-Q1"), 'quarters() got "2026-Q5"'],
    [() => c.dates("2026-02-30", "2026-03-01"), 'dates() got "2026-02-30"'],
    [() => c.dates("2026-01-01", "2026-03-01", "fortnight" as "week"), 'dates() got "fortnight"'],
    [() => c.months("2026-01", "2026-03", 0), "the step 0"],
  ])("are refused where they are none: %#", (call, message) => {
    expect(call).toThrow(message);
  });
});

describe("a series by the calendar", () => {
  const monthly = s.series(c.months("2025-01", "2026-12"), (_, at) => at + 1);

  it("is brought to quarters, half-years and years", () => {
    expect(c.regroup(monthly, "year")).toEqual({ 2025: 78, 2026: 222 });
    expect(Object.entries(c.regroup(monthly, "quarter")).slice(0, 2)).toEqual([
      ["2025-Q1", 6],
      ["2025-Q2", 15],
    ]);
    expect(c.regroup(monthly, "half", { take: "mean" })).toEqual({
      "2025-H1": 3.5,
      "2025-H2": 9.5,
      "2026-H1": 15.5,
      "2026-H2": 21.5,
    });
    expect(c.regroup(c.regroup(monthly, "quarter"), "year", { take: "last" })).toEqual({ 2025: 33, 2026: 69 });
    expect(
      c.regroup(
        s.series(c.dates("2024-02-01", "2024-02-29"), () => 1),
        "month",
      ),
    ).toEqual({ "2024-02": 29 });
  });

  it("comes to the same sum however it is grouped", () => {
    const sums = (["quarter", "half", "year"] as const).map((period) => s.sumSeries(c.regroup(monthly, period)));
    expect(sums).toEqual([300, 300, 300]);
  });

  it("is refused where a period is not whole, unless told", () => {
    const some = s.series(c.months("2025-03", "2026-12"), () => 1);
    expect(() => c.regroup(some, "year")).toThrow("regroup() got 10 of the 12 months of 2025");
    expect(c.regroup(some, "year", { partial: "keep" })).toEqual({ 2025: 10, 2026: 12 });
    expect(c.regroup(some, "year", { partial: "drop" })).toEqual({ 2026: 12 });
    expect(() => c.regroup({ 2025: 1 }, "year")).toThrow("to bring to years");
    expect(() => c.regroup({ "2025-Q1": 1 }, "month")).toThrow("to bring to months");
    expect(() => c.regroup({ a: 1 }, "year")).toThrow("to bring to years");
    expect(() => c.regroup({ "2025-Q1": 1, "2025-04": 2 }, "year")).toThrow("different lengths");
  });

  it("grows by its own steps, also over those that are left out", () => {
    expect(rounded(growth({ "2025-12": 1, "2026-01": 2, "2026-03": 8 }))).toEqual({ "2026-01": 1, "2026-03": 1 });
    expect(rounded(growth({ "2026-Q2": 4, "2025-Q4": 1 }))).toEqual({ "2026-Q2": 1 });
    expect(rounded(growth({ "2026-01-15": 100, "2026-02-15": 110 }))).toEqual({ "2026-02-15": 0.1 });
    expect(rounded(growth({ 2025: 1, "2025.5": 2, 2026: 4 }))).toEqual({ 2025.5: 3, 2026: 3 });
    expect(rounded(growth({ "10": 2, "11": 4, "09": 1 }))).toEqual({ "10": 1, "11": 1 });
    expect(() => growth({ 2025: 1, "2026-01": 2 })).toThrow("different lengths");
  });

  it("grows by year in a compound rate", () => {
    expect(cagr({ "2024-06": 1, "2026-06": 4 })).toBeCloseTo(1, 12);
    expect(cagr({ "2025-Q1": 1, "2025-Q3": 2 })).toBeCloseTo(3, 12);
    expect(cagr({ "2024-03-15": 1, "2026-03-15": 4 })).toBeCloseTo(1, 12);
    expect(cagr({ "2024.5": 1, "2025": 2 })).toBeCloseTo(3, 12);
    // Five days of October's 31, a twelfth of a year.
    const days = cagr({ "2024-10-04": 545.719, "2024-10-09": 571.8 });
    expect(Math.abs(days / ((571.8 / 545.719) ** ((31 * 12) / 5) - 1) - 1)).toBeLessThan(1e-12);
    expect(() => cagr({ a: 1, b: 2 })).toThrow("cagr(series)");
  });

  it("has values between its points", () => {
    const points = { "2026-01": 10, "2026-05": 30 };
    expect(interpolate(points, "2026-02")).toBe(15);
    expect(interpolate(points, c.months("2026-01", "2026-03"))).toEqual({
      "2026-01": 10,
      "2026-02": 15,
      "2026-03": 20,
    });
    expect(interpolate(points, "Jun 2026", { outside: "hold" })).toBe(30);
    expect(() => interpolate(points, "2026-06")).toThrow("2026-06, outside its points");
    expect(() => interpolate(points, 2026)).toThrow("got 2026 to look up");
    expect(interpolate({ "2026-01-01": 0, "2026-01-11": 10 }, "2026-01-04")).toBe(3);
    expect(interpolate({ "Q4 2025": 0, "Q2 2026": 10 }, "2026-Q1")).toBe(5);
  });
});

it("a memo may call its own values as the calendar's functions are called", async () => {
  const result = await execute(
    program({ a: "const months = 12;", b: ["const year = months * 2;", { uses: ["months"] }] }),
  );
  expect(result.values.get("year")).toBe(24);
});
