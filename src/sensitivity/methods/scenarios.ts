import type { Value } from "../../assumptions/register/types.js";
import { withoutNoise } from "../../text/decimal.js";
import { at, close } from "../cells.js";
import { flat, type Input } from "../inputs.js";
import { type Evaluate, failuresBehind, type OutputColumn } from "../points.js";
import { named, refuse } from "../refusals.js";
import { type Move, resultAt, runMoves } from "./one-way.js";

/** A set of overrides: whole values by assumption, in their declared units. */
export interface ScenarioOptions {
  name: string;
  title?: string;
  overrides: ReadonlyMap<string, Value>;
}

/** One output in one scenario, beside the base case. */
export interface ScenarioCell {
  /** A number; 1 or 0 for a claim; absent where the model has none. */
  value?: number;
  text?: string;
  failure?: string;
  /** Scenario less base. */
  difference?: number;
  /** The difference over the base; absent where the base is 0 and where the sign changes. */
  relative?: number;
  /** For a claim: whether it holds. */
  holds?: boolean;
  /** For a claim or a text: it isn't what it is in the base case. */
  changed?: boolean;
}

export interface ScenarioRow {
  name: string;
  title: string;
  /** By output column. */
  cells: readonly ScenarioCell[];
  /** Claims that hold in the base case and fail here, and the other way round. */
  broken: readonly string[];
  mended: readonly string[];
}

export interface ScenarioTable {
  columns: readonly OutputColumn[];
  base: ScenarioRow;
  rows: readonly ScenarioRow[];
}

/**
 * Every scenario over every output column, with the difference to the base case.
 *
 * @throws MemoError for an override of what is none of the inputs, and one of the wrong shape.
 */
export async function scenarioTable(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  scenarios: readonly ScenarioOptions[],
): Promise<ScenarioTable> {
  const byId = new Map(inputs.map((input) => [input.id, input]));
  const first = inputs[0];
  if (!first)
    refuse("sensitivity/no-inputs", "no assumption is varied", { expected: "those that the scenarios override" });
  const start = new Map<string, number>();
  let next = 0;
  for (const { id, paths } of inputs) {
    start.set(id, next);
    next += paths.length;
  }
  const moves: Move[] = scenarios.map(({ name, overrides }) => {
    const written = [...overrides].map(([id, value]) => {
      const { paths } = named("assumption", id, byId);
      const numbers = flat(value);
      if (numbers.length !== paths.length)
        refuse("sensitivity/scenario-shape", `scenario \`${name}\` gives ${numbers.length} numbers for \`${id}\``, {
          about: name,
          expected: `${paths.length}: ${paths.slice(0, 6).join(", ")}${paths.length > 6 ? ", …" : ""}`,
        });
      return { offset: start.get(id) ?? 0, numbers };
    });
    return {
      input: first,
      write: (out, row) => {
        for (const { offset, numbers } of written) out.set(numbers, row + offset);
      },
    };
  });
  const m = columns.length;
  const runs = await runMoves(evaluate, inputs, moves, m);
  const rowOf = (name: string, title: string, row: number): ScenarioRow => {
    const cells = columns.map((column, j): ScenarioCell => {
      const { kind } = column;
      const now = resultAt(failuresBehind(runs, [column]), m, j, row);
      const base = at(runs.outputs, j);
      if (now.output === undefined) return { failure: now.failure };
      if (kind === "text") return { ...words(runs.text?.get(j)?.[now.output]), changed: now.output !== base };
      if (kind === "claim") return { value: now.output, holds: now.output === 1, changed: now.output !== base };
      return { value: now.output, ...differenceFrom(base, now.output) };
    });
    const flipped = (to: boolean): string[] =>
      columns.flatMap((c, j) => (c.kind === "claim" && cells[j]?.changed && cells[j]?.holds === to ? [c.name] : []));
    return { name, title, cells, broken: flipped(false), mended: flipped(true) };
  };
  return {
    columns,
    base: rowOf("base", "Base case", 0),
    rows: scenarios.map(({ name, title }, k) => rowOf(name, title ?? name, k + 1)),
  };
}

const words = (text: string | undefined): { text?: string } => (text === undefined ? {} : { text });

/** A change from `base`: absolute, and relative to the base where that makes sense. Nothing where the base is no number. */
export function differenceFrom(base: number, now: number): { difference?: number; relative?: number } {
  if (!Number.isFinite(base) || !Number.isFinite(now)) return {};
  const difference = close(base, now) ? 0 : withoutNoise(now - base, Math.max(Math.abs(base), Math.abs(now)));
  if (base === 0 || Math.sign(base) === -Math.sign(now)) return { difference };
  return { difference, relative: difference / Math.abs(base) };
}
