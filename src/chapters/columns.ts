/**
 * Pixels for which a chart is drawn in a narrow column, by how many stand in a row: its letters then have their size, on the page and on paper. A phone's
 * column is as wide as one of two.
 */
export const COLUMN_WIDTH = { 2: 360, 3: 240 } as const;
