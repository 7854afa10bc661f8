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

/** A table of so many columns has no room for all of them: its reader scrolls, and words need not stand one below the other. */
const MANY = 7;
/** Letters from which on a cell of words is given some room there. */
const LONG = 20;

/** A computed table, its cells as formatted; Markdown in them as its words where there is no context. */
export function writeFormattedTable(table: FormattedTable, context?: PageContext): string {
  const { columns, heads = [], totals = 0 } = table;
  const scrolls = columns.length >= MANY;
  const cellOf = (cell: TableCell, i: number): string => {
    const column = columns[i];
    const isLong = scrolls && column?.align !== "right" && cell.text.length > LONG;
    return writeCell(cell, column?.align === "right" ? "right" : isLong ? "long" : "", column?.drawn, {
      naming: i === 0 && names(columns),
      context,
    });
  };
  const rows = table.rows.map((row) => `<tr>${row.map(cellOf).join("")}</tr>`);
  const end = rows.length - totals;
  const begins = [...heads.map(({ at }) => at), end];
  const groups = heads.map(
    ({ at, text }, n) =>
      `<tbody><tr class="group"><th scope="rowgroup" colspan="${columns.length}">${escapeText(text)}</th></tr>\n${rows.slice(at, begins[n + 1]).join("\n")}</tbody>`,
  );
  const body = heads.length > 0 ? groups.join("\n") : `<tbody>${rows.slice(0, end).join("\n")}</tbody>`;
  const foot = totals > 0 ? `<tfoot>${rows.slice(end).join("\n")}</tfoot>` : "";
  return `<table>${writeHead(columns)}${body}${foot}</table>`;
}

/** What is drawn in a cell, behind its text, which says it too: as wide in each cell, so that bars begin at one zero. */
function writeDrawn({ bar, line }: TableCell, drawn: Column["drawn"]): string {
  if (bar) {
    const [from, to] = bar.map((share) => Math.round(share * 1000) / 10) as [number, number];
    return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect x="${from}" width="${Math.round((to - from) * 10) / 10}" height="10"/></svg>`;
  }
  if (!line) return drawn ? `<svg class="${drawn}" aria-hidden="true"></svg>` : "";
  const points = line.map(
    (share, n) =>
      `${Math.round((n / Math.max(1, line.length - 1)) * 960 + 20) / 10},${Math.round((1 - share) * 180 + 20) / 10}`,
  );
  return `<svg class="line" viewBox="0 0 100 22" preserveAspectRatio="none" aria-hidden="true"><polyline points="${points.join(" ")}" vector-effect="non-scaling-stroke"/></svg>`;
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

function writeCell(
  cell: TableCell,
  className: string,
  drawn: Column["drawn"],
  { naming, context }: { naming: boolean; context?: PageContext },
): string {
  const { text, change } = cell;
  const side = className === "" ? "" : ` class="${className}"`;
  const lines = (plain: string): string => escapeText(plain).replaceAll("\n", "<br>");
  const now = context && cell.children ? writeInline(cell.children, context) : lines(text);
  const html = (change === undefined ? now : changedCell(lines, now, change)) + writeDrawn(cell, drawn);
  return naming && text !== "" ? `<th scope="row"${side}>${html}</th>` : `<td${side}>${html}</td>`;
}

/** What a cell read before what it reads now. */
function changedCell(lines: (text: string) => string, now: string, change: NonNullable<TableCell["change"]>): string {
  if (change === "gone") return writeChange("deleted", now);
  const was = change.was === "" ? "" : `${writeChange("deleted", lines(change.was))} `;
  return was + writeChange("inserted", now, change.id);
}
