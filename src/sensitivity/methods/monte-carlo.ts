import { at } from "../cells.js";
import type { Draws } from "../draws.js";
import { offsets } from "../inputs.js";
import { meanError, moments, quantile, quantileError, shareError, sorted } from "../numerics/statistics.js";
import { type Evaluations, failuresBehind, finiteRows, type Gap, type OutputColumn } from "../points.js";
import { type Bin, type BinWidth, binsOf } from "./histogram.js";

/** What a probability from these draws means; belongs beside every one that is shown. */
export const MEANING =
  "Shares of draws from the register’s ranges say what those ranges imply together, not how likely anything is.";

/** The same where it has been said before. */
export const MEANING_AGAIN = "Here too shares say what the ranges imply, not how likely anything is.";

/** Shares of the distribution that are reported: enough for P10, P50, P90 and the bands of a fan chart. */
export const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** A figure with how far to trust it. */
export interface Estimate {
  value: number;
  /** Standard error as if draws were independent; quasi-random ones do better. */
  error: number;
  /** The same figure from the first half of the draws. */
  half: number;
}

interface Common {
  name: string;
  /** Draws that count. */
  count: number;
  gaps: { count: number; first: readonly SampledGap[] };
}

/** A draw with no finite result, and the inputs that were drawn furthest out in it. */
export interface SampledGap extends Gap {
  inputs: readonly { id: string; value?: number; share: number }[];
}

export interface NumberSummary extends Common {
  kind: "number" | "margin";
  mean: Estimate;
  /** With n − 1. */
  standardDeviation: number;
  least: number;
  most: number;
  quantiles: readonly (Estimate & { level: number })[];
  /** How the draws lie, where that was asked for. */
  bins?: readonly Bin[];
  binWidth?: BinWidth;
}

export interface ClaimSummary extends Common {
  kind: "claim";
  probability: Estimate;
}

export interface TextSummary extends Common {
  kind: "text";
  /** Most frequent first; equally frequent ones by letter. */
  frequencies: readonly (Estimate & { text: string })[];
}

export type Summary = NumberSummary | ClaimSummary | TextSummary;

/** Every output column over the draws, `binned` with the bins of numbers. Draws without a finite result are counted, named and left out. */
export function summarise(
  draws: Draws,
  columns: readonly OutputColumn[],
  evaluations: Evaluations,
  { binned = false } = {},
): Summary[] {
  const m = columns.length;
  return columns.map((column, j) => {
    const { name, kind } = column;
    const { rows, gaps } = finiteRows(failuresBehind(evaluations, [column]), m, j);
    const values = Float64Array.from(rows, (i) => at(evaluations.outputs, i * m + j));
    const first = values.subarray(0, rows.filter((i) => i < draws.n / 2).length);
    const common = {
      name,
      count: values.length,
      gaps: { count: gaps.count, first: gaps.first.map((gap) => ({ ...gap, inputs: furthest(draws, gap.draw) })) },
    };
    if (kind === "claim") return { ...common, kind, probability: share(values, first, 1) };
    if (kind === "text") {
      const words = evaluations.text?.get(j) ?? [];
      const frequencies = words
        .map((text, code) => ({ text, ...share(values, first, code) }))
        .filter(({ value }) => value > 0)
        .sort((a, b) => b.value - a.value);
      return { ...common, kind, frequencies };
    }
    const summary = { ...common, kind, ...numbers(values, first) };
    if (!binned || kind !== "number") return summary;
    const { bins, width } = binsOf(sorted(values), column.shown);
    return { ...summary, bins, binWidth: width };
  });
}

function share(values: Float64Array, half: Float64Array, wanted: number): Estimate {
  const of = (list: Float64Array): number => list.reduce((sum, x) => sum + (x === wanted ? 1 : 0), 0) / list.length;
  const value = of(values);
  return { value, error: shareError(value, values.length), half: of(half) };
}

function numbers(values: Float64Array, half: Float64Array) {
  const [all, first] = [sorted(values), sorted(half)];
  const { mean, variance, count } = moments(values);
  return {
    mean: { value: mean, error: meanError(variance, count), half: moments(half).mean },
    standardDeviation: Math.sqrt(variance),
    least: quantile(all, 0),
    most: quantile(all, 1),
    quantiles: LEVELS.map((level) => ({
      level,
      value: quantile(all, level),
      error: quantileError(all, level),
      half: quantile(first, level),
    })),
  };
}

/** The quantile of a summary at one of `LEVELS`. */
export function levelOf(summary: NumberSummary, level: (typeof LEVELS)[number]): Estimate {
  const found = summary.quantiles.find((q) => q.level === level);
  if (!found) throw new RangeError(`no quantile at ${level}`);
  return found;
}

const FURTHEST = 5;

function furthest({ inputs, u, points, n }: Draws, draw: number): SampledGap["inputs"] {
  const width = points.length / n;
  const offset = offsets(inputs);
  return inputs
    .map(({ id, shape }, j) => ({
      id,
      ...(shape === "scalar" ? { value: at(points, draw * width + (offset.get(id) ?? 0)) } : {}),
      share: at(u, draw * inputs.length + j),
    }))
    .sort((a, b) => Math.abs(b.share - 0.5) - Math.abs(a.share - 0.5))
    .slice(0, FURTHEST);
}
