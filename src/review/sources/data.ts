import { describeColumn } from "../../assumptions/data/describe.js";
import type { DataColumn, DataSummary } from "../../assumptions/data/types.js";
import { describeNumber, describeUnit } from "../../assumptions/index.js";
import { countedInGroups, grouped, toDigits } from "../../text/counts.js";
import { roundedToSignificant } from "../../text/decimal.js";
import type { AssumptionChange, FieldChange } from "../types.js";

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

/** What a column is declared to be, in words. */
const declaredAs = ({ type, unit, shown, choices, missing }: DataColumn): string =>
  [
    type === "number" ? (shown ?? unit ?? "1") : type,
    ...(choices ? [`one of ${choices.join(", ")}`] : []),
    ...(missing === undefined ? [] : ["missing allowed"]),
  ].join(", ");

/** Columns that came, went, have another name or are declared otherwise. */
export function columnChanges(old: DataSummary, now: DataSummary): FieldChange[] {
  const renamed = renamedColumns(old, now);
  const before = new Map(old.columns.map((column) => [renamed.get(column.name) ?? column.name, declaredAs(column)]));
  const after = new Map(now.columns.map((column) => [column.name, declaredAs(column)]));
  return [
    ...[...renamed].map(([from, to]): FieldChange => ({ name: "column", old: from, new: to })),
    ...[...new Set([...before.keys(), ...after.keys()])].flatMap((name): FieldChange[] => {
      const [was, is] = [before.get(name), after.get(name)];
      if (was === is) return [];
      return [{ name: `column ${name}`, old: was, new: is }];
    }),
  ];
}

/**
 * Columns that have another name, old to new: of those that only one side has, two that hold the same or are called the same in the file or
 * for people, and else the only two that are declared alike.
 */
export function renamedColumns(old: DataSummary, now: DataSummary): ReadonlyMap<string, string> {
  const names = ({ columns }: DataSummary): Set<string> => new Set(columns.map(({ name }) => name));
  const [before, after] = [names(old), names(now)];
  const gone = old.columns.filter(({ name }) => !after.has(name));
  const come = now.columns.filter(({ name }) => !before.has(name));
  const held = ({ name: _, header: __, label: ___, ...column }: DataColumn): string => JSON.stringify(column);
  const likeness: readonly ((a: DataColumn, b: DataColumn) => boolean)[] = [
    (a, b) => held(a) === held(b),
    (a, b) => a.type === b.type && (a.header ?? a.name) === (b.header ?? b.name),
    (a, b) => a.type === b.type && a.label !== undefined && a.label === b.label,
    (a, b) => declaredAs(a) === declaredAs(b),
  ];
  const found = new Map<string, string>();
  for (const isLike of likeness) {
    const [from, to] = [
      gone.filter(({ name }) => !found.has(name)),
      come.filter(({ name }) => ![...found.values()].includes(name)),
    ];
    for (const a of from) {
      const [b, ...others] = to.filter((one) => isLike(a, one));
      const rivals = from.filter((one) => b !== undefined && isLike(one, b));
      if (b && others.length === 0 && rivals.length === 1) found.set(a.name, b.name);
    }
  }
  return found;
}

/** The key of a cell for files whose summaries are the same and whose bytes are not. */
export const CONTENT = "content";

/** What the summaries of two files tell of their difference: rows, and columns whose sum, range or number of values moved. */
export function dataCells(old: DataSummary | undefined, now: DataSummary | undefined): AssumptionChange["cells"] {
  const one = old ?? now;
  if (!one) return [];
  if (!old || !now) {
    const text = `${one.file}, ${countedInGroups(one.rows, "row")}`;
    return [{ key: "", ...(old ? { oldText: text } : { newText: text }) }];
  }
  if (contentOf(old) === contentOf(now) && old.file === now.file) return [];
  const cells: AssumptionChange["cells"][number][] = [];
  if (old.file !== now.file) cells.push({ key: "", oldText: old.file, newText: now.file });
  if (old.rows !== now.rows) cells.push({ key: "rows", oldText: grouped(old.rows), newText: grouped(now.rows) });
  const renamed = renamedColumns(old, now);
  const before = new Map(old.columns.map((column) => [renamed.get(column.name) ?? column.name, column]));
  for (const column of now.columns) {
    const was = before.get(column.name);
    if (!was || was.type !== column.type || was.unit !== column.unit) continue;
    if (was.sum !== undefined && column.sum !== undefined && was.shown === undefined && was.sum !== column.sum) {
      const unit = describeUnit(column.unit ?? "1");
      const [from, to] = [was.sum, column.sum].map((sum) => describeNumber(toDigits(sum, 6)));
      const change = relative(was.sum, column.sum);
      cells.push({
        key: `sum of ${column.name}`,
        oldText: from ?? "",
        newText: `${to}${unit === "" ? "" : ` ${unit}`}${change === undefined ? "" : ` (${change})`}`,
      });
      continue;
    }
    const [from, to] = [{ ...was, name: column.name }, column].map((side) =>
      describeColumn(side, describeNumber, describeUnit),
    );
    if (from !== to && from !== undefined && to !== undefined)
      cells.push({ key: column.name, oldText: from, newText: to });
  }
  return cells.length > 0 || old.digest === now.digest
    ? cells
    : [{ key: CONTENT, oldText: old.digest.slice(7, 19), newText: now.digest.slice(7, 19) }];
}

/** "+3.0%"; undefined for a change from nothing, or of sign. */
function relative(from: number, to: number): string | undefined {
  if (from === 0 || Math.sign(from) === -Math.sign(to)) return undefined;
  const percent = (100 * (to - from)) / Math.abs(from);
  return `${percent < 0 ? "−" : "+"}${roundedToSignificant(Math.abs(percent), 2)}%`;
}
