import { CLAIMS, claimRows, quantityRows } from "./results-table-claims.js";
import { compare, compareDrawn } from "./results-table-compare.js";
import type { DrawnFigure, Expected } from "./results-table-data.js";
import { absentRow, type ResultRow, row, valueRow } from "./results-table-row.js";
import { type Asked, found, type MemoValues } from "./results-table-values.js";

/** Titles of the sections, in order. */
export const SECTIONS: ReadonlyMap<string, string> = new Map([
  ["1", "Stated and computed"],
  ["2.1", "Chips"],
  ["2.2", "Cohorts and stack"],
  ["2.3", "Path of the software factor"],
  ["2.4", "Number formats"],
  ["2.5", "What the multiples pin down"],
  ["2.6", "Doubling baseline"],
  ["3", "Bottlenecks"],
  ["4.1", "Demand proxies"],
  ["4.2", "Tightness and break-even"],
  ["4.3", "Tightness by factor and growth"],
  ["5", "Scenarios"],
  ["6", "One assumption at a time"],
  ["7", "Draws"],
  ["8", "Case study"],
  ["9", "Price, volume, spend"],
  ["10", "Adoption, users and dollars"],
  ["11", "Peak and off-peak"],
  ["12", "Vendors"],
  ["13", "Winners and losers"],
  [CLAIMS, "Statements that the sources compute"],
]);

/** Every name, scenario and output that `rowsOf` asks a memo for. */
export function askedOf(parts: readonly Expected[]): Asked {
  const scenarios = parts.flatMap((part) => part.scenarios ?? []).flatMap(({ rows }) => Object.entries(rows));
  const claims = parts.flatMap((part) => part.claims ?? []);
  const names = [
    ...parts.flatMap((part) => part.values ?? []).flatMap(({ values }) => Object.keys(values)),
    ...parts.flatMap((part) => part.quantities ?? []).map(({ value }) => value),
    ...claims.flatMap(({ figures = {}, readings }) => [...Object.keys(figures), ...readings.map(({ value }) => value)]),
  ];
  return {
    names: [...new Set(names)],
    scenarios: [...new Set(scenarios.map(([name]) => name))].filter((name) => name !== "base"),
    outputs: [...new Set(scenarios.flatMap(([, row]) => Object.keys(row)))],
  };
}

/** A row for every figure of the reference, by section. */
export function rowsOf(parts: readonly Expected[], memo: MemoValues): ResultRow[] {
  const rows = parts.flatMap((part) => [
    ...(part.quantities ?? []).flatMap((quantity) => quantityRows(quantity, memo)),
    ...figureRows(part, memo),
    ...studyRows(part, memo),
    ...(part.claims ?? []).flatMap((claim) => claimRows(claim, memo)),
    ...(part.absent ?? []).map(({ section, source = section, figure, printed }) =>
      absentRow(section, source, figure, printed),
    ),
  ]);
  const order = [...SECTIONS.keys()];
  const unknown = rows.find(({ section }) => !order.includes(section));
  if (unknown) throw new RangeError(`a figure of section ${unknown.section}, which is none: ${unknown.figure}`);
  return order.flatMap((section) => rows.filter((row) => row.section === section));
}

/** Tables, values and scenarios. */
function figureRows({ tables = [], values = [], scenarios = [] }: Expected, memo: MemoValues): ResultRow[] {
  return [
    ...tables.flatMap(({ section, title, figure, key, rows }) =>
      cells(rows).map(([name, column, printed]) =>
        row(
          section,
          `${title}: ${name}, ${column} (\`${figure}\`)`,
          printed,
          compare(memo.cell(figure, name, column, key), printed),
        ),
      ),
    ),
    ...values.flatMap(({ section, values }) =>
      Object.entries(values).map(([name, printed]) => valueRow(section, section, name, printed, memo)),
    ),
    ...scenarios.flatMap(({ section, title, rows }) =>
      cells(rows).map(([scenario, output, printed]) =>
        row(
          section,
          `${title}: ${scenario}, \`${output}\``,
          printed,
          compare(memo.scenario(scenario, output), printed),
        ),
      ),
    ),
  ];
}

/** Two-way grids, tornados and draws: what a sweep of the memo came to. */
function studyRows({ grids = [], tornados = [], draws = [] }: Expected, memo: MemoValues): ResultRow[] {
  return [
    ...grids.flatMap(({ section, title, sweep, rows }) => {
      const study = memo.study(sweep) as TwoWayValue | undefined;
      return cells(rows).map(([r, c, printed]) => {
        const value = study?.cells[study.rows.indexOf(Number(r))]?.[study.columns.indexOf(Number(c))];
        return row(section, `${title}: ${r} by ${c} (\`${sweep}\`)`, printed, compare(found(value), printed));
      });
    }),
    ...tornados.flatMap(({ section, title, sweep, base, rows }) => {
      const study = memo.study(sweep) as TornadoValue | undefined;
      const ends = cells(rows).map(([id, end, printed]) => {
        const bar = study?.bars.find((one) => one.id === id);
        const value = end === "swing" ? bar?.swing : bar?.[end as "low" | "high"].output;
        return row(section, `${title}: ${id}, ${end} (\`${sweep}\`)`, printed, compare(found(value), printed));
      });
      return [row(section, `${title}: base (\`${sweep}\`)`, base, compare(found(study?.base), base)), ...ends];
    }),
    ...draws.flatMap(({ section, title, sweep, rows }) => {
      const study = memo.study(sweep) as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
      return cells<DrawnFigure>(rows).map(([name, which, drawn]) =>
        row(
          section,
          `${title}: ${name}, ${which} (\`${sweep}\`)`,
          drawn.printed,
          compareDrawn(found(study?.[name]?.[which]), drawn),
        ),
      );
    }),
  ];
}

interface TwoWayValue {
  rows: readonly number[];
  columns: readonly number[];
  cells: readonly (readonly number[])[];
}
interface TornadoValue {
  base: number;
  bars: readonly { id: string; low: { output: number }; high: { output: number }; swing: number }[];
}

/** Row, column and figure of each cell. */
const cells = <Figure = string>(
  rows: Readonly<Record<string, Readonly<Record<string, Figure>>>>,
): [string, string, Figure][] =>
  Object.entries(rows).flatMap(([name, columns]) =>
    Object.entries(columns).map(([column, figure]): [string, string, Figure] => [name, column, figure]),
  );
