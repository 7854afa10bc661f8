import type { FormattedTable, MarkdownTableNode, RegisterGroup } from "../../document/tree.js";
import { columnName } from "../data/csv.js";
import { remarkOf } from "../text.js";
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

/** The columns of the printed register: those of GitHub's page have room for no more. */
const COLUMNS = ["Assumption", "Value", "Range", "Unit", "Source", "Kind, as of"];

/** The rows of one group of the printed register, a note below what it is about. */
export function writeRegister({ rows }: RegisterGroup): string {
  return writeRows(
    COLUMNS,
    COLUMNS.map(() => "left"),
    rows.map(({ assumption, value, range, meaning, unit, sources }) => [
      [assumption.label && escapeText(assumption.label), codeSpan(assumption.id), escapeText(remarkOf(assumption))]
        .filter((line) => line)
        .join("\n"),
      escapeText(value),
      escapeText(meaning === "" ? range : `${range} (${meaning})`.trim()),
      escapeText(unit),
      escapeText(sources),
      [assumption.kind, assumption.asOf].filter((part) => part).join(", "),
    ]),
  );
}
