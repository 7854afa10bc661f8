import { type Diagnostic, didYouMean, MemoError, oneOf } from "../diagnostic.js";
import { FORMAT_HELPERS, type OwnFormat } from "../document/helpers.js";
import type { MemoTree } from "../document/tree.js";
import { type Computed, type ComputeOptions, computeMemo } from "../memo/compute.js";
import { partsOf, valueAt } from "../memo/name-path.js";
import type { Project } from "../memo/project.js";

/** With what a memo is computed; nothing of it is taken from the machine, the clock or the environment. */
export interface Options {
  /** Version of the assumptions, such as `2026-05`; the one that the first chapter names, or the latest, without it. */
  version?: string;
  scenario?: string;
  /** Values of assumptions as `--set` takes them, by id: `{"van.price": "42000 USD"}`. */
  set?: Readonly<Record<string, string>>;
  /** A folder for what is kept between runs; nothing is kept, and nothing written, without it. */
  cacheFolder?: string;
  /** Bounds of one run of the blocks: wall-clock seconds, megabytes over what the process starts with. 60 and 1,024 unless given. */
  limits?: { seconds: number; megabytes: number };
  /** Formats for prose, `{{name value}}`, besides the engine's. They get the value unrounded, and give one line of text. */
  formats?: Readonly<Record<string, OwnFormat>>;
  /** Told what is going on. */
  onStep?(text: string): void;
  /** Gives up; the promise then rejects. */
  signal?: AbortSignal;
}

/** A memo that computes. */
export interface Memo {
  project: Project;
  /** What every writer renders. */
  tree: MemoTree;
  /** Warnings and hints. */
  diagnostics: readonly Diagnostic[];
  /**
   * An output, a claim, any other value that prose or an output brings back, or a part of one, by a path as prose writes it: `cost.electric`.
   *
   * @throws RangeError for a path that leads nowhere
   */
  value(path: string): Value;
  /** For `review` and `sweep`. */
  readonly options: Options;
}

/** A value and what stands behind it. */
export interface Value {
  path: string;
  /** As blocks have it: a number in `unit`, a text, a Map for a series, or for a claim whether it holds. */
  value: unknown;
  /** As it is printed where a format is declared. */
  text?: string;
  label?: string;
  /** Of numbers of outputs and assumptions; absent for what neither declares. */
  unit?: string;
  /** Id of the block that computes it. */
  block?: string;
  /** Ids of the assumptions it rests on, in the register's order. */
  restsOn: readonly string[];
}

/**
 * Computes and checks a memo: reads, runs blocks and sweeps, resolves the document, checks types, dimensions and prose, as `memo build` does.
 *
 * @throws MemoError with every diagnostic found, when one is an error
 * @throws RangeError for a format that has the name of one of the engine's
 */
export async function compute(project: Project, options: Options = {}): Promise<Memo> {
  const computed = await computeMemo(project, computeOptions(options));
  const { tree, diagnostics } = computed;
  const memo: Memo = { project, options, tree, diagnostics, value: (path) => valueAtPath(computed, path) };
  behind.set(memo, computed);
  return memo;
}

const behind = new WeakMap<object, Computed>();

/** What a memo was made from, so that nothing of it is computed again; undefined for what isn't one. */
export const computedOf = (memo: object): Computed | undefined => behind.get(memo);

/** What a memo's check came to. */
export interface Checked {
  /** No error was found. */
  ok: boolean;
  /** Errors, warnings and hints in source order. */
  diagnostics: readonly Diagnostic[];
  /** Absent where there are errors. */
  memo?: Memo;
}

/** The same, with what is wrong as a result and not as an exception. */
export async function check(project: Project, options: Options = {}): Promise<Checked> {
  try {
    const memo = await compute(project, options);
    return { ok: true, diagnostics: memo.diagnostics, memo };
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return { ok: false, diagnostics: error.diagnostics };
  }
}

/** Options as the engine takes them. */
export function computeOptions({ set = {}, formats = {}, onStep, ...same }: Options): ComputeOptions {
  const taken = Object.keys(formats).find((name) => FORMAT_HELPERS.has(name) || !/^[a-z][A-Za-z0-9]*$/.test(name));
  if (taken !== undefined)
    throw new RangeError(
      FORMAT_HELPERS.has(taken)
        ? `the engine has a format \`${taken}\` of its own`
        : `\`${taken}\` is no name of a format: expected a small letter from a to z, then letters and digits`,
    );
  return {
    ...same,
    sets: Object.entries(set).map(([id, text]) => ({ id, text })),
    formats: new Map(Object.entries(formats)),
    step: onStep,
    check: true,
  };
}

function valueAtPath({ tree, scope }: Computed, path: string): Value {
  const [head = "", ...rest] = partsOf(path);
  const claim = tree.claims.find(({ id }) => id === path);
  if (claim)
    return {
      path,
      value: claim.holds,
      block: claim.blockId,
      restsOn: claim.restsOn ?? scope.restsOn(claim.blockId),
    };
  const output = tree.outputs.find(({ declaration }) => declaration.name === path);
  const whole = head === "given" ? scope.given : scope.values.get(head);
  const { value, known } = valueAt(whole, rest);
  const block = scope.blockOf(head);
  if (value === undefined && block !== undefined && whole === undefined)
    throw new RangeError(
      `\`${head}\` of the block \`${block}\` is brought back by no output and no sentence: declare an output, or quote it`,
    );
  if (value === undefined)
    throw new RangeError(
      [
        `there is no value \`${path}\``,
        ...(rest.length > 0 && known.length > 0 ? [`expected ${oneOf(known)}`] : []),
        ...[didYouMean(path, [...scope.names, ...tree.claims.map(({ id }) => id)]) ?? []].flat(),
      ].join("; "),
    );
  const id = head === "given" ? scope.assumptionOf(rest.join(".")) : undefined;
  const assumption = id === undefined ? undefined : scope.register.assumptions.get(id);
  return {
    path,
    value,
    ...(output ? { text: output.text } : {}),
    label: output?.declaration.label ?? assumption?.label,
    unit: output?.declaration.unit ?? assumption?.columnUnits?.[rest.at(-1) ?? ""] ?? assumption?.unit,
    block,
    restsOn: output?.restsOn ?? (head === "given" ? assumptionsBehind(scope, rest) : scope.valueRestsOn(path)),
  };
}

function assumptionsBehind({ assumptionOf, register }: Computed["scope"], parts: readonly string[]): string[] {
  const id = assumptionOf(parts.join("."));
  return id === undefined ? [] : [id, ...(register.assumptions.get(id)?.restsOn ?? [])];
}
