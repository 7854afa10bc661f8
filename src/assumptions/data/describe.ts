import { countedInGroups, grouped, toDigits } from "../../text/counts.js";
import { fromBlocks, standsClose } from "../units/block-units.js";
import type { DataColumn, DataSummary, Said } from "./types.js";

type Numbers = (value: number) => string;
type Units = (unit: string) => string;

/** "yes" and "no" for booleans; texts, words and dates as they are. */
export const describeSaid = ({ content }: Said): string =>
  typeof content === "boolean" ? (content ? "yes" : "no") : content;

/** Digits of a sum, where it has no more before its point: what many roundings leave behind them is noise. */
const SUM_DIGITS = 6;

/** A column in some words: "kwh 3–912 kWh, sum 48,210", "month 2024-01 to 2025-12", "region: 4 texts, 3 missing". */
export function describeColumn(column: DataColumn, number: Numbers, units: Units): string {
  const { name, type, unit, shown, missing = 0 } = column;
  const parts: string[] = [];
  if (type === "number" && column.least !== undefined && column.most !== undefined) {
    const seen = (value: number): string => number(toDigits(fromBlocks(value, shown ?? unit), SUM_DIGITS));
    const [least, most] = [seen(column.least), seen(column.most)];
    const text = units(shown ?? unit ?? "1");
    const span =
      least === most ? least : `${least}${least.startsWith("−") || most.startsWith("−") ? " to " : "–"}${most}`;
    parts.push(`${name} ${span}${text === "" ? "" : standsClose(text) ? text : ` ${text}`}`);
    // A sum of temperatures, or of shares of different things, says nothing.
    if (shown === undefined && column.sum !== undefined) parts.push(`sum ${seen(column.sum)}`);
  } else if (type === "year" && column.least !== undefined)
    parts.push(`${name} ${span(String(column.least), String(column.most))}`);
  else if (column.first !== undefined) parts.push(`${name} ${span(column.first, column.last ?? "")}`);
  else if (type === "boolean") parts.push(`${name} true in ${countedInGroups(column.true ?? 0, "row")}`);
  else if (column.different !== undefined)
    parts.push(`${name} with ${countedInGroups(column.different, column.type === "geometry" ? "shape" : "value")}`);
  else parts.push(name);
  if (missing > 0) parts.push(`${grouped(missing)} missing`);
  return parts.join(", ");
}

const span = (first: string, last: string): string => (first === last ? first : `${first} to ${last}`);

/** A file in some words: its name, how many rows, and each column. */
export function describeData({ file, rows, columns }: DataSummary, number: Numbers, units: Units): string {
  return `${file}, ${countedInGroups(rows, "row")}: ${columns.map((column) => describeColumn(column, number, units)).join("; ")}`;
}
