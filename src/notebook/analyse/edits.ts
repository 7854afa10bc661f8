import { LineMap } from "../../diagnostic.js";
import type { ColumnShift } from "./program.js";

/**
 * Replacements in a text that keep its lines. Collected in any order, applied at once; of those at one offset, the first
 * added comes first.
 */
export class Edits {
  private readonly edits: { start: number; end: number; text: string }[] = [];

  /** Replaces `start` to `end` with `text`, which has no line end. */
  replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  insert(offset: number, text: string): void {
    this.replace(offset, offset, text);
  }

  /** The edited text, and where its columns no longer are the old ones. */
  apply(code: string): { text: string; shifts: ColumnShift[] } {
    const lines = new LineMap(code);
    const shifts: ColumnShift[] = [];
    let text = "";
    let from = 0;
    let line = 0;
    let by = 0;
    for (const edit of [...this.edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
      const position = lines.at(edit.start);
      if (position.line !== line) by = 0;
      line = position.line;
      text += code.slice(from, edit.start) + edit.text;
      from = edit.end;
      by += edit.text.length - (edit.end - edit.start);
      const column = lines.at(edit.end).column + by;
      const last = shifts.at(-1);
      if (last && last.line === line && last.column >= column) shifts.pop();
      if (by !== 0 || last?.line === line) shifts.push({ line, column, by });
    }
    return { text: text + code.slice(from), shifts };
  }
}

/**
 * The column of `block.code` for a line and column (from 1) of the `source` made of it. Inside what was put in, the column
 * where it was put.
 */
export function columnInCode(shifts: readonly ColumnShift[] | undefined, line: number, column: number): number {
  let before = 0;
  for (const shift of shifts ?? []) {
    if (shift.line !== line) continue;
    if (column < shift.column) return Math.min(column - before, Math.max(1, shift.column - shift.by));
    before = shift.by;
  }
  return column - before;
}
