/** How a table is set. */
export interface TablePlan {
  /** Over the margin column too, or in the text column only. */
  wide: boolean;
  /** Typst column widths. */
  columns: string[];
  /** Typst alignments. */
  align: string[];
  /** Font size, a Typst length. */
  size: string;
}

/** Text column and margin column together, in points. */
export const FULL_WIDTH = 464;

/** The text column, in points. */
export const TEXT_COLUMN = 379;

/** The space around a cell, in points. */
const CELL_PADDING = 14;

/** Advance of a tabular figure of Inter, in ems; letters run a little narrower. */
const ADVANCE = 0.62;

/** Type sizes tried in turn, in points. */
const SIZES = [8.5, 7.5, 6.8] as const;

/** A cell of more characters than this may wrap where the table doesn't fit otherwise. */
const LONGEST_UNWRAPPED = 28;

/**
 * Sets the texts of a table (its head first). A table that fits the text column stands in it, at its own width when that is little;
 * one that doesn't takes the margin too, then smaller type, and at last its longest columns wrap.
 */
export function tablePlan(
  texts: readonly (readonly string[])[],
  align: readonly ("left" | "right" | "center")[],
): TablePlan {
  const longest = align.map((_, column) => Math.max(1, ...texts.map((row) => lineLength(row[column] ?? ""))));
  const plan = (size: number, wide: boolean, columns: string[]): TablePlan => ({
    wide,
    columns,
    align: [...align],
    size: `${size}pt`,
  });
  for (const size of SIZES) {
    const widths = longest.map((length) => Math.ceil(length * ADVANCE * size + CELL_PADDING));
    const total = widths.reduce((sum, width) => sum + width, 0);
    if (total <= FULL_WIDTH) {
      const wide = total > TEXT_COLUMN;
      const stretched = total > 0.6 * TEXT_COLUMN;
      return plan(size, wide, stretched ? widths.map((width) => `${width}fr`) : widths.map(() => "auto"));
    }
  }
  return plan(
    7.5,
    true,
    longest.map((length) => (length > LONGEST_UNWRAPPED ? `${Math.min(length, 80)}fr` : "auto")),
  );
}

function lineLength(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.length));
}
