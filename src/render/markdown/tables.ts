import type { FormattedTable, MarkdownTableNode, RegisterGroup, TableCell } from "../../document/tree.js";
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
export function writeFormattedTable({ columns, rows, heads = [], totals = 0 }: FormattedTable): string {
  return writeRows(
    columns.map((column) => escapeText(columnName(column))),
    columns.map((column) => column.align),
    rows.flatMap((row, at) => {
      const head = heads.find((one) => one.at === at);
      const isTotal = at >= rows.length - totals;
      const cells = row.map((cell) => (isTotal ? strongCell(cell) : wordsOf(cell)) + drawnIn(cell));
      return head ? [columns.map((_, n) => (n === 0 ? strong(head.text) : "")), cells] : [cells];
    }),
  );
}

const strong = (text: string): string => (text === "" ? "" : `**${escapeText(text)}**`);

const strongCell = ({ text, children }: TableCell): string =>
  children ? writeLine([{ type: "strong", children }]) : strong(text);

const wordsOf = ({ text, children }: TableCell): string => (children ? writeLine(children) : escapeText(text));

const BLOCKS = "▁▂▃▄▅▆▇█";
/** The longest bar, in characters. */
const WIDEST = 10;

/** A bar, pale where it stands below zero, or a line behind a cell's text, in characters: lines of all lengths in a few. */
function drawnIn({ bar, line, value }: TableCell): string {
  if (bar) {
    const length = Math.round((bar[1] - bar[0]) * WIDEST);
    return length > 0 ? ` ${(typeof value === "number" && value < 0 ? "░" : "█").repeat(length)}` : "";
  }
  if (!line) return "";
  const count = Math.min(line.length, 2 * WIDEST);
  const signs = Array.from({ length: count }, (_, n) => {
    const share = line[Math.round((n * (line.length - 1)) / Math.max(1, count - 1))] ?? 0;
    return BLOCKS[Math.round(share * (BLOCKS.length - 1))];
  });
  return ` ${signs.join("")}`;
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
