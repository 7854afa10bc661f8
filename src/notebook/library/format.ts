import {
  fromBlocks,
  hasZero,
  isBelowZero,
  standsClose,
  toBlocks,
  unitInBlocks,
} from "../../assumptions/units/block-units.js";
import { currencyOf, moneyUnit, signOf } from "../../assumptions/units/currencies.js";
import { type DateStyle, printed as printedKey, printedPart, stretchOf } from "../../keys/calendar.js";
import {
  type Decimal,
  integerDigits,
  plain,
  shift,
  tenTo,
  toDecimal,
  toPlaces,
  toSignificant,
  trimmed,
} from "../../text/decimal.js";

/** How a value is printed. One shape for prose helpers, table columns and outputs. */
export interface FormatSpec {
  style: "number" | "percent" | "times" | "range" | "dollars" | "unit" | "date" | "text";
  /** Decimals after the point. */
  digits?: number;
  /** Significant figures instead of decimals. */
  significant?: number;
  /** Unit to convert to (mathjs), and the unit the value is in when no declaration says. */
  to?: string;
  from?: string;
  /** Print a plus sign on positive numbers. */
  sign?: boolean;
  /** Scale of dollars: k, M, B, T, or auto. */
  scale?: "k" | "M" | "B" | "T" | "auto";
  /** How a date is printed; in full unless told. */
  date?: DateStyle;
}

/** What a format needs to know besides the value and the spec. */
export interface FormatContext {
  /** Unit the value is declared in; `spec.from` goes before it. Absent or "1" is a pure number. */
  unit?: string;
  /** Unit to print in where the format names none: what people see of a value that blocks have in another, `%` of a share. */
  shown?: string;
  /** Converts between units; throws when their dimensions differ. Needed only where a format names another unit. */
  convert?: (value: number, from: string, to: string) => number;
  /** Printed in place of NaN and the infinities, which are errors otherwise. */
  nonFinite?: string;
}

/** Why a value can't be printed; the message is a sentence for the author. */
export class FormatError extends Error {
  constructor(
    readonly reason: "not-finite" | "not-a-number" | "unit" | "zero" | "date" | "text" | "range" | "digits",
    message: string,
    /** What a converter says of a unit that it doesn't know, or that is of another dimension. */
    readonly unit: { expected?: string; hint?: string } = {},
  ) {
    super(message);
    this.name = "FormatError";
  }
}

export const MOST_DIGITS = 15;

/** Digits where the format names none. "number" and "unit" then print three significant figures or more. */
const USUAL_DIGITS: Partial<Record<FormatSpec["style"], number>> = { percent: 0, times: 1 };

const MINUS = "\u2212";
const TIMES = "\u00d7";
const EN_DASH = "\u2013";
const NO_BREAK_SPACE = "\u00a0";

/**
 * Prints one value. The result depends on nothing but the arguments: no locale, no clock.
 *
 * Rounding is done on the decimal digits a person sees, halves away from zero: 1.005 to two digits is 1.01, 0.285 as a percentage 29%.
 * Fractions, and whole numbers from 10^17 on, are first taken to 15 significant digits, which removes the noise of binary arithmetic.
 *
 * @throws FormatError when the value is not finite, not what the style prints, or its unit can't be converted.
 */
export function formatValue(value: unknown, spec: FormatSpec, context: FormatContext = {}): string {
  if (spec.style === "date") return formatDate(value, spec.date);
  if (spec.style === "text") return formatText(value);
  if (spec.style === "range") {
    if (!Array.isArray(value) || value.length !== 2)
      throw new FormatError("range", `a range takes a low and a high value, not ${describe(value)}`);
    return formatRange(value[0], value[1], { ...spec, style: "number" }, context);
  }
  const number = finite(value, spec, context);
  if (number === undefined) return context.nonFinite ?? "";
  const parts = print(number, spec, context);
  return parts.sign + parts.before + parts.digits + parts.after;
}

/** The format of a difference of two values: between temperatures there are kelvins, not degrees from a zero. */
export function ofDifference(spec: FormatSpec): FormatSpec {
  return hasZero(spec.to) ? { ...spec, to: unitInBlocks(spec.to ?? "K") } : spec;
}

/**
 * Prints two ends as one range, what they share only once: 20–50×, 20–35%, $1.2–1.5B, 18–20 GW. Ends that print alike become one
 * value; with a negative end the dash gives way to "to".
 *
 * @throws FormatError as `formatValue` does, and when the low end is above the high one.
 */
export function formatRange(lo: unknown, hi: unknown, spec: FormatSpec, context: FormatContext = {}): string {
  if (spec.style === "text" || spec.style === "date") {
    const [from, to] = [formatValue(lo, spec, context), formatValue(hi, spec, context)];
    return from === to ? from : `${from}${EN_DASH}${to}`;
  }
  const inner: FormatSpec = spec.style === "range" ? { ...spec, style: "number" } : spec;
  const [low, high] = [finite(lo, inner, context), finite(hi, inner, context)];
  if (low !== undefined && high !== undefined && low > high)
    throw new FormatError(
      "range",
      `the range runs from ${formatText(low)} down to ${formatText(high)}; the low end comes first`,
    );
  if (low === undefined || high === undefined)
    return `${formatValue(lo, inner, context)} to ${formatValue(hi, inner, context)}`;
  const [a, b] = [print(low, inner, context), print(high, inner, context)];
  const whole = (p: Printed): string => p.sign + p.before + p.digits + p.after;
  if (whole(a) === whole(b)) return whole(a);
  const shared = a.before === b.before && a.after === b.after;
  if (a.sign || b.sign)
    return shared && !a.before ? `${a.sign}${a.digits} to ${whole(b)}` : `${whole(a)} to ${whole(b)}`;
  return shared ? `${a.before}${a.digits}${EN_DASH}${b.digits}${b.after}` : `${whole(a)}${EN_DASH}${whole(b)}`;
}

/** Names that are written in letters and read as signs. */
const READ: Readonly<Record<string, string>> = {
  percent: "%",
  permille: "\u2030",
  degC: "\u00b0C",
  celsius: "\u00b0C",
  degF: "\u00b0F",
  fahrenheit: "\u00b0F",
  deg: "\u00b0",
};

/** A unit as readers see it: `kW*h` → kW·h, `m^2` → m², `MEUR/GW` → €M/GW; nothing for a pure number. */
export function formatUnit(unit: string | undefined): string {
  const text = (unit ?? "").trim();
  if (text === "1") return "";
  return text
    .replace(/[A-Za-z][A-Za-z0-9]*/g, (name) => READ[name] ?? moneyUnit(name) ?? name)
    .replace(/\s*\*\s*/g, "·")
    .replace(/\s*\/\s*/g, "/")
    .replace(/\s*\^\s*(-?\d+)/g, (_, power: string) =>
      [...power].map((c) => (c === "-" ? "\u207b" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(c)))).join(""),
    );
}

/** A printed number in its parts, so that a range can share the outer ones. */
interface Printed {
  sign: string;
  before: string;
  digits: string;
  after: string;
}

/** The value as a number; undefined when it isn't finite and the context says what to print instead. */
function finite(value: unknown, spec: FormatSpec, context: FormatContext): number | bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value !== "number")
    throw new FormatError("not-a-number", `\`${spec.style}\` prints a number, not ${describe(value)}`);
  if (Number.isFinite(value)) return value;
  if (context.nonFinite !== undefined) return undefined;
  throw new FormatError("not-finite", `the value is ${value}, which is no finite number`);
}

function print(value: number | bigint, spec: FormatSpec, context: FormatContext): Printed {
  for (const count of [spec.digits, spec.significant])
    if (count !== undefined && !(Number.isInteger(count) && count >= 0 && count <= MOST_DIGITS))
      throw new FormatError("digits", `${formatText(count)} is no number of digits; 0 to ${MOST_DIGITS} are`);
  const unit = spec.from ?? context.unit;
  const shown = spec.to ?? (spec.from === undefined ? context.shown : undefined);
  switch (spec.style) {
    case "percent": {
      const shares = isPercent(unit);
      const decimal = toDecimal(shares ? value : converted(value, unit, "1", context, spec));
      return printed(shares ? decimal : shift(decimal, 2), spec, "", "%");
    }
    case "times":
      return printed(toDecimal(converted(value, unit, "1", context, spec)), spec, "", TIMES);
    case "dollars":
      return printDollars(toDecimal(isPure(unit) ? value : converted(value, unit, "USD", context, spec)), spec);
    case "unit": {
      const to = shown ?? unit;
      if (to === undefined)
        throw new FormatError("unit", "`unit` has no unit to print: nothing declares that of the value", {
          expected: 'the unit that it is in: `to="kg"` in prose, `unit: "kg"` of a column; or the format `number`',
        });
      const decimal = toDecimal(converted(value, unit, to, context, spec));
      const { before, after } = beside(to);
      return printed(decimal, spec, before, after);
    }
    default: {
      const decimal = toDecimal(shown === undefined ? value : converted(value, unit, shown, context, spec));
      return printed(decimal, spec, "", "");
    }
  }
}

/** What of a unit stands before the number and behind it: `$` and `M/GW`, `CHF `, `%`, ` GW`. */
function beside(unit: string | undefined): { before: string; after: string } {
  const text = (unit ?? "").trim();
  const [name = ""] = /^[A-Za-z]+(?=$|[\s/*·])/.exec(text) ?? [];
  const money = currencyOf(name);
  if (money) return { before: signOf(money.code), after: money.scale + formatUnit(text.slice(name.length)) };
  const read = formatUnit(text);
  return { before: "", after: standsClose(read) ? read : read && NO_BREAK_SPACE + read };
}

function printDollars(value: Decimal, spec: FormatSpec): Printed {
  const scales = { k: 3, M: 6, B: 9, T: 12 } as const;
  const size = value.coefficient < 0n ? -value.coefficient : value.coefficient;
  const atLeast = (v: Decimal, power: number): boolean => {
    const places = v.places + power;
    return places <= 0 || size >= tenTo(places);
  };
  let scale: keyof typeof scales | undefined = spec.scale === "auto" ? undefined : spec.scale;
  if (spec.scale === "auto") {
    const order = ["k", "M", "B", "T"] as const;
    scale = order.findLast((s) => atLeast(value, scales[s]));
    // 999,960 in thousands is $1,000.0k, in millions $1.0M.
    const next = order[scale === undefined ? 0 : order.indexOf(scale) + 1];
    const trial = printed(shift(value, -(scale ? scales[scale] : 0)), dollarDigits(value, spec, scale), "", "");
    if (next && Number(trial.digits.replaceAll(",", "")) >= 1000) scale = next;
  }
  const scaled = shift(value, -(scale ? scales[scale] : 0));
  return printed(scaled, dollarDigits(value, spec, scale), "$", scale ?? "");
}

/** Scaled dollars print one decimal, cents show only below a hundred dollars. */
function dollarDigits(value: Decimal, spec: FormatSpec, scale: string | undefined): FormatSpec {
  if (spec.digits !== undefined || spec.significant !== undefined) return spec;
  // 99.996 is $100, as 100 is.
  const small = value.coefficient !== 0n && value.places > 0 && integerDigits(toPlaces(value, 2)) <= 2;
  return { ...spec, digits: scale ? 1 : small ? 2 : 0 };
}

function converted(
  value: number | bigint,
  from: string | undefined,
  to: string,
  context: FormatContext,
  spec: FormatSpec,
): number | bigint {
  const source = isPure(from) ? "1" : (from ?? "1");
  if (source === (isPure(to) ? "1" : to)) return value;
  // A bare number takes the unit the format names, as blocks count it: no declaration says otherwise.
  if (from === undefined) return unitInBlocks(to) === to ? value : aboveZero(fromBlocks(Number(value), to), to);
  // Shares and temperatures convert without any table of units, so that they do where there is none.
  if (unitInBlocks(source) === unitInBlocks(to)) return aboveZero(fromBlocks(toBlocks(Number(value), source), to), to);
  const as = spec.style === "unit" || spec.style === "number" ? `\`${to}\`` : `\`${spec.style}\``;
  if (!context.convert) throw new FormatError("unit", `a value in \`${source}\` can't be printed as ${as}`);
  let result: number;
  try {
    result = context.convert(Number(value), source, to);
  } catch (error) {
    const why = error instanceof Error ? `: ${error.message}` : "";
    const { expected, hint } = error as { expected?: string; hint?: string };
    // A share a year is `%/year`, and money of another country its own.
    const own = spec.style === "percent" ? source.replace(/^1(?=\/)/, "%") : source;
    const unit = `the format \`unit\` prints it in a unit of its own, such as \`${own}\``;
    throw new FormatError("unit", `a value in \`${source}\` can't be printed as ${as}${why}`, {
      expected,
      hint: hint ?? (spec.style === "unit" || spec.style === "number" ? undefined : unit),
    });
  }
  if (!Number.isFinite(result)) throw new FormatError("not-finite", `the value in \`${to}\` is no finite number`);
  return result;
}

/** @throws FormatError for a temperature that nothing can have. */
function aboveZero(value: number, unit: string): number {
  if (isBelowZero(value, unit))
    throw new FormatError(
      "zero",
      `${formatText(Number(value.toPrecision(6)))} ${unit} lies below the absolute zero, ${formatText(fromBlocks(0, unit))} ${unit}`,
    );
  return value;
}

const isPure = (unit: string | undefined): boolean => unit === undefined || unit === "" || unit === "1";
const isPercent = (unit: string | undefined): boolean => unit === "%" || unit === "percent";

function printed(value: Decimal, spec: FormatSpec, before: string, after: string): Printed {
  const rounded = roundBySpec(value, spec);
  const negative = rounded.coefficient < 0n;
  const sign = negative ? MINUS : spec.sign && rounded.coefficient > 0n ? "+" : "";
  return { sign, before, digits: plain(rounded, ","), after };
}

/** Decimals with which a number is printed where its format names none. */
function usualPlaces(value: Decimal): number {
  return trimmed(toPlaces(value, Math.max(0, 3 - integerDigits(value)))).places;
}

/** More decimals than these say less about a column than its numbers' own. */
const MOST_SHARED = 6;

/**
 * Decimals for all numbers of a column that names no format: as many as the one with most is printed with, so that 37.5, 75 and 112.5 are
 * 37.5, 75.0 and 112.5. Undefined where sizes lie too far apart for that.
 */
export function sharedDigits(values: readonly number[]): number | undefined {
  const finite = values.filter(Number.isFinite);
  const most = finite.reduce((digits, value) => Math.max(digits, usualPlaces(toDecimal(value))), 0);
  return finite.length === 0 || most > MOST_SHARED ? undefined : most;
}

function roundBySpec(value: Decimal, spec: FormatSpec): Decimal {
  if (spec.significant !== undefined) return toSignificant(value, spec.significant);
  const digits = spec.digits ?? USUAL_DIGITS[spec.style];
  if (digits !== undefined) return toPlaces(value, digits);
  return trimmed(toPlaces(value, Math.max(0, 3 - integerDigits(value))));
}

/** Strings as they are; "yes" and "no" for booleans; numbers in full, without thousands marks, so that years and keys stay what they are. */
function formatText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) {
    const decimal = toDecimal(value);
    return (decimal.coefficient < 0n ? MINUS : "") + plain(decimal, "");
  }
  if (typeof value === "number")
    throw new FormatError("not-finite", `the value is ${value}, which is no finite number`);
  throw new FormatError("text", `\`text\` prints a string or a number, not ${describe(value)}`);
}

/**
 * "2026-03-15" → 15 March 2026, "2026-03" → March 2026, "2026-Q2" → Q2 2026, "2026" or 2026 → 2026, "03" → March; a Date by its day in
 * UTC. See keys/calendar.ts.
 */
function formatDate(value: unknown, style: DateStyle = "long"): string {
  const text =
    value instanceof Date && !Number.isNaN(value.getTime())
      ? value.toISOString().slice(0, 10)
      : typeof value === "number" && Number.isInteger(value)
        ? String(value)
        : value;
  const key = typeof text === "string" ? stretchOf(text) : undefined;
  const found = key ? printedKey(key, style) : typeof text === "string" ? printedPart(text, style) : undefined;
  if (found !== undefined) return found;
  if (key)
    throw new FormatError("date", `\`date ${style}\` prints the ${style} that a date lies in, and ${text} is longer`);
  if (typeof text === "string" && /^\d{4}-\d{2}(?:-\d{2})?$/.test(text))
    throw new FormatError("date", `${text} is no day of the calendar`);
  throw new FormatError("date", `\`date\` prints a date such as 2026-03-15 or 2026-03, not ${describe(value)}`);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "an undefined value";
  if (typeof value === "string") return value === "" ? "an empty string" : `the string "${value.slice(0, 40)}"`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return value instanceof Date ? "a date" : "an object";
}
