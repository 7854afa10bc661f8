import { givenTree } from "../../src/assumptions/index.js";
import { openModel } from "../../src/memo/sweeps/model.js";
import { givenReads } from "../../src/notebook/analyse/program.js";
import { leafOf } from "../../src/notebook/evaluate/leaves.js";
import type { Cell } from "../../src/notebook/types.js";
import { runStudy, type ScenarioCell, type ScenarioTable } from "../../src/sensitivity/index.js";
import { figuresOf, type Memo } from "./memo.js";
import type { Found } from "./results-table-compare.js";

/** What a memo has for the figures of the reference; undefined where it has nothing, or more than one. */
export interface MemoValues {
  /** The cell of `column` in the row whose `key` column, the first unless told, reads `row`. */
  cell(figure: string, row: string, column: string, key?: string): Found | undefined;
  /** By name with keys (`limits.2026.power`), `given.…` for an assumption, `table/row/column` for a cell. */
  value(name: string): Found | undefined;
  /** What a declared output is called. */
  label(name: string): string | undefined;
  /** By scenario; `base` is the build without one. */
  scenario(scenario: string, output: string): Found | undefined;
  /** What a sweep came to, by the name it is quoted by. */
  study(sweep: string): unknown;
  holds(claim: string): boolean | undefined;
}

/** What a memo is asked for besides what it prints. */
export interface Asked {
  names: readonly string[];
  scenarios: readonly string[];
  outputs: readonly string[];
}

/**
 * The memo's values, with those of `names` that it doesn't quote and `outputs` under each of `scenarios` computed on one evaluator.
 *
 * @throws MemoError for keys that lead nowhere, or to what is neither number, truth value nor text.
 */
export async function valuesOf(memo: Memo, asked: Asked): Promise<MemoValues> {
  const { tree, scope } = memo;
  const given = { given: givenTree(memo.register, ["*", "range.*"]) };
  const figures = new Map(figuresOf(tree).map((figure) => [figure.id, figure]));
  const declared = new Map(tree.outputs.map((output) => [output.declaration.name, output]));
  const claims = new Map(tree.claims.map(({ id, holds }) => [id, holds]));
  const computed = asked.names.filter(
    (name) => !declared.has(name) && memo.program.names.has(name.split(".")[0] ?? ""),
  );
  const table = await scenariosOf(memo, [...new Set([...computed, ...asked.outputs])], asked.scenarios);
  const under = (cells: readonly ScenarioCell[] | undefined, name: string): Found | undefined => {
    const at = table.columns.findIndex((column) => column.name === name);
    const cell = cells?.[at];
    return cell && found(cell.text ?? cell.value);
  };

  const cell: MemoValues["cell"] = (figure, row, column, key) => {
    const { columns = [], rows = [] } = figures.get(figure)?.table ?? {};
    const at = (name: string): number => columns.findIndex((one) => one.key === name);
    const chosen = rows.filter((cells) => cells[key === undefined ? 0 : at(key)]?.text === row);
    return chosen.length === 1 ? chosen[0]?.[at(column)] : undefined;
  };
  return {
    cell,
    value: (name) => {
      const [, figure, row, column] = CELL.exec(name) ?? [];
      if (figure !== undefined && row !== undefined && column !== undefined) return cell(figure, row, column);
      if (name.startsWith("given.")) return found(leafOf(given, name.split(".")));
      return declared.get(name) ?? under(table.base.cells, name);
    },
    label: (name) => declared.get(name)?.declaration.label,
    scenario: (scenario, output) => {
      const row = scenario === "base" ? table.base : table.rows.find(({ name }) => name === scenario);
      return under(row?.cells, output);
    },
    study: (sweep) => scope.values.get(sweep),
    holds: (claim) => claims.get(claim),
  };
}

/** A cell of a table: the row's name may hold strokes itself. */
const CELL = /^(tbl-[^/]+)\/(.+)\/([^/]+)$/;

/** A value found by its keys, as a cell; nothing where the keys lead nowhere. */
export function found(value: unknown): Found | undefined {
  if (typeof value !== "number" && typeof value !== "string" && typeof value !== "boolean") return undefined;
  const cell: Cell = value;
  return { value: cell, text: String(cell) };
}

async function scenariosOf(
  { program, register }: Memo,
  names: readonly string[],
  scenarios: readonly string[],
): Promise<ScenarioTable> {
  const { model, close } = await openModel(
    { program, register, given: givenTree(register, givenReads(program)) },
    names,
  );
  try {
    const study = await runStudy({ kind: "scenarios", outputs: names, scenarios, top: scenarios.length }, model);
    if (study.kind !== "scenarios") throw new TypeError(`asked for scenarios, got ${study.kind}`);
    return study.result;
  } finally {
    close();
  }
}
