import { createHash } from "node:crypto";
import type { Register } from "../assumptions/register/types.js";
import type { Evaluated, Evaluator } from "../notebook/evaluate/evaluator.js";
import type { OutputDeclaration } from "../notebook/types.js";
import { type Input, pathsOf } from "./inputs.js";
import { type Evaluate, type Evaluations, type Failure, failuresBehind, type OutputColumn } from "./points.js";

/** The model as studies see it: many points in, named results out. */
export interface Model {
  register: Register;
  columns: readonly OutputColumn[];
  /** For points whose columns are `pathsOf(inputs)`; of the results only those named have a meaning. */
  evaluate(inputs: readonly Input[], names: readonly string[]): Evaluate;
}

/** Points from which on a run's results are kept for the next study that asks for the same points. */
const WORTH_KEEPING = 1024;

/**
 * A model over an open evaluator.
 *
 * @param names outputs and claims, in the order in which the evaluator was opened with them
 */
export async function modelOf(
  evaluator: Evaluator,
  names: readonly string[],
  about: {
    register: Register;
    claims: ReadonlySet<string>;
    outputs: ReadonlyMap<string, OutputDeclaration>;
    /** Ids of the blocks that a result rests on. */
    behind?(name: string): readonly string[];
  },
  onProgress?: (done: number, of: number) => void,
): Promise<Model> {
  const base = await evaluator.evaluate(new Float64Array(0), 1, []);
  const claims = names.filter((name) => about.claims.has(name));
  const columns: OutputColumn[] = [];
  /** For each column, where the evaluator has it: its own columns first, then the margins of claims. */
  const from: number[] = [];
  for (const [index, name] of names.entries()) {
    const declared = about.outputs.get(name);
    const behind = about.behind?.(name);
    const said = {
      name,
      ...(declared ? { label: declared.label, unit: declared.unit, shown: declared.shown } : {}),
      behind,
    };
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
    return { outputs, ...(text.size > 0 ? { text } : {}), failures: evaluated.failures.map(bare) };
  };
  // Studies of a memo often share their draws: then all results are computed at once.
  const kept = new Map<string, Promise<Evaluations>>();
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
    evaluate: (inputs, outputs) => {
      const paths = pathsOf(inputs);
      const run = async (points: Float64Array, n: number, wanted?: readonly string[]): Promise<Evaluations> =>
        arrange(await evaluator.evaluate(points, n, paths, { onProgress: progressOf(n), outputs: wanted }), n);
      return async (points, n) => {
        if (n < WORTH_KEEPING) return run(points, n, outputs);
        const bytes = new Uint8Array(points.buffer, points.byteOffset, points.byteLength);
        const key = createHash("sha1").update(JSON.stringify(paths)).update(bytes).digest("hex");
        // Before it is there, since another study may ask meanwhile.
        const known = kept.get(key) ?? run(points, n);
        kept.set(key, known);
        return known;
      };
    },
  };
}

/** A failure whose message doesn't begin with the block it names anyway. */
function bare({ draw, blockId, message }: Failure): Failure {
  const head = `block \`${blockId}\`: `;
  return { draw, blockId, message: message.startsWith(head) ? message.slice(head.length) : message };
}

/** Columns of some outputs alone, and an evaluator of those. */
export function only(
  model: Model,
  names: readonly string[],
  inputs: readonly Input[],
): { columns: OutputColumn[]; evaluate: Evaluate } {
  // In the order asked for; a claim brings its margin.
  const indexed = model.columns.map((column, index) => ({ column, index }));
  const kept = names.flatMap((name) => indexed.filter(({ column }) => column.name === name));
  const all = model.evaluate(inputs, names);
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
      return { outputs: narrow, ...(words.size > 0 ? { text: words } : {}), failures };
    },
  };
}
