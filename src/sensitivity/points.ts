import { at } from "./cells.js";
import { named, refuse } from "./refusals.js";

/**
 * Runs the model at `n` points. `points` is row-major n × d; its columns are the paths under `given` that `pathsOf` lists for the inputs of the
 * study, in that order, in their declared units. Assumptions that are derived from these follow; all others are as in the register. A block that
 * throws fails its own draw and no other.
 */
export type Evaluate = (points: Float64Array, n: number) => Promise<Evaluations>;

/** What came out of a run at each of n points. */
export interface Evaluations {
  /**
   * Row-major n × m, one column for each `OutputColumn`: a number in its declared unit, 1 or 0 for a claim, its signed margin, or the code of a
   * text. NaN where the block threw.
   */
  outputs: Float64Array;
  /** Texts by column: code c of a column stands for `text.get(column)[c]`. */
  text?: ReadonlyMap<number, readonly string[]>;
  /** In order of draw; a draw may have several. */
  failures: readonly Failure[];
}

/** A block that threw, or gave what is no number, at one draw. */
export interface Failure {
  /** Row of the point, from 0. */
  draw: number;
  blockId: string;
  message: string;
}

/** What a column of the outputs is. A claim that compares numbers has two: whether it holds, and its margin under the same name. */
export interface OutputColumn {
  /** Name of an output, or id of a claim. */
  name: string;
  kind: "number" | "claim" | "margin" | "text";
  label?: string;
  unit?: string;
  /** The unit people see it in, where that is another. */
  shown?: string | undefined;
  /** Ids of the blocks it rests on, its own among them; where absent, every failure is taken for its own. */
  behind?: readonly string[];
  /** Ids of the assumptions it rests on; where absent, it may rest on any. */
  restsOn?: readonly string[];
}

/** Rows `from` (included) to `to` (not included) of a whole. */
export interface Rows {
  from: number;
  to: number;
}

/**
 * The rows of shard `i` (from 1) of `shards`: parts of equal length but for one row.
 *
 * @throws MemoError when there is no such shard.
 */
export function shardRows(n: number, i: number, shards: number): Rows {
  if (!Number.isInteger(shards) || shards < 1 || !Number.isInteger(i) || i < 1 || i > shards)
    refuse("sensitivity/shard", `shard ${i}/${shards}`, { expected: "i/n with whole numbers and 1 ≤ i ≤ n" });
  if (shards > n)
    refuse("sensitivity/shard", `${shards} shards of ${n} draws`, { expected: "no more shards than draws" });
  return { from: Math.floor((n * (i - 1)) / shards), to: Math.floor((n * i) / shards) };
}

/** The points of shard `i` (from 1) of `shards`, as a matrix of its own, and which rows they are. */
export function shard(points: Float64Array, d: number, i: number, shards: number): Rows & { points: Float64Array } {
  const rows = shardRows(d === 0 ? 0 : points.length / d, i, shards);
  return { ...rows, points: points.slice(rows.from * d, rows.to * d) };
}

/** What one shard came to, with draws counted from the shard's own first. */
export interface Part extends Rows {
  evaluations: Evaluations;
}

/**
 * The evaluations of a whole run from those of its parts, in any order: the same bytes as those of one run, once that is put through `settled`
 * too.
 *
 * @param n draws of the whole
 * @param m output columns
 * @throws MemoError when a part is missing, there twice or of the wrong length.
 */
export function merge(parts: readonly Part[], n: number, m: number): Evaluations {
  const ordered = [...parts].sort((a, b) => a.from - b.from || a.to - b.to);
  let next = 0;
  for (const { from, to, evaluations } of ordered) {
    if (from > next)
      refuse("sensitivity/merge", `draws ${next} to ${from - 1} are in no shard`, { expected: `draws 0 to ${n - 1}` });
    if (from < next)
      refuse("sensitivity/merge", `draw ${from} is in more than one shard`, { expected: "each draw once" });
    if (evaluations.outputs.length !== (to - from) * m)
      refuse(
        "sensitivity/merge",
        `the shard of draws ${from} to ${to - 1} holds ${evaluations.outputs.length} results`,
        {
          expected: `${(to - from) * m}: ${m} for each draw`,
          hint: "were all shards run with the same version, scenario and outputs?",
        },
      );
    next = to;
  }
  if (next !== n)
    refuse(
      "sensitivity/merge",
      next < n ? `draws ${next} to ${n - 1} are in no shard` : `a shard goes on to draw ${next - 1}`,
      { expected: `draws 0 to ${n - 1}` },
    );
  const outputs = new Float64Array(n * m);
  const words = new Map<number, string[]>();
  const failures: Failure[] = [];
  for (const { from, evaluations } of ordered) {
    const { text = new Map<number, readonly string[]>() } = evaluations;
    outputs.set(evaluations.outputs, from * m);
    for (const [j, list] of text) {
      const known = words.get(j) ?? [];
      words.set(j, known);
      const codes = list.map((word) => (known.includes(word) ? known.indexOf(word) : known.push(word) - 1));
      for (let k = j; k < evaluations.outputs.length; k += m) {
        const code = at(evaluations.outputs, k);
        outputs[from * m + k] = Number.isNaN(code) ? code : (codes[code] ?? Number.NaN);
      }
    }
    for (const failure of evaluations.failures) failures.push({ ...failure, draw: failure.draw + from });
  }
  return settled({ outputs, ...(words.size > 0 ? { text: words } : {}), failures }, m);
}

/** The same evaluations with texts numbered in the order of their letters and failures in the order of draws and blocks. */
export function settled({ outputs, text, failures }: Evaluations, m: number): Evaluations {
  const out = outputs.slice();
  const words = new Map<number, readonly string[]>();
  for (const [j, list] of [...(text ?? [])].sort(([a], [b]) => a - b)) {
    const used = new Set<string>();
    for (let k = j; k < out.length; k += m) {
      const word = list[at(out, k)];
      if (word !== undefined) used.add(word);
    }
    const sorted = [...used].sort((a, b) => (a < b ? -1 : 1));
    words.set(j, sorted);
    for (let k = j; k < out.length; k += m) {
      const word = list[at(out, k)];
      out[k] = word === undefined ? Number.NaN : sorted.indexOf(word);
    }
  }
  const ordered = [...failures].sort(
    (a, b) => a.draw - b.draw || (a.blockId < b.blockId ? -1 : a.blockId > b.blockId ? 1 : 0),
  );
  return { outputs: out, ...(words.size > 0 ? { text: words } : {}), failures: ordered };
}

/** Where a column has no finite number: how many draws, and why at the first of them. */
export interface Gaps {
  count: number;
  /** The first five, each with the block that threw where one did. */
  first: readonly Gap[];
}

export interface Gap {
  draw: number;
  blockId?: string;
  message: string;
}

const SHOWN = 5;

/** The rows of a column that are finite, and an account of those that are not. */
export function finiteRows(evaluations: Evaluations, m: number, j: number): { rows: Uint32Array; gaps: Gaps } {
  const n = m === 0 ? 0 : evaluations.outputs.length / m;
  const rows: number[] = [];
  const first: Gap[] = [];
  let count = 0;
  for (let i = 0; i < n; i++) {
    const value = at(evaluations.outputs, i * m + j);
    if (Number.isFinite(value)) {
      rows.push(i);
      continue;
    }
    count++;
    if (first.length === SHOWN) continue;
    const failure = evaluations.failures.find((f) => f.draw === i);
    first.push(
      failure && Number.isNaN(value)
        ? { draw: i, blockId: failure.blockId, message: failure.message }
        : { draw: i, message: `the result is ${value}` },
    );
  }
  return { rows: Uint32Array.from(rows), gaps: { count, first } };
}

/** The same evaluations with those failures alone that one of some columns rests on. */
export function failuresBehind(evaluations: Evaluations, columns: readonly OutputColumn[]): Evaluations {
  if (columns.some(({ behind }) => behind === undefined)) return evaluations;
  const blocks = new Set(columns.flatMap(({ behind = [] }) => behind));
  return { ...evaluations, failures: evaluations.failures.filter(({ blockId }) => blocks.has(blockId)) };
}

/**
 * The column of a named output or claim. For a claim `kind` says which of its two is wanted.
 *
 * @throws MemoError for an unknown name, with the nearest right one.
 */
export function columnOf(columns: readonly OutputColumn[], name: string, kind?: OutputColumn["kind"]): number {
  const found = columns.findIndex((c) => c.name === name && (kind === undefined || c.kind === kind));
  if (found >= 0) return found;
  const otherwise = columns.find((c) => c.name === name)?.kind;
  if (otherwise !== undefined)
    refuse("sensitivity/output-kind", `\`${name}\` is a ${otherwise}`, {
      about: name,
      expected: kind === undefined ? "another" : `a ${kind}`,
    });
  const others = columns.filter((c) => kind === undefined || c.kind === kind);
  named("output", name, new Map(others.map((c) => [c.name, c])));
  return -1;
}
