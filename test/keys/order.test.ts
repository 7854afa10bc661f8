import { describe, expect, it } from "vitest";
import { positionsOf } from "../../src/keys/distance.js";
import { calendarKey, meaningOf, sameMeaning } from "../../src/keys/key.js";
import { arrange, kindOf, restore, unite } from "../../src/keys/order.js";
import { inOrder, keyed, keysOf, knownKeys } from "../../src/keys/ordered.js";
import { FAMILIES, shuffled } from "./families.js";

describe("keys of every kind", () => {
  for (const [name, keys] of Object.entries(FAMILIES))
    it(`${name} have one order, however they are written`, () => {
      for (let turn = 0; turn < 20; turn++) {
        const written = shuffled(keys, turn);
        expect(arrange(written).keys).toEqual(keys);
        expect(restore(Object.keys(Object.fromEntries(written.map((key) => [key, 1]))))).toEqual(keys);
        expect(Object.keys(inOrder(written.map((key) => [key, 1])))).toEqual(keys);
        expect(keysOf({ ...keyed(written.map((key) => [key, 1])) })).toEqual(keys);
      }
    });

  it("without an order of their own stand as they are written, also in a copy", () => {
    const lists = [
      ["10", "n/a", "2"],
      ["n/a", "10", "2", "total", "1"],
      ["04", "05", "06", "07", "08", "09", "10", "11", "12", "01", "02", "03"],
      ["10", "11", "12", "01", "02", "03", "04", "05", "06", "07", "08", "09"],
      ["11", "03", "12"],
      ["Q3", "Q4", "Q1", "Q2"],
      ["B", "A"],
      ["2026-13", "2025-99", "10"],
    ];
    for (const written of lists) {
      const made = keyed(written.map((key) => [key, 1]));
      expect(knownKeys(made)).toEqual(written);
      expect(knownKeys({ ...made })).toEqual(written);
      expect(Object.keys(inOrder(written.map((key) => [key, 1])))).toEqual(written);
    }
  });

  it("is not known where integers stand among names in a plain object", () => {
    expect(knownKeys({ "n/a": 1, 10: 2, 2: 3 })).toBeUndefined();
    expect(
      knownKeys({
        ...keyed([
          ["n/a", 1],
          ["10", 2],
        ]),
        3: 1,
      }),
    ).toBeUndefined();
  });

  it("tells months of a financial year from a calendar year where it can", () => {
    const april = ["04", "05", "06", "07", "08", "09", "10", "11", "12", "01", "02", "03"];
    expect(restore(Object.keys(Object.fromEntries(april.map((key) => [key, 1]))))).toEqual(april);
  });

  it("keeps its order when a copy grows", () => {
    const made = keyed([
      ["n/a", 1],
      ["10", 2],
      ["2", 3],
    ]);
    expect(knownKeys({ ...made, total: 4 })).toEqual(["n/a", "10", "2", "total"]);
    expect(knownKeys({ first: 0, ...made })).toEqual(["first", "n/a", "10", "2"]);
    const quarters = keyed([
      ["2026-Q2", 1],
      ["2026-Q1", 2],
    ]);
    expect(knownKeys({ ...quarters, "2025-Q4": 4 })).toEqual(["2025-Q4", "2026-Q1", "2026-Q2"]);
  });
});

describe("several lists of keys", () => {
  it("are united by time, by the turn of the year, or by first meeting", () => {
    expect(
      unite([
        ["2027", "2029"],
        ["2026", "2028"],
      ]),
    ).toEqual(["2026", "2027", "2028", "2029"]);
    expect(
      unite([
        ["2026-Q2", "2026-Q4"],
        ["2026-Q1", "2026-Q3"],
      ]),
    ).toEqual(["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
    expect(
      unite([
        ["Q1", "Q3"],
        ["Q2", "Q4"],
      ]),
    ).toEqual(["Q1", "Q2", "Q3", "Q4"]);
    expect(unite([["Q4"], ["Q3", "Q4", "Q1"]])).toEqual(["Q3", "Q4", "Q1"]);
    expect(
      unite([
        ["B", "A"],
        ["C", "A"],
      ]),
    ).toEqual(["B", "A", "C"]);
    expect(unite([["2026-Q2"], ["2025", "2026"]])).toEqual(["2025", "2026", "2026-Q2"]);
  });
});

describe("one meaning", () => {
  const SAME: [string, string][] = [
    ["2026", "2026.0"],
    ["5", "05"],
    ["0", "-0"],
    ["Q1 2026", "2026-Q1"],
    ["2026Q1", "2026 Q1"],
    ["2026-05", "May 2026"],
    ["Sep 2026", "September 2026"],
    ["2026-05-03", "3 May 2026"],
    ["2026W05", "2026-W05"],
    ["H2 2026", "2026-H2"],
  ];
  it.each(SAME)("%s and %s are the same key", (one, other) => {
    expect(meaningOf(one)).toBe(meaningOf(other));
    expect(sameMeaning(["x", one, "y", other])).toEqual([one, other]);
  });

  it("is not given to what is no day of the calendar", () => {
    for (const key of [
      "2026-13",
      "2026-02-30",
      "2026-Q5",
      "2026-H3",
      "2026-W54",
      "2026-W00",
      "32 May 2026",
      "Mai 2026",
      "Q12026",
    ])
      expect(calendarKey(key), key).toBeUndefined();
    expect(kindOf(["2024-25", "2025-26"])).toBe("names");
  });
});

describe("distances", () => {
  it("are steps of the keys' own kind, and years", () => {
    const of = (...keys: string[]): [number, number] => {
      const found = positionsOf(keys);
      if (found === undefined || found === "mixed") return [Number.NaN, Number.NaN];
      const [a = "", b = ""] = keys;
      const between = (at: ReadonlyMap<string, number>): number =>
        Number(((at.get(b) ?? 0) - (at.get(a) ?? 0)).toFixed(9));
      return [between(found.at), between(found.years)];
    };
    expect(of("2025", "2027")).toEqual([2, 2]);
    expect(of("-2", "0.5")).toEqual([2.5, 2.5]);
    expect(of("2025-11", "2026-02")).toEqual([3, 0.25]);
    expect(of("Q4 2025", "2026-Q2")).toEqual([2, 0.5]);
    expect(of("2025-01-15", "2026-01-15")).toEqual([365, 1]);
    expect(of("2024-02-29", "2024-03-01")).toEqual([1, Number((1 / 29 / 12).toFixed(9))]);
    expect(of("2025-W52", "2026-W02")[0]).toBe(2);
    expect(of("11", "02")).toEqual([3, 0.25]);
    expect(positionsOf(["2025", "2026-Q1"])).toBe("mixed");
    expect(positionsOf(["a", "b"])).toBeUndefined();
  });
});
