import { describeUnit } from "../../../assumptions/register/describe.js";
import { largest } from "../../../lists.js";
import { formatValue } from "../../../notebook/library/format.js";
import { humanised } from "../../../sensitivity/words.js";
import { isReadable } from "../../ticks.js";
import type { Outputs } from "../drawing.js";
import { plain } from "./numbers.js";
import { fitting } from "./words.js";

/** What an output is called; one that isn't declared, such as a claim, by its name as words. */
export const labelOf = (name: string, outputs: Outputs): string => outputs[name]?.label ?? humanised(name);

/** An output's unit as readers know it; empty for a number without one. */
export const unitOf = (name: string, outputs: Outputs): string => describeUnit(outputs[name]?.unit ?? "1");

export const withUnit = (label: string, unit: string): string => (unit === "" ? label : `${label} (${unit})`);

/** How an output's values are printed in its chart. */
export function printerOf(name: string, outputs: Outputs): (value: number) => string {
  const about = outputs[name];
  return (value) => {
    if (!about?.format || about.format.style === "text" || about.format.style === "date") return plain(value);
    try {
      return formatValue(value, about.format, about.unit === undefined ? {} : { unit: about.unit });
    } catch {
      // A format that converts units is printed unconverted; the axis names the declared unit.
      return plain(value);
    }
  };
}

/** How differences of an output's values are printed: as they are, with as many more digits as it takes for what isn't 0 not to read as 0. */
export function differencePrinterOf(name: string, outputs: Outputs): (value: number) => string {
  const about = outputs[name];
  const { format } = about ?? {};
  if (!about || !format) return printerOf(name, outputs);
  const { sign: _, ...unsigned } = format;
  const withDigits = (digits: number) =>
    printerOf(name, { [name]: { ...about, format: { ...unsigned, ...(digits > 0 ? { digits } : {}) } } });
  return (value) => {
    const least = format.digits ?? 0;
    let digits = least;
    while (value !== 0 && digits < MOST_TICK_DIGITS && !/[1-9]/.test(withDigits(digits)(value))) digits++;
    return withDigits(digits)(value);
  };
}

const TICKS: ReadonlySet<string> = new Set(["percent", "times", "dollars"]);

/** The largest tick below which their zeros take more room than there is. */
const LEAST_READ = 1e-3;

/** Decimals that a tick has at most. */
const MOST_TICK_DIGITS = 12;

/** How ticks of an output's axis are printed where its values are shares, multiples or dollars: as they are, with the digits that a tick has. Others are numbers, whose unit the axis names. */
export function tickFormatOf(
  name: string,
  outputs: Outputs,
  domain: readonly number[],
): { tickFormat?: (value: number) => string } {
  const { format, unit } = outputs[name] ?? {};
  const most = largest(domain.map(Math.abs));
  if (!format || !TICKS.has(format.style) || !isReadable(most) || most < LEAST_READ) return {};
  const { significant: _, ...style } = format;
  const print = (value: number, digits: number): string =>
    formatValue(value, { ...style, digits }, unit === undefined ? {} : { unit });
  const read = (text: string): number => Number(text.replace(/[^\d.]/g, ""));
  const tickFormat = (value: number): string => {
    let digits = 0;
    while (digits < MOST_TICK_DIGITS && read(print(value, digits)) !== read(print(value, MOST_TICK_DIGITS))) digits++;
    return print(value, digits);
  };
  try {
    tickFormat(most);
    return { tickFormat };
  } catch {
    // As `printerOf`.
    return {};
  }
}

/** What an axis says of an output, or the first of several wordings of it that the chart has room for. */
export function axisLabel(
  name: string,
  outputs: Outputs,
  wordings: (label: string) => readonly string[] = (label) => [label],
): string {
  const label = labelOf(name, outputs);
  return fitting([...wordings(withUnit(label, unitOf(name, outputs))), ...wordings(label)]);
}

/** What an axis says of shares of an output's variance. */
export const varianceLabel = (output: string, outputs: Outputs): string =>
  fitting([`Share of the variance of ${labelOf(output, outputs)} (%)`, "Share of the variance (%)"]);
