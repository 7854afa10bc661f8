import type { PlotOptions } from "@observablehq/plot";
import type { Summary } from "../../../sensitivity/index.js";
import { humanised } from "../../../sensitivity/words.js";
import { bars } from "./bars.js";
import { percent } from "./numbers.js";

/** In how many draws each claim holds. */
export function claimsChart(summaries: readonly Summary[], width: number): PlotOptions {
  const rows = summaries.flatMap((s) => {
    if (s.kind !== "claim") return [];
    const { value } = s.probability;
    return [{ key: s.name, label: humanised(s.name), value: 100 * value, words: percent(value) }];
  });
  return bars(rows, "Share of the draws in which it holds (%)", width, { upTo: 100 });
}
