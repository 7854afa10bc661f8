import { describe, expect, it } from "vitest";
import type { MemoError } from "../../src/diagnostic.js";
import { column } from "../../src/sensitivity/cells.js";
import {
  cholesky,
  correlate,
  nearestCorrelation,
  normalFromSpearman,
  spearmanFromNormal,
} from "../../src/sensitivity/numerics/copula.js";
import { uniforms } from "../../src/sensitivity/numerics/sobol-points.js";
import { spearman } from "../../src/sensitivity/numerics/statistics.js";

describe("the Gaussian copula", () => {
  it.each([
    [0.3, 0.2875642186226213],
    [0.5, 0.4825837395309975],
    [0.7, 0.6829105038240888],
    [0.9, 0.8914561316801002],
    [-0.6, -0.5819201041240697],
  ])("turns a normal correlation of %s into a rank correlation", (r, rho) => {
    expect(spearmanFromNormal(r)).toBeCloseTo(rho, 15);
  });

  it.each([
    [0.3, 0.3128689300804617],
    [0.5, 0.5176380902050415],
    [0.8, 0.8134732861516004],
  ])("and a rank correlation of %s back", (rho, r) => {
    expect(normalFromSpearman(rho)).toBeCloseTo(r, 15);
  });

  const names = ["a", "b", "c", "d"];
  const u = (): Float64Array => uniforms(names, 8192, 3);

  it("gives the declared rank correlations and leaves the rest alone", () => {
    const drawn = u();
    correlate(drawn, names, [
      { a: "a", b: "c", spearman: 0.7 },
      { a: "c", b: "d", spearman: -0.4 },
    ]);
    const of = (i: number): Float64Array => column(drawn, 4, i);
    expect(Math.abs(spearman(of(0), of(2)) - 0.7)).toBeLessThan(4 / Math.sqrt(8192));
    expect(Math.abs(spearman(of(2), of(3)) + 0.4)).toBeLessThan(4 / Math.sqrt(8192));
    expect(Math.abs(spearman(of(0), of(3)))).toBeLessThan(4 / Math.sqrt(8192));
    expect(of(1)).toEqual(column(u(), 4, 1));
    expect(of(0)).toEqual(column(u(), 4, 0));
    expect(drawn.every((x) => x > 0 && x < 1)).toBe(true);
  });

  it("keeps each input's own distribution", () => {
    const drawn = u();
    correlate(drawn, names, [{ a: "a", b: "b", spearman: 0.9 }]);
    const b = column(drawn, 4, 1).sort();
    for (const p of [0.1, 0.5, 0.9]) expect(b[Math.floor(p * 8192)]).toBeCloseTo(p, 1.7);
  });
});

describe("correlations that can't be", () => {
  const refused = (pairs: { a: string; b: string; spearman: number }[]): string => {
    try {
      correlate(new Float64Array(3).fill(0.5), ["a", "b", "c"], pairs);
    } catch (error) {
      return (error as MemoError).diagnostics
        .map(({ message, hint, notes }) => [message, hint, ...(notes ?? [])].join("\n"))
        .join("\n");
    }
    return "";
  };

  it("contradict one another and say what is nearest", () => {
    const text = refused([
      { a: "a", b: "b", spearman: 0.9 },
      { a: "b", b: "c", spearman: 0.9 },
      { a: "a", b: "c", spearman: -0.9 },
    ]);
    expect(text).toContain("contradict one another");
    // Symmetry makes all three give way equally: normal correlations of a half.
    expect(text).toContain("`a` and `b`: 0.48, not 0.9");
    expect(text).toContain("`a` and `c`: -0.48, not -0.9");
    expect(
      refused(
        [["a", "b", 0.48] as const, ["b", "c", 0.48] as const, ["a", "c", -0.48] as const].map(([a, b, spearman]) => ({
          a,
          b,
          spearman,
        })),
      ),
    ).toBe("");
  });

  it("are out of range, of one input with itself, given twice, or of an unknown input", () => {
    expect(refused([{ a: "a", b: "b", spearman: 1 }])).toContain("one assumption");
    expect(refused([{ a: "a", b: "a", spearman: 0.5 }])).toContain("correlated with itself");
    const twice = { a: "a", b: "b", spearman: 0.5 };
    expect(refused([twice, { ...twice, a: "b", b: "a" }])).toContain("given twice");
    expect(refused([{ a: "a", b: "bb", spearman: 0.5 }])).toContain("did you mean `b`?");
  });
});

describe("the nearest correlation matrix", () => {
  it("is itself where it is one", () => {
    const matrix = Float64Array.of(1, 0.5, 0.2, 0.5, 1, 0.3, 0.2, 0.3, 1);
    expect([...nearestCorrelation(matrix, 3)].map((x) => Number(x.toFixed(9)))).toEqual([...matrix]);
  });

  it("is that of Higham's example", () => {
    // N. J. Higham, Computing the nearest correlation matrix, IMA J. Numer. Anal. 22 (2002): [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
    const near = nearestCorrelation(Float64Array.of(1, 1, 0, 1, 1, 1, 0, 1, 1), 3);
    expect(near[1]).toBeCloseTo(0.7607, 4);
    expect(near[2]).toBeCloseTo(0.1573, 4);
  });

  it("has a factor only where it is positive definite", () => {
    expect(cholesky(Float64Array.of(1, 0.6, 0.6, 1), 2)).toEqual(Float64Array.of(1, 0, 0.6, 0.8));
    expect(cholesky(Float64Array.of(1, 1.1, 1.1, 1), 2)).toBeUndefined();
  });
});
