import { unpacked } from "../../assumptions/data/packed.js";
import type { DataCell, DataColumn, DataSummary, DataTable, PackedCells } from "../../assumptions/data/types.js";
import type { Assumption } from "../../assumptions/index.js";
import type { OwnUnits } from "../../assumptions/units/units.js";
import { inUnit } from "../pairing/other-units.js";
import { renamedColumns } from "../sources/data.js";

/** Beyond these lies the noise of the conversion: 120 kg are 0.12 t, as it is written there. */
const DIGITS = 15;

/** A table under the names that its columns have now, and in their units. */
export function asDeclaredNow(table: DataTable, old: DataSummary, now: DataSummary, units?: OwnUnits): DataTable {
  const renamed = renamedColumns(old, now);
  const [before, after] = [unitsOf(old), unitsOf(now)];
  return new Map(
    [...table].map(([name, cells]): [string, PackedCells] => {
      const to = renamed.get(name) ?? name;
      return [to, inNewUnit(cells, before.get(name), after.get(to), units)];
    }),
  );
}

/**
 * An assumption whose data file also has the columns that the other side has under another name, under that name and in the unit there, so
 * that blocks of both sides can read it.
 */
export function withNamesOf(one: Assumption, other: Assumption | undefined, isOld: boolean): Assumption {
  const { data, table } = one;
  if (!data || !table || !other?.data) return one;
  const pairs = isOld
    ? [...renamedColumns(data, other.data)]
    : [...renamedColumns(other.data, data)].map(([from, to]): [string, string] => [to, from]);
  if (pairs.length === 0) return one;
  const columns = new Map(other.data.columns.map((column) => [column.name, column]));
  const own = unitsOf(data);
  const added = pairs.flatMap(([name, as]): [DataColumn, PackedCells][] => {
    const [cells, column] = [table.get(name), columns.get(as)];
    return cells && column ? [[column, inNewUnit(cells, own.get(name), column.unit ?? "1")]] : [];
  });
  return {
    ...one,
    data: { ...data, columns: [...data.columns, ...added.map(([column]) => column)] },
    table: new Map([...table, ...added.map(([{ name }, cells]) => [name, cells] as const)]),
  };
}

const unitsOf = ({ columns }: DataSummary): ReadonlyMap<string, string> =>
  new Map(columns.map(({ name, unit }) => [name, unit ?? "1"]));

function inNewUnit(
  cells: PackedCells,
  from: string | undefined,
  to: string | undefined,
  units?: OwnUnits,
): PackedCells {
  const factor = from === undefined || to === undefined || from === to ? undefined : inUnit(1, from, to, units);
  if (factor === undefined) return cells;
  return unpacked(cells).map((cell: DataCell) =>
    typeof cell === "number" ? Number((cell * factor).toPrecision(DIGITS)) : cell,
  );
}
