import * as Plot from "@observablehq/plot";
import type { SobolIndices } from "../../sensitivity/index.js";
import { sharing } from "../../sensitivity/telling.js";
import type { Outputs } from "./drawing.js";
import { across } from "./parts/axes.js";
import { axis, background, blue, orange } from "./parts/inks.js";
import { nothing } from "./parts/nothing.js";
import { varianceLabel } from "./parts/output-labels.js";
import { DOT, type Row, rowLine, rowsOf } from "./parts/rows.js";

const KINDS = [
  { index: "alone", of: "first", up: -1 },
  { index: "in all, with others", of: "total", up: 1 },
] as const;

/** An index in percent, with its interval. */
interface Point {
  key: string;
  index: string;
  value: number;
  low: number;
  high: number;
}

/** First-order and total shares of the output's variance as two dots a row, each with its interval. */
export function sobolChart(
  { inputs: all, output }: SobolIndices,
  outputs: Outputs,
  top: number,
  width: number,
): Plot.PlotOptions {
  const moving = sharing(all);
  if (moving.length === 0) return nothing("Nothing that is drawn moves it.");
  const inputs = moving.slice(0, top);
  const rows = inputs.map(
    ({ id, label, first, total }): Row => ({
      key: id,
      label,
      note: `${whole(first.value)} alone, ${whole(total.value)} in all`,
    }),
  );
  const laid = rowsOf(rows, 2 * DOT, width, { key: true });
  const points = KINDS.flatMap(({ index, of }) =>
    inputs.map(({ id, [of]: { value, low, high } }): Point => {
      return { key: id, index, value: 100 * value, low: 100 * low, high: 100 * high };
    }),
  );
  const reached = [0, ...points.flatMap(({ low, high, value }) => [low, high, value])];
  return {
    ...laid.frame,
    x: across(varianceLabel(output, outputs), reached, [], width, { edge: 6 }).scale,
    color: { domain: KINDS.map(({ index }) => index), range: [blue, orange], legend: true },
    marks: [
      rowLine(rows, 0, laid, { stroke: axis }),
      ...KINDS.flatMap(({ index, up }) =>
        indexMarks(
          points.filter((point) => point.index === index),
          laid.middle + (up * DOT) / 2,
        ),
      ),
      ...laid.words,
    ],
  };
}

const whole = (share: number): string => `${Math.max(0, Math.round(100 * share))}%`;

const indexMarks = (points: readonly Point[], dy: number): Plot.Markish[] => [
  Plot.ruleY(points, { x1: "low", x2: "high", y: "key", stroke: "index", strokeWidth: 2, dy }),
  ...(["low", "high"] as const).map((end) =>
    // Ends of an interval shorter than its dot would only blur it.
    Plot.dot(points, { x: end, y: "key", fill: "index", r: 1.75, dy }),
  ),
  Plot.dot(points, { x: "value", y: "key", fill: "index", stroke: background, strokeWidth: 1, r: 4.25, dy }),
];
