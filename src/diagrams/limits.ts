/** More nodes and edges than these nobody can read in a column. */
export const MOST_NODES = 500;
export const MOST_EDGES = 2000;
/** Characters of a source, values and all. */
export const LONGEST_SOURCE = 100_000;
/** Seconds by the clock that the layout of one diagram may take. */
export const LONGEST_LAYOUT = 20;
