import type { PlotOptions } from "@observablehq/plot";
import type { NumberSummary, ResultOf } from "../../sensitivity/index.js";
import type { Outputs } from "./drawing.js";
import { fanChart } from "./fan.js";
import { histogram } from "./histogram.js";
import { claimsChart } from "./parts/claims.js";
import { intervals } from "./parts/intervals.js";
import { isOneSeries, lastKey } from "./parts/series.js";
import { sharesChart } from "./parts/shares.js";

/** A histogram where that is asked for, a fan along the years of one series (`tightness.2026`, …), shares of texts or claims as bars, or intervals below each other. */
export function monteCarloChart(
  { summaries }: ResultOf<"monte-carlo">,
  outputs: Outputs,
  _top: number,
  width: number,
): PlotOptions {
  const numbers = summaries.filter((s): s is NumberSummary => s.kind === "number");
  const [first] = numbers;
  if (first?.bins) return histogram(first, outputs, width);
  if (numbers.length === 0)
    return summaries.some(({ kind }) => kind === "text")
      ? sharesChart(summaries, outputs)
      : claimsChart(summaries, outputs, width);
  const isYear = ({ name }: NumberSummary): boolean => name.includes(".") && Number.isInteger(Number(lastKey(name)));
  return numbers.length > 1 && isOneSeries(numbers) && numbers.every(isYear)
    ? fanChart(numbers, outputs)
    : intervals(numbers, outputs, width);
}
