import { describe, expect, it } from "vitest";
import { column } from "../../src/sensitivity/cells.js";
import { drawInputs } from "../../src/sensitivity/draws.js";
import {
  type ClaimSummary,
  levelOf,
  type NumberSummary,
  type Summary,
  summarise,
  type TextSummary,
} from "../../src/sensitivity/methods/monte-carlo.js";
import { merge, type Part, shard } from "../../src/sensitivity/points.js";
import { exceeds, G8, g, input, type Model, model, runDraws, uniformInputs } from "./plain.js";

const study = (): Model =>
  model(
    {
      sum: (a = 0, b = 0) => a + b,
      enough: (a = 0, b = 0) => exceeds(a, b),
      binds: (a = 0, b = 0) => (a < b ? "power" : b < 0.2 ? "chips" : "memory"),
      fragile: (a = 0, b = 0) => {
        if (a > 0.9) throw new Error(`no chips at ${a > 0.9}`);
        return b > 0.9 ? 1 / 0 : b;
      },
    },
    [0.5, 0.5],
  );

async function summaries(n: number, seed = 1): Promise<Summary[]> {
  const { evaluate, columns } = study();
  const draws = drawInputs(uniformInputs(2), { n, seed });
  return summarise(draws, columns, await runDraws(evaluate, draws, columns));
}

describe("Monte Carlo", () => {
  it("has the quantiles of a sum within four standard errors, and far better", async () => {
    for (const seed of [1, 2, 3]) {
      const sum = (await summaries(4096, seed))[0] as NumberSummary;
      for (const [level, exact] of [
        [0.1, 0.4472135954999579],
        [0.5, 1],
        [0.9, 1.552786404500042],
      ] as const) {
        const { value, error } = levelOf(sum, level);
        expect(Math.abs(value - exact)).toBeLessThan(4 * error);
      }
      expect(Math.abs(sum.mean.value - 1)).toBeLessThan(1e-3);
      expect(sum.standardDeviation).toBeCloseTo(Math.sqrt(1 / 6), 2);
    }
  });

  it("shows N against N/2", async () => {
    const [all, half] = [await summaries(1024), await summaries(512)];
    const [one, two] = [all[0], half[0]] as [NumberSummary, NumberSummary];
    expect(levelOf(one, 0.9).half).toBe(levelOf(two, 0.9).value);
    expect(one.mean.half).toBeCloseTo(two.mean.value, 14);
    expect((all[1] as ClaimSummary).probability.half).toBe((half[1] as ClaimSummary).probability.value);
  });

  it("counts how often a claim holds, and each text comes up", async () => {
    const found = await summaries(4096);
    const claim = found.find(({ kind }) => kind === "claim") as ClaimSummary;
    expect(Math.abs(claim.probability.value - 0.5)).toBeLessThan(4 * claim.probability.error);
    expect(claim.probability.error).toBeCloseTo(0.5 / 64, 4);
    const texts = found.find(({ kind }) => kind === "text") as TextSummary;
    expect(texts.frequencies.map(({ text }) => text)).toEqual(["power", "memory", "chips"]);
    for (const [i, exact] of [0.5, 0.32, 0.18].entries())
      expect(Math.abs((texts.frequencies[i]?.value ?? 0) - exact)).toBeLessThan(0.03);
  });

  it("counts draws without a finite result, and names block, draw and inputs", async () => {
    const fragile = (await summaries(1024)).find(({ name }) => name === "fragile") as NumberSummary;
    expect(fragile.gaps.count).toBe(1024 - fragile.count);
    expect(fragile.gaps.count).toBeGreaterThan(1024 * 0.17);
    const [first] = fragile.gaps.first.filter(({ blockId }) => blockId !== undefined);
    expect(first).toMatchObject({ blockId: "fragile", message: "no chips at true" });
    expect(first?.inputs.find(({ id }) => id === "x1")?.value).toBeGreaterThan(0.9);
    expect(fragile.gaps.first.some(({ message }) => message === "the result is Infinity")).toBe(true);
    expect(fragile.most).toBeLessThanOrEqual(0.9);
  });

  it("has the same bytes again", async () => {
    expect(JSON.stringify(await summaries(512))).toBe(JSON.stringify(await summaries(512)));
    expect(JSON.stringify(await summaries(512, 2))).not.toBe(JSON.stringify(await summaries(512)));
  });
});

describe("draws", () => {
  const inputs = uniformInputs(3);
  const columnsOf = (list: typeof inputs, id: string, options = {}) => {
    const draws = drawInputs(list, { n: 256, seed: 9, ...options });
    return column(
      draws.points,
      list.filter(({ held }) => !held).length,
      draws.inputs.findIndex((x) => x.id === id),
    );
  };

  it("of an input are the same whatever is added, wherever, in whatever order", () => {
    const added = input("unused", 3, [1, 9], { name: "pert" });
    for (const list of [[...inputs, added], [added, ...inputs], [...inputs].reverse(), inputs.slice(0, 2)])
      for (const id of ["x1", "x2"]) expect(columnsOf(list, id)).toEqual(columnsOf(inputs, id));
  });

  it("stay the same when correlations of others are declared", () => {
    const correlations = [{ a: "x2", b: "x3", spearman: 0.8 }];
    expect(columnsOf(inputs, "x1", { correlations })).toEqual(columnsOf(inputs, "x1"));
    expect(columnsOf(inputs, "x3", { correlations })).not.toEqual(columnsOf(inputs, "x3"));
    const added = [...inputs, input("unused", 1, [0, 2])];
    expect(columnsOf(added, "x3", { correlations })).toEqual(columnsOf(inputs, "x3", { correlations }));
  });

  it("leave out what isn't drawn, and say why", () => {
    const draws = drawInputs(
      [...inputs, input("fixed", 1), input("shown", 1, [0, 2], { name: "point" }), input("same", 1, [1, 1])],
      { n: 16, seed: 1 },
    );
    expect(draws.held).toEqual([
      { id: "fixed", reason: "it has no range" },
      { id: "shown", reason: "it is declared a point" },
      { id: "same", reason: "its range has no width" },
    ]);
    expect(draws.points).toHaveLength(16 * 3);
  });
});

describe("shards", () => {
  const n = 256;
  const draws = drawInputs(uniformInputs(2), { n, seed: 4 });

  async function inShards(count: number): Promise<Part[]> {
    const parts: Part[] = [];
    for (let i = 1; i <= count; i++) {
      const { from, to, points } = shard(draws.points, 2, i, count);
      // A process of its own for each: texts get their codes in another order.
      parts.push({ from, to, evaluations: await study().evaluate(points, to - from) });
    }
    return parts;
  }

  it("merged in any order are one run, to the byte", async () => {
    const { evaluate, columns } = study();
    const whole = await runDraws(evaluate, draws, columns);
    for (const count of [1, 2, 3, 7, 256]) {
      const merged = merge((await inShards(count)).reverse(), n, columns.length);
      expect(Buffer.from(merged.outputs.buffer)).toEqual(Buffer.from(whole.outputs.buffer));
      expect([...(merged.text ?? [])]).toEqual([...(whole.text ?? [])]);
      expect(merged.failures).toEqual(whole.failures);
    }
  });

  it("are those of one run where their sizes differ", async () => {
    const { evaluate, columns } = model({ y: g(...G8) }, Array(8).fill(0));
    const many = drawInputs(uniformInputs(8), { n: 64, seed: 1 });
    const parts: Part[] = [];
    for (const [from, to] of [
      [0, 20],
      [20, 40],
      [40, 60],
      [60, 64],
    ] as const)
      parts.push({ from, to, evaluations: await evaluate(many.points.slice(from * 8, to * 8), to - from) });
    expect(merge(parts, 64, columns.length)).toEqual(await runDraws(evaluate, many, columns));
  });

  it("are refused where one is missing, there twice, or of another study", async () => {
    const [first, second, third] = (await inShards(3)) as [Part, Part, Part];
    expect(() => merge([first, third], n, 5)).toThrow("draws 85 to 169 are in no shard");
    expect(() => merge([first, second], n, 5)).toThrow("draws 170 to 255 are in no shard");
    expect(() => merge([first, second, second, third], n, 5)).toThrow("draw 85 is in more than one shard");
    expect(() => merge([first, second, third], n, 4)).toThrow("holds 425 results");
    expect(() => shard(draws.points, 2, 4, 3)).toThrow("shard 4/3");
  });
});
