import type { Register } from "../assumptions/register/types.js";
import { groupBy } from "../lists.js";
import { isSampledUnlike } from "./draw-of.js";
import { type Input, inputsOf } from "./inputs.js";
import { type Model, only } from "./model.js";
import { settled } from "./points.js";
import { runRows, type Sampled } from "./sampled.js";
import { type StudyRequest, type StudyResult, studyType } from "./studies/index.js";
import type { Sampling } from "./studies/parts/asked.js";

/** A study whose points are all known before the first is run, so that any rows of them can be run anywhere. */
export type SampledRequest = Extract<StudyRequest, Sampling>;

/** Such a study: its points, and what it makes of their results. */
export type SampledStudy = Sampled<StudyResult>;

export const isSampled = (request: StudyRequest): request is SampledRequest => "draws" in request;

/** A word that studies have in common which ask for the same points: all that these rest on, and not what is read or shown of them. */
function sharingOf(request: StudyRequest): string {
  if (isSampled(request)) {
    const { kind, over, draws, seed, design, correlations } = request;
    const points = kind === "sobol" ? [kind, request.secondOrder] : ["draws", design];
    return JSON.stringify([...points, over, draws, seed, correlations]);
  }
  return JSON.stringify({ ...request, outputs: [], top: 0 });
}

/** By that word of some studies, what any of them reads. */
export function readTogether(requests: readonly StudyRequest[]): Map<string, string[]> {
  const groups = groupBy(requests, sharingOf);
  return new Map([...groups].map(([word, some]) => [word, [...new Set(some.flatMap(resultNames))]]));
}

/** Names of the results that a study reads. */
export const resultNames = (request: StudyRequest): string[] => [
  ...request.outputs,
  ...(studyType(request.kind).alsoReads?.(request) ?? []),
];

/** Assumptions that a study moves by name, each once, and then those whose draws it ties together. */
export const namedIn = (request: StudyRequest): string[] => [
  ...new Set(studyType(request.kind).varies?.(request) ?? []),
  ...(isSampled(request) ? request.correlations.flatMap(({ a, b }) => [a, b]) : []),
];

/** Assumptions that a study moves. */
export function movedBy(request: StudyRequest, register: Register): string[] {
  const type = studyType(request.kind);
  const named = type.varies?.(request) ?? type.overrides?.(request, register);
  if (named) return [...named];
  return inputsOf(register, request.over)
    .filter(({ low }) => low !== undefined)
    .map(({ id }) => id);
}

/**
 * The points of a study of these inputs; undefined for one that chooses them as it goes.
 *
 * @throws MemoError as `drawInputs` and `indexDesign` do.
 */
export function sampledStudy(request: StudyRequest, all: readonly Input[]): SampledStudy | undefined {
  const drawn = studyType(request.kind).draw?.(request, all);
  return drawn && concluding(request, drawn);
}

/** Draws that come to a study's result, the same whatever order their evaluations came in. */
function concluding(request: StudyRequest, drawn: Sampled<StudyResult["result"]>): SampledStudy {
  const unlike = drawn.inputs.filter(isSampledUnlike).map(({ label }) => label);
  return {
    ...drawn,
    conclude: (columns, evaluations) => ({
      ...resultOf(request, drawn.conclude(columns, settled(evaluations, columns.length))),
      ...(unlike.length > 0 ? { unlike } : {}),
    }),
  };
}

const resultOf = ({ kind }: StudyRequest, result: StudyResult["result"]): StudyResult =>
  ({ kind, result }) as StudyResult;

/**
 * Runs a study.
 *
 * @throws MemoError for what was asked for wrongly: unknown assumptions, empty ranges, a number of draws that is no power of two, …
 */
export async function runStudy(request: StudyRequest, model: Model): Promise<StudyResult> {
  const inputs = inputsOf(model.register, request.over);
  const names = resultNames(request);
  const type = studyType(request.kind);
  if (type.run) {
    const [output = ""] = request.outputs;
    const running = {
      inputs,
      model,
      output,
      results: (moved: readonly Input[]) => only(model, names, moved, sharingOf(request)),
    };
    return resultOf(request, await type.run(request, running));
  }
  const drawn = concluding(request, type.draw(request, inputs));
  const { columns, evaluate } = only(model, names, drawn.inputs, sharingOf(request));
  const rows = await runRows(drawn, columns.length, evaluate, { from: 0, to: drawn.runs });
  return drawn.conclude(columns, rows);
}
