import { entriesOf, inOrder } from "../../keys/ordered.js";
import { CONVERTED_DIGITS, likeWritten, OWN_DIGITS, toDigits } from "../../text/counts.js";
import { describeData, describeSaid } from "../data/describe.js";
import { type Declared, declaredUnits, shownValue } from "../units/block-units.js";
import { moneyUnit } from "../units/currencies.js";
import { plain } from "./checks.js";
import type { Assumption, Value } from "./types.js";

/** From here a number has more digits before its point than `plain` keeps. */
const MANY_DIGITS = 1e12;

/** A number as a table prints it: no binary noise, thousands set apart from 10,000 up, a real minus sign. */
export function describeNumber(value: number): string {
  const size = Math.abs(value);
  return printed(value, size >= MANY_DIGITS ? String(Math.round(Number(size.toPrecision(15)))) : plain(size));
}

/** The same of a number that stands in a register: with all the digits it was given. */
export function describeGiven(value: number): string {
  return printed(value, String(likeWritten(Math.abs(value), [], OWN_DIGITS)));
}

/** A value as it is read, with those of its numbers that were written in another unit as studies print them: of 5 a year 0.417 a month. */
function asRead<T extends Value>(value: T, about: Declared & Pick<Assumption, "converted">): T {
  const { converted } = about;
  if (!converted) return shownValue(value, about);
  return shownValue(value, about, (seen, own) =>
    converted.includes(own) ? likeWritten(seen, [], CONVERTED_DIGITS) : seen,
  );
}

function printed(value: number, text: string): string {
  const sign = value < 0 ? "−" : "";
  if (text.includes("e")) return sign + text;
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return sign + grouped + (fraction === undefined ? "" : `.${fraction}`);
}

/** Significant digits of a derived number: as many as its inputs are given with, and some; none before the point is cut. */
const DERIVED_DIGITS = 6;

/**
 * "7", "18, 24, 28 (2026–2028)", "A100 2.039, H100 3.35", and for a table a row after another. Every number is printed, with all the
 * digits it was given; a derived one is rounded.
 */
export function describeValue(
  assumption: Pick<Assumption, "shape" | "keys" | "columns" | "value" | "expression" | "said" | "data"> &
    Partial<Declared> &
    Pick<Assumption, "converted">,
): string {
  if (assumption.said) return describeSaid(assumption.said);
  if (assumption.data) return describeData(assumption.data, describeNumber, describeUnit);
  const { expression } = assumption;
  const value = asRead(assumption.value, { unit: "1", ...assumption });
  return describeNumbers(assumption, expression === undefined ? value : rounded(value));
}

function rounded(value: Value): Value {
  if (typeof value === "number") return toDigits(value, DERIVED_DIGITS);
  return inOrder(
    entriesOf(value as Readonly<Record<string, Value>>).map(([key, part]) => [key, rounded(part)]),
  ) as Value;
}

function describeNumbers(
  { shape, keys, columns = [] }: Pick<Assumption, "shape" | "keys" | "columns">,
  value: Value,
): string {
  if (shape === "scalar" || typeof value === "number") return describeGiven(value as number);
  if (shape === "series") return row(keys, value as Record<string, number>);
  const table = value as Record<string, Record<string, number>>;
  return keys
    .map(
      (key) =>
        `${key}: ${row(
          columns.filter((c) => keys.length === 0 || table[key]?.[c] !== undefined),
          table[key] ?? {},
        )}`,
    )
    .join("; ");
}

function row(keys: readonly string[], numbers: Readonly<Record<string, number>>): string {
  const texts = keys.map((key) => describeGiven(numbers[key] ?? Number.NaN));
  if (keys.length > 1 && keys.every((key, i) => /^\d+$/.test(key) && Number(key) === Number(keys[0]) + i)) {
    return `${texts.join(", ")} (${keys[0]}–${keys[keys.length - 1]})`;
  }
  return keys.map((key, i) => `${key} ${texts[i]}`).join(", ");
}

/** "6–10", "13.5–20, 18–29 (2026–2027)"; for two paths "low …; high …"; empty without a range. */
export function describeRange(
  assumption: Pick<Assumption, "shape" | "keys" | "columns" | "low" | "high" | "ends" | "converted"> &
    Partial<Declared>,
): string {
  const { shape, keys, columns = [] } = assumption;
  if (assumption.low === undefined || assumption.high === undefined) return "";
  const about = { unit: "1", ...assumption };
  const [low, high] = [asRead(assumption.low, about), asRead(assumption.high, about)];
  if (assumption.ends === "paths")
    return `low ${describeNumbers(assumption, low)}; high ${describeNumbers(assumption, high)}`;
  if (shape === "scalar") return span(low as number, high as number);
  const line = (
    names: readonly string[],
    l: Readonly<Record<string, number>>,
    h: Readonly<Record<string, number>>,
  ): string => {
    const texts = names.map((key) => span(l[key] ?? Number.NaN, h[key] ?? Number.NaN));
    if (names.length > 1 && names.every((key, i) => /^\d+$/.test(key) && Number(key) === Number(names[0]) + i)) {
      return `${texts.join(", ")} (${names[0]}–${names[names.length - 1]})`;
    }
    return names.map((key, i) => `${key} ${texts[i]}`).join(", ");
  };
  if (shape === "series") return line(keys, low as Record<string, number>, high as Record<string, number>);
  const [l, h] = [low as Record<string, Record<string, number>>, high as Record<string, Record<string, number>>];
  return keys.map((key) => `${key}: ${line(columns, l[key] ?? {}, h[key] ?? {})}`).join("; ");
}

function span(low: number, high: number): string {
  if (low === high) return describeGiven(low);
  return low < 0 ? `${describeGiven(low)} to ${describeGiven(high)}` : `${describeGiven(low)}–${describeGiven(high)}`;
}

/** What the range means: "point", "triangular", "PERT", "lognormal, P5–P95"; "derived" for a formula. */
export function describeMeaning(assumption: Pick<Assumption, "expression" | "distribution">): string {
  if (assumption.expression !== undefined) return "derived";
  const { name, percentiles } = assumption.distribution;
  const shown = name === "pert" ? "PERT" : name;
  return percentiles ? `${shown}, P${percentiles[0]}–P${percentiles[1]}` : shown;
}

const DEGREES: Readonly<Record<string, string>> = {
  degC: "°C",
  celsius: "°C",
  degF: "°F",
  fahrenheit: "°F",
  deg: "°",
  percent: "%",
  permille: "‰",
};
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A unit expression as printed: "$/M token" for USD/Mtoken, "m²", and nothing for a pure number. */
export function describeUnit(unit: string): string {
  if (unit.trim() === "1") return "";
  return unit
    .replace(/\s+/g, "")
    .replace(
      /[A-Za-z][A-Za-z0-9]*/g,
      (name) =>
        moneyUnit(name) ??
        DEGREES[name] ??
        name.replace(/^([kMBT])(token|query|person|GPU|chip|package|wafer)/, "$1 $2"),
    )
    .replace(/\^(-?)(\d)/g, (_, minus: string, digit: string) => (minus ? "⁻" : "") + (RAISED[Number(digit)] ?? digit))
    .replaceAll("*", "·");
}

/** The unit of an assumption as printed; a table's by column. */
export function describeUnitOf(assumption: Declared): string {
  const { unit, columnUnits } = declaredUnits(assumption);
  if (!columnUnits) return describeUnit(unit);
  return Object.entries(columnUnits)
    .map(([column, unit]) => `${column} ${describeUnit(unit) || "1"}`)
    .join(", ");
}
