import { describe, expect, it } from "vitest";
import type { Input } from "../../src/sensitivity/inputs.js";
import {
  indexDesign,
  runCount,
  runIndices,
  type SobolIndices,
  sobolIndices,
} from "../../src/sensitivity/methods/sobol.js";
import { sobol } from "../../src/sensitivity/studies/sobol.js";
import { G8, g, input, ishigami, type Model, model, uniformInputs } from "./plain.js";

const cube = uniformInputs(3, -Math.PI, Math.PI);

async function indices(
  inputs: readonly Input[],
  study: Model,
  n: number,
  options: { seed?: number; secondOrder?: boolean; resamples?: number } = {},
): Promise<SobolIndices> {
  const design = indexDesign(inputs, { n, seed: 1, ...options });
  const evaluations = await runIndices(study.evaluate, design, study.columns);
  return sobolIndices(design, study.columns, evaluations, "y", { resamples: options.resamples ?? 2 });
}

const plainModel = (f: (...x: number[]) => number, d: number): Model => model({ y: f }, Array(d).fill(0.3));

/** Largest errors of first-order and total indices. */
const errors = (found: SobolIndices, first: readonly number[], total: readonly number[]): number =>
  Math.max(
    ...found.inputs.map((x, i) => Math.abs(x.first.value - (first[i] ?? 0))),
    ...found.inputs.map((x, i) => Math.abs(x.total.value - (total[i] ?? 0))),
  );

const ISHIGAMI = {
  first: [0.3139051911478115, 0.4424111447900408, 0],
  total: [0.5575888552099592, 0.4424111447900408, 0.2436836640621477],
};
const tiny = 7.16192168879e-5;
const small = 1.0494905192e-4;
const CASES: [string, Input[], Model, number[], number[]][] = [
  ["Ishigami's function", cube, plainModel(ishigami, 3), ISHIGAMI.first, ISHIGAMI.total],
  [
    "the G-function in 8 dimensions",
    uniformInputs(8),
    plainModel(g(...G8), 8),
    [0.716192168879, 0.17904804222, 0.0236757741778, 0.00716192168879, tiny, tiny, tiny, tiny],
    [0.787144126659, 0.242198192818, 0.0343169101541, 0.0104603870652, small, small, small, small],
  ],
  [
    "the G-function in 3 dimensions",
    uniformInputs(3),
    plainModel(g(0, 1, 2), 3),
    [0.669421487603, 0.167355371901, 0.0743801652893],
    [0.752066115702, 0.231404958678, 0.107438016529],
  ],
  [
    "a linear model",
    uniformInputs(5),
    plainModel((a = 0, b = 0, c = 0, d = 0, e = 0) => 5 * a + 4 * b + 3 * c + 2 * d + e, 5),
    [25 / 55, 16 / 55, 9 / 55, 4 / 55, 1 / 55],
    [25 / 55, 16 / 55, 9 / 55, 4 / 55, 1 / 55],
  ],
  [
    "a sum of five",
    uniformInputs(5),
    plainModel((...x) => x.reduce((sum, xi) => sum + xi, 0), 5),
    Array(5).fill(0.2),
    Array(5).fill(0.2),
  ],
  ["a product", uniformInputs(2), plainModel((a = 0, b = 0) => a * b, 2), [3 / 7, 3 / 7], [4 / 7, 4 / 7]],
  ["a bottleneck", uniformInputs(2), plainModel((a = 0, b = 0) => Math.min(a, b), 2), [0.4, 0.4], [0.6, 0.6]],
];

describe("Sobol' indices", () => {
  it("are of functions that are themselves right", () => {
    expect(ishigami(Math.PI / 2, Math.PI / 2, 1)).toBeCloseTo(8.1, 14);
    expect(g(...G8)(0, 0, 0, 0, 0, 0, 0, 0)).toBeCloseTo(4.058355639, 8);
  });

  it.each(CASES)(
    "of %s are right to 0.05 at N = 1,024 and to 0.005 at N = 4,096",
    async (_, inputs, study, first, total) => {
      for (const seed of [1, 20260315]) {
        expect(errors(await indices(inputs, study, 1024, { seed }), first, total)).toBeLessThan(0.05);
        expect(errors(await indices(inputs, study, 4096, { seed }), first, total)).toBeLessThan(0.005);
      }
    },
  );

  it("add up as they should", async () => {
    const found = await indices(uniformInputs(8), plainModel(g(...G8), 8), 4096);
    expect(found.sumOfFirst).toBeCloseTo(0.926364383833, 1.8);
    expect(found.sumOfTotal).toBeCloseTo(1.0745394129, 1.8);
  });

  it("come with the mean and variance of the output", async () => {
    const one = await indices(cube, plainModel(ishigami, 3), 4096);
    expect(one.mean).toBeCloseTo(3.5, 1.5);
    expect(Math.abs(one.variance / 13.84458794071926 - 1)).toBeLessThan(0.01);
    expect((await indices(uniformInputs(2), CASES[5]?.[2] as Model, 4096)).variance).toBeCloseTo(7 / 144, 4);
    const bottleneck = await indices(uniformInputs(2), CASES[6]?.[2] as Model, 4096);
    expect(bottleneck.mean).toBeCloseTo(1 / 3, 4);
    expect(bottleneck.variance).toBeCloseTo(1 / 18, 4);
    expect((await indices(uniformInputs(8), plainModel(g(...G8), 8), 4096)).variance).toBeCloseTo(0.465424431902, 1.8);
  });

  it("do not feel a constant that is added", async () => {
    const far = await indices(
      cube,
      plainModel((...x) => ishigami(...x) + 1000, 3),
      4096,
    );
    expect(errors(far, ISHIGAMI.first, ISHIGAMI.total)).toBeLessThan(0.005);
  });

  it("have intervals that hold the exact index and narrow as N grows", async () => {
    const [few, many] = [
      await indices(cube, plainModel(ishigami, 3), 256, { resamples: 300 }),
      await indices(cube, plainModel(ishigami, 3), 4096, { resamples: 300 }),
    ];
    for (const [i, { first, total }] of many.inputs.entries()) {
      expect(first.low).toBeLessThanOrEqual(ISHIGAMI.first[i] ?? 0);
      expect(first.high).toBeGreaterThanOrEqual(ISHIGAMI.first[i] ?? 0);
      expect(total.low).toBeLessThanOrEqual(ISHIGAMI.total[i] ?? 0);
      expect(total.high).toBeGreaterThanOrEqual(ISHIGAMI.total[i] ?? 0);
    }
    const width = ({ inputs }: SobolIndices): number =>
      inputs.reduce((sum, { first }) => sum + first.high - first.low, 0);
    expect(width(many)).toBeLessThan(width(few) / 2);
  });

  it("of second order are what pairs have beyond each", async () => {
    const pairs = async (inputs: Input[], study: Model) =>
      (await indices(inputs, study, 4096, { secondOrder: true })).pairs.map(({ share }) => share);
    const [one = 1, two = 0, three = 1] = await pairs(cube, plainModel(ishigami, 3));
    expect(one).toBeCloseTo(0, 1.7);
    expect(two).toBeCloseTo(0.2436836640621477, 1.7);
    expect(three).toBeCloseTo(0, 1.7);
    expect((await pairs(uniformInputs(2), CASES[5]?.[2] as Model))[0]).toBeCloseTo(1 / 7, 1.7);
    expect((await pairs(uniformInputs(2), CASES[6]?.[2] as Model))[0]).toBeCloseTo(0.2, 1.7);
  });

  it("take N (D + 2) runs, and N (2 D + 2) with second order", async () => {
    expect(runCount(512, 3, true)).toBe(4096);
    expect(runCount(512, 3)).toBe(2560);
    for (const secondOrder of [false, true]) {
      const study = plainModel(ishigami, 3);
      const found = await indices(cube, study, 512, { secondOrder });
      expect([study.runs(), found.runs]).toEqual(Array(2).fill(secondOrder ? 4096 : 2560));
    }
  });

  it("have the same bytes again, and in batches of any size", async () => {
    const study = plainModel(g(...G8), 8);
    const design = indexDesign(uniformInputs(8), { n: 64, seed: 5 });
    const whole = await runIndices(study.evaluate, design, study.columns);
    const parts = await runIndices(study.evaluate, design, study.columns, { size: 100 });
    expect(parts).toEqual(whole);
    expect(sobolIndices(design, study.columns, parts, "y")).toEqual(sobolIndices(design, study.columns, whole, "y"));
  });

  it("read no draw of an input from those declared after it", () => {
    const points = (count: number): number[] => {
      const inputs = uniformInputs(count);
      const all = indexDesign(inputs, { n: 8, seed: 5 }).points(0, 16);
      return Array.from({ length: 16 }, (_, i) => [...all.subarray(i * count, i * count + 2)]).flat();
    };
    expect(points(3)).toEqual(points(2));
  });

  it("leave out rows with a run that failed, and say so", async () => {
    const found = await indices(
      cube,
      plainModel((...x) => {
        if ((x[0] ?? 0) > 3) throw new Error("too hot");
        return ishigami(...x);
      }, 3),
      1024,
    );
    expect(found.droppedRows).toBeGreaterThan(20);
    expect(found.gaps.first[0]?.message).toBe("too hot");
    expect(found.inputs.every(({ first }) => Number.isFinite(first.value))).toBe(true);
  });

  it("are none where the output stands still", async () => {
    const found = await indices(uniformInputs(2), model({ y: () => 1e6 / 3 }, [0, 0]), 64);
    expect([found.inputs, found.variance < 1e-9]).toEqual([[], true]);
  });
});

describe("a study by indices is refused", () => {
  it("where inputs are correlated", () => {
    const correlations = [{ a: "x1", b: "x2", spearman: 0.5 }];
    expect(() => indexDesign(uniformInputs(3), { n: 64, seed: 1, correlations })).toThrow(
      "`x1` and `x2` are correlated",
    );
  });

  it("where N is no power of two, or nothing varies", () => {
    expect(() => indexDesign(uniformInputs(3), { n: 1000, seed: 1 })).toThrow("1000 draws");
    expect(() => indexDesign([input("x", 1)], { n: 64, seed: 1 })).toThrow("no assumption has a range");
    expect(() => indexDesign(uniformInputs(300), { n: 64, seed: 1 })).toThrow("300 inputs");
  });
});

describe("a table of indices", () => {
  it("leaves out what has no part in the variance, and counts it", async () => {
    const found = await indices(
      cube,
      plainModel((x, y) => x * y + 0 * x, 3),
      64,
    );
    const request = { kind: "sobol", outputs: ["y"], draws: 64, seed: 1, secondOrder: false, top: 12 } as never;
    const { table, remarks } = sobol.show(found, request, { outputs: new Map(), labels: new Map() } as never);
    expect(table?.rows).toHaveLength(2);
    expect(remarks).toContain("1 with a range leaves it where it is.");
    expect(remarks?.join(" ")).not.toContain("more assumption");
  });
});
