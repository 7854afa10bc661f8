import { readArrow } from "./columnar/arrow.js";
import { type Columns, TooMany } from "./columnar/columns.js";
import { readParquet } from "./columnar/parquet.js";
import { readDatabase } from "./database/read.js";
import type { RawData } from "./declared.js";
import type { DataProblems } from "./problems.js";
import { cellPlaces, type RawTable } from "./raw-table.js";
import { FileRefusal } from "./refusal.js";
import { tooMany } from "./separated.js";

/** The formats whose cells have types and whose places are rows and columns. */
export type TypedFormat = "parquet" | "arrow" | "sqlite";

/**
 * A file of typed rows as a table; columns that the declaration ignores are not unpacked. A place's line is the row's number and one more, as if
 * the names of the columns stood in the first line, its column the column's number. Undefined where it can't be read.
 */
export function readTyped(
  format: TypedFormat,
  file: string,
  bytes: Uint8Array,
  declared: RawData,
  problems: DataProblems,
): RawTable | undefined {
  const placeAt = cellPlaces(file);
  const ignored = new Set(declared.ignore?.map(({ text }) => text));
  const wanted = (header: string): boolean => !ignored.has(header);
  try {
    const { headers, columns, rows }: Columns =
      format === "parquet"
        ? readParquet(bytes, wanted)
        : format === "arrow"
          ? readArrow(bytes, wanted)
          : readDatabase(bytes, declared.table?.text, wanted);
    return {
      headers,
      headerPlace: (column) => placeAt(0, column),
      rows,
      columns,
      place: (row, column) => placeAt(row + 1, column),
      isText: false,
      isTyped: true,
    };
  } catch (error) {
    if (error instanceof TooMany) {
      tooMany(file, error.rows, error.width, problems);
      return undefined;
    }
    if (!(error instanceof FileRefusal)) throw error;
    const { message, expected, place, hint } = error;
    problems.error(
      format === "sqlite" ? "database" : "columnar",
      `${file} ${message}`,
      place === "declared" ? (declared.table?.place ?? placeAt(0, 0)) : placeAt(...(place ?? ([0, 0] as const))),
      { expected, hint },
    );
    return undefined;
  }
}
