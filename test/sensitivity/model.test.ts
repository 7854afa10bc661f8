import { expect, it } from "vitest";
import type { Evaluated, Evaluator } from "../../src/notebook/evaluate/evaluator.js";
import type { Input } from "../../src/sensitivity/inputs.js";
import { modelOf } from "../../src/sensitivity/model.js";

it("runs points that two studies ask for at the same time once, with all results, and few points for what one of them reads", async () => {
  const asked: [n: number, outputs: readonly string[] | undefined][] = [];
  const evaluator = {
    evaluate: async (_points: Float64Array, n: number, _paths: readonly string[], options = {}) => {
      asked.push([n, (options as { outputs?: readonly string[] }).outputs]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return { outputs: new Float64Array(2 * n).fill(n), texts: [undefined, undefined], failures: [] };
    },
  } as unknown as Evaluator & { evaluate(): Promise<Evaluated> };
  const model = await modelOf(evaluator, ["a", "b"], { register: {} as never, claims: new Set(), outputs: new Map() });
  const inputs = [{ id: "x", paths: ["x"] }] as unknown as Input[];
  const many = new Float64Array(2048).fill(1);
  const [one, other] = await Promise.all([
    model.evaluate(inputs, ["a"])(many, 2048),
    model.evaluate(inputs, ["b"])(many, 2048),
  ]);
  expect(other).toBe(one);
  await model.evaluate(inputs, ["b"])(new Float64Array(3), 3);
  expect(asked).toEqual([
    [1, undefined],
    [2048, undefined],
    [3, ["b"]],
  ]);
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
