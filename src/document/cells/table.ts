import type { Block } from "../../chapters/types.js";
import type { Diagnostic } from "../../diagnostic.js";
import { areStretches } from "../../keys/calendar.js";
import {
  type FormatContext,
  type FormatSpec,
  formatUnit,
  formatValue,
  sharedDigits,
} from "../../notebook/library/format.js";
import { isYearName } from "../../notebook/library/year-names.js";
import type { Cell, Column, DataTable } from "../../notebook/types.js";
import type { FormattedTable, TableCell } from "../tree.js";
import { barsOf, grouped, lineNumbers, pointsOf } from "./drawn-cells.js";

/**
 * A computed table as it is printed.
 *
 * @param markdown reads a cell of a column of Markdown
 */
export function formatTable(
  table: DataTable,
  block: Block,
  convert: FormatContext["convert"],
  markdown: (text: string) => TableCell,
  report: (d: Diagnostic) => void,
): FormattedTable {
  // The words of a total, "All", stand in a column of months or years as what they are.
  const isWord = (value: Cell, at: number): boolean =>
    at >= table.rows.length - (table.totals ?? 0) && typeof value === "string" && !areStretches([value]);
  // Once a column: how one without a format is printed hangs on all of its cells.
  const printed = table.columns.map((column, index) => ({
    format:
      column.format ??
      usualFormat(
        column,
        table.rows.flatMap((cells, at) => {
          const value = cells[index] ?? null;
          if (column.drawn === "line") return lineNumbers(value);
          return isWord(value, at) ? [] : [value];
        }),
      ),
    bars: column.drawn === "bar" ? barsOf(table, index) : [],
    context: { unit: column.unit, convert, nonFinite: "\u2013" } satisfies FormatContext,
  }));
  const rows = table.rows.map((row, at) =>
    row.map((value, index): TableCell => {
      const { format, context, bars } = printed[index] ?? {
        format: undefined,
        context: { nonFinite: "\u2013" },
        bars: [],
      };
      const print = (one: Cell): string => cellText(one, isWord(one, at) ? undefined : format, context, block, report);
      if (typeof value === "string" && table.columns[index]?.markdown) return markdown(value);
      const line = table.columns[index]?.drawn === "line" ? pointsOf(value) : undefined;
      if (line) {
        const numbers = lineNumbers(value);
        return { value, text: `${print(numbers[0] ?? null)} \u2013 ${print(numbers.at(-1) ?? null)}`, line };
      }
      return { value, text: print(value), ...(bars[at] ? { bar: bars[at] } : {}) };
    }),
  );
  // A head with nothing below it looks like a table that was cut off.
  const none = table.columns.map((_, i) => ({ value: null, text: i === 0 ? NO_ROWS : "" }));
  const columns = table.columns.map((column, i) => ({ ...column, unit: unitOfHead(column, printed[i]?.format) }));
  return grouped({ columns, rows: rows.length === 0 ? [none] : rows }, table);
}

function cellText(
  value: Cell,
  format: DataTable["columns"][number]["format"],
  context: FormatContext,
  block: Block,
  report: (d: Diagnostic) => void,
): string {
  if (value === null) return "\u2013";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" && format?.style !== "date") return value;
  try {
    return formatValue(value, format ?? { style: "number" }, context);
  } catch (error) {
    report({
      rule: "prose/format",
      severity: "error",
      message: `a cell of table \`${block.id}\`: ${error instanceof Error ? error.message : String(error)}`,
      expected: "cells that their column's `format` prints",
      place: block.place,
    });
    return "";
  }
}

/** In the first cell of a table without rows. */
const NO_ROWS = "no rows";

/**
 * How a column is printed that says nothing of it: years without a mark for thousands, parts of them too, months, quarters and dates in
 * words, and numbers with as many decimals as the one of them that has most.
 */
function usualFormat(column: Column | undefined, cells: readonly Cell[]): Column["format"] {
  const isNamed = isYearName(column?.key) || isYearName(column?.label);
  const years = cells.every(
    (x) => typeof x === "number" && (isNamed || (Number.isInteger(x) && x >= 1800 && x < 2200)),
  );
  if (years) return { style: "text" };
  if (areStretches(cells)) return { style: "date" };
  const digits = sharedDigits(cells.filter((x) => typeof x === "number"));
  return digits === undefined ? undefined : { style: "number", digits };
}

const PRINT_A_UNIT: ReadonlySet<FormatSpec["style"]> = new Set(["unit", "dollars", "percent", "times"]);

/** The unit that the head of a column names: as readers see it, and none where every cell prints its own. */
function unitOfHead({ unit }: Column, format: FormatSpec | undefined): string | undefined {
  return unit === undefined || (format && PRINT_A_UNIT.has(format.style)) ? undefined : formatUnit(unit) || undefined;
}
