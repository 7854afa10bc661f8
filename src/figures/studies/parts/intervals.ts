import * as Plot from "@observablehq/plot";
import type { NumberSummary } from "../../../sensitivity/index.js";
import type { Outputs } from "../drawing.js";
import { quantilesOf } from "../quantiles.js";
import { across, byRatio } from "./axes.js";
import { background, blue } from "./inks.js";
import { labelOf, printerOf, unitOf, withUnit } from "./output-labels.js";
import { DOT, type Row, rowsOf } from "./rows.js";

/** P10 to P90 of each output, half of the draws thicker. Outputs of several units are drawn as multiples of their medians. */
export function intervals(numbers: readonly NumberSummary[], outputs: Outputs, width: number): Plot.PlotOptions {
  const units = new Set(numbers.map(({ name }) => unitOf(name, outputs)));
  const several = units.size > 1;
  const points = numbers.map((s) => {
    const { p10, p25, p50, p75, p90 } = quantilesOf(s);
    const by = several ? p50 : 1;
    return { key: s.name, p10: p10 / by, p25: p25 / by, p50: p50 / by, p75: p75 / by, p90: p90 / by };
  });
  const rows = numbers.map((s) => intervalRow(s, outputs, several));
  const [one = ""] = units;
  const ends = points.flatMap(({ p10, p90 }) => [p10, p90]);
  const laid = rowsOf(rows, DOT, width);
  const at = { y: "key", stroke: blue, dy: laid.middle } as const;
  return {
    ...laid.frame,
    x: across(
      several ? "P10, P50 and P90 as multiples of P50" : withUnit("P10, P50 and P90 of the draws", one),
      ends,
      [],
      width,
      { log: byRatio(ends), edge: 6 },
    ).scale,
    marks: [
      Plot.ruleY(points, { ...at, x1: "p10", x2: "p90", strokeWidth: 2 }),
      Plot.ruleY(points, { ...at, x1: "p25", x2: "p75", strokeWidth: 6 }),
      Plot.dot(points, { ...at, x: "p50", fill: blue, stroke: background, strokeWidth: 1.5, r: 5.5 }),
      ...laid.words,
    ],
  };
}

/** @param several whether the outputs have several units, so that each says its own */
function intervalRow(s: NumberSummary, outputs: Outputs, several: boolean): Row {
  const print = printerOf(s.name, outputs);
  const { p10, p50, p90 } = quantilesOf(s);
  const label = labelOf(s.name, outputs);
  return {
    key: s.name,
    label: several ? withUnit(label, unitOf(s.name, outputs)) : label,
    note: [p10, p50, p90].map(print).join("  \u00b7  "),
  };
}
