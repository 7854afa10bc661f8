import type { NumberSummary } from "../../sensitivity/index.js";

/** What charts show of the draws of a number. */
export interface Quantiles {
  p10: number;
  p25: number;
  p50: number;
  p75: number;
  p90: number;
}

export function quantilesOf({ quantiles }: NumberSummary): Quantiles {
  const at = (level: number): number => quantiles.find((q) => q.level === level)?.value ?? Number.NaN;
  return { p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9) };
}
