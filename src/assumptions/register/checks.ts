import type { Place } from "../../diagnostic.js";
import type { Problems } from "../../yaml/problems.js";
import { declaredUnit, fromBlocks } from "../units/block-units.js";
import type { UnitSystem } from "../units/units.js";
import type { Assumption, Value } from "./types.js";

/** How far from 1 the shares of a mix may add up to. */
const MIX_TOLERANCE = 1e-9;

/** A number as messages give it: without the noise of binary fractions. */
export const plain = (value: number): string => String(Number(value.toPrecision(12)));

const described = plain;

/** Sums that are not 1: for a series its own, for a table each row's with its key. */
export function mixSums(assumption: Assumption, value: Value, system: UnitSystem): { key: string; sum: number }[] {
  const total = (row: Readonly<Record<string, number>>, key: string) => {
    const sum = Object.values(row).reduce((s, x) => s + x, 0);
    return { key, sum: system.convert(sum, assumption.unit, "1") };
  };
  const rows =
    assumption.shape === "series"
      ? [total(value as Record<string, number>, "")]
      : Object.entries(value as Record<string, Record<string, number>>).map(([key, row]) => total(row, key));
  return rows.filter(({ sum }) => !(Math.abs(sum - 1) <= MIX_TOLERANCE));
}

/** Reports a mix whose value, low or high doesn't sum to 1, and one that isn't in shares. */
export function checkMix(
  assumption: Assumption,
  system: UnitSystem,
  problems: Problems,
  places: { low?: Place | undefined; high?: Place | undefined } = {},
): void {
  if (!assumption.mix) return;
  const { id, unit, columnUnits } = assumption;
  if (columnUnits || !system.sameDimension(unit, "1")) {
    problems.error("mix-unit", `the mix \`${id}\` is in \`${unit}\``, assumption.valuePlace, {
      expected: "shares: the unit `1` or `%`",
    });
    return;
  }
  for (const end of ["value", "low", "high"] as const) {
    const value = assumption[end];
    if (value === undefined) continue;
    for (const { key, sum } of mixSums(assumption, value, system)) {
      const place = end === "value" ? assumption.valuePlace : places[end];
      const message = `\`${end}\` of the mix \`${id}\`${key ? `, row ${key},` : ""} sums to ${plain(sum)}`;
      problems.error("mix-sum", message, place, { expected: "a sum of 1" });
    }
  }
}

/**
 * Reports ends of a range on the wrong side of the value; the ends of paths may cross it. Where value and end come from different
 * versions the later in `history` (files, oldest first) is at fault.
 */
export function checkRange(
  assumption: Assumption,
  placeOf: (end: "value" | "low" | "high", key: string, column: string) => Place | undefined,
  history: readonly string[],
  problems: Problems,
): void {
  const { low, high, value, id, ends } = assumption;
  if (low === undefined || high === undefined || ends === "paths") return;
  const compare = (l: Value, v: Value, h: Value, path: readonly string[]): void => {
    if (typeof l !== "number" || typeof v !== "number" || typeof h !== "number") {
      for (const key of Object.keys(v)) {
        const at = (x: Value): Value => (x as Readonly<Record<string, Value>>)[key] ?? 0;
        compare(at(l), at(v), at(h), [...path, key]);
      }
      return;
    }
    const [key = "", column = ""] = path;
    const plain = (at: number): string => described(fromBlocks(at, declaredUnit(assumption, path[1])));
    const where = path.length > 0 ? ` at ${path.join(".")}` : "";
    const hint =
      assumption.shape === "scalar" ? undefined : "where low and high are two paths that cross, say `ends: paths`";
    const report = (end: "low" | "high", message: string, expected: string): void => {
      const limit = placeOf(end, key, column) ?? assumption.valuePlace;
      const set = placeOf("value", key, column) ?? assumption.valuePlace;
      const apart = set.file !== limit.file;
      const [place, other, what] =
        history.indexOf(set.file) > history.indexOf(limit.file) ? [set, limit, end] : [limit, set, "value"];
      const elsewhere = apart
        ? [`\`${what}\` stands at ${other.file}:${other.start.line}:${other.start.column}`]
        : undefined;
      const bound = end === "low" ? "at least" : "at most";
      problems.error("range", message, place, {
        expected:
          place === set ? `a value of ${bound} ${plain(end === "low" ? l : h)}, or a range that holds it` : expected,
        hint,
        notes: elsewhere,
      });
    };
    if (l > h)
      report(
        "high",
        `\`high\` of \`${id}\`${where} is ${plain(h)}, below \`low\`, ${plain(l)}`,
        `at least ${plain(Math.max(l, v))}`,
      );
    else if (l > v)
      report("low", `\`low\` of \`${id}\`${where} is ${plain(l)}, above the value, ${plain(v)}`, `at most ${plain(v)}`);
    else if (h < v)
      report(
        "high",
        `\`high\` of \`${id}\`${where} is ${plain(h)}, below the value, ${plain(v)}`,
        `at least ${plain(v)}`,
      );
  };
  compare(low, value, high, []);
}
