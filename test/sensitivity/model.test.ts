import { expect, it } from "vitest";
import type { Evaluated, Evaluator } from "../../src/notebook/evaluate/evaluator.js";
import type { Input } from "../../src/sensitivity/inputs.js";
import { modelOf, only } from "../../src/sensitivity/model.js";
import type { StudyRequest } from "../../src/sensitivity/studies/index.js";
import { readTogether } from "../../src/sensitivity/study.js";

it("runs points that studies of a kind ask for at the same time once, with what any of them reads, and all else for what one of them reads", async () => {
  const asked: [n: number, outputs: readonly string[] | undefined][] = [];
  const evaluator = {
    evaluate: async (_points: Float64Array, n: number, _paths: readonly string[], options = {}) => {
      asked.push([n, (options as { outputs?: readonly string[] }).outputs]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return { outputs: new Float64Array(3 * n).fill(n), texts: [undefined, undefined, undefined], failures: [] };
    },
  } as unknown as Evaluator & { evaluate(): Promise<Evaluated> };
  const model = await modelOf(evaluator, ["a", "b", "c"], {
    register: {} as never,
    claims: new Set(),
    outputs: new Map(),
    together: new Map([
      ["draws", ["a", "b"]],
      ["tornado", ["b", "c"]],
    ]),
  });
  const inputs = [{ id: "x", paths: ["x"] }] as unknown as Input[];
  const others = [{ id: "y", paths: ["y"] }] as unknown as Input[];
  const many = new Float64Array(2048).fill(1);
  const [one, other] = await Promise.all([
    model.evaluate(inputs, ["a"], "draws")(many, 2048),
    // Whether it is the same matrix or another one with the same numbers.
    model.evaluate(inputs, ["b"], "draws")(many.slice(), 2048),
  ]);
  expect(other).toBe(one);
  expect(await model.evaluate(inputs, ["b"], "draws")(many, 2048)).toBe(one);
  expect(asked.splice(0)).toEqual([
    [1, undefined],
    [2048, ["a", "b"]],
  ]);
  const unlike = many.slice();
  unlike[2047] = -0;
  for (const [of, points, sharing] of [
    [others, many, "draws"],
    [inputs, unlike, "draws"],
    [inputs, unlike.map((x) => (x === 1 ? 1 : 0)), "draws"],
    [inputs, many, "tornado"],
    [inputs, many, undefined],
    [inputs, new Float64Array(3), "draws"],
  ] as const)
    await model.evaluate(of, ["b"], sharing)(points, points.length);
  expect(asked).toEqual([
    [2048, ["a", "b"]],
    [2048, ["a", "b"]],
    [2048, ["a", "b"]],
    [2048, ["b", "c"]],
    [2048, ["b"]],
    [3, ["b"]],
  ]);
});

it("studies share what they read where they draw alike, or are of one kind and ask for the same points", () => {
  const request = (kind: string, outputs: string[], more = {}): StudyRequest =>
    ({ kind, outputs, top: 12, ...more }) as unknown as StudyRequest;
  const drawn = { draws: 4096, seed: 1, design: "keyed", correlations: [] };
  expect([
    ...readTogether([
      request("monte-carlo", ["a", "b"], { ...drawn, histogram: true }),
      request("tornado", ["c"]),
      request("importance", ["b", "d"], drawn),
      request("importance", ["e"], { ...drawn, seed: 2 }),
      request("importance", ["f"], { ...drawn, over: ["x"] }),
      request("tornado", ["a"], { top: 3 }),
      request("tornado", ["g"], { over: ["x"] }),
      request("spider", ["h"]),
      request("sobol", ["i"], { ...drawn, secondOrder: false }),
      request("sobol", ["j"], { ...drawn, secondOrder: true }),
    ]).values(),
  ]).toEqual([["a", "b", "d"], ["c", "a"], ["e"], ["f"], ["g"], ["h"], ["i"], ["j"]]);
});

it("keeps the first failures behind what a study reads, as many as if it had been run alone", async () => {
  const failures = Array.from({ length: 60 }, (_, at) => ({
    draw: Math.floor(at / 2),
    blockId: at % 2 === 0 ? "aa" : "bb",
    message: "no",
  }));
  const evaluator = {
    evaluate: async (_points: Float64Array, n: number) => ({
      outputs: new Float64Array(2 * n).fill(1),
      texts: [undefined, undefined],
      failures,
    }),
  } as unknown as Evaluator & { evaluate(): Promise<Evaluated> };
  const about = { register: {} as never, claims: new Set<string>(), outputs: new Map() };
  const model = await modelOf(evaluator, ["a", "b"], { ...about, behind: (name) => [name + name] });
  const inputs = [{ id: "x", paths: ["x"] }] as unknown as Input[];
  const told = async (...names: string[]) => {
    const { failures } = await only(model, names, inputs).evaluate(new Float64Array(40), 40);
    return failures.map(({ draw, blockId }) => [draw, blockId]);
  };
  const first = (blockId: string) => Array.from({ length: 20 }, (_, draw) => [draw, blockId]);
  expect(await told("b")).toEqual(first("bb"));
  // And of each output of one that reads several.
  expect(await told("a", "b")).toEqual(first("aa").flatMap((one, at) => [one, first("bb")[at]]));
});

it("says of runs that studies ask for at the same time how much of all is done", async () => {
  const evaluator = {
    evaluate: async (_points: Float64Array, n: number, _paths: readonly string[], options = {}) => {
      const { onProgress } = options as { onProgress?: (done: number, of: number) => void };
      for (const done of [n / 2, n]) onProgress?.(done, n);
      return { outputs: new Float64Array(n), texts: [undefined], failures: [] };
    },
  } as unknown as Evaluator & { evaluate(): Promise<Evaluated> };
  const told: [number, number][] = [];
  const about = { register: {} as never, claims: new Set<string>(), outputs: new Map() };
  const model = await modelOf(evaluator, ["a"], about, (done, of) => told.push([done, of]));
  const inputs = [{ id: "x", paths: ["x"] }] as unknown as Input[];
  await model.evaluate(inputs, ["a"])(new Float64Array(4), 4);
  await model.evaluate(inputs, ["a"])(new Float64Array(10), 10);
  expect(told).toEqual([
    [2, 4],
    [4, 4],
    [9, 14],
    [14, 14],
  ]);
});
