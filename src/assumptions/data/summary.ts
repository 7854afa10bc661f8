import type { DataCell, DataColumn } from "./types.js";

/** A column with what its cells come to. */
export function summarised(column: DataColumn, cells: readonly DataCell[]): DataColumn {
  const out: DataColumn = { ...column };
  let missing = 0;
  if (column.type === "number" || column.type === "year") {
    let [least, most, sum, lost] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
    for (const cell of cells) {
      if (typeof cell !== "number") {
        missing++;
        continue;
      }
      if (cell < least) least = cell;
      if (cell > most) most = cell;
      // Kahan's sum: what a hundred thousand roundings lose is kept and put back.
      const next = cell - lost;
      const total = sum + next;
      lost = total - sum - next;
      sum = total;
    }
    if (missing < cells.length) Object.assign(out, { least, most, ...(column.type === "number" ? { sum } : {}) });
  } else if (column.type === "boolean") {
    let yes = 0;
    for (const cell of cells) {
      if (cell === null) missing++;
      else if (cell === true) yes++;
    }
    out.true = yes;
  } else {
    const seen = new Set<string>();
    for (const cell of cells) {
      if (cell === null) missing++;
      else seen.add(cell as string);
    }
    if (column.type === "text" || column.type === "choice" || column.type === "geometry") out.different = seen.size;
    else {
      // As the library writes them, stretches of one kind sort as texts do.
      const [first, last] = [
        [...seen].reduce((a, b) => (b < a ? b : a), "\uffff"),
        [...seen].reduce((a, b) => (b > a ? b : a), ""),
      ];
      if (seen.size > 0) Object.assign(out, { first, last });
    }
  }
  if (column.missing !== undefined) out.missing = missing;
  return out;
}
