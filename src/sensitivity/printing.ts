import { describeNumber, describeUnit } from "../assumptions/register/describe.js";
import { fromBlocks } from "../assumptions/units/block-units.js";
import { type FormatContext, formatValue, ofDifference } from "../notebook/library/format.js";
import type { OutputDeclaration } from "../notebook/types.js";
import { toDigits } from "../text/counts.js";
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
  return formatValue(value, declared.format, { unit: declared.unit, convert });
}

/** The unit of an assumption's number, and the one people see. */
export interface PrintedIn {
  unit: string;
  shown?: string | undefined;
}

export const PURE: PrintedIn = { unit: "1" };

/**
 * A difference of two of an output's numbers, such as what it is worth to know more, with as many digits as it takes for what isn't 0 not
 * to read as 0.
 */
export function printDifference(name: string, value: number, naming: Naming): string {
  const declared = naming.outputs.get(name);
  if (!declared || declared.format.style === "text") return printOutput(name, value, naming);
  const { unit, shown } = declared;
  const format = ofDifference(declared.format);
  const print = (digits: number): string =>
    formatValue(value, { ...format, digits }, { unit, shown, convert: naming.convert });
  const least = format.digits ?? 0;
  let digits = least;
  while (value !== 0 && digits < 12 && !/[1-9]/.test(print(digits).replace(/\D*$/, ""))) digits++;
  return digits > least ? print(digits) : formatValue(value, format, { unit, shown, convert: naming.convert });
}

/** A standard error of a result to two significant digits, in the unit that the result is printed in. */
export function printError(name: string, error: number, naming: Naming): string {
  const declared = naming.outputs.get(name);
  if (!declared || declared.format.style === "text" || !Number.isFinite(error))
    return Number.isFinite(error) ? describeNumber(Number(error.toPrecision(2))) : "\u2013";
  const { digits: _, sign: __, ...format } = ofDifference(declared.format);
  const { unit, shown } = declared;
  return formatValue(error, { ...format, significant: 2 }, { unit, shown, convert: naming.convert });
}

/** An assumption's number with its unit, to three significant digits. */
export function printInput(value: number, { unit, shown }: PrintedIn, how: string): string {
  const seen = how === "value" ? fromBlocks(value, shown) : value;
  const number = describeNumber(Number(seen.toPrecision(3)));
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
