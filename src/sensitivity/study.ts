import type { Register } from "../assumptions/types.js";
import type { Evaluated, Evaluator } from "../notebook/evaluator.js";
import type { OutputDeclaration } from "../notebook/types.js";
import { type BreakEven, breakEven } from "./break-even.js";
import { type Draws, drawInputs } from "./draws.js";
import { type Elasticities, elasticities } from "./elasticity.js";
import type { Evaluate, Evaluations, OutputColumn } from "./evaluate.js";
import { type Importances, importances } from "./importance.js";
import { type Information, valueOfInformation } from "./information.js";
import { type Input, inputsOf, pathsOf } from "./inputs.js";
import { runDraws, type Summary, summarise } from "./monte-carlo.js";
import { named } from "./refusals.js";
import type { Sampling, StudyRequest } from "./request.js";
import { type ScenarioTable, scenarioTable } from "./scenarios.js";
import { indexDesign, runIndices, type SobolIndices, sobolIndices } from "./sobol-indices.js";
import { type Spider, spider } from "./spider.js";
import { type Tornado, tornado } from "./tornado.js";
import { type TwoWay, twoWay } from "./two-way.js";

/** What a study came to; `request` says what was asked. */
export type StudyResult =
  | { kind: "tornado"; result: Tornado }
  | { kind: "two-way"; result: TwoWay }
  | { kind: "break-even"; result: BreakEven }
  | { kind: "scenarios"; result: ScenarioTable }
  | { kind: "monte-carlo"; result: { n: number; seed: number; drawn: number; summaries: readonly Summary[] } }
  | { kind: "importance"; result: Importances }
  | { kind: "sobol"; result: SobolIndices }
  | { kind: "elasticity"; result: Elasticities }
  | { kind: "spider"; result: Spider }
  | { kind: "information"; result: Information };

/** The model as studies see it: many points in, named results out. */
export interface Model {
  register: Register;
  columns: readonly OutputColumn[];
  /** For points whose columns are `pathsOf(inputs)`. */
  evaluate(inputs: readonly Input[]): Evaluate;
}

/**
 * A model over an open evaluator.
 *
 * @param names outputs and claims, in the order in which the evaluator was opened with them
 */
export async function modelOf(
  evaluator: Evaluator,
  names: readonly string[],
  about: { register: Register; claims: ReadonlySet<string>; outputs: ReadonlyMap<string, OutputDeclaration> },
  onProgress?: (done: number, of: number) => void,
): Promise<Model> {
  const base = await evaluator.evaluate(new Float64Array(0), 1, []);
  const claims = names.filter((name) => about.claims.has(name));
  const columns: OutputColumn[] = [];
  /** For each column, where the evaluator has it: its own columns first, then the margins of claims. */
  const from: number[] = [];
  for (const [index, name] of names.entries()) {
    const declared = about.outputs.get(name);
    const said = { name, ...(declared ? { label: declared.label, unit: declared.unit } : {}) };
    from.push(index);
    if (!about.claims.has(name)) {
      columns.push({ ...said, kind: base.texts[index] ? "text" : "number" });
      continue;
    }
    columns.push({ ...said, kind: "claim" });
    const margin = claims.indexOf(name);
    if (!Number.isFinite(base.margins?.[margin] ?? Number.NaN)) continue;
    columns.push({ ...said, kind: "margin" });
    from.push(names.length + margin);
  }
  const arrange = (evaluated: Evaluated, n: number): Evaluations => {
    const m = columns.length;
    const outputs = new Float64Array(n * m);
    const { margins } = evaluated;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) {
        const at = from[j] ?? 0;
        outputs[i * m + j] =
          (at < names.length
            ? evaluated.outputs[i * names.length + at]
            : margins?.[i * claims.length + at - names.length]) ?? Number.NaN;
      }
    const text = new Map<number, readonly string[]>();
    for (const [j, column] of columns.entries())
      if (column.kind === "text") text.set(j, evaluated.texts[from[j] ?? 0] ?? []);
    return { outputs, ...(text.size > 0 ? { text } : {}), failures: evaluated.failures };
  };
  return {
    register: about.register,
    columns,
    evaluate: (inputs) => {
      const paths = pathsOf(inputs);
      return async (points, n) => arrange(await evaluator.evaluate(points, n, paths, { onProgress }), n);
    },
  };
}

/** Columns of some outputs alone, and an evaluator of those. */
function only(
  model: Model,
  names: readonly string[],
  inputs: readonly Input[],
): { columns: OutputColumn[]; evaluate: Evaluate } {
  // In the order asked for; a claim brings its margin.
  const indexed = model.columns.map((column, index) => ({ column, index }));
  const kept = names.flatMap((name) => indexed.filter(({ column }) => column.name === name));
  const all = model.evaluate(inputs);
  const width = model.columns.length;
  return {
    columns: kept.map(({ column }) => column),
    evaluate: async (points, n) => {
      const { outputs, text, failures } = await all(points, n);
      const narrow = new Float64Array(n * kept.length);
      for (let i = 0; i < n; i++)
        for (const [j, { index }] of kept.entries())
          narrow[i * kept.length + j] = outputs[i * width + index] ?? Number.NaN;
      const words = new Map(
        kept.flatMap(({ index }, j) => (text?.has(index) ? [[j, text.get(index) ?? []] as const] : [])),
      );
      return { outputs: narrow, ...(words.size > 0 ? { text: words } : {}), failures };
    },
  };
}

/**
 * Runs a study.
 *
 * @throws MemoError for what was asked for wrongly: unknown assumptions, empty ranges, a number of draws that is no power of two, …
 */
export async function runStudy(request: StudyRequest, model: Model): Promise<StudyResult> {
  const inputs = inputsOf(model.register, request.over);
  const [output = ""] = request.outputs;
  const names =
    request.kind === "break-even" && request.text !== undefined ? [...request.outputs, request.text] : request.outputs;
  const study = (moved: readonly Input[]): { columns: OutputColumn[]; evaluate: Evaluate } => only(model, names, moved);
  const sampled = async ({
    draws,
    seed,
    design,
    correlations,
  }: Sampling): Promise<{ drawn: Draws; columns: OutputColumn[]; runs: Evaluations }> => {
    const drawn = drawInputs(inputs, { n: draws, seed, design, correlations });
    const { columns, evaluate } = study(drawn.inputs);
    return { drawn, columns, runs: await runDraws(evaluate, drawn, columns) };
  };
  switch (request.kind) {
    case "tornado": {
      const { columns, evaluate } = study(inputs.filter(({ low }) => low !== undefined));
      const ranged = inputs.filter(({ low }) => low !== undefined);
      return { kind: "tornado", result: await tornado(evaluate, ranged, columns, output) };
    }
    case "elasticity": {
      const { columns, evaluate } = study(inputs);
      return { kind: "elasticity", result: await elasticities(evaluate, inputs, columns, output) };
    }
    case "spider": {
      const ranged = request.by === "range" ? inputs.filter(({ low }) => low !== undefined) : inputs;
      const { columns, evaluate } = study(ranged);
      return { kind: "spider", result: await spider(evaluate, ranged, columns, output, { by: request.by }) };
    }
    case "two-way": {
      const moved = inputsOf(model.register, [request.rows.id, request.columns.id]);
      const { columns, evaluate } = study(moved);
      return { kind: "two-way", result: await twoWay(evaluate, moved, columns, output, request) };
    }
    case "break-even": {
      const { vary, target, from, to, text } = request;
      // Where nothing is found, the others say what would help.
      const others = inputs.filter(({ id }) => id !== vary);
      const moved = [...inputsOf(model.register, [vary]), ...others];
      const { columns, evaluate } = study(moved);
      return {
        kind: "break-even",
        result: await breakEven(evaluate, moved, columns, { id: vary, output, target, from, to, binding: text }),
      };
    }
    case "scenarios": {
      const { scenarios } = model.register;
      const wanted = (request.scenarios ?? [...scenarios.keys()]).map((name) => named("scenario", name, scenarios));
      const ids = new Set(wanted.flatMap(({ overrides }) => [...overrides.keys()]));
      const moved = inputsOf(model.register, [...ids]);
      const { columns, evaluate } = study(moved);
      return { kind: "scenarios", result: await scenarioTable(evaluate, moved, columns, wanted) };
    }
    case "monte-carlo": {
      const { drawn, columns, runs } = await sampled(request);
      const { n, seed } = drawn;
      return {
        kind: "monte-carlo",
        result: { n, seed, drawn: drawn.inputs.length, summaries: summarise(drawn, columns, runs) },
      };
    }
    case "importance": {
      const { drawn, columns, runs } = await sampled(request);
      return { kind: "importance", result: importances(drawn, columns, runs, output) };
    }
    case "sobol": {
      const { draws: n, seed, secondOrder, correlations } = request;
      const design = indexDesign(inputs, { n, seed, secondOrder, correlations });
      const { columns, evaluate } = study(design.inputs);
      return {
        kind: "sobol",
        result: sobolIndices(design, columns, await runIndices(evaluate, design, columns), output),
      };
    }
    case "information": {
      const { drawn, columns, runs } = await sampled(request);
      return { kind: "information", result: valueOfInformation(drawn, columns, runs, request) };
    }
  }
}
