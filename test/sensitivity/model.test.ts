import { expect, it } from "vitest";
import type { Evaluated, Evaluator } from "../../src/notebook/evaluate/evaluator.js";
import type { Input } from "../../src/sensitivity/inputs.js";
import { modelOf } from "../../src/sensitivity/model.js";
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

it("studies that draw share what is read over draws, and others what is read by their kind", () => {
  const request = (kind: string, outputs: string[], more = {}): StudyRequest =>
    ({ kind, outputs, ...more }) as unknown as StudyRequest;
  const drawn = { draws: 4096, correlations: [] };
  expect([
    ...readTogether([
      request("monte-carlo", ["a", "b"], drawn),
      request("tornado", ["c"]),
      request("importance", ["b", "d"], drawn),
      request("tornado", ["a"]),
    ]),
  ]).toEqual([
    ["draws", ["a", "b", "d"]],
    ["tornado", ["c", "a"]],
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
