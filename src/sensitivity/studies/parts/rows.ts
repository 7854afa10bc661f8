import type { Cell, Column, DataTable } from "../../../notebook/types.js";

/** A study as rows of plain numbers, in the units that blocks have them in. */
export interface DataRows extends DataTable {
  /** The result that all rows are about, or the column that names each row's. */
  about?: string | { column: string };
}

export function dataRows(
  about: DataRows["about"],
  names: readonly string[],
  rows: readonly (readonly (Cell | undefined)[])[],
): DataRows {
  return {
    about,
    columns: names.map((name): Column => ({ key: name, label: name, align: "left" })),
    rows: rows.map((row) =>
      row.map((cell) => (typeof cell === "number" && !Number.isFinite(cell) ? null : (cell ?? null))),
    ),
  };
}
