import type { FormattedTable, MarkdownTableNode, TableCell } from "../../document/tree.js";
import type { Column } from "../../notebook/types.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { writeChange, writeInline } from "./inline.js";

/** How a scrollable area is called: by the id of a heading or caption, or in words. */
export type AreaName = { by: string } | { label: string };

/** An area that scrolls on its own, reachable by keyboard. */
export function writeArea(content: string, name: AreaName, className: string): string {
  const called =
    "by" in name ? `aria-labelledby="${escapeAttribute(name.by)}"` : `aria-label="${escapeAttribute(name.label)}"`;
  return `<section class="${className}" tabindex="0" ${called}>${content}</section>`;
}

/** A computed table, its cells as formatted. */
export function writeFormattedTable(table: FormattedTable): string {
  const body = table.rows.map(
    (row) =>
      `<tr>${row.map((cell, i) => writeCell(cell, table.columns[i], i === 0 && names(table.columns))).join("")}</tr>`,
  );
  return `<table>${writeHead(table.columns)}<tbody>${body.join("\n")}</tbody></table>`;
}

/** A table typed in Markdown. */
export function writeMarkdownTable(node: MarkdownTableNode, context: PageContext): string {
  const align = (i: number): string => {
    const side = node.align[i] ?? "left";
    return side === "left" ? "" : ` class="${side}"`;
  };
  const head = node.head.map((cell, i) => {
    const text = writeInline(cell, context);
    return text === "" ? `<td${align(i)}></td>` : `<th scope="col"${align(i)}>${text}</th>`;
  });
  const rows = node.rows.map(
    (row) => `<tr>${row.map((cell, i) => `<td${align(i)}>${writeInline(cell, context)}</td>`).join("")}</tr>`,
  );
  return `<table><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

/** The first column names the rows when it isn't one of figures. */
function names(columns: readonly Column[]): boolean {
  return columns[0]?.align === "left" && columns.length > 1;
}

function writeHead(columns: readonly Column[]): string {
  const cells = columns.map((column) => {
    const unit =
      column.unit === undefined || column.unit === "" ? "" : ` <span class="unit">${escapeText(column.unit)}</span>`;
    const side = column.align === "right" ? ' class="right"' : "";
    return column.label === "" && unit === ""
      ? `<td${side}></td>`
      : `<th scope="col"${side}>${escapeText(column.label)}${unit}</th>`;
  });
  return `<thead><tr>${cells.join("")}</tr></thead>`;
}

function writeCell({ text, change }: TableCell, column: Column | undefined, naming: boolean): string {
  const side = column?.align === "right" ? ' class="right"' : "";
  const lines = (plain: string): string => escapeText(plain).replaceAll("\n", "<br>");
  const html = change === undefined ? lines(text) : changedCell(lines, text, change);
  return naming && text !== "" ? `<th scope="row"${side}>${html}</th>` : `<td${side}>${html}</td>`;
}

/** What a cell read before what it reads. */
function changedCell(lines: (text: string) => string, text: string, change: NonNullable<TableCell["change"]>): string {
  if (change === "gone") return writeChange("deleted", lines(text));
  const was = change.was === "" ? "" : `${writeChange("deleted", lines(change.was))} `;
  return was + writeChange("inserted", lines(text), change.id);
}
