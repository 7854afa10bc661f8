import { describeGiven, describeNumber, describeUnit } from "../assumptions/register/describe.js";
import { fromBlocks } from "../assumptions/units/block-units.js";
import { MemoError } from "../diagnostic.js";
import {
  type FormatContext,
  FormatError,
  type FormatSpec,
  formatValue,
  ofDifference,
} from "../notebook/library/format.js";
import { outputProblem } from "../notebook/library/format-problems.js";
import type { OutputDeclaration } from "../notebook/types.js";
import { CONVERTED_DIGITS, likeWritten, OWN_DIGITS, toDigits } from "../text/counts.js";
import type { ResultNames } from "./words.js";

/** How results are named and printed. */
export interface Naming extends ResultNames {
  outputs: ReadonlyMap<string, OutputDeclaration>;
  convert: FormatContext["convert"];
  /** The block that holds a result, so that it can be named where a number is missing. */
  blockOf?(name: string): string | undefined;
}

/** `mef.base` as a path segment of prose: `mef_base`. */
export const keyOf = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, "_");

/** An output's number as it is declared to be printed; where nothing is declared four significant digits, and all before the point. */
export function printOutput(name: string, value: number | undefined, { outputs, convert }: Naming): string {
  if (value === undefined || !Number.isFinite(value)) return "\u2013";
  const declared = outputs.get(name);
  if (!declared || declared.format.style === "text") return describeNumber(toDigits(value, 4));
  return formatted(value, declared.format, { unit: declared.unit, convert }, declared);
}

/** A number of an output. @throws MemoError at the output's place where its format can't print it. */
function formatted(value: number, format: FormatSpec, context: FormatContext, declared: OutputDeclaration): string {
  try {
    return formatValue(value, format, context);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new MemoError([outputProblem(error, declared, value)]);
  }
}

/** The digits of a printed number with its point and commas, without those of its unit: "1.4" of "1.4 kgCO2/m2". */
const numeralOf = (printed: string): string => /\d[\d.,]*/.exec(printed)?.[0] ?? "";

/** The unit of an assumption's number, and the one people see. */
export interface PrintedIn {
  unit: string;
  shown?: string | undefined;
  /** Its numbers that were written in another unit, whose digits nobody gave. */
  converted?: readonly number[] | undefined;
}

export const PURE: PrintedIn = { unit: "1" };

/**
 * How large a difference of two of an output's numbers is, such as what it is worth to know more: without a plus sign, and with as many digits as
 * it takes for what isn't 0 not to read as 0.
 */
export function printDifference(name: string, value: number, naming: Naming): string {
  const declared = naming.outputs.get(name);
  if (!declared || declared.format.style === "text") return printOutput(name, value, naming);
  const { unit, shown } = declared;
  const { sign: _, ...format } = ofDifference(declared.format);
  const context = { unit, shown, convert: naming.convert };
  const print = (digits: number): string => formatted(value, { ...format, digits }, context, declared);
  const least = format.digits ?? 0;
  let digits = least;
  while (value !== 0 && digits < 12 && !/[1-9]/.test(numeralOf(print(digits)))) digits++;
  return digits > least ? print(digits) : formatted(value, format, context, declared);
}

/** The most digits behind the point that round numbers are given to be told exactly. */
const MOST_EXACT = 9;

/** Prints round numbers of an output, such as the edges of bins, as `printOutput` does, but with as many digits as none of them loses any by. */
export function printExact(name: string, values: readonly number[], naming: Naming): (value: number) => string {
  const declared = naming.outputs.get(name);
  if (!declared || declared.format.style === "text") return (value) => describeNumber(likeWritten(value));
  const { significant: _, ...format } = declared.format;
  const { unit } = declared;
  const withDigits = (digits: number) => (value: number) =>
    formatted(value, { ...format, digits }, { unit, convert: naming.convert }, declared);
  const read = (text: string): number => Number(numeralOf(text).replaceAll(",", ""));
  for (let digits = format.digits ?? 0; digits < MOST_EXACT; digits++) {
    const [less, more] = [withDigits(digits), withDigits(digits + 1)];
    if (values.every((value) => read(less(value)) === read(more(value)))) return less;
  }
  return (value) => printOutput(name, value, naming);
}

/**
 * A standard error of a result in the unit that the result is printed in: with the result's own digits, and at least two significant ones. No digit before
 * the point is cut.
 */
export function printError(name: string, error: number, naming: Naming): string {
  const declared = naming.outputs.get(name);
  if (!declared || declared.format.style === "text" || !Number.isFinite(error))
    return Number.isFinite(error) ? describeNumber(toDigits(error, 2)) : "\u2013";
  const { sign: _, ...format } = ofDifference(declared.format);
  const { digits: __, ...free } = format;
  const { unit, shown } = declared;
  const context = { unit, shown, convert: naming.convert };
  const printed = formatted(error, format, context, declared);
  const significant = numeralOf(printed).replace(/\D/g, "").replace(/^0+/, "").length;
  return error === 0 || significant >= 2 ? printed : formatted(error, { ...free, significant: 2 }, context, declared);
}

/**
 * An assumption's number with its unit: one that was written as it is (all its digits where `isOwn` says so), a computed one to three significant
 * digits or to the decimals of `beside`, the assumption's own numbers in the unit of blocks. Positions and factors have three significant digits.
 */
export function printInput(
  value: number,
  { unit, shown, converted }: PrintedIn,
  how: string,
  { beside = [], isOwn = false }: { beside?: readonly number[]; isOwn?: boolean } = {},
): string {
  const isValue = how === "value";
  const seen = isValue ? fromBlocks(value, shown) : value;
  const own = beside.map((one) => fromBlocks(one, shown));
  const most = !isOwn ? undefined : converted?.includes(value) ? CONVERTED_DIGITS : OWN_DIGITS;
  const describe = isValue && most === OWN_DIGITS ? describeGiven : describeNumber;
  const number = describe(isValue ? likeWritten(seen, own, most) : toDigits(seen, 3));
  if (how === "position")
    return value === 0
      ? "the base"
      : Math.abs(value) === 1
        ? `its ${value < 0 ? "low" : "high"} end`
        : `${number} of the way to its ${value < 0 ? "low" : "high"} end`.replace("\u2212", "");
  if (how === "factor") return `${number} times the base`;
  const printed = describeUnit(shown ?? unit);
  if (printed === "") return number;
  if (/^[%\u2030]/.test(printed)) return number + printed;
  // "$4", "$4M", "$4/W": money stands before its amount.
  const money = /^([$\u20ac\u00a3\u00a5])([kMBT]?)(.*)$/.exec(printed);
  if (!money) return `${number} ${printed}`;
  const [, sign = "", scale = "", rest = ""] = money;
  return `${sign}${number}${scale}${rest}`.replace(`${sign}\u2212`, `\u2212${sign}`);
}
