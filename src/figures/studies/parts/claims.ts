import type { PlotOptions } from "@observablehq/plot";
import type { Summary } from "../../../sensitivity/index.js";
import type { Outputs } from "../drawing.js";
import { bars } from "./bars.js";
import { percent } from "./numbers.js";
import { labelOf } from "./output-labels.js";

/** In how many draws each claim holds. */
export function claimsChart(summaries: readonly Summary[], outputs: Outputs, width: number): PlotOptions {
  const rows = summaries.flatMap((s) => {
    if (s.kind !== "claim") return [];
    const { value } = s.probability;
    return [{ key: s.name, label: labelOf(s.name, outputs), value: 100 * value, words: percent(value) }];
  });
  return bars(rows, "Share of the draws in which it holds (%)", width, { upTo: 100 });
}
