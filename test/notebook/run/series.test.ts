import { describe, expect, it } from "vitest";
import { cagr, doublingTime, growth } from "../../../src/notebook/library/growth.js";
import { interpolate } from "../../../src/notebook/library/interpolate.js";
import * as s from "../../../src/notebook/library/series.js";

const a = { 2025: 10, 2026: 15, 2027: 30 };

describe("series by year", () => {
  it("counts years with both ends", () => {
    expect(s.years(2025, 2028)).toEqual([2025, 2026, 2027, 2028]);
    expect(s.years(2025, 2030, 2)).toEqual([2025, 2027, 2029]);
  });

  it("makes a series from keys or from another series' keys, years as numbers", () => {
    expect(s.series([2025, 2026], (year) => Number(year) * 2)).toEqual({ 2025: 4050, 2026: 4052 });
    const made = s.series([
      ["R100", 2],
      [2025, 1],
    ]);
    expect(s.series(made, (key) => typeof key)).toMatchObject({ 2025: "number", R100: "string" });
    expect(s.rows({ made }).map(({ year }) => year)).toEqual(["R100", 2025]);
    // Which of the two was written first is known of no such object.
    expect(() => s.series({ 2025: 1, R100: 2 }, (key) => typeof key)).toThrow("their order is lost");
  });

  it("maps, zips, sums and runs sums", () => {
    expect(s.mapSeries(a, (value, year) => value + Number(year))).toEqual({ 2025: 2035, 2026: 2041, 2027: 2057 });
    expect(s.zipSeries(a, { 2025: 1, 2026: 2, 2027: 3 }, (x: number, y: number) => x * y)).toEqual({
      2025: 10,
      2026: 30,
      2027: 90,
    });
    expect(s.sumSeries(a)).toBe(55);
    expect(s.cumulative(a, 100)).toEqual({ 2025: 110, 2026: 125, 2027: 155 });
  });

  it("interpolates linearly and geometrically, for one year or several", () => {
    expect(interpolate({ 2020: 10, 2030: 20 }, 2025)).toBe(15);
    expect(interpolate({ 2020: 10, 2022: 40 }, [2020, 2021, 2022], { method: "geometric" })).toEqual({
      2020: 10,
      2021: 20,
      2022: 40,
    });
    expect(interpolate({ 2020: 10, 2030: 20 }, 2040, { outside: "hold" })).toBe(20);
  });

  it("measures growth year on year, spread over gaps", () => {
    expect(growth(a)).toEqual({ 2026: 0.5, 2027: 1 });
    expect(growth({ 2020: 1, 2022: 4 })).toEqual({ 2022: 1 });
    expect(cagr(10, 40, 2)).toBe(1);
    expect(cagr({ 2020: 10, 2021: 3, 2022: 40 })).toBe(1);
    expect(doublingTime(1)).toBeCloseTo(1, 12);
  });

  it("refuses growth of what is below zero, which would read as its opposite", () => {
    expect(() => growth({ 2025: -2, 2026: 3 })).toThrow("growth() from 2025 to 2026 begins with -2");
    expect(() => cagr(-2, -8, 2)).toThrow("cagr() begins with -2");
    expect(() => cagr({ 2025: -2, 2027: -8 })).toThrow("cagr() begins with -2");
    expect(growth({ 2025: 2, 2026: -3 })).toEqual({ 2026: -2.5 });
    expect(growth({ 2025: 0, 2026: 3 })).toEqual({ 2026: Number.POSITIVE_INFINITY });
  });

  it("clamps", () => {
    expect([s.clamp(5, 0, 3), s.clamp(-1, 0, 3), s.clamp(2, 0, 3)]).toEqual([3, 0, 2]);
  });

  it("sets series side by side, gaps as null, or below one another", () => {
    expect(s.rows({ x: { 2026: 2, 2025: 1 }, y: { 2026: 3 } })).toEqual([
      { year: 2025, x: 1, y: null },
      { year: 2026, x: 2, y: 3 },
    ]);
    expect(s.longRows({ X: { 2025: 1 }, Y: { 2025: 2 } }, { value: "share" })).toEqual([
      { year: 2025, series: "X", share: 1 },
      { year: 2025, series: "Y", share: 2 },
    ]);
  });

  it.each([
    [() => s.years(2025.5, 2026), "years(from, to) got 2025.5 and 2026"],
    [() => s.years(2030, 2026), "years(2030, 2026) runs backwards"],
    [() => s.sumSeries({ a: "x" } as never), 'sumSeries() got "x" for a'],
    [() => s.cumulative([1, 2] as never), "cumulative() got an array of 2"],
    [() => interpolate({ 2020: 1 }, 2021), "interpolate() got 2021, outside its points"],
    [() => interpolate({ a: 1 }, 2021), 'interpolate() got the key "a"'],
    [() => interpolate({ 2020: -1 }, 2020, { method: "geometric" }), "interpolate() got -1 for 2020"],
    [
      () => s.zipSeries({ 2025: 1, 2026: 2 }, { 2026: 1, 2027: 1 }, () => 0),
      "zipSeries() got series of different keys: number 2 lacks 2025 and has 2027 that the first lacks",
    ],
    [() => doublingTime(-0.1), "doublingTime() got -0.1"],
    [() => s.clamp(1, 3, 2), "clamp() got bounds 3 and 2"],
    [() => s.mapSeries(a, 3 as never), "mapSeries(series, f) got 3 for f"],
  ])("says what it got (%#)", (call, message) => {
    expect(call).toThrow(message);
  });
});

describe("a series whose keys are met again and again", () => {
  const often = (f: () => unknown): unknown => {
    let last: unknown;
    for (let i = 0; i < 500; i++) last = f();
    return last;
  };

  it("is what it was the first time, with the order of calls and of keys", () => {
    const calls: unknown[] = [];
    const make = () => {
      calls.length = 0;
      return s.series([2027, "R100", 2025], (key, index) => {
        calls.push([key, index]);
        return index;
      });
    };
    const first = make();
    expect(often(make)).toEqual(first);
    expect(Object.keys(make())).toEqual(Object.keys(first));
    expect(calls).toEqual([
      [2027, 0],
      ["R100", 1],
      [2025, 2],
    ]);
  });

  it("is told from another with the same first key, and from one whose list was changed", () => {
    const list = [2031, 2032];
    expect(often(() => s.series(list, Number))).toEqual({ 2031: 2031, 2032: 2032 });
    list[1] = 2040;
    expect(s.series(list, Number)).toEqual({ 2031: 2031, 2040: 2040 });
    expect(s.series([2031, 2032, 2033], Number)).toEqual({ 2031: 2031, 2032: 2032, 2033: 2033 });
    expect(s.series(["2031", 2032], (key) => typeof key)).toEqual({ 2031: "string", 2032: "number" });
  });

  it("may have any key", () => {
    const keys = ['"quoted"', "a\nb", "\u2028", "-0", ""];
    expect(Object.keys(often(() => s.series(keys, () => 1)) as object)).toEqual(keys);
    expect(often(() => s.series([-1, 0.5, 2034], () => 1))).toEqual({ "-1": 1, "0.5": 1, 2034: 1 });
    expect(often(() => s.series([], () => 1))).toEqual({});
  });
});
