import { at } from "./cells.js";
import { drawInputs } from "./draws.js";
import { type Input, isDrawnUnlike, offsets, pathsOf } from "./inputs.js";
import { type Evaluate, type Evaluations, merge, type OutputColumn, type Part, type Rows, settled } from "./points.js";
import type { Sampling, StudyRequest } from "./request.js";
import type { StudyResult } from "./result.js";
import { importances } from "./studies/importance.js";
import { valueOfInformation } from "./studies/information.js";
import { summarise } from "./studies/monte-carlo.js";
import { indexDesign, sobolIndices } from "./studies/sobol.js";

/** A study whose points are all known before the first is run, so that any rows of them can be run anywhere. */
export type DrawnRequest = Extract<StudyRequest, Sampling>;

export const isDrawn = (request: StudyRequest): request is DrawnRequest => "draws" in request;

/** Such a study: its points, and what it makes of their results. */
export interface DrawnStudy {
  /** The inputs that are drawn; the columns of the points are `pathsOf(inputs)`. */
  inputs: readonly Input[];
  /** Points in all. */
  runs: number;
  /** Points of rows `from` to `to` (not included), row-major. */
  points(from: number, to: number): Float64Array;
  /** The result from the evaluations of all rows. @throws MemoError for an output that the study can't measure. */
  conclude(columns: readonly OutputColumn[], evaluations: Evaluations): StudyResult;
}

/**
 * The points of a study of these inputs.
 *
 * @throws MemoError as `drawInputs` and `indexDesign` do.
 */
export function drawnStudy(request: DrawnRequest, all: readonly Input[]): DrawnStudy {
  const { draws: n, seed, design, correlations } = request;
  const [output = ""] = request.outputs;
  if (request.kind === "sobol") {
    const plan = indexDesign(all, { n, seed, secondOrder: request.secondOrder, correlations });
    return {
      inputs: plan.inputs,
      runs: plan.runs,
      points: plan.points,
      conclude: (columns, evaluations) => ({
        ...unlikeAmong(plan.inputs),
        kind: "sobol",
        result: sobolIndices(plan, columns, settled(evaluations, columns.length), output),
      }),
    };
  }
  const drawn = drawInputs(all, { n, seed, design, correlations });
  const width = pathsOf(drawn.inputs).length;
  const conclude = (columns: readonly OutputColumn[], runs: Evaluations): StudyResult => {
    switch (request.kind) {
      case "monte-carlo":
        return {
          kind: "monte-carlo",
          result: { n, seed, drawn: drawn.inputs.length, summaries: summarise(drawn, columns, runs) },
        };
      case "importance":
        return { kind: "importance", result: importances(drawn, columns, runs, output) };
      case "information":
        return { kind: "information", result: valueOfInformation(drawn, columns, runs, request) };
    }
  };
  return {
    inputs: drawn.inputs,
    runs: n,
    points: (from, to) => drawn.points.subarray(from * width, to * width),
    conclude: (columns, evaluations) => ({
      ...conclude(columns, settled(evaluations, columns.length)),
      ...unlikeAmong(drawn.inputs),
    }),
  };
}

function unlikeAmong(inputs: readonly Input[]): { unlike?: readonly string[] } {
  const unlike = inputs.filter(isDrawnUnlike).map(({ id }) => id);
  return unlike.length > 0 ? { unlike } : {};
}

/** Points made and run at a time. */
const BATCH = 65_536;

/** Runs some rows of a study; draws are counted from the first of them. */
export async function runRows(
  study: DrawnStudy,
  m: number,
  evaluate: Evaluate,
  { from, to }: Rows,
  onBatch: (done: number) => void = () => {},
): Promise<Evaluations> {
  const parts: Part[] = [];
  for (let first = from; first < to; first += BATCH) {
    const last = Math.min(to, first + BATCH);
    onBatch(first - from);
    parts.push({
      from: first - from,
      to: last - from,
      evaluations: await evaluate(study.points(first, last), last - first),
    });
  }
  return mergeRows(parts, to - from, m);
}

/** Failures that are kept of a study, as many as an evaluator keeps of one run. */
const MOST_FAILURES = 20;

/**
 * The evaluations of a whole from those of its parts, in any order: the same bytes however it was cut. The failures are the first ones, and those of
 * one draw stay in the order in which they happened, so that parts of parts are cut at the same place.
 *
 * @throws MemoError as `merge` does.
 */
export function mergeRows(parts: readonly Part[], n: number, m: number): Evaluations {
  const failures = [...parts]
    .sort((a, b) => a.from - b.from)
    .flatMap(({ from, evaluations }) => evaluations.failures.map((f) => ({ ...f, draw: f.draw + from })));
  return { ...merge(parts, n, m), failures: failures.slice(0, MOST_FAILURES) };
}

const MOST_VALUES = 5;

/** The single numbers of one row of a study that lie furthest from the register's, for who asks why it failed there. */
export function valuesAt(
  { inputs, points }: DrawnStudy,
  row: number,
): { id: string; unit: string; shown?: string | undefined; value: number }[] {
  const point = points(row, row + 1);
  const offset = offsets(inputs);
  return inputs
    .filter(({ shape }) => shape === "scalar")
    .map(({ id, unit, shown, base, low, high }) => {
      const value = at(point, offset.get(id) ?? 0);
      const width = (high?.[0] ?? 0) - (low?.[0] ?? 0);
      return { id, unit, shown, value, far: Math.abs(value - at(base, 0)) / (width || 1) };
    })
    .sort((a, b) => b.far - a.far)
    .slice(0, MOST_VALUES)
    .map(({ far: _, ...rest }) => rest);
}
