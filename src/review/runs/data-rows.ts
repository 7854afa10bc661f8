import { unpacked } from "../../assumptions/data/packed.js";
import type { DataCell, DataSummary, DataTable } from "../../assumptions/data/types.js";
import type { OwnUnits } from "../../assumptions/units/units.js";
import { countedInGroups, grouped } from "../../text/counts.js";
import type { Snapshot } from "../snapshot.js";
import { CONTENT } from "../sources/data.js";
import type { SourceTexts } from "../sources/types.js";
import type { AssumptionChange, Rename } from "../types.js";
import { asDeclaredNow } from "./declared-now.js";
import { Model } from "./model.js";

/** A side of a review whose data files are at hand. */
interface DataSide {
  snapshot: Pick<Snapshot, "version" | "scenario">;
  sources?: SourceTexts;
}

/** Changes of data files with how many of their rows changed, where both sides' files are at hand. */
export async function withRows(
  changes: readonly AssumptionChange[],
  old: DataSide,
  now: DataSide,
  ids: ReadonlySet<string>,
  { renames = [], units = {} }: { renames?: readonly Rename[]; units?: OwnUnits } = {},
): Promise<AssumptionChange[]> {
  const [before, after] = [old.sources, now.sources];
  if (!before || !after || !changes.some(({ id, presence }) => presence === "changed" && ids.has(id)))
    return [...changes];
  const registers = [
    new Model(before).register(old.snapshot.version, old.snapshot.scenario?.name),
    new Model(after).register(now.snapshot.version, now.snapshot.scenario?.name),
  ];
  const oldIds = new Map(renames.flatMap(({ kind, from, to }) => (kind === "assumption" ? [[to, from]] : [])));
  return changes.map((change) => {
    const [a, b] = registers.map((register, at) =>
      register?.assumptions.get(at === 0 ? (oldIds.get(change.id) ?? change.id) : change.id),
    );
    if (change.presence !== "changed" || !a?.table || !b?.table || !b.data) return change;
    const text = rowChanges(b.data, a.data ? asDeclaredNow(a.table, a.data, b.data, units) : a.table, b.table);
    const isDeclared = change.fields.some(({ name }) => name.startsWith("column "));
    // What the rows say, or what is declared of them, a digest needn't.
    const others = change.cells.filter(({ key }) => key !== CONTENT);
    if (text === undefined) return isDeclared ? { ...change, cells: others } : change;
    const cells = [{ key: "", newText: text }, ...others];
    if (!text.endsWith(REORDERED) && !text.endsWith(REWRITTEN)) return { ...change, cells };
    // The rows have no other values, whatever is said of their source.
    const flags = change.flags.filter((flag) => flag !== "source-unchanged");
    const valueChanged = change.valueChanged && text.endsWith(REORDERED);
    const isSaid = isDeclared && a.data?.digest === b.data.digest;
    return { ...change, cells: isSaid ? others : cells, flags, valueChanged };
  });
}

const REORDERED = "the same rows in another order";
const REWRITTEN = "the same rows, written otherwise";

/**
 * "data/sales.csv: 412 of 2,000 rows changed": how many rows two tables don't share. With a key, rows of the same key whose other cells differ
 * changed, others came or went; without one, rows are compared as a whole, wherever they stand. Where all are the same, in what the files differ.
 */
export function rowChanges(
  { file, key }: Pick<DataSummary, "file" | "key">,
  old: DataTable,
  now: DataTable,
): string | undefined {
  const columns = [...now.keys()].filter((name) => old.has(name));
  const [before, after] = [old, now].map((table) => rowsBy(table, columns, key));
  if (!before || !after) return undefined;
  let [changed, added, removed] = [0, 0, 0];
  for (const [at, rows] of after.rows) {
    const others = before.rows.get(at) ?? [];
    if (key) {
      if (others.length === 0) added++;
      else if (others[0] !== rows[0]) changed++;
    } else added += Math.max(0, rows.length - others.length);
  }
  for (const [at, rows] of before.rows) {
    const others = after.rows.get(at) ?? [];
    if (key) removed += others.length === 0 ? 1 : 0;
    else removed += Math.max(0, rows.length - others.length);
  }
  // Without a key a row that changed is one that went and one that came.
  if (!key) {
    changed = Math.min(added, removed);
    added -= changed;
    removed -= changed;
  }
  if (changed + added + removed === 0) {
    if (old.size !== now.size || columns.length !== now.size) return undefined;
    const isMoved = JSON.stringify(before.order) !== JSON.stringify(after.order);
    return `${file}: ${isMoved ? REORDERED : REWRITTEN}`;
  }
  const parts = [
    ...(changed > 0 ? [`${grouped(changed)} of ${countedInGroups(before.count, "row")} changed`] : []),
    ...(added > 0 ? [`${countedInGroups(added, "row")} new`] : []),
    ...(removed > 0 ? [`${countedInGroups(removed, "row")} gone`] : []),
  ];
  return `${file}: ${parts.join(", ")}`;
}

function rowsBy(
  table: DataTable,
  columns: readonly string[],
  key: readonly string[] | undefined,
): { count: number; rows: Map<string, string[]>; order: readonly string[] } {
  const cellsOf = (name: string): readonly DataCell[] => unpacked(table.get(name) ?? []);
  const cells = columns.map(cellsOf);
  const keys = (key ?? columns).map(cellsOf);
  const size = cells[0]?.length ?? 0;
  const rows = new Map<string, string[]>();
  const order: string[] = [];
  const textAt = (lists: readonly (readonly DataCell[])[], row: number): string =>
    JSON.stringify(lists.map((list) => list[row]));
  for (let row = 0; row < size; row++) {
    const at = textAt(keys, row);
    const text = key ? textAt(cells, row) : "";
    const found = rows.get(at);
    order.push(at);
    if (found) found.push(text);
    else rows.set(at, [text]);
  }
  return { count: size, rows, order };
}
