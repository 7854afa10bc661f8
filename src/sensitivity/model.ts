import type { Register } from "../assumptions/register/types.js";
import type { Evaluated, Evaluator } from "../notebook/evaluate/evaluator.js";
import { firstOfEach } from "../notebook/evaluate/failures.js";
import type { OutputDeclaration } from "../notebook/types.js";
import { type Input, pathsOf } from "./inputs.js";
import { type Evaluate, type Evaluations, type Failure, failuresBehind, type OutputColumn } from "./points.js";

/** The model as studies see it: many points in, named results out. */
export interface Model {
  register: Register;
  columns: readonly OutputColumn[];
  /**
   * For points whose columns are `pathsOf(inputs)`; of the results only those named have a meaning. Whoever asks leaves points as they are. `sharing` is a word for
   * studies that may ask for the same points.
   */
  evaluate(inputs: readonly Input[], names: readonly string[], sharing?: string): Evaluate;
}

/** Points from which on a run's results are kept for the next study that asks for the same ones. */
const WORTH_KEEPING = 1024;
/** Numbers of all points and results that are kept: 128 megabytes. */
const MOST_KEPT = 2 ** 24;

/** What came, or is coming, of some points. */
interface Kept {
  sharing: string;
  /** Of the points and of the results. */
  numbers: number;
  paths: string;
  points: Float64Array;
  evaluations: Promise<Evaluations>;
}

export interface ModelFacts {
  register: Register;
  claims: ReadonlySet<string>;
  outputs: ReadonlyMap<string, OutputDeclaration>;
  /** Ids of the blocks that a result rests on. */
  behind?(name: string): readonly string[];
  /** Ids of the assumptions that a result rests on. */
  restsOn?(name: string): readonly string[];
  /** By the words of studies that may ask for the same points, the results that any of them reads: these are computed together. */
  together?: ReadonlyMap<string, readonly string[]>;
}

/**
 * A model over an open evaluator.
 *
 * @param names outputs and claims, in the order in which the evaluator was opened with them
 */
export async function modelOf(
  evaluator: Evaluator,
  names: readonly string[],
  about: ModelFacts,
  onProgress?: (done: number, of: number) => void,
): Promise<Model> {
  const base = await evaluator.evaluate(new Float64Array(0), 1, []);
  const sources = sourcesOf(base, names, about);
  const columns = sources.map(({ column }) => column);
  // Studies of a memo often share their points: then all that any of them reads is computed at once.
  let kept: readonly Kept[] = [];
  let [done, asked] = [0, 0];
  /** What is done of all that was asked, since the runs of several studies come in turn. */
  const progressOf = (n: number): ((rows: number) => void) => {
    asked += n;
    let last = 0;
    return (rows) => {
      done += rows - last;
      last = rows;
      onProgress?.(done, asked);
    };
  };
  return {
    register: about.register,
    columns,
    evaluate: (inputs, outputs, sharing) => {
      const paths = pathsOf(inputs);
      const run = async (points: Float64Array, n: number, wanted: readonly string[]): Promise<Evaluations> =>
        arrange(await evaluator.evaluate(points, n, paths, { onProgress: progressOf(n), outputs: wanted }), n, sources);
      return async (points, n) => {
        const together = sharing === undefined ? undefined : about.together?.get(sharing);
        if (sharing === undefined || !together || n < WORTH_KEEPING) return run(points, n, outputs);
        const asked = JSON.stringify(paths);
        const known = kept.find((one) => one.sharing === sharing && one.paths === asked && areSame(one.points, points));
        if (known) return known.evaluations;
        // Before it is there, since another study may ask meanwhile.
        const numbers = points.length + n * columns.length;
        const fresh = { sharing, numbers, paths: asked, points, evaluations: run(points, n, together) };
        kept = latest([fresh, ...kept]);
        return fresh.evaluations;
      };
    },
  };
}

/** Whether two matrices hold the same numbers to the bit. */
const areSame = (a: Float64Array, b: Float64Array): boolean =>
  (a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.length === b.length) || bytesOf(a).equals(bytesOf(b));

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** As many of the first as may be kept, one at least. */
function latest(all: readonly Kept[]): Kept[] {
  let sum = 0;
  return all.filter(({ numbers }, at) => {
    sum += numbers;
    return at === 0 || sum <= MOST_KEPT;
  });
}

/** A column and where the evaluator has it: among its own columns, or among the margins of claims. */
interface Source {
  column: OutputColumn;
  of: "outputs" | "margins";
  at: number;
  /** Numbers of that kind a point. */
  width: number;
}

/** What each name is in the base case; a claim that has a margin there has a column of it too. */
function sourcesOf(
  base: Evaluated,
  names: readonly string[],
  { claims, outputs, behind, restsOn }: ModelFacts,
): Source[] {
  const known = names.filter((name) => claims.has(name));
  const width = names.length;
  return names.flatMap((name, at): Source[] => {
    const { label, unit, shown } = outputs.get(name) ?? {};
    const said = { name, label, unit, shown, behind: behind?.(name), restsOn: restsOn?.(name) };
    if (!claims.has(name))
      return [{ column: { ...said, kind: base.texts[at] ? "text" : "number" }, of: "outputs", at, width }];
    const margin = known.indexOf(name);
    const holds: Source = { column: { ...said, kind: "claim" }, of: "outputs", at, width };
    if (!Number.isFinite(base.margins?.[margin] ?? Number.NaN)) return [holds];
    return [holds, { column: { ...said, kind: "margin" }, of: "margins", at: margin, width: known.length }];
  });
}

/** The results of `n` points, row by row in the order of the columns. */
function arrange(evaluated: Evaluated, n: number, sources: readonly Source[]): Evaluations {
  const m = sources.length;
  const outputs = new Float64Array(n * m);
  const text = new Map<number, readonly string[]>();
  for (const [j, { column, of, at, width }] of sources.entries()) {
    const values = evaluated[of];
    for (let i = 0; i < n; i++) outputs[i * m + j] = values?.[i * width + at] ?? Number.NaN;
    if (column.kind === "text") text.set(j, evaluated.texts[at] ?? []);
  }
  return { outputs, ...(text.size > 0 ? { text } : {}), failures: evaluated.failures.map(bare) };
}

/** A failure whose message doesn't begin with the block it names anyway. */
function bare({ draw, blockId, message }: Failure): Failure {
  const head = `block \`${blockId}\`: `;
  return { draw, blockId, message: message.startsWith(head) ? message.slice(head.length) : message };
}

/** Columns of some outputs alone, and an evaluator of those; `sharing` as for `Model.evaluate`. */
export function only(
  model: Model,
  names: readonly string[],
  inputs: readonly Input[],
  sharing?: string,
): { columns: OutputColumn[]; evaluate: Evaluate } {
  // In the order asked for; a claim brings its margin.
  const indexed = model.columns.map((column, index) => ({ column, index }));
  const kept = names.flatMap((name) => indexed.filter(({ column }) => column.name === name));
  const all = model.evaluate(inputs, names, sharing);
  const width = model.columns.length;
  const columns = kept.map(({ column }) => column);
  return {
    columns,
    evaluate: async (points, n) => {
      const { outputs, text, failures } = failuresBehind(await all(points, n), columns);
      const narrow = new Float64Array(n * kept.length);
      for (let i = 0; i < n; i++)
        for (const [j, { index }] of kept.entries())
          narrow[i * kept.length + j] = outputs[i * width + index] ?? Number.NaN;
      const words = new Map(
        kept.flatMap(({ index }, j) => (text?.has(index) ? [[j, text.get(index) ?? []] as const] : [])),
      );
      return {
        outputs: narrow,
        ...(words.size > 0 ? { text: words } : {}),
        failures: firstOfEach(failures),
      };
    },
  };
}
