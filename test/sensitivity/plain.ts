import type { Distribution } from "../../src/assumptions/register/types.js";
import type { Draws } from "../../src/sensitivity/draws.js";
import { type Input, NO_WIDTH } from "../../src/sensitivity/inputs.js";
import {
  type Evaluate,
  type Evaluations,
  type Failure,
  type OutputColumn,
  settled,
} from "../../src/sensitivity/points.js";

/** One number that varies; a range without a distribution is uniform. */
export function input(
  id: string,
  base: number,
  range?: readonly [number, number],
  distribution: Distribution = { name: "uniform" },
): Input {
  const common = {
    id,
    label: id,
    unit: "1",
    shape: "scalar",
    paths: [id],
    base: [base],
    distribution,
    mixes: [],
  } as const;
  if (!range) return { ...common, distribution: { name: "point" }, held: "it has no range" };
  const ends = { low: [range[0]], high: [range[1]] };
  if (range[0] === range[1]) return { ...common, ...ends, held: NO_WIDTH };
  return { ...common, ...ends, ...(distribution.name === "point" ? { held: "it is declared a point" } : {}) };
}

/** `count` uniform inputs x1, x2, … with their middle as the base case. */
export const uniformInputs = (count: number, low = 0, high = 1): Input[] =>
  Array.from({ length: count }, (_, i) => input(`x${i + 1}`, (low + high) / 2, [low, high]));

type Result = number | boolean | string | { holds: boolean; margin: number };

export interface Model {
  evaluate: Evaluate;
  columns: OutputColumn[];
  /** How often the model ran. */
  runs: () => number;
}

/**
 * A model of plain functions of the numbers of one draw, one an output. What a function throws fails its own draw.
 */
export function model(outputs: Record<string, (...x: number[]) => Result>, sample: readonly number[]): Model {
  const columns: OutputColumn[] = [];
  for (const [name, f] of Object.entries(outputs)) {
    const found = f(...sample);
    if (typeof found === "number") columns.push({ name, kind: "number" });
    else if (typeof found === "string") columns.push({ name, kind: "text" });
    else columns.push({ name, kind: "claim" });
    if (typeof found === "object") columns.push({ name, kind: "margin" });
  }
  let runs = 0;
  const evaluate: Evaluate = async (points, n) => {
    runs += n;
    const d = points.length / n;
    const m = columns.length;
    const out = new Float64Array(n * m).fill(Number.NaN);
    const text = new Map<number, string[]>();
    const failures: Failure[] = [];
    for (let i = 0; i < n; i++) {
      const x = [...points.subarray(i * d, (i + 1) * d)];
      let j = 0;
      for (const [name, f] of Object.entries(outputs)) {
        const width = columns.filter((c) => c.name === name).length;
        try {
          const y = f(...x);
          if (typeof y === "string") {
            const words = text.get(j) ?? [];
            text.set(j, words);
            out[i * m + j] = words.includes(y) ? words.indexOf(y) : words.push(y) - 1;
          } else if (typeof y === "object") {
            out[i * m + j] = y.holds ? 1 : 0;
            out[i * m + j + 1] = y.margin;
          } else out[i * m + j] = Number(y);
        } catch (error) {
          failures.push({ draw: i, blockId: name, message: (error as Error).message });
        }
        j += width;
      }
    }
    return { outputs: out, ...(text.size > 0 ? { text } : {}), failures };
  };
  return { evaluate, columns, runs: () => runs };
}

/** A claim `left > right` with its margin. */
export const exceeds = (left: number, right: number): { holds: boolean; margin: number } => ({
  holds: left > right,
  margin: left - right,
});

/** Ishigami's function with a = 7, b = 0.1, on (−π, π)³. */
export const ishigami = (x1 = 0, x2 = 0, x3 = 0): number =>
  Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1);

/** Sobol's G-function on the unit cube. */
export const g =
  (...a: number[]) =>
  (...x: number[]): number =>
    a.reduce((product, ai, i) => (product * (Math.abs(4 * (x[i] ?? 0) - 2) + ai)) / (1 + ai), 1);

export const G8 = [0, 1, 4.5, 9, 99, 99, 99, 99];

/** Runs a model at all draws. */
export const runDraws = async (
  evaluate: Evaluate,
  draws: Draws,
  columns: readonly OutputColumn[],
): Promise<Evaluations> => settled(await evaluate(draws.points, draws.n), columns.length);
