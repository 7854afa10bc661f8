import type { MemoTree } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import type { Cell } from "../../notebook/types.js";
import { isObject } from "../../publish/record.js";
import { type Combination, nameOf } from "./combinations.js";

/** The list of what is in the folder, for programs. */
export const MATRIX = "matrix.json";

const SCHEMA = 1;

/** What a combination came to. */
export interface MatrixEntry {
  version: string;
  scenario: string | null;
  /** Of the scenario, as it calls itself. */
  title?: string;
  /** What it was made by and from. */
  engine?: string;
  inputs?: string;
  /** Folder of its files, from that of the list; a slash at its end. */
  path: string;
  /** Key outputs, by name; all outputs of a memo that has no key ones. */
  numbers: Readonly<Record<string, { value: Cell; text: string }>>;
  claims: { all: number; fallen: readonly string[] };
  /** Why there are none: the first error. Files that stand at its path are of an earlier build. */
  failure?: string;
  /** It is of other sources, or another engine, than the latest part that was built. */
  earlier?: true;
}

export interface Matrix {
  schema: number;
  title: string;
  language: string;
  outputs: readonly { name: string; label: string; unit: string }[];
  combinations: readonly MatrixEntry[];
}

export function entryOf(combination: Combination, tree: MemoTree): MatrixEntry {
  const { version, scenario } = tree.register;
  return {
    version,
    scenario: scenario?.name ?? null,
    title: scenario?.title,
    engine: tree.origin?.engine,
    inputs: tree.origin?.inputs,
    path: `${nameOf(combination)}/`,
    numbers: Object.fromEntries(
      shownOutputs(tree).map(({ declaration: { name }, value, text }) => [name, { value, text }]),
    ),
    claims: { all: tree.claims.length, fallen: tree.claims.filter(({ holds }) => !holds).map(({ id }) => id) },
  };
}

export const failedEntry = (combination: Combination, failure: string): MatrixEntry => ({
  version: combination.version ?? "",
  scenario: combination.scenario ?? null,
  path: `${nameOf(combination)}/`,
  numbers: {},
  claims: { all: 0, fallen: [] },
  failure,
});

function shownOutputs(tree: MemoTree): MemoTree["outputs"] {
  const key = tree.outputs.filter(({ declaration }) => declaration.key);
  return key.length > 0 ? key : tree.outputs;
}

/** What the list says of the memo itself. */
export function headOf(tree: MemoTree): Pick<Matrix, "title" | "language" | "outputs"> {
  const outputs = shownOutputs(tree).map(({ declaration: { name, label, unit } }) => ({ name, label, unit }));
  return { title: plainText(tree.title), language: tree.language, outputs };
}

/**
 * The list after another build: entries of this one, and of those before what the memo still has, in the memo's order.
 *
 * @param all that the memo has
 * @param isCurrent whether an entry of before is what would be built now
 */
export function matrixOf(
  head: Pick<Matrix, "title" | "language" | "outputs">,
  entries: readonly MatrixEntry[],
  before: Matrix | undefined,
  all: readonly Combination[],
  isCurrent: (entry: MatrixEntry) => boolean,
): Matrix {
  const earlier = (before?.combinations ?? []).map(
    ({ earlier: _, ...entry }): MatrixEntry => (isCurrent(entry) ? entry : { ...entry, earlier: true }),
  );
  const known = new Map([...earlier, ...entries].map((entry) => [entry.path, entry]));
  const combinations = all.flatMap((one) => known.get(`${nameOf(one)}/`) ?? []);
  return { schema: SCHEMA, ...head, combinations };
}

export const matrixText = (matrix: Matrix): string => `${JSON.stringify(matrix, undefined, 2)}\n`;

/** A list as `matrixText` wrote it; undefined for anything else, of which nothing is taken over. */
export function parseMatrix(text: string): Matrix | undefined {
  try {
    const matrix = JSON.parse(text) as Partial<Matrix> | null;
    if (matrix?.schema !== SCHEMA || typeof matrix.title !== "string" || typeof matrix.language !== "string") return;
    const { outputs, combinations } = matrix;
    return Array.isArray(outputs) &&
      outputs.every(isOutput) &&
      Array.isArray(combinations) &&
      combinations.every(isEntry)
      ? (matrix as Matrix)
      : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";

const isOutput = (value: unknown): boolean =>
  isObject(value) && [value.name, value.label, value.unit].every((text) => isText(text));

function isEntry(value: unknown): value is MatrixEntry {
  if (!isObject(value) || !isText(value.version) || !isText(value.path)) return false;
  const { scenario, title, engine, inputs, failure, numbers, claims } = value;
  return (
    (scenario === null || isText(scenario)) &&
    [title, engine, inputs, failure].every((text) => text === undefined || isText(text)) &&
    isObject(numbers) &&
    Object.values(numbers).every((number) => isObject(number) && isText(number.text)) &&
    isObject(claims) &&
    Array.isArray(claims.fallen) &&
    claims.fallen.every(isText)
  );
}
