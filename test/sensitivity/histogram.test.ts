import { describe, expect, it } from "vitest";
import { binsOf } from "../../src/sensitivity/methods/histogram.js";
import { quantile } from "../../src/sensitivity/numerics/statistics.js";

const values = (n: number, of: (i: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => of(i)).sort();

describe("a histogram", () => {
  it("holds every value once, in bins of one width that begin and end at round numbers", () => {
    const all = values(1000, (i) => Math.tan(((i + 0.5) / 1000 - 0.5) * 2.5) * 3);
    const bins = binsOf(all);
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
      const [bin] = binsOf(all);
      const ratio = ((bin?.to ?? 0) - (bin?.from ?? 0)) / rule;
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(2.5);
    }
  });

  it("follows Scott where half of the values are one", () => {
    const bins = binsOf(values(1000, (i) => (i < 600 ? 10 : i / 50)));
    expect(bins.length).toBeGreaterThan(5);
  });

  it("has at most some sixty bins, however far out a value lies, and one for values that are the same", () => {
    expect(binsOf(values(4096, (i) => (i === 0 ? 1e9 : i))).length).toBeLessThanOrEqual(120);
    expect(binsOf(values(5, () => 3))).toEqual([{ from: 3, to: 3, count: 5 }]);
    expect(binsOf(new Float64Array())).toEqual([]);
  });
});
