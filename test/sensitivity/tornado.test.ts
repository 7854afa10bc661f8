import { describe, expect, it } from "vitest";
import { tornado, tornadoes } from "../../src/sensitivity/methods/tornado.js";
import { exceeds, input, model } from "./plain.js";

describe("a tornado", () => {
  it("is sorted by swing, ties as declared, inverse bars the right way round", async () => {
    const inputs = [input("a", 100, [80, 150]), input("b", 2, [1, 2.5]), input("c", 4, [3.2, 8])];
    const { evaluate, columns } = model({ y: (a = 0, b = 0, c = 0) => (a * b) / c }, [1, 1, 1]);
    const found = await tornado(evaluate, inputs, columns, "y");
    expect(found.base).toBe(50);
    expect(
      found.bars.map(({ id, low, high, swing, inverse }) => [id, low.output, high.output, swing, inverse]),
    ).toEqual([
      ["b", 25, 62.5, 37.5, false],
      ["c", 62.5, 25, 37.5, true],
      ["a", 40, 75, 35, false],
    ]);
    expect(found.bars.map(({ low, high }) => [low.value, high.value])).toEqual([
      [1, 2.5],
      [3.2, 8],
      [80, 150],
    ]);
  });

  it("has a swing of the decimals that its ends differ by, and none where only rounding moves the output", async () => {
    const inputs = [input("a", 0.13, [0.12763, 0.14138]), input("b", 3, [2, 4])];
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => a + b * 0.1 - (b / 10) * (1 + 2 ** -52) }, [1, 1]);
    const { bars, unmoved } = await tornado(evaluate, inputs, columns, "y");
    expect(bars.map(({ id, swing, reach }) => [id, swing, reach])).toEqual([["a", 0.01375, 0.01375]]);
    expect(unmoved).toEqual(["b"]);
  });

  it("has a one-sided bar where a cap binds", async () => {
    const inputs = [input("a", 10, [8, 14]), input("b", 12, [9, 20])];
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => Math.min(a, b) }, [1, 1]);
    const { bars } = await tornado(evaluate, inputs, columns, "y");
    expect(bars.map(({ id, low, high, swing }) => [id, low.output, high.output, swing])).toEqual([
      ["a", 8, 12, 4],
      ["b", 9, 10, 1],
    ]);
  });

  it("says what it left out, what doesn't move the output, and what is no part of Monte Carlo", async () => {
    const inputs = [
      input("a", 1, [0, 2]),
      input("point", 1, [0, 2], { name: "point" }),
      input("unused", 1, [0, 2]),
      input("fixed", 1),
      input("same", 1, [1, 1]),
    ];
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => a + b / 2 }, [1, 1]);
    const found = await tornado(evaluate, inputs, columns, "y");
    expect(found.bars.map(({ id, drawn }) => [id, drawn])).toEqual([
      ["a", true],
      ["point", false],
    ]);
    expect(found.unmoved).toEqual(["unused"]);
    expect(found.left).toEqual([
      { id: "fixed", reason: "it has no range" },
      { id: "same", reason: "its range has no width" },
    ]);
  });

  it("marks an input whose best value is inside its range", async () => {
    const { evaluate, columns } = model({ y: (a = 0) => (a - 1) ** 2 }, [1]);
    const [bar] = (await tornado(evaluate, [input("a", 1, [0, 3])], columns, "y")).bars;
    expect(bar).toMatchObject({ swing: 3, reach: 4, sameSide: true, oneSided: false });
    const [edge] = (await tornado(evaluate, [input("a", 1, [1, 3])], columns, "y")).bars;
    expect(edge).toMatchObject({ swing: 4, reach: 4, sameSide: false, oneSided: true });
  });

  it("measures a claim by its margin and says where it holds", async () => {
    const { evaluate, columns } = model({ enough: (a = 0) => exceeds(a, 2) }, [1]);
    const found = await tornado(evaluate, [input("a", 3, [1, 4])], columns, "enough");
    expect(found.holds).toBe(true);
    expect(found.bars[0]).toMatchObject({ low: { output: -1, holds: false }, high: { output: 2, holds: true } });
  });

  it("goes on where an end has no result, and says so", async () => {
    const { evaluate, columns } = model(
      {
        y: (a = 0) => {
          if (a === 0) throw new Error("division by zero chips");
          return 1 / a;
        },
      },
      [1],
    );
    const [bar] = (await tornado(evaluate, [input("a", 1, [0, 2])], columns, "y")).bars;
    expect(bar?.low).toEqual({ value: 0, failure: "block `y`: division by zero chips" });
    expect(bar?.swing).toBe(0.5);
  });

  it("reads several outputs from one set of runs", async () => {
    const study = model({ y: (a = 0) => a, z: (a = 0) => -a }, [1]);
    const found = await tornadoes(study.evaluate, [input("a", 1, [0, 2])], study.columns, ["z", "y"]);
    expect(found.map(({ output, bars }) => [output, bars[0]?.inverse])).toEqual([
      ["z", true],
      ["y", false],
    ]);
    const one = model({ y: (a = 0) => a }, [1]);
    await tornado(one.evaluate, [input("a", 1, [0, 2])], one.columns, "y");
    expect(study.runs()).toBe(one.runs());
  });

  it("is the same when nothing varies between two runs", async () => {
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => a * b }, [1, 1]);
    const inputs = [input("a", 1, [0, 2]), input("b", 1, [0, 2])];
    expect(await tornado(evaluate, inputs, columns, "y")).toEqual(await tornado(evaluate, inputs, columns, "y"));
  });
});

/** Functions on (0, 10) with 4 as the base case: the lowest and the highest they come to, and whether they turn. */
interface Family {
  f(x: number): number;
  least: number;
  most: number;
  turns: boolean;
}
const bell = (centre: number, width: number) => (x: number) => Math.exp(-0.5 * ((x - centre) / width) ** 2);
const FAMILIES: Record<string, Family> = {
  "a line": { f: (x) => 3 - 2 * x, least: -17, most: 3, turns: false },
  "a curve": { f: (x) => x ** 3, least: 0, most: 1000, turns: false },
  "a cap": { f: (x) => Math.min(x, 6), least: 0, most: 6, turns: false },
  "a plateau between two slopes": { f: (x) => Math.min(x, 3, 10 - x), least: 0, most: 3, turns: true },
  "a step": { f: (x) => (x < 5.3 ? 1 : 2), least: 1, most: 2, turns: false },
  "a step up and down": { f: (x) => (x > 5.3 && x < 6.9 ? 2 : 1), least: 1, most: 2, turns: true },
  "a valley with its floor at the base": { f: (x) => (x - 4) ** 2, least: 0, most: 36, turns: true },
  "a corner": { f: (x) => -Math.abs(x - 7.77), least: -7.77, most: 0, turns: true },
  "ten waves": { f: (x) => Math.sin(2 * Math.PI * x), least: -1, most: 1, turns: true },
  "one and a half waves with ends at the base's height": {
    f: (x) => x * (x - 4) * (x - 10),
    least: (((14 + Math.sqrt(76)) / 3) * (2 + Math.sqrt(76)) * (Math.sqrt(76) - 16)) / 9,
    most: (((14 - Math.sqrt(76)) / 3) * (2 - Math.sqrt(76)) * (-Math.sqrt(76) - 16)) / 9,
    turns: true,
  },
};
for (let k = 0; k < 24; k++) {
  const [centre, width] = [0.37 + 0.39 * k, 0.05 * (1 + (k % 3))];
  const far = Math.min(bell(centre, width)(0), bell(centre, width)(10), bell(centre, width)(4));
  for (const sign of [1, -1])
    FAMILIES[`a ${sign > 0 ? "peak" : "pit"} ${width.toFixed(2)} wide at ${centre.toFixed(2)}`] = {
      f: (x) => sign * bell(centre, width)(x),
      least: sign > 0 ? far : -1,
      most: sign > 0 ? 1 : -far,
      turns: true,
    };
}

describe("an assumption is judged by all of its range", () => {
  it.each(Object.entries(FAMILIES))("%s", async (_, { f, least, most, turns }) => {
    const study = model({ y: (other = 0, x = 0) => f(x) + other }, [1, 1]);
    const inputs = [input("other", 0, [-1e-6, 1e-6]), input("x", 4, [0, 10])];
    const { bars } = await tornado(study.evaluate, inputs, study.columns, "y");
    expect(bars.map(({ id }) => id)).toEqual(["x", "other"]);
    expect(bars[0]?.least.output).toBeCloseTo(least, 5);
    expect(bars[0]?.most.output).toBeCloseTo(most, 5);
    expect(bars[0]?.reach).toBeCloseTo(most - least, 5);
    expect(bars[0]?.monotone).toBe(!turns);
    expect(f(bars[0]?.most.value ?? Number.NaN)).toBeCloseTo(bars[0]?.most.output ?? Number.NaN, 12);
    expect(bars[1]?.reach).toBeCloseTo(2e-6, 9);
    expect(study.runs()).toBeLessThan(500);
  });

  it.each([
    ["1 / (x − 3.3)", (x: number) => 1 / (x - 3.3), 3.3],
    ["1 / (x − 6.1)²", (x: number) => 1 / (x - 6.1) ** 2, 6.1],
    ["1 / √(x − 2), which ends there", (x: number) => 1 / Math.sqrt(x - 2), 2],
  ])("%s has no bound, and stands first", async (_, f, at) => {
    const study = model({ y: (other = 0, x = 0) => f(x) + other }, [1, 4]);
    const inputs = [input("other", 0, [-1e9, 1e9]), input("x", 4, [0, 10])];
    const { bars } = await tornado(study.evaluate, inputs, study.columns, "y");
    expect(bars[0]).toMatchObject({ id: "x", unbounded: { value: expect.closeTo(at, 5) } });
    expect(bars[0]?.reach).toBeLessThan(1e4);
    expect(bars[1]?.unbounded).toBeUndefined();
  });

  it("a claim that flips between ends at which it doesn't", async () => {
    const { evaluate, columns } = model({ enough: (a = 0) => exceeds(Math.abs(a - 5), 0.2) }, [1]);
    const { bars } = await tornado(evaluate, [input("a", 1, [0, 10])], columns, "enough");
    expect(bars[0]).toMatchObject({ flips: true, low: { holds: true }, high: { holds: true } });
  });

  it("places without a result between the ends are counted", async () => {
    const { evaluate, columns } = model({ y: (a = 0) => (a > 4.6 && a < 5.9 ? Number.NaN : 1) }, [1]);
    const { bars, unmoved } = await tornado(evaluate, [input("a", 1, [0, 10])], columns, "y");
    expect(unmoved).toEqual([]);
    expect(bars[0]?.missing).toMatchObject({ count: 2, tried: 30, failure: "the result is NaN" });
  });
});
