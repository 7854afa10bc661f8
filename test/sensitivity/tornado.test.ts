import { describe, expect, it } from "vitest";
import { tornado, tornadoes } from "../../src/sensitivity/tornado.js";
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
    expect(study.runs()).toBe(3);
  });

  it("is the same when nothing varies between two runs", async () => {
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => a * b }, [1, 1]);
    const inputs = [input("a", 1, [0, 2]), input("b", 1, [0, 2])];
    expect(await tornado(evaluate, inputs, columns, "y")).toEqual(await tornado(evaluate, inputs, columns, "y"));
  });
});
