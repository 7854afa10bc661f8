import type { DataCell, PackedCells } from "./types.js";

/** A column must have so many times more cells than different ones. */
const REPEATED = 2;

/** Cells, of which no number is NaN, packed; the same cells give the same. */
export function packed(cells: readonly DataCell[]): PackedCells {
  const { length } = cells;
  if (cells.every((cell) => typeof cell === "number" || cell === null) && cells.some((cell) => cell !== null))
    return { numbers: Float64Array.from(cells as (number | null)[], (cell) => cell ?? Number.NaN) };
  const placeOf = new Map<DataCell, number>();
  const places = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    const cell = cells[row] ?? null;
    let place = placeOf.get(cell);
    if (place === undefined) {
      place = placeOf.size;
      if ((place + 1) * REPEATED > length) return cells;
      placeOf.set(cell, place);
    }
    places[row] = place;
  }
  const Kind = placeOf.size <= 2 ** 8 ? Uint8Array : placeOf.size <= 2 ** 16 ? Uint16Array : Uint32Array;
  return { different: [...placeOf.keys()], places: new Kind(places) };
}

/** The cells that were packed. */
export function unpacked(cells: PackedCells): readonly DataCell[] {
  const list: DataCell[] = [];
  if ("numbers" in cells) for (const cell of cells.numbers) list.push(Number.isNaN(cell) ? null : cell);
  else if ("places" in cells) for (const place of cells.places) list.push(cells.different[place] ?? null);
  else return cells;
  return list;
}
