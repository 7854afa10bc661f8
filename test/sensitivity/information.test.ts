import { describe, expect, it } from "vitest";
import { type Draws, drawInputs } from "../../src/sensitivity/draws.js";
import { valueOfInformation } from "../../src/sensitivity/methods/information.js";
import { input, type Model, model, runDraws, uniformInputs } from "./plain.js";

const draws = drawInputs(uniformInputs(3, -1, 1), { n: 4096, seed: 3 });

async function of(study: Model, goal: "most" | "least" = "most", from: Draws = draws) {
  const evaluations = await runDraws(study.evaluate, from, study.columns);
  const options = [
    { name: "build", output: "build" },
    { name: "wait", output: "wait" },
  ];
  return valueOfInformation(from, study.columns, evaluations, { options, goal });
}

describe("the value of information", () => {
  it("of what no option rests on is none, and stands last", async () => {
    const { columns, ...rest } = model({ build: (a = 0) => a, wait: () => 0 }, [0, 0, 0]);
    const found = await of({ ...rest, columns: columns.map((column) => ({ ...column, restsOn: ["x1"] })) });
    expect(found.inputs[0]?.id).toBe("x1");
    expect([...found.unmoved].sort()).toEqual(["x2", "x3"]);
  });

  it("of one input that decides alone is E|x| / 2, and of the others nothing", async () => {
    // Building pays x1, waiting 0: with x1 known, E max(x1, 0) = 1/4.
    const found = await of(model({ build: (a = 0) => a, wait: () => 0 }, [0, 0, 0]));
    expect(found.perfect.value).toBeCloseTo(0.25, 2);
    expect(found.inputs[0]).toMatchObject({ id: "x1", value: expect.closeTo(0.25, 2) });
    for (const { value } of found.inputs.slice(1)) expect(value).toBeLessThanOrEqual(2 * found.noise);
    expect(found.noise).toBeLessThan(0.03);
  });

  it("is shared by inputs that decide together", async () => {
    // E max(x1 + x2, 0) = 1/6 · 2 = 1/3; x1 alone: E max(x1, 0) = 1/4.
    const found = await of(model({ build: (a = 0, b = 0) => a + b, wait: () => 0 }, [0, 0, 0]));
    expect(found.perfect.value).toBeCloseTo(1 / 3, 2);
    for (const id of ["x1", "x2"]) expect(found.inputs.find((x) => x.id === id)?.value).toBeCloseTo(0.25, 1.5);
    expect(found.perfect.value).toBeGreaterThan(found.inputs[0]?.value ?? 1);
  });

  it("is nothing where one option is always best", async () => {
    const found = await of(model({ build: (a = 0) => a + 5, wait: () => 0 }, [0, 0, 0]));
    expect(found).toMatchObject({ choice: "build", perfect: { value: 0, error: 0 }, noise: 0 });
    expect(found.inputs.map(({ value }) => value)).toEqual([0, 0, 0]);
    expect(found.options.map(({ bestIn }) => bestIn)).toEqual([1, 0]);
  });

  it("turns round where the least is best", async () => {
    const study = model({ build: (a = 0) => a + 0.5, wait: () => 0 }, [0, 0, 0]);
    expect((await of(study, "most")).choice).toBe("build");
    const least = await of(study, "least");
    expect(least.choice).toBe("wait");
    // E[−min(x + ½, 0)] = 1/16
    expect(least.perfect.value).toBeCloseTo(1 / 16, 2);
    expect(least.options[0]?.mean).toBeCloseTo(0.5, 2);
  });

  it("leaves out draws without a payoff, and needs two options", async () => {
    const study = model({ build: (a = 0) => (a > 0.5 ? Number.NaN : a), wait: () => 0 }, [0, 0, 0]);
    expect((await of(study)).gaps.count).toBe(1024);
    const evaluations = await runDraws(study.evaluate, draws, study.columns);
    const alone = { options: [{ name: "build", output: "build" }], goal: "most" as const };
    expect(() => valueOfInformation(draws, study.columns, evaluations, alone)).toThrow("1 option");
  });
});

/**
 * Building pays c + a x + b z with x, z ~ N(0, 1); waiting pays 0. Knowing x leaves a normal mean of spread |a|, so that it is worth
 * |a| φ(c / |a|) − |c| Φ(−|c| / |a|); knowing both, the same with √(a² + b²). By hand, from tables of φ and Φ.
 */
const LINEAR = [
  { a: 1, b: 1, c: 0, x: 0.3989423, all: 0.5641896 },
  { a: 1, b: 2, c: 0.5, x: 0.1977966, all: 0.6642711 },
  { a: 2, b: 1, c: -1, x: 0.3955931, all: 0.4798107 },
  { a: 0.5, b: 1, c: 1, x: 0.0042454, all: 0.1134369 },
] as const;

describe("of a linear model of normal inputs", () => {
  const range = [-1.6448536269514722, 1.6448536269514722] as const;
  const inputs = ["x", "z", "idle"].map((id) => input(id, 0, range, { name: "normal", percentiles: [5, 95] }));
  it.each(LINEAR)(
    "$a x + $b z + $c, knowing is worth what the closed form says, on average over seeds",
    async (one) => {
      const study = model({ build: (x = 0, z = 0) => one.c + one.a * x + one.b * z, wait: () => 0 }, [0, 0, 0]);
      const found = await Promise.all(
        Array.from({ length: 12 }, (_, seed) => of(study, "most", drawInputs(inputs, { n: 2048, seed }))),
      );
      const errors = found.map(
        ({ inputs: list }) => list.find(({ id }) => id === "x") ?? { value: Number.NaN, error: 0 },
      );
      for (const { value, error } of errors) expect(Math.abs(value - one.x)).toBeLessThan(3.5 * error + 1e-3);
      const mean = errors.reduce((sum, { value }) => sum + value, 0) / errors.length;
      expect(Math.abs(mean - one.x)).toBeLessThan(0.01 * one.x + 1.5e-3);
      for (const { perfect } of found) expect(Math.abs(perfect.value - one.all)).toBeLessThan(4 * perfect.error);
      // What has nothing to do with it can't be told from nothing, and isn't said to be nothing.
      for (const { inputs: list } of found) {
        const idle = list.find(({ id }) => id === "idle");
        expect(idle?.value).toBeLessThanOrEqual(3 * (idle?.error ?? 0));
      }
    },
  );
});
