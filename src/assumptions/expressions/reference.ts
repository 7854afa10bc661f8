import type { Unit } from "mathjs";
import { didYouMean, oneOf } from "../../diagnostic.js";
import type { Path } from "../../expressions/tree.js";
import { setOf } from "../../lists.js";
import type { GivenTree } from "../register/given.js";
import type { Assumption } from "../register/types.js";
import { declaredUnit, hasZero } from "../units/block-units.js";
import { sameDimensions } from "../units/units.js";
import { type Analysis, givenCode, numberCode, refuse, type Scope, Silent } from "./analysis.js";

/** What a path comes to: an assumption, or a row, column or cell of one. */
export function readPath(node: Path, scope: Scope): Analysis {
  const found = scope.resolve(node.name.text);
  if (found === "failed") throw new Silent();
  if (!found) {
    const hint = didYouMean(node.name.text, scope.names()) ?? unitHint(node.name.text, scope);
    return refuse(
      node,
      "unknown-assumption",
      `unknown assumption \`${node.name.text}\``,
      "the dotted path of an assumption",
      hint,
    );
  }
  const { assumption, rest } = found;
  checkKeys(node, assumption, rest);
  const { unit, factorAt } = unitsAt(node, assumption, rest[1], scope);
  return compiled(assumption, rest, unit, factorAt);
}

/** What to do where a unit stands in an expression, whose numbers have none. */
const unitHint = (text: string, { system }: Scope): string | undefined =>
  system.parse(text).ok
    ? `\`${text}\` is a unit: a quantity such as \`value: 84 ${text}\` is an assumption of its own, which the expression names`
    : undefined;

/** Refuses what is no number, and keys that aren't there. */
function checkKeys(node: Path, { id, keys, columns = [], shape }: Assumption, rest: readonly string[]): void {
  if (shape === "said") refuse(node, "unknown-assumption", `\`${id}\` is no number`, "numbers");
  if (shape === "data")
    refuse(node, "unknown-assumption", `\`${id}\` is a data file`, "numbers", "compute from its rows in a block");
  const depth = shape === "scalar" ? 0 : shape === "series" ? 1 : 2;
  const [row, column] = rest;
  const noRow = row !== undefined && !setOf(keys).has(row);
  if (rest.length <= depth && !noRow && (column === undefined || columns.includes(column))) return;
  const bad = noRow ? row : (rest[rest.length - 1] ?? "");
  const choices = noRow ? keys : columns;
  refuse(
    node,
    "unknown-assumption",
    `assumption \`${id}\` has no \`${bad}\``,
    choices.length > 0 && rest.length <= depth ? oneOf(choices) : "no further key",
    didYouMean(bad, choices),
  );
}

/** The unit of what is read, which has one dimension, and how many base units one of each column is. */
function unitsAt(
  node: Path,
  assumption: Assumption,
  column: string | undefined,
  scope: Scope,
): { unit: Unit | undefined; factorAt(column: string): number } {
  const { id, keys, columns = [], shape } = assumption;
  const used = shape !== "table" ? [""] : column !== undefined ? [column] : columns;
  const known = new Map(
    used.map((col) => {
      const parsed = scope.system.parse(assumption.columnUnits?.[col] ?? assumption.unit);
      if (!parsed.ok) throw new Silent();
      return [col, parsed.unit];
    }),
  );
  const [first] = known.values();
  if (!first) throw new Silent();
  const { text } = node.name;
  if (hasZero(declaredUnit(assumption)))
    refuse(
      node,
      "expression-unit",
      `\`${text}\` is declared in \`${declaredUnit(assumption)}\`, a scale with a zero of its own`,
      "`unit: K` there, with the value as `25 degC` where that is how it is known",
    );
  if ([...known.values()].some((u) => !sameDimensions(u.dimensions, first.dimensions)))
    refuse(
      node,
      "expression-unit",
      `the columns of \`${text}\` have different units`,
      `one column, as in \`${id}.${keys[0]}.${columns[0]}\``,
    );
  return {
    unit: first.dimensions.every((d) => d === 0) ? undefined : first.one,
    factorAt: (col) => (known.get(col) ?? first).factor,
  };
}

/** Reads of the `given` tree, as a function and as code; both are called for every point of a study. */
function compiled(
  { id, keys, columns = [], shape }: Assumption,
  [row, column]: readonly string[],
  unit: Unit | undefined,
  factorAt: (column: string) => number,
): Analysis {
  const factor = factorAt("");
  const factors = new Map(columns.map((col) => [col, factorAt(col)]));
  const parts = id.split(".");
  const base = (given: GivenTree): GivenTree | number => {
    let at: GivenTree | number = given;
    for (const part of parts) at = (at as GivenTree)[part] as GivenTree | number;
    return at;
  };
  const read = (times: number, ...below: string[]): string =>
    `(${givenCode([...parts, ...below])} * ${numberCode(times)})`;
  const scalar = { shape: "scalar", keys: [], unit } as const;
  if (shape === "scalar") return { ...scalar, evaluate: (g) => (base(g) as number) * factor, code: () => read(factor) };
  if (shape === "series") {
    const item = (g: GivenTree, r: string): number => ((base(g) as GivenTree)[r] as number) * factor;
    if (row !== undefined) return { ...scalar, evaluate: (g) => item(g, row), code: () => read(factor, row) };
    return { shape, keys, unit, evaluate: item, code: (r) => read(factor, r) };
  }
  const cell = (g: GivenTree, r: string, c: string): number =>
    (((base(g) as GivenTree)[r] as GivenTree)[c] as number) * (factors.get(c) ?? factor);
  const cellCode = (r: string, c: string): string => read(factors.get(c) ?? factor, r, c);
  if (row === undefined) return { shape: "table", keys, columns, unit, evaluate: cell, code: cellCode };
  if (column !== undefined)
    return { ...scalar, evaluate: (g) => cell(g, row, column), code: () => cellCode(row, column) };
  return { shape: "series", keys: columns, unit, evaluate: (g, c) => cell(g, row, c), code: (c) => cellCode(row, c) };
}
