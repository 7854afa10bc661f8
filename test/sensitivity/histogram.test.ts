import { describe, expect, it } from "vitest";
import { binsOf } from "../../src/sensitivity/methods/histogram.js";
import { LEVELS } from "../../src/sensitivity/methods/monte-carlo.js";
import { quantile } from "../../src/sensitivity/numerics/statistics.js";
import { monteCarlo } from "../../src/sensitivity/studies/monte-carlo.js";

const values = (n: number, of: (i: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => of(i)).sort();

describe("a histogram", () => {
  it("holds every value once, in bins of one width that begin and end at round numbers", () => {
    const all = values(1000, (i) => Math.tan(((i + 0.5) / 1000 - 0.5) * 2.5) * 3);
    const { bins } = binsOf(all);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    const [width] = new Set(bins.map(({ from, to }) => Number((to - from).toPrecision(9))));
    expect(new Set(bins.map(({ from, to }) => Number((to - from).toPrecision(9)))).size).toBe(1);
    expect([1, 2, 5]).toContain(Number(((width ?? 0) / 10 ** Math.floor(Math.log10(width ?? 1))).toPrecision(6)));
    for (const [at, { from, to, count }] of bins.entries()) {
      const last = at === bins.length - 1;
      expect(all.filter((x) => x >= from && (x < to || (last && x === to))).length).toBe(count);
      if (at > 0) expect(from).toBe(bins[at - 1]?.to);
    }
  });

  it("is as wide as Freedman and Diaconis have it, to within the rounding of its edges", () => {
    for (const n of [64, 1024, 8192]) {
      const all = values(n, (i) => 5 + (40 * (i + 0.5)) / n);
      const rule = (2 * (quantile(all, 0.75) - quantile(all, 0.25))) / Math.cbrt(n);
      const [bin] = binsOf(all).bins;
      const ratio = ((bin?.to ?? 0) - (bin?.from ?? 0)) / rule;
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(2.5);
    }
  });

  it("has round edges in the unit that people see", () => {
    const { bins } = binsOf(
      values(1000, (i) => 288.15 + (3 * i) / 999),
      "degC",
    );
    const edges = bins.map(({ from }) => Number((from - 273.15).toFixed(9)));
    expect(edges).toEqual(edges.map((edge) => Number(edge.toFixed(1))));
    expect(edges[0]).toBe(15);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
  });

  it("follows Scott where the middle half of the values is one", () => {
    const { bins } = binsOf(values(1000, (i) => (i < 800 ? 10 : i / 50)));
    expect(bins.length).toBeGreaterThan(5);
  });

  it("has at most sixty bins, however far out a value lies, and one for values that are the same", () => {
    expect(binsOf(values(4096, (i) => (i === 0 ? 1e9 : i))).bins.length).toBeLessThanOrEqual(60);
    // Round widths make more bins than are asked for, here and there.
    for (let n = 0; n < 400; n++)
      expect(binsOf(values(1000, (i) => (i === 0 ? 30 + n : Math.sin(i)))).bins.length).toBeLessThanOrEqual(60);
    expect(binsOf(values(5, () => 3)).bins).toEqual([{ from: 3, to: 3, count: 5 }]);
    expect(binsOf(new Float64Array()).bins).toEqual([]);
  });

  it("of whole numbers has no bins between them", () => {
    const { bins, width } = binsOf(values(4096, (i) => Math.round(10 + 2 * Math.sin(((i + 0.5) / 4096 - 0.5) * 3))));
    expect(width).toEqual({ rule: "whole", isCapped: false });
    expect(new Set(bins.map(({ from, to }) => to - from))).toEqual(new Set([1]));
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(4096);
    expect(bins.filter(({ count }) => count === 0)).toEqual([]);
    expect(binsOf(values(64, (i) => i % 2)).bins).toEqual([
      { from: 0, to: 1, count: 32 },
      { from: 1, to: 2, count: 32 },
    ]);
    expect(binsOf(values(4096, (i) => (i % 2) / 2)).width.rule).toBe("freedman-diaconis");
  });

  it("says what made its bins so wide", () => {
    const width = (n: number, of: (i: number) => number) => binsOf(values(n, of)).width;
    expect(width(1000, (i) => i)).toEqual({ rule: "freedman-diaconis", isCapped: false });
    expect(width(1000, (i) => (i < 800 ? 10 : i / 50))).toEqual({ rule: "scott", isCapped: false });
    expect(width(1000, (i) => (i === 0 ? 1e6 : i / 1000))).toEqual({ rule: "freedman-diaconis", isCapped: true });
    expect(width(1e6, (i) => (i === 0 ? 1e6 : i < 8e5 ? 0 : 1))).toEqual({ rule: "scott", isCapped: true });
    expect(width(5, () => 3)).toEqual({ rule: "single", isCapped: false });
  });

  it("is of neighbouring numbers, large and small ones too", () => {
    for (const [low, high] of [
      [1e17, 1e17 + 16],
      [1, 1 + Number.EPSILON],
      [-1e308, 1e308],
      [0, 5e-324],
    ] as const) {
      const { bins } = binsOf(values(10, (i) => (i < 5 ? low : high)));
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(10);
      expect(bins.length).toBeLessThanOrEqual(60);
    }
  });
});

describe("beside a histogram", () => {
  const remarks = (n: number, of: (i: number) => number): readonly string[] => {
    const all = values(n, of);
    const { bins, width } = binsOf(all);
    const level = (q: number) => ({ level: q, value: quantile(all, q), error: 0, half: quantile(all, q) });
    const one = { value: 0, error: 0, half: 0 };
    const summary = {
      ...{
        kind: "number" as const,
        name: "x",
        count: n,
        gaps: { count: 0, first: [] },
        mean: one,
        standardDeviation: 0,
      },
      ...{ least: 0, most: 0, quantiles: LEVELS.map(level), bins, binWidth: width },
    } as const;
    const request = { kind: "monte-carlo", outputs: ["x"], draws: n, seed: 1, show: "histogram" } as never;
    const naming = { outputs: new Map(), labels: new Map() } as never;
    return monteCarlo.show({ n, seed: 1, drawn: 1, summaries: [summary] }, request, naming).remarks ?? [];
  };
  it.each([
    [(i: number) => i, "Bins are as wide as the rule of Freedman and Diaconis (1981) has it, between round numbers."],
    [
      (i: number) => (i < 800 ? 10 : i / 50),
      "Bins are as wide as the rule of Scott (1979) has it, between round numbers.",
    ],
    [
      (i: number) => (i === 0 ? 1e6 : i / 1000),
      "Bins are wider than the rule of Freedman and Diaconis (1981) has it, so that there are at most 60 between round numbers.",
    ],
    [() => 3, "All draws come to one value, whose bin has no width."],
  ])("stands what made its bins so wide: %s", (of, expected) => {
    expect(remarks(1000, of).filter((one) => /^Bins|^All/.test(one))).toEqual([expected]);
  });

  it("stands that one bin holds nearly all draws", () => {
    const told = (of: (i: number) => number) => remarks(1000, of).filter((one) => one.startsWith("One of the"));
    expect(told((i) => (i === 0 ? 1e6 : i / 1000))).toEqual([
      "One of the 51 bins holds 99.9% of the draws, and how those lie is not to be seen; P10, P50 and P90 tell more.",
    ]);
    expect(told((i) => i)).toEqual([]);
    expect(told(() => 3)).toEqual([]);
  });
});
