import { describe, expect, it } from "vitest";
import type { Input } from "../../src/sensitivity/inputs.js";
import { type BreakEvenOptions, breakEven } from "../../src/sensitivity/methods/break-even.js";
import { breakEvenWords } from "../../src/sensitivity/methods/break-even-words.js";
import { placeOf } from "../../src/sensitivity/numerics/roots/types.js";
import { exceeds, input, type Model, model } from "./plain.js";

const of = (
  study: Model,
  inputs: readonly Input[],
  options: Omit<BreakEvenOptions, "id" | "output"> & { output?: string },
) => breakEven(study.evaluate, inputs, study.columns, { id: "x", output: "y", ...options });

const one = (f: (x: number) => number) => model({ y: (x = 0) => f(x) }, [0.5]);
const x = [input("x", 1, [0, 10])];
const format = {
  input: (v: number) => String(Number(v.toPrecision(6))),
  output: (v: number) => String(Number(v.toPrecision(6))),
};

describe("a break-even", () => {
  it("is found where a line crosses", async () => {
    const found = await of(
      one((v) => 3 * v - 12),
      x,
      { target: 0 },
    );
    expect(found.roots).toEqual([{ kind: "crosses", at: 4, rising: true }]);
    expect(found.monotone).toBe(true);
    expect(found.nearest).toBeUndefined();
  });

  it("has both roots of a parabola", async () => {
    const found = await of(
      one((v) => v * v - 5 * v + 6),
      x,
      { target: 0 },
    );
    expect(found.roots.map(placeOf)).toEqual([2, 3].map((v) => expect.closeTo(v, 12)));
    expect(found.roots.map((r) => r.kind === "crosses" && r.rising)).toEqual([false, true]);
    expect(found.monotone).toBe(false);
  });

  it("has both roots where they are closer than the grid", async () => {
    const found = await of(
      one((v) => (v - 2.001) * (v - 2.0011)),
      x,
      { target: 0 },
    );
    expect(found.roots.map(placeOf)).toEqual([2.001, 2.0011].map((v) => expect.closeTo(v, 9)));
  });

  it("has no result as far as 0, and not as far as the smallest number there is", async () => {
    const root = await of(one(Math.sqrt), [input("x", 1, [-4, 4])], { target: 1.5 });
    expect(root.gaps).toEqual([{ from: -4, to: 0 }]);
    const log = await of(one(Math.log), [input("x", 1, [-3, 5])], { target: 1 });
    expect(log.gaps).toEqual([{ from: -3, to: 0 }]);
    const tiny = await of(
      one((v) => Math.sqrt(v * 1e30)),
      [input("x", 1e-30, [-4e-30, 4e-30])],
      { target: 1.5 },
    );
    expect(tiny.roots.map(placeOf)).toEqual([expect.closeTo(2.25e-30, 40)]);
  });

  it("is found under a cap", async () => {
    const capped = one((v) => Math.min(10 * v, 30));
    expect((await of(capped, x, { target: 25 })).roots).toEqual([
      { kind: "crosses", at: expect.closeTo(2.5, 13), rising: true },
    ]);
    expect((await of(capped, x, { target: 30 })).roots).toEqual([
      { kind: "stays", from: expect.closeTo(3, 13), to: 10 },
    ]);
  });

  it("is none where another constraint binds, which is named", async () => {
    const study = model(
      { y: (a = 0, b = 0) => Math.min(a, b), limit: (a = 0, b = 0) => (a < b ? "chips" : "power") },
      [1, 1],
    );
    const inputs = [input("x", 10, [0, 100]), input("b", 12, [9, 20]), input("other", 1, [0, 2])];
    const found = await of(study, inputs, { target: 13, binding: "limit" });
    expect(found.roots).toEqual([]);
    expect(found.plateau).toEqual({ from: expect.closeTo(12, 12), to: 100, value: 12 });
    expect(found.binding).toEqual([{ id: "b", label: "b", tried: "high", output: 20, reaches: true }]);
    expect(found.binds).toBe("power");
    expect(breakEvenWords(found, format)).toBe("doesn't reach 13: it stays at 12 from 12 on; power binds");
    const unranged = await of(study, [inputs[0] as Input, input("b", 12)], { target: 13 });
    expect(unranged.binding).toEqual([
      { id: "b", label: "b", tried: "higher", output: expect.closeTo(12.12, 12), reaches: false },
    ]);
    expect(breakEvenWords(unranged, format)).toBe("doesn't reach 13: it stays at 12 from 12 on; b binds");
  });

  it("touches", async () => {
    for (const [from, to] of [
      [-10, 10],
      [-3, 4],
    ] as const) {
      const found = await of(
        one((v) => v * v),
        x,
        { target: 0, from, to },
      );
      expect(found.roots).toEqual([{ kind: "touches", at: expect.closeTo(0, 7) }]);
    }
    const corner = await of(
      one((v) => Math.abs(v - 3.3)),
      x,
      { target: 0 },
    );
    expect(corner.roots).toEqual([{ kind: "touches", at: expect.closeTo(3.3, 9) }]);
    const shifted = await of(
      one((v) => 7 + (v - Math.SQRT2) ** 2),
      x,
      { target: 7 },
    );
    expect(shifted.roots).toEqual([{ kind: "touches", at: expect.closeTo(Math.SQRT2, 6) }]);
  });

  it("does not touch where it only comes near", async () => {
    const found = await of(
      one((v) => 0.001 + (v - 3.3) ** 2),
      x,
      { target: 0 },
    );
    expect(found.roots).toEqual([]);
    expect(found.nearest).toEqual({ at: expect.closeTo(3.3, 4), value: expect.closeTo(0.001, 9) });
    expect(breakEvenWords(found, format)).toBe("doesn't reach 0: it comes nearest, 0.001, at 3.3");
  });

  it("is none for what has no root", async () => {
    const found = await of(one(Math.exp), x, { target: -1, from: -5, to: 5 });
    expect(found.roots).toEqual([]);
    expect(found.nearest?.at).toBe(-5);
    expect(found.binding).toEqual([]);
  });

  it("tells a leap and a pole from a crossing", async () => {
    const leap = await of(
      one((v) => (v < 3.7 ? v : v + 5)),
      x,
      { target: 6 },
    );
    expect(leap.roots).toEqual([{ kind: "jumps", at: 3.7, before: expect.closeTo(3.7, 12), after: 8.7 }]);
    const pole = await of(
      one((v) => 1 / (v - 3.7)),
      x,
      { target: 0 },
    );
    expect(pole.roots.map(({ kind }) => kind)).toEqual(["pole"]);
    const steep = await of(
      one((v) => Math.tanh(1e4 * (v - 3.7))),
      x,
      { target: 0 },
    );
    expect(steep.roots).toEqual([{ kind: "crosses", at: expect.closeTo(3.7, 9), rising: true }]);
  });

  it("finds many, in order", async () => {
    const found = await of(one(Math.sin), x, { target: 0, from: 1, to: 20 });
    expect(found.roots.map(placeOf)).toEqual([1, 2, 3, 4, 5, 6].map((k) => expect.closeTo(k * Math.PI, 12)));
  });

  it("costs a bounded number of runs, and says when that was too few", async () => {
    const study = one((v) => Math.sin(1000 * v));
    const found = await of(study, x, { target: 0.3, budget: 500 });
    expect(study.runs()).toBeLessThanOrEqual(500);
    expect(found.incomplete).toBe(true);
    const plain = one((v) => v ** 3 - 7);
    expect((await of(plain, x, { target: 0 })).incomplete).toBe(false);
    expect(plain.runs()).toBeLessThan(250);
  });

  it("goes on beside a stretch where the model fails", async () => {
    const found = await of(
      model(
        {
          y: (v = 0) => {
            if (v < 2) throw new Error("no");
            return v - 5;
          },
        },
        [3],
      ),
      x,
      { target: 0 },
    );
    expect(found.roots).toEqual([{ kind: "crosses", at: expect.closeTo(5, 12), rising: true }]);
    expect(found.gaps).toEqual([{ from: 0, to: expect.closeTo(2, 12) }]);
  });

  it("of a claim is where its margin is 0, or where it flips", async () => {
    const inputs = [input("x", 1, [0.6, 4])];
    const study = model({ y: (v = 0) => exceeds(2.2, v), bare: (v = 0) => 2.2 > v }, [1]);
    const found = await of(study, inputs, {});
    expect(found.roots).toEqual([{ kind: "crosses", at: expect.closeTo(2.2, 13), rising: false, holds: false }]);
    expect(breakEvenWords(found, format)).toBe("flips if x reaches 2.2");
    const bare = await of(study, inputs, { output: "bare" });
    expect(bare.roots).toEqual([{ kind: "jumps", at: expect.closeTo(2.2, 13), before: 1, after: 0, holds: false }]);
    expect(breakEvenWords(bare, format)).toBe("flips if x reaches 2.2");
    const from3 = await of(study, [input("x", 3, [0.6, 4])], {});
    expect(breakEvenWords(from3, format)).toBe("flips if x falls below 2.2");
    const never = await of(study, [input("x", 1, [0.6, 2])], {});
    expect(breakEvenWords(never, format)).toBe("doesn't flip with x between 0.6 and 2");
  });

  it("of a series is a position between its paths, or a factor", async () => {
    const series: Input = {
      ...input("x", 0),
      shape: "path",
      paths: ["x.1", "x.2"],
      base: [10, 20],
      low: [5, 10],
      high: [20, 60],
    };
    const study = model({ y: (a = 0, b = 0) => a + b }, [1, 1]);
    expect((await of(study, [series], { target: 55 })).roots).toEqual([
      { kind: "crosses", at: expect.closeTo(0.5, 13), rising: true },
    ]);
    const factor = await of(study, [series], { target: 45, how: "factor", from: 0.5, to: 2 });
    expect(factor.roots).toEqual([{ kind: "crosses", at: expect.closeTo(1.5, 13), rising: true }]);
    await expect(of(study, [series], { target: 45, how: "value", from: 0, to: 1 })).rejects.toThrow("is a series");
  });
});
