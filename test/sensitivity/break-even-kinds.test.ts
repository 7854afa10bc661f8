import { describe, expect, it } from "vitest";
import { all, any, claimHolds, claimMargin, compare, not } from "../../src/notebook/run/claims.js";
import { type BreakEven, breakEven } from "../../src/sensitivity/methods/break-even.js";
import { breakEvenWords } from "../../src/sensitivity/methods/break-even-words.js";
import { twoWay } from "../../src/sensitivity/methods/two-way.js";
import { isMet, placeOf } from "../../src/sensitivity/numerics/roots/types.js";
import { input, model } from "./plain.js";

const format = {
  input: (v: number) => String(Number(v.toPrecision(4))),
  output: (v: number) => String(Number(v.toPrecision(4))),
};
const RANGE = [0, 10] as const;

const numberOf = (f: (x: number) => number, target: number, base = 7): Promise<BreakEven> => {
  const { evaluate, columns } = model({ y: (x = 0) => f(x) }, [base]);
  return breakEven(evaluate, [input("x", base, RANGE)], columns, { id: "x", output: "y", target });
};

type Claim = (x: number) => unknown;
const outcome = (claim: unknown): { holds: boolean; margin: number } => ({
  holds: claimHolds(claim) ?? false,
  margin: claimMargin(claim),
});
const claimOf = (f: Claim, base: number, range: readonly [number, number] = RANGE): Promise<BreakEven> => {
  const { evaluate, columns } = model({ y: (x = 0) => outcome(f(x)) }, [base]);
  return breakEven(evaluate, [input("x", base, range)], columns, { id: "x", output: "y" });
};

/** What is lost of long sums by rounding, now upwards and now downwards. */
const rounding = (x: number): number => 1e-13 * Math.sin(1e15 * x);

describe("an output comes to a target", () => {
  /** What it is, the target, the places at which it comes to it, and the words. */
  const CASES: [string, (x: number) => number, number, number[], string][] = [
    ["where a line crosses", (x) => 2 * x - 5, 0, [2.5], "is 0 with x at 2.5"],
    ["where a hump crosses twice", (x) => x * (10 - x), 16, [2, 8], "is 16 with x at 2 and at 8"],
    ["once, where rounding turns it beside the place", (x) => 0.3 * x - 2.1 + rounding(x), 0, [7], "is 0 with x at 7"],
    [
      "at the foot of a valley that rounding makes uneven",
      (x) => (x - 5) ** 2 + rounding(x),
      0,
      [5],
      "is 0 with x at 5, which it only touches",
    ],
    [
      "at one beside the grid's places",
      (x) => (x - 5.03) ** 2 + rounding(x),
      0,
      [5.03],
      "is 0 with x at 5.03, which it only touches",
    ],
    ["twice within a little", (x) => (x - 5.03) ** 2 - 1e-8, 0, [5.0299, 5.0301], "is 0 with x at 5.03 and at 5.03"],
    ["at the top of a hump", (x) => x * (10 - x), 25, [5], "is 25 with x at 5, which it only touches"],
    ["along a plateau", (x) => Math.min(x, 6), 6, [6], "is 6 with x from 6 to 10"],
    ["along a plateau in the middle", (x) => Math.min(x, 3, 12.2 - x), 3, [3], "is 3 with x from 3 to 9.2"],
    ["along one narrow stair of many", (x) => Math.floor(100 * x), 333, [3.33], "is 333 with x from 3.33 to 3.34"],
    [
      "along a stair that one place of the grid is on",
      (x) => Math.floor(20 * x),
      100,
      [5],
      "is 100 with x from 5 to 5.05",
    ],
    ["not over a step", (x) => (x < 5.3 ? 1 : 2), 1.5, [], "doesn't reach 1.5: it leaps from 1 to 2 at 5.3"],
    ["not between stairs", (x) => Math.floor(x), 3.5, [], "doesn't reach 3.5: it leaps from 3 to 4 at 4"],
    ["not at a pole", (x) => 1 / (x - 3.3), 0, [], "doesn't reach 0: it has a pole at 3.3"],
    ["not at a pole that a place of the grid hits", (x) => 1 / (x - 5), 0, [], "doesn't reach 0: it has a pole at 5"],
    [
      "not at a slow pole",
      (x) => Math.sign(x - 3.3) / Math.cbrt(Math.abs(x - 3.3)),
      0,
      [],
      "doesn't reach 0: it has a pole at 3.3",
    ],
    ["beside a pole", (x) => 1 / (x - 3.3) + 1, 0, [2.3], "is 0 with x at 2.3; it has a pole at 3.3"],
    ["not at an even pole", (x) => 1 / (x - 3.3) ** 2, -1, [], "doesn't reach -1: it comes nearest, 0.02228, at 10"],
    [
      "on both sides of an even pole, near it",
      (x) => 1 / (x - 3.3) ** 2,
      1e6,
      [3.299, 3.301],
      "is 1000000 with x at 3.299 and at 3.301",
    ],
    ["beside a stretch without results", (x) => Math.sqrt(x - 3.3) - 0.1, 0, [3.31], "is 0 with x at 3.31"],
    ["beside another such stretch", (x) => 0.1 - Math.sqrt(6.6 - x), 0, [6.59], "is 0 with x at 6.59"],
    ["beside a place without a result", (x) => Math.log(x) + 5, 0, [Math.exp(-5)], "is 0 with x at 0.006738"],
    ["where it has no result at the range's start", (x) => Math.log(x), 0, [1], "is 0 with x at 1"],
    [
      "not across a stretch without results",
      (x) => (x > 3 && x < 4 ? Number.NaN : x < 3.5 ? -1 : 1),
      0,
      [],
      "doesn't reach 0: it goes from -1 to 1 where it has no result, from 3 to 4",
    ],
    [
      "not across one narrower than the grid",
      (x) => (x > 3.301 && x < 3.302 ? Number.NaN : x < 3.3015 ? -1 : 1),
      0,
      [],
      "doesn't reach 0: it goes from -1 to 1 where it has no result, from 3.301 to 3.302",
    ],
    ["before a leap over it", (x) => (x < 6 ? x - 2 : -3), 0, [2], "is 0 with x at 2; it leaps from 4 to -3 at 6"],
    ["nowhere", (x) => x + 1, 0, [], "doesn't reach 0: it comes nearest, 1, at 0"],
    ["nowhere, staying below", (x) => Math.min(x, 6), 7, [], "doesn't reach 7: it stays at 6 from 6 on"],
    [
      "as often as it does",
      (x) => Math.sin(20 * x),
      0,
      Array.from({ length: 64 }, (_, k) => (k * Math.PI) / 20),
      "is 0 with x at 64 places: 0, 0.1571, 0.3142, 0.4712 and on to 9.896",
    ],
    [
      "as often as it only touches",
      (x) => Math.cos(20 * x),
      1,
      Array.from({ length: 32 }, (_, k) => (k * Math.PI) / 10),
      "is 1 with x at 32 places: 0, 0.3142, 0.6283, 0.9425 and on to 9.739",
    ],
  ];
  it.each(CASES)("%s", async (_, f, target, places, words) => {
    const found = await numberOf(f, target);
    const met = found.roots.filter(isMet).map(placeOf);
    expect(met).toHaveLength(places.length);
    for (const [i, exact] of places.entries()) expect(met[i]).toBeCloseTo(exact, 6);
    expect(breakEvenWords(found, format)).toBe(words);
    expect(found.more).toBe(false);
  });

  it("more often than can be told, and says so", async () => {
    const found = await numberOf((x) => Math.sin(2000 * x), 0);
    expect(found.more).toBe(true);
    expect(breakEvenWords(found, format)).toMatch(/^is 0 with x at \d+ places or more: /);
  });
});

/** Functions with 6 as the threshold; where they are below, at and above it is known. */
const FUNCTIONS: Record<string, { f(x: number): number; flat: boolean }> = {
  line: { f: (x) => x, flat: false },
  capped: { f: (x) => Math.min(x, 6), flat: true },
  stairs: { f: (x) => Math.floor(x), flat: false },
  curve: { f: (x) => x ** 3 / 36, flat: false },
};

describe("a claim flips where it stops or begins to hold", () => {
  const both =
    (f: (x: number) => number, operator: string): Claim =>
    (x) =>
      compare(operator, f(x), 6);
  it.each(
    Object.entries(FUNCTIONS).flatMap(([name, { f }]) =>
      ["<", "<=", ">", ">="].flatMap((operator) => [2, 9].map((base) => [name, operator, base, f] as const)),
    ),
  )("%s %s 6, from %d", async (name, operator, base, f) => {
    const found = await claimOf(both(f, operator), base);
    const words = breakEvenWords(found, format);
    // What a person finds by trying every hundredth.
    const tried = Array.from({ length: 1001 }, (_, k) => claimHolds(compare(operator, f(k / 100), 6)) === true);
    const changes = tried.flatMap((holds, k) => (k > 0 && holds !== tried[k - 1] ? [k / 100] : []));
    expect(found.roots).toHaveLength(changes.length);
    if (changes.length === 0) {
      expect(words).toMatch(
        /^doesn't flip with x between 0 and 10(: it (holds|fails) with nothing to spare from 6 on)?$/,
      );
      return;
    }
    const [root] = found.roots;
    const place = root ? placeOf(root) : Number.NaN;
    expect(Math.abs(place - (changes[0] ?? 0))).toBeLessThanOrEqual(0.0101);
    const holdsThere = claimHolds(compare(operator, f(place), 6));
    const holdsAtBase = claimHolds(compare(operator, f(base), 6));
    const verb = place > base ? ["passes", "reaches"] : ["falls below", "falls to"];
    expect(words).toBe(`flips if x ${verb[holdsThere === holdsAtBase ? 0 : 1]} ${format.input(place)}`);
    expect(name).not.toBe("");
  });

  const CASES: [string, Claim, number, string][] = [
    ["== at one place", (x) => compare("==", x, 2), 7, "holds only with x at 2"],
    ["!= at one place", (x) => compare("!=", x, 2), 7, "fails only with x at 2"],
    ["== over stairs", (x) => compare("==", Math.floor(x), 2), 7, "flips with x at 2 and at 3"],
    ["> touched at the top", (x) => compare(">", (x - 4) ** 2, 0), 7, "fails only with x at 4"],
    [
      ">= touched at the top",
      (x) => compare(">=", (x - 4) ** 2, 0),
      7,
      "doesn't flip with x between 0 and 10: it holds with nothing to spare at 4",
    ],
    [
      "<= along a plateau",
      (x) => compare("<=", Math.min(x, 6), 6),
      7,
      "doesn't flip with x between 0 and 10: it holds with nothing to spare from 6 on",
    ],
    [">= along a plateau", (x) => compare(">=", Math.min(x, 6), 6), 7, "flips if x falls below 6"],
    ["< along a plateau", (x) => compare("<", Math.min(x, 6), 6), 7, "flips if x falls below 6"],
    [
      "and of both sides",
      (x) =>
        all(
          () => compare(">", x, 2),
          () => compare("<=", x, 8),
        ),
      5,
      "flips with x at 2 and at 8",
    ],
    [
      "or of both sides",
      (x) =>
        any(
          () => compare("<", x, 2),
          () => compare(">=", x, 8),
        ),
      5,
      "flips with x at 2 and at 8",
    ],
    ["not", (x) => not(compare("<", x, 4)), 5, "flips if x falls below 4"],
    [
      "and with what has no margin",
      (x) =>
        all(
          () => compare("<", x, 4),
          () => Math.floor(x) % 2 === 0,
        ),
      0.5,
      "flips with x at 1, at 2 and at 3",
    ],
    ["at a pole", (x) => compare(">", 1 / (x - 3.3), 0), 5, "flips if x falls below 3.3"],
    ["at a leap", (x) => compare(">", x < 5.3 ? 1 : 2, 1.5), 7, "flips if x falls below 5.3"],
    [
      "beside a stretch in which its sides are no numbers, where it fails",
      (x) => compare(">", x < 3 ? Number.NaN : x, 5),
      7,
      "flips if x falls to 5",
    ],
  ];
  it.each(CASES)("%s", async (_, f, base, words) => {
    expect(breakEvenWords(await claimOf(f, base), format)).toBe(words);
  });

  it("on the way to a range that the base case is outside of", async () => {
    const claim: Claim = (x) => compare("<", x, 4);
    expect(breakEvenWords(await claimOf(claim, 1, [6, 10]), format)).toBe(
      "fails with x anywhere between 6 and 10, unlike in the base case",
    );
    expect(breakEvenWords(await claimOf(claim, 1, [2, 10]), format)).toBe("flips if x reaches 4");
    expect(breakEvenWords(await claimOf(claim, 1, [2, 3]), format)).toBe("doesn't flip with x between 2 and 3");
  });
});

describe("a two-way table of a claim draws its line where it flips", () => {
  const places = [0, 2, 4, 6, 8, 10];
  it.each(["<", "<=", ">", ">="])("min(supply, cap) %s cap", async (operator) => {
    const { evaluate, columns } = model(
      { y: (cap = 0, supply = 0) => outcome(compare(operator, Math.min(supply, cap), cap)) },
      [4, 5],
    );
    const inputs = [input("cap", 6, [4, 8]), input("supply", 5, [0, 10])];
    const { holds = [], flips = [] } = await twoWay(evaluate, inputs, columns, "y", {
      rows: { id: "cap", values: [4, 6, 8] },
      columns: { id: "supply", values: places },
    });
    const changes = holds.flatMap((row) => row.filter((one, i) => i > 0 && one !== row[i - 1])).length;
    expect(flips.length > 0).toBe(changes > 0);
    // Wherever it flips along a row, it does so where supply meets the cap.
    for (const [x, y] of flips.flat()) expect(x).toBeCloseTo(y, 12);
    expect(new Set(flips.flat().map(([, y]) => y)).size).toBe(changes);
  });
});
