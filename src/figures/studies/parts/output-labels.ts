import { describeUnit } from "../../../assumptions/register/describe.js";
import { formatValue } from "../../../notebook/library/format.js";
import { humanised } from "../../../sensitivity/words.js";
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
