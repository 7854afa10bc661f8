import { unitInBlocks } from "../../assumptions/units/block-units.js";
import { dates, months, quarters, regroup } from "./calendar-series.js";
import { FormatError, formatValue } from "./format.js";
import { meantFor } from "./format-problems.js";
import { cagr, doublingTime, growth } from "./growth.js";
import { interpolate } from "./interpolate.js";
import { parseFormat } from "./parse-format.js";
import { BlockError, show } from "./reasons.js";
import { clamp, cumulative, longRows, mapSeries, rows, series, sumSeries, years, zipSeries } from "./series.js";
import { table } from "./tables.js";

/**
 * `const x = output(value, { label, unit, format, tolerance, key })` declares a named result of the memo. The declaration is read
 * from the code; at run time the value is all there is.
 */
function output<T>(value: T, _declaration: object): T {
  return value;
}

/**
 * A value as text, by a declared format: `format(3.53, "times 1")` is 3.5×. `unit` names the unit the value is declared in, for
 * formats of the style `unit`; blocks convert no units, but that a share is printed in `%`.
 *
 * @throws when the format is unknown or the value is not what it prints.
 */
function format(value: unknown, declared: string, { unit }: { unit?: string } = {}): string {
  if (typeof declared !== "string")
    throw new BlockError(`format() got ${show(declared)} for the format`, { expected: 'a text such as "times 1"' });
  const spec = parseFormat(declared);
  if ("error" in spec) throw new BlockError(`format() got ${show(declared)}: ${spec.error}`, { hint: spec.hint });
  try {
    return formatValue(value, spec, unit === undefined ? {} : { unit: unitInBlocks(unit), shown: unit });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BlockError(`format() by ${show(declared)}: ${error.message}`, {
      expected: meantFor(error, spec, value).expected,
    });
  }
}

const own = {
  years,
  months,
  quarters,
  dates,
  regroup,
  series,
  mapSeries,
  zipSeries,
  sumSeries,
  cumulative,
  interpolate,
  growth,
  cagr,
  doublingTime,
  clamp,
  rows,
  longRows,
  table,
  format,
  output,
} as const;

for (const f of Object.values(own)) {
  Object.freeze(f.prototype);
  Object.freeze(f);
}

/** The standard library as values by name; `d3` (d3-array) and `Plot` are there when they were loaded for a block that uses them. */
export function createLibrary(loaded: { d3?: object; Plot?: object } = {}): ReadonlyMap<string, unknown> {
  // A module's namespace can't be changed as it is; other objects could.
  for (const value of Object.values(loaded)) if (Object.isExtensible(value)) Object.freeze(value);
  return new Map<string, unknown>([...Object.entries(own), ...Object.entries(loaded)]);
}
