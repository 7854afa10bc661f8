import type { FormattedTable, MarkdownTableNode, RegisterGroup } from "../../document/tree.js";
import { columnName } from "../data/csv.js";
import { REGISTER_COLUMNS, remarkOf } from "../text.js";
import { codeSpan, escapeText, tableCell } from "./escape.js";
import { writeLine } from "./inlines.js";

/** Cells stand unpadded: a wider number changes its own row and no other. */
function writeRows(
  head: readonly string[],
  align: readonly ("left" | "right" | "center")[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(" | ")} |`;
  const rule = align.map((side) => (side === "right" ? "---:" : side === "center" ? ":---:" : "---"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** A computed table; units stand after the labels. */
export function writeFormattedTable({ columns, rows }: FormattedTable): string {
  return writeRows(
    columns.map((column) => escapeText(columnName(column))),
    columns.map((column) => column.align),
    rows.map((row) => row.map((cell) => escapeText(cell.text))),
  );
}

/** A table typed in Markdown. */
export function writeMarkdownTable({ head, align, rows }: MarkdownTableNode): string {
  return writeRows(
    head.map(writeLine),
    align,
    rows.map((row) => row.map(writeLine)),
  );
}

/** The rows of one group of the printed register. */
export function writeRegister({ rows }: RegisterGroup): string {
  const columns = [...REGISTER_COLUMNS, "Note"];
  return writeRows(
    columns,
    columns.map(() => "left"),
    rows.map(({ assumption, value, range, meaning, unit, sources }) => [
      assumption.label ? `${escapeText(assumption.label)}\n${codeSpan(assumption.id)}` : codeSpan(assumption.id),
      escapeText(value),
      escapeText(meaning === "" ? range : `${range} (${meaning})`.trim()),
      escapeText(unit),
      escapeText(sources),
      assumption.asOf,
      assumption.kind,
      escapeText(remarkOf(assumption)),
    ]),
  );
}
