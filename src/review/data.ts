import { describeColumn } from "../assumptions/data/describe.js";
import type { DataCell, DataColumn, DataSummary, DataTable } from "../assumptions/data/types.js";
import { describeNumber, describeUnit } from "../assumptions/index.js";
import type { Snapshot } from "./snapshot.js";
import type { SourceTexts } from "./sources/types.js";
import type { AssumptionChange, FieldChange } from "./types.js";

/** What a data file holds, as one text: its bytes and how they are read. */
export const contentOf = (data: DataSummary | undefined): string =>
  data === undefined ? "" : JSON.stringify([data.digest, data.columns.map(declaredOf)]);

/** What is declared of a column. */
export const declaredOf = ({ name, header, label, type, unit, shown, choices, missing }: DataColumn): unknown[] => [
  name,
  header,
  label,
  type,
  unit,
  shown,
  choices,
  missing !== undefined,
];

/** Columns that came, went or are declared otherwise. */
export function columnChanges(old: DataSummary, now: DataSummary): FieldChange[] {
  const words = ({ type, unit, shown, choices, missing }: DataColumn): string =>
    [
      type === "number" ? (shown ?? unit ?? "1") : type,
      ...(choices ? [`one of ${choices.join(", ")}`] : []),
      ...(missing === undefined ? [] : ["missing allowed"]),
    ].join(", ");
  const before = new Map(old.columns.map((column) => [column.name, words(column)]));
  const after = new Map(now.columns.map((column) => [column.name, words(column)]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): FieldChange[] => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    return [
      { name: `column ${name}`, ...(was === undefined ? {} : { old: was }), ...(is === undefined ? {} : { new: is }) },
    ];
  });
}

/** What the summaries of two files tell of their difference: rows, and columns whose sum, range or number of values moved. */
export function dataCells(old: DataSummary | undefined, now: DataSummary | undefined): AssumptionChange["cells"] {
  const one = old ?? now;
  if (!one) return [];
  if (!old || !now) {
    const text = `${one.file}, ${rowsText(one.rows)}`;
    return [{ key: "", ...(old ? { oldText: text } : { newText: text }) }];
  }
  if (contentOf(old) === contentOf(now) && old.file === now.file) return [];
  const cells: AssumptionChange["cells"][number][] = [];
  if (old.file !== now.file) cells.push({ key: "", oldText: old.file, newText: now.file });
  if (old.rows !== now.rows) cells.push({ key: "rows", oldText: count(old.rows), newText: count(now.rows) });
  const before = new Map(old.columns.map((column) => [column.name, column]));
  for (const column of now.columns) {
    const was = before.get(column.name);
    if (!was || was.type !== column.type || was.unit !== column.unit) continue;
    if (was.sum !== undefined && column.sum !== undefined && was.shown === undefined && was.sum !== column.sum) {
      const unit = describeUnit(column.unit ?? "1");
      const [from, to] = [was.sum, column.sum].map((sum) => describeNumber(Number(sum.toPrecision(6))));
      const change = relative(was.sum, column.sum);
      cells.push({
        key: `sum of ${column.name}`,
        oldText: from ?? "",
        newText: `${to}${unit === "" ? "" : ` ${unit}`}${change === undefined ? "" : ` (${change})`}`,
      });
      continue;
    }
    const [from, to] = [was, column].map((side) => describeColumn(side, describeNumber, describeUnit));
    if (from !== to && from !== undefined && to !== undefined)
      cells.push({ key: column.name, oldText: from, newText: to });
  }
  return cells.length > 0
    ? cells
    : [{ key: "content", oldText: old.digest.slice(7, 19), newText: now.digest.slice(7, 19) }];
}

/** "+3.0%"; undefined for a change from nothing, or of sign. */
function relative(from: number, to: number): string | undefined {
  if (from === 0 || Math.sign(from) === -Math.sign(to)) return undefined;
  const percent = (100 * (to - from)) / Math.abs(from);
  return `${percent < 0 ? "−" : "+"}${Number(Math.abs(percent).toPrecision(2))}%`;
}

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
): Promise<AssumptionChange[]> {
  const [before, after] = [old.sources, now.sources];
  if (!before || !after || !changes.some(({ id, presence }) => presence === "changed" && ids.has(id)))
    return [...changes];
  const { Model } = await import("./runs/model.js");
  const registers = [
    new Model(before).register(old.snapshot.version, old.snapshot.scenario?.name),
    new Model(after).register(now.snapshot.version, now.snapshot.scenario?.name),
  ];
  return changes.map((change) => {
    const [a, b] = registers.map((register) => register?.assumptions.get(change.id));
    if (change.presence !== "changed" || !a?.table || !b?.table || !b.data) return change;
    const text = rowChanges(b.data, a.table, b.table);
    return text === undefined ? change : { ...change, cells: [{ key: "", newText: text }, ...change.cells] };
  });
}

const count = (rows: number): string => rows.toLocaleString("en-US");
const rowsText = (rows: number): string => `${count(rows)} ${rows === 1 ? "row" : "rows"}`;

/**
 * "data/sales.csv: 412 of 2,000 rows changed": how many rows two tables don't share. With a key, rows of the same key whose other cells differ
 * changed, others came or went; without one, rows are compared as a whole, wherever they stand.
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
  if (changed + added + removed === 0) return undefined;
  const parts = [
    ...(changed > 0 ? [`${count(changed)} of ${rowsText(before.count)} changed`] : []),
    ...(added > 0 ? [`${rowsText(added)} new`] : []),
    ...(removed > 0 ? [`${rowsText(removed)} gone`] : []),
  ];
  return `${file}: ${parts.join(", ")}`;
}

function rowsBy(
  table: DataTable,
  columns: readonly string[],
  key: readonly string[] | undefined,
): { count: number; rows: Map<string, string[]> } {
  const cells = columns.map((name) => table.get(name) ?? []);
  const keys = (key ?? columns).map((name) => table.get(name) ?? []);
  const size = cells[0]?.length ?? 0;
  const rows = new Map<string, string[]>();
  const textAt = (lists: readonly (readonly DataCell[])[], row: number): string =>
    JSON.stringify(lists.map((list) => list[row]));
  for (let row = 0; row < size; row++) {
    const at = textAt(keys, row);
    const text = key ? textAt(cells, row) : "";
    const found = rows.get(at);
    if (found) found.push(text);
    else rows.set(at, [text]);
  }
  return { count: size, rows };
}
