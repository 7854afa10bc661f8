import type { Locator } from "../chapters/locator.js";
import { cells, structureOf } from "../chapters/structure.js";
import { type Diagnostic, LineMap } from "../diagnostic.js";
import { scanner } from "./mask.js";

/** Levels of lists, quotations and marks inside each other that page and PDF can show. */
const DEEPEST = 20;

/**
 * Errors where blocks of a chapter have more than can be printed: rows of a table with more cells than its head (`prose/table`), lists,
 * quotations and marks too deep inside each other (`prose/too-deep`).
 */
export function checkShape(text: string, locate: Locator, report: (d: Diagnostic) => void): void {
  const lines = text.split("\n");
  const map = new LineMap(text);
  const start = (line: number): number => map.offset({ line: line + 1, column: 1 });
  const tooDeep = (what: string, line: number): void =>
    report({
      rule: "prose/too-deep",
      severity: "error",
      message: `${what} more than ${DEEPEST} deep inside each other`,
      expected: "what a page has room for, and a reader keeps in mind",
      place: locate(start(line), Math.max(1, lines[line]?.length ?? 1)),
    });
  let deep = false;
  for (const {
    token,
    lines: [from, to],
  } of structureOf(text).blocks) {
    // A list is one level, and its item another.
    if (!deep && token.level >= 2 * DEEPEST && /^(?:bullet_list|ordered_list|blockquote)_open$/.test(token.type)) {
      tooDeep("lists or quotations", from);
      deep = true;
    }
    if (token.type === "inline" && marksDeep(token.content) > DEEPEST) tooDeep("marks", from);
    if (token.type === "table_open") tellOfSurplus(lines, from, to, start, locate, report);
  }
}

/** How deep emphasis, links and the like stand inside each other. */
function marksDeep(content: string): number {
  if ((content.match(/[*_~[]/g)?.length ?? 0) <= DEEPEST) return 0;
  let depth = 0;
  let deepest = 0;
  for (const { nesting } of scanner.parseInline(content, {})[0]?.children ?? []) {
    depth += nesting;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function tellOfSurplus(
  lines: readonly string[],
  from: number,
  to: number,
  start: (line: number) => number,
  locate: Locator,
  report: (d: Diagnostic) => void,
): void {
  const width = cellsOf(lines[from] ?? "").length;
  for (let n = from + 2; n < to; n++) {
    const line = lines[n] ?? "";
    // A line of a section's tag alone is no row.
    if (/^[\s>]*\{\{~?\s*(?:[#/^!]|else\b)/.test(line) && !line.includes("|")) continue;
    const surplus = cellsOf(line).slice(width);
    const [first] = surplus;
    if (!first || surplus.every(([a, b]) => line.slice(a, b).trim() === "")) continue;
    report({
      rule: "prose/table",
      severity: "error",
      message: `a row of ${width + surplus.length} cells in a table of ${width} columns: what is in the last would be lost`,
      expected: "as many cells as the head has; a bar that is text has a backslash before it",
      place: locate(start(n) + first[0], Math.max(1, first[1] - first[0])),
    });
  }
}

/** The cells of a table's line, without what stands before its first bar and after its last. */
function cellsOf(line: string): (readonly [from: number, to: number])[] {
  const all = [...cells(line)];
  const blank = (cell: readonly [number, number] | undefined): boolean =>
    cell !== undefined && /^[\s>]*$/.test(line.slice(...cell));
  if (blank(all[0])) all.shift();
  if (all.length > 1 && blank(all.at(-1))) all.pop();
  return all;
}
