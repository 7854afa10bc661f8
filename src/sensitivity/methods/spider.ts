import { type Along, alongRanges, type Way, wayOf } from "../along-range.js";
import { places, tidy } from "../cells.js";
import { type Input, withoutFactor } from "../inputs.js";
import type { Evaluate, OutputColumn } from "../points.js";
import { refuse } from "../refusals.js";
import { measuredColumn } from "./importance.js";
import { byFactor, resultAt, runMoves } from "./one-way.js";

export interface SpiderOptions {
  /** Along each input's range from low to high, or by the same percentages of each. */
  by?: "range" | "percent";
  /** Places on each line; odd, so that the base case is one of them. */
  count?: number;
  /** For `percent`: how far to either side, as a share of the base. */
  span?: number;
}

export interface SpiderPoint {
  /** Position between −1 (low) and 1 (high), or change as a share of the base. */
  x: number;
  output?: number;
  failure?: string;
}

export interface SpiderLine {
  id: string;
  label: string;
  points: readonly SpiderPoint[];
  /** The lowest and the highest the output comes to along the line, between its points too, each with its `x`. */
  least: SpiderPoint;
  most: SpiderPoint;
  /** Between two points it goes on beyond all bounds. */
  unbounded?: boolean;
}

export interface Spider {
  output: string;
  by: "range" | "percent";
  base: number;
  /** By distance between the lowest and the highest output, widest first; equal ones as declared. */
  lines: readonly SpiderLine[];
  left: readonly { id: string; reason: string }[];
}

/**
 * One line an input: the output as that input alone goes through its range, or through the same percentages of its value.
 *
 * @throws MemoError for an unknown output or text, and for a number of places that is even or below 3.
 */
export async function spider(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  output: string,
  { by = "range", count = 11, span = 0.3 }: SpiderOptions = {},
): Promise<Spider> {
  const j = measuredColumn(columns, output);
  if (!Number.isInteger(count) || count < 3 || count % 2 === 0)
    refuse("sensitivity/count", `a spider chart with ${count} places a line`, {
      expected: "an odd number of at least 3",
    });
  if (!(span > 0 && span < 1))
    refuse("sensitivity/span", `the span is ${span}`, { expected: "a share between 0 and 1" });
  const left = inputs.flatMap((input) => {
    const reason = reasonToLeave(input, by);
    return reason === undefined ? [] : [{ id: input.id, reason }];
  });
  const moved = inputs.filter((input) => reasonToLeave(input, by) === undefined);
  const scale = by === "range" ? 1 : span;
  const ways = moved.map(
    (input): Way =>
      by === "range"
        ? wayOf(input)
        : { input, move: (z) => byFactor(input, 1 + z * span), sides: { low: true, high: true } },
  );
  const zs = places(-1, 1, count).map((z, i) => (i === (count - 1) / 2 ? 0 : z));
  const m = columns.length;
  const moves = ways.flatMap(({ move }) => zs.map(move));
  const runs = await runMoves(evaluate, inputs, moves, m);
  const base = resultAt(runs, m, j, 0);
  if (base.output === undefined)
    refuse("sensitivity/base-case", `\`${output}\` has no result in the base case: ${base.failure}`, {
      about: output,
      expected: "a finite number",
    });
  const along = await alongRanges(evaluate, inputs, columns, ways, [j], [-1]);
  const lines = moved.map(({ id, label }, k): SpiderLine => {
    const points = zs.map(
      (z, i): SpiderPoint => ({ x: tidy(z * scale, scale), ...resultAt(runs, m, j, 1 + k * count + i) }),
    );
    const { unbounded, least, most }: Partial<Along> = along[0]?.[k] ?? {};
    const reached = [least, most].flatMap((one) => (one ? [{ x: one.position * scale, output: one.output }] : []));
    const all = [...points, ...reached];
    return {
      id,
      label,
      points,
      least: extreme(all, -1),
      most: extreme(all, 1),
      ...(unbounded ? { unbounded: true } : {}),
    };
  });
  const reach = ({ least, most, unbounded }: SpiderLine): number =>
    unbounded ? Number.MAX_VALUE : Number(((most.output ?? 0) - (least.output ?? 0)).toPrecision(12));
  return { output, by, base: base.output, lines: lines.sort((a, b) => reach(b) - reach(a)), left };
}

const reasonToLeave = (input: Input, by: Spider["by"]): string | undefined =>
  by === "percent" ? withoutFactor(input) : input.low === undefined ? "it has no range" : undefined;

/** The point with the highest output, or with the lowest; of equal ones the first. */
const extreme = (points: readonly SpiderPoint[], sign: 1 | -1): SpiderPoint =>
  points.reduce((best, one) =>
    one.output !== undefined && (best.output === undefined || sign * one.output > sign * best.output) ? one : best,
  );
