/** What the cells of a column are. A year is a number; the other stretches of the calendar are texts as the library writes keys. */
export const DATA_TYPES = [
  "number",
  "text",
  "boolean",
  "year",
  "half",
  "quarter",
  "month",
  "week",
  "date",
  "choice",
  "geometry",
] as const;
export type DataType = (typeof DATA_TYPES)[number];

/** One cell as blocks have it, but for shapes, which are texts until rows are made of them (`keys/geometry.ts`); null where a value is missing. */
export type DataCell = number | string | boolean | null;

/** What is known of a column without its cells. */
export interface DataColumn {
  /** Its name in blocks. */
  name: string;
  /** Its name in the file, where that is another. */
  header?: string;
  label?: string;
  type: DataType;
  /** Of numbers: the unit that blocks count in, and the declared one where that is another. */
  unit?: string;
  shown?: string;
  /** Of a choice: what a cell may be. */
  choices?: readonly string[];
  /** Cells may be missing, which they are in so many rows. */
  missing?: number;
  /** Of numbers and years, in the unit of blocks; absent without a cell. */
  least?: number;
  most?: number;
  sum?: number;
  /** Of the calendar. */
  first?: string;
  last?: string;
  /** How many different texts; how often true. */
  different?: number;
  true?: number;
}

/** A data file as the register and the results know it: all but the rows. */
export interface DataSummary {
  /** "data/sales.csv". */
  file: string;
  /** "sha256:…" of its bytes. */
  digest: string;
  bytes: number;
  rows: number;
  columns: readonly DataColumn[];
  /** Names of the columns that tell rows apart. */
  key?: readonly string[];
  /** Where it was fetched from, as the lock has it. */
  address?: string;
  /** The day on which it was. */
  fetched?: string;
  licence?: string;
}

/**
 * The cells of a column in less room than a list of them takes, which is how they are kept and sent: numbers, NaN where one is missing; or the
 * different cells in the order in which they first come, and of each row the place in them. Where neither helps, the list.
 */
export type PackedCells =
  | { numbers: Float64Array }
  | { different: readonly DataCell[]; places: Uint8Array | Uint16Array | Uint32Array }
  | readonly DataCell[];

/** Columns of cells by name, in the order of their declaration, all of one length. */
export type DataTable = ReadonlyMap<string, PackedCells>;

/** Types of an assumption that is no number. */
export const SAID_TYPES = ["text", "boolean", "date", "choice"] as const;

/** What an assumption says that is no number. */
export interface Said {
  type: (typeof SAID_TYPES)[number];
  content: string | boolean;
  /** Of a choice: what it may be. */
  choices?: readonly string[];
}
