import { describe, expect, it } from "vitest";
import { type Draws, drawInputs } from "../../src/sensitivity/draws.js";
import { importances } from "../../src/sensitivity/methods/importance.js";
import type { Design } from "../../src/sensitivity/numerics/sobol-points.js";
import { importance as shown } from "../../src/sensitivity/studies/importance.js";
import { exceeds, g, ishigami, type Model, model, runDraws, uniformInputs } from "./plain.js";

async function of(study: Model, draws: Draws, output = "y") {
  const evaluations = await runDraws(study.evaluate, draws, study.columns);
  return importances(draws, study.columns, evaluations, output);
}

const CASES = [
  ["Ishigami's function", ishigami, [-Math.PI, Math.PI], [0.3139051911478115, 0.4424111447900408, 0], [0.4376, 0, 0]],
  ["the G-function", g(0, 1, 2), [0, 1], [0.669421487603, 0.167355371901, 0.0743801652893], [0, 0, 0]],
] as const;

describe("importance from the draws themselves", () => {
  // Where inputs are drawn one by one, chance ties between them show: a share S is off by some 2 √(S (1 − S) / n), 0.015 at worst here.
  for (const [design, tolerance] of [
    ["joint", 0.01],
    ["keyed", 0.03],
  ] as [Design, number][])
    it.each(CASES)(`of %s, ${design} draws`, async (_, f, range, first, rank) => {
      for (const seed of [1, 2, 3, 4]) {
        const draws = drawInputs(uniformInputs(3, ...range), { n: 4096, seed, design });
        const found = (await of(model({ y: f }, [0, 0, 0]), draws)).inputs;
        for (const [i, exact] of first.entries()) {
          const one = found.find(({ id }) => id === `x${i + 1}`);
          expect(Math.abs((one?.firstOrder ?? 9) - exact)).toBeLessThan(tolerance);
          expect(Math.abs((one?.spearman ?? 9) - (rank[i] ?? 0))).toBeLessThan(4 / Math.sqrt(4096));
        }
      }
    });

  it("sorts by share, and shows where the output lies for the lowest and highest of each input", async () => {
    const draws = drawInputs(uniformInputs(2), { n: 1024, seed: 1 });
    const found = await of(model({ y: (a = 0, b = 0) => a + 3 * b }, [0, 0]), draws);
    expect(found.inputs.map(({ id }) => id)).toEqual(["x2", "x1"]);
    const [largest] = found.inputs;
    expect(found.mean).toBeCloseTo(2, 2);
    expect(largest?.low).toBeCloseTo(0.5 + 0.15, 1);
    expect(largest?.high).toBeCloseTo(0.5 + 2.85, 1);
    expect(largest?.means).toHaveLength(10);
  });

  it("leaves out draws without a result, and says how many", async () => {
    const draws = drawInputs(uniformInputs(2), { n: 1024, seed: 1 });
    const found = await of(model({ y: (a = 0, b = 0) => (b > 0.75 ? Number.NaN : a) }, [0, 0]), draws);
    expect(found.gaps.count).toBe(256);
    expect(found.inputs[0]?.firstOrder).toBeGreaterThan(0.99);
  });

  it("counts no chance for what the output doesn't rest on, but where it is drawn with what it rests on", async () => {
    const f = { y: (a = 0, b = 0) => a + 3 * b };
    const { columns, ...rest } = model(f, [0, 0, 0, 0]);
    const resting = { ...rest, columns: columns.map((column) => ({ ...column, restsOn: ["x1", "x2"] })) };
    const alone = await of(resting, drawInputs(uniformInputs(4), { n: 64, seed: 1 }));
    expect(alone.unmoved).toEqual(expect.arrayContaining(["x3", "x4"]));
    expect(alone.inputs.slice(0, 2).map(({ id }) => id)).toEqual(["x2", "x1"]);
    const correlations = [{ a: "x4", b: "x2", spearman: 0.8 }];
    const together = await of(resting, drawInputs(uniformInputs(4), { n: 64, seed: 1, correlations }));
    expect(together.unmoved).toEqual(["x3"]);
    expect((await of({ ...rest, columns }, drawInputs(uniformInputs(4), { n: 64, seed: 1 }))).unmoved).toEqual([]);
  });

  it("tells what leaves the result where it is, to prose and in its rows, and never has it first", async () => {
    const { columns, ...rest } = model({ y: (a = 0, b = 0) => a + 3 * b }, [0, 0, 0]);
    const resting = { ...rest, columns: columns.map((column) => ({ ...column, restsOn: ["x1", "x2"] })) };
    const found = await of(resting, drawInputs(uniformInputs(3), { n: 64, seed: 1 }));
    const request = { kind: "importance", outputs: ["y"], top: 5, draws: 64, seed: 1 } as never;
    const { value } = shown.show(found, request, { outputs: new Map() } as never) as never as {
      value: { first: object; inputs: object[]; by: Record<string, object> };
    };
    expect(value.first).toMatchObject({ id: "x2", moves: true });
    expect(value.inputs.map((one) => (one as { moves: boolean }).moves)).toEqual([true, true, false]);
    expect([value.by.x1, value.by.x3]).toMatchObject([{ moves: true }, { moves: false }]);
    const { columns: heads, rows } = shown.rows(found);
    const at = heads.findIndex(({ key }) => key === "moves");
    expect(rows.map((row) => [row[0], row[at]])).toEqual([
      ["x2", true],
      ["x1", true],
      ["x3", false],
    ]);
    expect(rows.every((row) => row.length === heads.length)).toBe(true);
  });

  it("measures a claim by its margin, and refuses text", async () => {
    const draws = drawInputs(uniformInputs(1), { n: 64, seed: 1 });
    const study = model({ claim: (a = 0) => exceeds(a, 0.25), text: (a = 0) => (a > 0.5 ? "power" : "chips") }, [0]);
    expect((await of(study, draws, "claim")).mean).toBeCloseTo(0.25, 2);
    await expect(of(study, draws, "text")).rejects.toThrow("`text` is text");
  });
});
