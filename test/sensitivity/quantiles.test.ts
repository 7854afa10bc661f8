import { describe, expect, it } from "vitest";
import {
  lognormal,
  normal,
  pert,
  type Quantile,
  quantileOf,
  triangular,
} from "../../src/sensitivity/numerics/distributions.js";
import {
  betaProbability,
  betaQuantile,
  normalProbability,
  normalQuantile,
} from "../../src/sensitivity/numerics/quantiles.js";
import { sobolPoints } from "../../src/sensitivity/numerics/sobol-points.js";

const relative = (value: number, exact: number): number => Math.abs(value - exact) / Math.abs(exact);

/** Mean by the midpoint rule in u. */
const mean = (quantile: Quantile, n = 200_000): number => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += quantile((i + 0.5) / n);
  return sum / n;
};

describe("the normal quantile", () => {
  it.each([
    [1e-10, -6.361340902404057],
    [1e-6, -4.753424308822899],
    [0.001, -3.0902323061678136],
    [0.01, -2.326347874040841],
    [0.025, -1.9599639845400543],
    [0.05, -1.6448536269514726],
    [0.1, -1.2815515655446006],
    [0.25, -0.6744897501960817],
  ])("is right to 1e-15 at %s", (p, z) => {
    expect(relative(normalQuantile(p), z)).toBeLessThan(1e-15);
  });

  it("is right far out, where another branch takes over", () => {
    // mpmath, 40 digits
    expect(relative(normalQuantile(1e-20), -9.262340089798409)).toBeLessThan(2e-15);
    expect(relative(normalQuantile(1e-300), -37.0470962993616)).toBeLessThan(2e-15);
  });

  it("is symmetric, and endless at the ends", () => {
    for (const p of [0.25, 0.125, 2 ** -20]) expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(1.1)).toBeNaN();
  });

  it("is undone by the distribution function", () => {
    for (const p of [1e-12, 1e-4, 0.02, 0.3, 0.5, 0.7, 0.95])
      expect(relative(normalProbability(normalQuantile(p)), p)).toBeLessThan(2e-14);
  });
});

describe("a lognormal distribution", () => {
  it.each([
    [
      [5, 95],
      [3.162277660168379, 4.040012826945726, 1.289543465617794, 7.75468238692459],
    ],
    [
      [10, 90],
      [3.162277660168379, 4.734217274535592, 1, 10],
    ],
  ] as const)("of 1 to 10 as P%s", (percentiles, [median, average, p10, p90]) => {
    const q = lognormal(1, 10, percentiles);
    expect(relative(q(0.5), median)).toBeLessThan(1e-14);
    expect(relative(q(0.1), p10)).toBeLessThan(1e-14);
    expect(relative(q(0.9), p90)).toBeLessThan(1e-14);
    expect(relative(mean(q), average)).toBeLessThan(1e-4);
  });

  it("has its two percentiles where they were declared", () => {
    const q = quantileOf({ name: "lognormal" }, 1, 2, 10);
    expect(q(0.05)).toBeCloseTo(1, 12);
    expect(q(0.95)).toBeCloseTo(10, 11);
    const [mu, sigma] = [1.151292546497023, 0.6999361691719629];
    expect(Math.log(q(0.5))).toBeCloseTo(mu, 13);
    expect(Math.log(q(normalProbability(1))) - mu).toBeCloseTo(sigma, 12);
  });
});

describe("a normal distribution", () => {
  it("has its two percentiles where they were declared", () => {
    const q = normal(2, 8, [5, 75]);
    expect(q(0.05)).toBeCloseTo(2, 13);
    expect(q(0.75)).toBeCloseTo(8, 13);
  });
});

describe("a triangular distribution", () => {
  it.each([
    [0, 1, 4, 0.6324555320336759, 1.550510257216822, 2.904554884989668, 5 / 3],
    [1, 10, 50, 7.640783086353597, 18.69504831500294, 36, 61 / 3],
    [-1, 0, 1, -0.5527864045000421, 0, 0.5527864045000421, 0],
  ])("of %s, %s, %s", (low, mode, high, p10, p50, p90, average) => {
    const q = triangular(low, mode, high);
    expect(q(0.1)).toBeCloseTo(p10, 13);
    expect(q(0.5)).toBeCloseTo(p50, 13);
    expect(q(0.9)).toBeCloseTo(p90, 13);
    expect(mean(q)).toBeCloseTo(average, 6);
  });

  it("has the right variance", () => {
    const q = triangular(0, 1, 4);
    expect(mean((u) => (q(u) - 5 / 3) ** 2)).toBeCloseTo(13 / 18, 6);
  });

  it("may have its mode at an end", () => {
    expect(triangular(0, 0, 1)(0.19)).toBeCloseTo(0.1, 14);
    expect(triangular(0, 1, 1)(0.81)).toBeCloseTo(0.9, 14);
  });
});

describe("a PERT distribution", () => {
  it.each([
    [0, 1, 4, 0.4489398341834342, 1.25524068182279, 2.335561498478116, 4 / 3, 0.5079365079365079],
    [1, 10, 50, 5.066377322019583, 13.96346788333933, 27.08508537905069, 15.16666666666667, 70.49603174603175],
  ])("of %s, %s, %s", (low, mode, high, p10, p50, p90, average, variance) => {
    const q = pert(low, mode, high);
    expect(relative(q(0.1), p10)).toBeLessThan(1e-13);
    expect(relative(q(0.5), p50)).toBeLessThan(1e-13);
    expect(relative(q(0.9), p90)).toBeLessThan(1e-13);
    expect(relative(mean(q, 20_000), average)).toBeLessThan(1e-6);
    expect(
      relative(
        mean((u) => (q(u) - average) ** 2, 20_000),
        variance,
      ),
    ).toBeLessThan(1e-4);
  });

  it("may have its mode at an end", () => {
    // Beta(1, 5): 1 − (1 − u)^(1/5)
    expect(relative(pert(0, 0, 1)(0.3), 1 - 0.7 ** 0.2)).toBeLessThan(1e-13);
    expect(relative(pert(0, 1, 1)(0.3), 0.3 ** 0.2)).toBeLessThan(1e-13);
  });

  it("comes out the same whichever way the beta function is inverted", () => {
    for (const p of [1e-9, 0.01, 0.5, 0.99, 1 - 1e-9])
      for (const a of [1, 1.5, 3, 4.9]) expect(betaProbability(betaQuantile(a, 6 - a)(p), a, 6 - a)).toBeCloseTo(p, 13);
  });
});

describe("every distribution", () => {
  it("rises with u over all of (0, 1)", () => {
    const us = [...sobolPoints(1024, 1)].sort((a, b) => a - b).slice(1);
    for (const name of ["uniform", "triangular", "pert", "normal", "lognormal"] as const) {
      const values = us.map(quantileOf({ name }, 1, 3, 10));
      expect(values.every((v, i) => Number.isFinite(v) && (i === 0 || v > (values[i - 1] ?? 0)))).toBe(true);
    }
  });
});
