import type * as Plot from "@observablehq/plot";
import { firstShare, namesPercent } from "../../notebook/library/percent-names.js";
import type { ChartFinding } from "../../notebook/types.js";
import { roundedToSignificant } from "../../text/decimal.js";
import type { TextBox } from "../layout.js";
import type { DrawnScales } from "./drops.js";
import type { MarkRecord } from "./watch.js";

/** Hints at shares of one along an axis, or in a key of colours, that says percent and prints them as the numbers they are. */
export function shareFindings(
  options: Plot.PlotOptions,
  {
    records,
    scales,
    boxes,
  }: { records: ReadonlyMap<unknown, MarkRecord>; scales: DrawnScales; boxes: readonly TextBox[] },
): ChartFinding[] {
  const panels = [...records.values()].flatMap((record) => record.panels);
  return (["x", "y", "color"] as const).flatMap((name): ChartFinding[] => {
    const own: Plot.ScaleOptions = options[name] ?? {};
    const label = own.label ?? scales.get(name)?.label;
    if (!namesPercent(label) || own.percent || own.transform) return [];
    const ticks = boxes.filter(({ role }) => role === `${name}-axis tick label`);
    if (
      name === "color"
        ? !own.legend || own.tickFormat
        : ticks.length === 0 || ticks.some(({ text }) => /[%‰]/.test(text))
    )
      return [];
    const channels = panels.flatMap((panel) => Object.values(panel.channels));
    const share = firstShare(
      channels.flatMap(({ scale, value }) => (scale === name && value ? (Array.from(value) as unknown[]) : [])),
    );
    if (share === undefined) return [];
    const what = name === "color" ? "the key of colours" : `the axis \`${name}\``;
    return [
      {
        rule: "printed/share",
        severity: "hint",
        message: `${what} is labelled “${label}”, and shows shares of one as they are: ${roundedToSignificant(share, 3)} as ${roundedToSignificant(share, 3)}`,
        hint: `\`${name}: { percent: true }\` shows it as ${roundedToSignificant(share * 100, 3)}; an exception lets numbers stand that are percent`,
      },
    ];
  });
}
