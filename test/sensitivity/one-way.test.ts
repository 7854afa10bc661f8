import { describe, expect, it } from "vitest";
import type { Input } from "../../src/sensitivity/inputs.js";
import { elasticities } from "../../src/sensitivity/methods/elasticity.js";
import { scenarioTable } from "../../src/sensitivity/methods/scenarios.js";
import { spider } from "../../src/sensitivity/methods/spider.js";
import { exceeds, input, model } from "./plain.js";

const mix: Input = {
  ...input("mix", 0),
  shape: "path",
  paths: ["mix.a", "mix.b"],
  base: [0.4, 0.6],
  low: [0.2, 0.8],
  high: [0.9, 0.1],
  mixes: [[0, 2]],
};

describe("elasticities", () => {
  it("of a power law are its powers, at any base", async () => {
    for (const base of [
      [1, 1],
      [3, 700],
      [0.02, 5],
    ] as const) {
      const { evaluate, columns } = model({ y: (a = 0, b = 0) => a ** 2 / b }, [1, 1]);
      const found = await elasticities(evaluate, [input("a", base[0]), input("b", base[1])], columns, "y");
      expect(found.inputs.map(({ id, value }) => [id, value])).toEqual([
        ["a", expect.closeTo(2, 11)],
        ["b", expect.closeTo(-1, 11)],
      ]);
    }
  });

  it("of a bottleneck are 1 and 0, and a kink where both bind", async () => {
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => Math.min(a, b) }, [1, 1]);
    const at = async (a: number, b: number) =>
      (await elasticities(evaluate, [input("a", a), input("b", b)], columns, "y")).inputs;
    expect((await at(10, 12)).map(({ value, kinked }) => [value, kinked])).toEqual([
      [expect.closeTo(1, 12), false],
      [0, false],
    ]);
    expect((await at(10, 10))[0]).toMatchObject({ kinked: true, below: expect.closeTo(1, 12), above: 0 });
  });

  it("of a linear model at 1 are the coefficients over their sum", async () => {
    const { evaluate, columns } = model(
      { y: (...v) => v.reduce((sum, x, i) => sum + (5 - i) * x, 0) },
      Array(5).fill(1),
    );
    const inputs = [1, 2, 3, 4, 5].map((i) => input(`x${i}`, 1));
    const found = await elasticities(evaluate, inputs, columns, "y");
    expect(found.inputs.map(({ value }) => value)).toEqual([5, 4, 3, 2, 1].map((c) => expect.closeTo(c / 15, 4)));
  });

  it("both sides of a smooth output tell what the middle tells, however it bends", async () => {
    const { evaluate, columns } = model({ y: (a = 0) => a ** 3 / (1 - a) }, [0.6]);
    const [found] = (await elasticities(evaluate, [input("a", 0.6)], columns, "y")).inputs;
    for (const side of [found?.value, found?.below, found?.above]) expect(side).toBeCloseTo(3 + 0.6 / 0.4, 5);
  });

  it("of a curve are what calculus says, from either side, to as many digits as are printed and more", async () => {
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => Math.exp(a) + 10 * b }, [1, 1]);
    const { inputs } = await elasticities(evaluate, [input("a", 3), input("b", 0.05)], columns, "y");
    const y = Math.exp(3) + 0.5;
    for (const [id, exact] of [
      ["a", (3 * Math.exp(3)) / y],
      ["b", 0.5 / y],
    ] as const) {
      const found = inputs.find((one) => one.id === id);
      expect(found?.value).toBeCloseTo(exact, 7);
      expect(found?.below).toBeCloseTo(exact, 3);
      expect(found?.above).toBeCloseTo(exact, 3);
      expect(found?.kinked).toBe(false);
    }
  });

  it("of a bend within a percent are those of the side next to the base case", async () => {
    const { evaluate, columns } = model({ y: (a = 0) => Math.min(a, 1.007) }, [1]);
    const { inputs } = await elasticities(evaluate, [input("a", 1)], columns, "y");
    expect(inputs[0]?.below).toBeCloseTo(1, 12);
    expect(inputs[0]?.above).toBeCloseTo(1, 12);
  });

  it("of a bend anywhere in the outer half of the step are those of the side next to the base case, however slight", async () => {
    for (const [f, exact] of [
      ...[0.0051, 0.006, 0.007, 0.008, 0.0091, 0.0095, 0.00985].map(
        (at) => [(a = 0) => Math.min(a, Math.exp(at)), 1] as const,
      ),
      ...[0.0051, 0.006, 0.007, 0.008, 0.0091].map((at) => [(a = 0) => Math.max(a, Math.exp(-at)), 1] as const),
      ...[1, 0.1, 0.001].map((size) => [(a = 0) => 1 + size * Math.max(0, Math.log(a) - 0.006), 0] as const),
      ...[1, 0.1, 0.001].map((size) => [(a = 0) => 1 + size * Math.max(0, Math.abs(Math.log(a)) - 0.006), 0] as const),
    ]) {
      const { evaluate, columns } = model({ y: f }, [1]);
      const [found] = (await elasticities(evaluate, [input("a", 1)], columns, "y")).inputs;
      for (const one of [found?.value, found?.below, found?.above])
        expect(Math.abs((one ?? Number.NaN) - exact)).toBeLessThan(0.0051);
      expect(found?.kinked).toBe(false);
    }
  });

  it("of such a bend near 0 too", async () => {
    // Around 0.01 a step of 1e-4 moves the output by a hundredth of itself.
    const { evaluate, columns } = model({ y: (a = 0) => Math.min(a, Math.exp(0.000091)) - 0.99 }, [1]);
    const [found] = (await elasticities(evaluate, [input("a", 1)], columns, "y")).inputs;
    for (const one of [found?.value, found?.below, found?.above]) expect((one ?? 0) / 100).toBeCloseTo(1, 2);
    expect(found?.kinked).toBe(false);
  });

  it("of an optimum are 0 from either side, however steep it falls off", async () => {
    for (const steep of [1, 10, 100, 400]) {
      const { evaluate, columns } = model({ y: (a = 0) => 1 - steep * (a - 1) ** 2 }, [1]);
      const [found] = (await elasticities(evaluate, [input("a", 1)], columns, "y")).inputs;
      for (const one of [found?.value, found?.below, found?.above])
        expect(Math.abs(one ?? Number.NaN)).toBeLessThan(0.0005 * steep);
      expect(found?.kinked).toBe(false);
    }
  });

  it("near 0, where a percent of an input turns the output over, are those of the slope there, without a kink", async () => {
    for (const [b, exact] of [
      [1.02, 50],
      [1.0001, 10_000],
      [0.999, -1000],
    ] as const) {
      const { evaluate, columns } = model({ y: (a = 0, b = 0) => b - a }, [1, 1]);
      const { inputs, left } = await elasticities(evaluate, [input("a", 1), input("b", b)], columns, "y");
      expect(left).toEqual([]);
      const of = new Map(inputs.map((one) => [one.id, one]));
      const slope = { a: -1 / (b - 1), b: b / (b - 1) };
      expect(Math.abs(slope.a) / Math.abs(exact)).toBeCloseTo(1, 6);
      for (const id of ["a", "b"] as const) {
        expect((of.get(id)?.value ?? 0) / slope[id]).toBeCloseTo(1, 3);
        expect(of.get(id)?.kinked).toBe(false);
      }
    }
  });

  it("are none where the output jumps, and those of a steep power law", async () => {
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => (a > 1 ? 2 : 1) * b ** 40 }, [1, 1]);
    const { inputs, left } = await elasticities(evaluate, [input("a", 1), input("b", 1)], columns, "y");
    expect(inputs.map(({ id, value }) => [id, value])).toEqual([["b", expect.closeTo(40, 7)]]);
    expect(left).toEqual([{ id: "a", reason: "the output jumps beside the base case" }]);
  });

  it("say what has none", async () => {
    const { evaluate, columns } = model({ y: (a = 0, z = 0, s = 0) => a + z + 0 * s, none: () => 0 }, [1, 1, 1]);
    const found = await elasticities(evaluate, [input("a", 1), input("zero", 0), mix], columns, "y");
    expect(found.left).toEqual([
      { id: "zero", reason: "its value is 0" },
      { id: "mix", reason: "it is a mix, whose shares can't all rise" },
    ]);
    const warm = { ...input("a", 290), hasOwnZero: true as const };
    const reason = "it is a temperature, of which a percent says nothing";
    expect((await elasticities(evaluate, [warm], columns, "y")).left).toEqual([{ id: "a", reason }]);
    expect((await spider(evaluate, [warm], columns, "y", { by: "percent" })).left).toEqual([{ id: "a", reason }]);
    const inDegrees = columns.map((column) => ({ ...column, shown: "degC" }));
    await expect(elasticities(evaluate, [input("a", 1)], inDegrees, "y")).rejects.toThrow("is a temperature in degC");
    await expect(elasticities(evaluate, [input("a", 1)], columns, "none")).rejects.toThrow("is 0 in the base case");
  });
});

describe("a spider chart", () => {
  const { evaluate, columns } = model({ y: (a = 0, b = 0) => a * a + b }, [1, 1]);
  const inputs = [input("b", 1, [0, 3]), input("a", 2, [1, 4]), input("c", 5)].slice(0, 3);

  it("has one line an input through the base case, widest first", async () => {
    const swapped = [input("a", 2, [1, 4]), input("b", 1, [0, 3]), input("c", 5)];
    const found = await spider(evaluate, swapped, columns, "y", { count: 5 });
    expect(found.lines.map(({ id, points }) => [id, points.map(({ output }) => output)])).toEqual([
      ["a", [2, 3.25, 5, 10, 17]],
      ["b", [4, 4.5, 5, 6, 7]],
    ]);
    expect(found.left).toEqual([{ id: "c", reason: "it has no range" }]);
  });

  it("has places that are what is read at them", async () => {
    const found = await spider(evaluate, inputs.slice(0, 2), columns, "y");
    expect(found.lines[0]?.points.map(({ x }) => x)).toEqual([-1, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1]);
    const percent = await spider(evaluate, inputs.slice(0, 2), columns, "y", { by: "percent" });
    expect(percent.lines[0]?.points.slice(0, 5).map(({ x }) => x)).toEqual([-0.3, -0.24, -0.18, -0.12, -0.06]);
  });

  it("goes by percentages too", async () => {
    const found = await spider(evaluate, inputs.slice(0, 2), columns, "y", { by: "percent", count: 3, span: 0.5 });
    expect(found.lines[0]?.points.map(({ x }) => x)).toEqual([-0.5, 0, 0.5]);
    expect(found.lines.find(({ id }) => id === "b")?.points[2]?.output).toBe(1.5 ** 2 + 2);
  });

  it("needs an odd number of places", async () => {
    await expect(spider(evaluate, inputs, columns, "y", { count: 4 })).rejects.toThrow("4 places");
  });
});

describe("a scenario table", () => {
  const study = model(
    {
      y: (a = 0, b = 0) => a * b,
      enough: (a = 0) => exceeds(a, 2),
      binds: (a = 0) => (a > 2 ? "power" : "chips"),
      risky: (a = 0) => {
        if (a > 5) throw new Error("beyond the model");
        return a - 3;
      },
    },
    [3, 1],
  );
  const inputs = [input("a", 3), input("b", 10)];
  const table = (overrides: [string, [string, number][]][]) =>
    scenarioTable(
      study.evaluate,
      inputs,
      study.columns,
      overrides.map(([name, list]) => ({ name, overrides: new Map(list) })),
    );

  it("has differences of the decimals that two results differ by", async () => {
    const one = model({ y: (a = 0) => a }, [1]);
    const found = await scenarioTable(one.evaluate, [input("a", 0.12763)], one.columns, [
      { name: "more", overrides: new Map([["a", 0.14138]]) },
    ]);
    expect(found.rows[0]?.cells[0]).toMatchObject({ value: 0.14138, difference: 0.01375 });
  });

  it("has every output of every scenario beside the base case", async () => {
    const found = await table([
      ["low", [["a", 1]]],
      [
        "both",
        [
          ["a", 4],
          ["b", 5],
        ],
      ],
      ["far", [["a", 6]]],
    ]);
    expect(found.base.cells[0]).toEqual({ value: 30, difference: 0, relative: 0 });
    const [low, both, far] = found.rows;
    expect(low?.cells[0]).toEqual({ value: 10, difference: -20, relative: -2 / 3 });
    expect(low?.cells[1]).toEqual({ value: 0, holds: false, changed: true });
    expect(low?.cells[3]).toEqual({ text: "chips", changed: true });
    expect([low?.broken, low?.mended]).toEqual([["enough"], []]);
    expect(both?.cells[0]?.value).toBe(20);
    expect(both?.cells[1]).toEqual({ value: 1, holds: true, changed: false });
    expect(far?.cells[4]).toEqual({ failure: "block `risky`: beyond the model" });
  });

  it("gives no percentage of zero, and none across a change of sign", async () => {
    const [low] = (await table([["low", [["a", 1]]]])).rows;
    // y's base is 30, risky's is 0
    expect(low?.cells[4]).toEqual({ value: -2, difference: -2 });
    const [margin] = (await table([["low", [["a", 1]]]])).rows.map(({ cells }) => cells[2]);
    expect(margin).toEqual({ value: -1, difference: -2 });
  });

  it("refuses an override of what isn't varied", async () => {
    await expect(table([["low", [["aa", 1]]]])).rejects.toThrow("unknown assumption `aa`");
  });
});
