import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../src/sensitivity/numerics/quantiles.js";
import { random } from "../../src/sensitivity/numerics/random.js";
import { keyedSequence } from "../../src/sensitivity/numerics/sobol-points.js";
import {
  binnedFirstOrder,
  conditionalMeans,
  correlation,
  meanError,
  moments,
  order,
  quantile,
  quantileError,
  ranks,
  shareError,
  sorted,
  spearman,
  spearmanError,
} from "../../src/sensitivity/numerics/statistics.js";

describe("sample quantiles", () => {
  const x = [1, 2, 4, 7, 11, 16, 22, 29, 37, 46];

  it.each([
    [0.1, 1.9],
    [0.25, 4.75],
    [0.5, 13.5],
    [0.9, 37.9],
  ])("are of type 7 at %s", (p, expected) => {
    expect(quantile(x, p)).toBeCloseTo(expected, 14);
  });

  it("reach both ends and stand still for one number", () => {
    expect([quantile(x, 0), quantile(x, 1), quantile([3], 0.3)]).toEqual([1, 46, 3]);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("NIST's files for accuracy", () => {
  const alternating = (first: number, low: number, high: number): number[] => [
    first,
    ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? low : high)),
  ];
  const files: [string, number[], number, number, number, number][] = [
    ["NumAcc1", [10000001, 10000003, 10000002], 10000002, 1, 1e-15, -0.5],
    ["NumAcc2", alternating(1.2, 1.1, 1.3), 1.2, 0.1, 1e-13, -0.999],
    ["NumAcc3", alternating(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1, 1e-9, -0.999],
    ["NumAcc4", alternating(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1, 1e-7, -0.999],
  ];
  it.each(files)("%s", (_, values, mean, deviation, tolerance, lag) => {
    const found = moments(values);
    expect(Math.abs(found.mean - mean) / mean).toBeLessThan(1e-14);
    expect(Math.abs(Math.sqrt(found.variance) - deviation) / deviation).toBeLessThan(tolerance);
    const centred = values.map((x) => x - found.mean);
    const lagged = centred.slice(1).reduce((sum, x, i) => sum + x * (centred[i] ?? 0), 0);
    const squares = centred.reduce((sum, x) => sum + x * x, 0);
    expect(lagged / squares).toBeCloseTo(lag, 6);
  });
});

describe("standard errors", () => {
  const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  /** Of the p-quantile of n independent draws: √(p(1 − p)/n) / density. */
  const quantileErrorAt = (p: number, n: number, density: number): number => Math.sqrt((p * (1 - p)) / n) / density;

  it("is not told of fewer than eight draws, which may be all alike", () => {
    for (let n = 1; n < 12; n++) {
      const draws = new Float64Array(n).fill(7);
      expect(Number.isNaN(quantileError(draws, 0.5)), String(n)).toBe(n < 8);
      expect(Number.isNaN(meanError(0, n)), String(n)).toBe(n < 8);
    }
  });

  it("of a quantile come out of the numbers themselves", () => {
    const values = sorted(keyedSequence("z", 1, 16_384).map(normalQuantile));
    for (const p of [0.1, 0.5, 0.9]) {
      const exact = quantileErrorAt(p, 16_384, density(normalQuantile(p)));
      expect(Math.abs(quantileError(values, p) / exact - 1)).toBeLessThan(0.05);
    }
  });

  it("of a share", () => {
    expect(shareError(0.5, 100)).toBe(0.05);
    expect(shareError(1, 100)).toBeCloseTo(0.013467, 5);
    expect(shareError(0, 100)).toBe(shareError(1, 100));
  });
});

describe("rank correlation", () => {
  it("shares the mean rank among equals", () => {
    expect([...ranks([3, 1, 3, 2])]).toEqual([3.5, 1, 3.5, 2]);
  });

  it("is 1 for anything that rises", () => {
    const x = keyedSequence("x", 1, 64);
    expect(spearman(x, x.map(Math.exp))).toBeCloseTo(1, 15);
    expect(
      spearman(
        x,
        x.map((u) => -(u ** 3)),
      ),
    ).toBeCloseTo(-1, 15);
  });

  it("is nothing where there is no spread", () => {
    expect(spearman([1, 2, 3], [5, 5, 5])).toBeNaN();
    expect(correlation([1, 1], [1, 2])).toBeNaN();
  });
});

it("the order of numbers is that of a sort by value and then by place", () => {
  const numbers = random("order", 1);
  for (const values of [
    Array.from({ length: 500 }, () => numbers.uniform()),
    Array.from({ length: 500 }, () => Math.floor(20 * numbers.uniform()) - 10),
    [0, -0, 1, -0, Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, 1],
    // One in each of as many equal parts of 0 to 1, and such of which two are in one, none is in another, or one is outside.
    [...keyedSequence("x", 1, 64)],
    [...keyedSequence("y", 7, 50)],
    [0.9, 0, 0.3, 0.7],
    [0.9, -0, 0.3, 0.7],
    [0.9, 0.1, 0.2, 0.7],
    [0.9, 0.4, 0.3, 0.7],
    [0.9, 0.1, 0.3, 1],
    [0.9, -0.1, 0.3, 0.7],
    [0.5, 0.5],
    [3],
    [],
  ])
    expect([...order(values)]).toEqual(
      values
        .map((_, i) => i)
        .sort((a, b) => ((values[a] ?? 0) < (values[b] ?? 0) ? -1 : (values[a] ?? 0) > (values[b] ?? 0) ? 1 : a - b)),
    );
});

it("draws of a sequence are put in order without being compared", () => {
  const looked: number[] = [];
  const draws = keyedSequence("x", 1, 4096);
  const watched = new Proxy(draws, {
    get: (of, key) => {
      if (key !== "length") looked.push(Number(key));
      return Reflect.get(of, key);
    },
  });
  expect(order(watched)).toEqual(order([...draws, 2]).subarray(0, 4096));
  expect(looked).toEqual([...draws.keys()]);
});

describe("bins", () => {
  it("have the means of y from the lowest x to the highest", () => {
    expect(conditionalMeans([4, 1, 3, 2], [40, 10, 30, 20], 2)).toEqual([
      { value: 15, error: 5 },
      { value: 35, error: 5 },
    ]);
  });

  it("account for all of what x alone decides and nothing of what it doesn't", () => {
    const [x, other] = [keyedSequence("x", 1, 4096), keyedSequence("other", 1, 4096)];
    expect(binnedFirstOrder(x, x).value).toBeGreaterThan(0.998);
    expect(binnedFirstOrder(x, other).value).toBeLessThan(0.005);
    expect(
      binnedFirstOrder(
        x,
        x.map(() => 2),
      ).value,
    ).toBeNaN();
  });
});

describe("standard errors of figures from draws", () => {
  /** How far estimates of many samples scatter, over the standard error that the samples tell on average. */
  function scatterOverError(
    estimate: (x: Float64Array, y: Float64Array) => { value: number; error: number },
    weight: number,
  ): number {
    const [n, samples] = [512, 150];
    const found = Array.from({ length: samples }, (_, s) => {
      // An input is spread evenly over its distribution, as all draws are; what else moves the output is left to chance.
      const x = keyedSequence(`x${s}`, 1, n).map(normalQuantile);
      const other = normals(`other${s}`, n);
      return estimate(
        x,
        x.map((v, i) => weight * v + Math.sqrt(1 - weight ** 2) * (other[i] ?? 0)),
      );
    });
    const { variance } = moments(found.map(({ value }) => value));
    return Math.sqrt(variance) / moments(found.map(({ error }) => error)).mean;
  }
  const normals = (key: string, n: number): Float64Array => {
    const { uniform } = random(key);
    return Float64Array.from({ length: n }, () => normalQuantile(uniform()));
  };

  it.each([0, 0.3, 0.9])("are how far they scatter, for a linear model with weight %d", (weight) => {
    const between = (ratio: number, low: number, high: number): void => {
      expect(ratio).toBeGreaterThan(low);
      expect(ratio).toBeLessThan(high);
    };
    between(
      scatterOverError((x, y) => ({ value: spearman(x, y), error: spearmanError(spearman(x, y), x.length) }), weight),
      0.3,
      1.18,
    );
    between(
      scatterOverError((x, y) => conditionalMeans(x, y, 10)[0] ?? { value: 0, error: 0 }, weight),
      0.3,
      1.18,
    );
    between(
      scatterOverError((x, y) => binnedFirstOrder(x, y), weight),
      0.3,
      1.18,
    );
    between(
      scatterOverError((_, y) => ({ value: quantile(sorted(y), 0.9), error: quantileError(sorted(y), 0.9) }), weight),
      0.3,
      1.18,
    );
  });

  it("of a share that no draw has, or all, hold the true share as often as they say", () => {
    for (const n of [16, 64, 1024]) {
      // Of a share of 2 in n, chance has none in e⁻² of all samples: it lies within two standard errors of nothing.
      expect(2 * shareError(0, n)).toBeGreaterThan(2 / n);
      expect(2 * shareError(0, n)).toBeLessThan(4 / n);
    }
  });
});
