import * as Plot from "@observablehq/plot";
import { formatValue } from "../../notebook/library/format.js";
import type { Spider } from "../../sensitivity/index.js";
import { directLabels } from "../labels.js";
import { lineWidth, seriesColors, size } from "../theme.js";
import type { Outputs } from "./drawing.js";
import { axis, text } from "./parts/inks.js";
import { limitsNear, limitsUp } from "./parts/limits.js";
import { nothing } from "./parts/nothing.js";
import { plain } from "./parts/numbers.js";
import { axisLabel } from "./parts/output-labels.js";
import { wrapped } from "./parts/words.js";

/** Width of the labels at the ends of the lines. */
const LABEL = 150;

/** One line for each assumption: the output along its range, or along the same changes of each. */
export function spiderChart({ lines: all, by, base, output }: Spider, outputs: Outputs, top: number): Plot.PlotOptions {
  const lines = all
    .slice(0, Math.min(top, seriesColors.length))
    .map(({ label, ...line }) => ({ ...line, words: wrapped(label, LABEL) }));
  if (lines.length === 0) return nothing("No assumption moves it by itself.");
  const points = lines.flatMap(({ id, words, points: at, least, most }) =>
    [...at, ...[least, most].filter(({ x }) => !at.some((point) => point.x === x))]
      .sort((a, b) => a.x - b.x)
      .flatMap(({ x, output: y }) => (typeof y === "number" ? [{ id, words: words.join("\n"), x, y }] : [])),
  );
  const limits = limitsNear(
    [output],
    outputs,
    points.map(({ y }) => y),
  );
  return {
    height: Math.max(size.height, 90 + lines.reduce((sum, { words }) => sum + size.line * words.length, 0)),
    x: by === "range" ? rangeAxis : changeAxis,
    y: { label: axisLabel(output, outputs), grid: true },
    color: { domain: lines.map(({ id }) => id) },
    marks: [
      Plot.ruleX([0], { stroke: axis, strokeDasharray: "4,3" }),
      Plot.line(points, {
        x: "x",
        y: "y",
        stroke: "id",
        strokeWidth: lineWidth,
        strokeLinejoin: "round",
        strokeLinecap: "round",
      }),
      ...limitsUp(limits, output, outputs),
      Plot.dot([{ x: 0, y: base }], { x: "x", y: "y", fill: text, r: 3.5 }),
      directLabels(points, { x: "x", y: "y", z: "id", text: "words" }),
    ],
  };
}

const ENDS: Readonly<Record<string, string>> = { "-1": "low end", "0": "base", "1": "high end" };

const rangeAxis: Plot.ScaleOptions = {
  label: "Each assumption along its range",
  ticks: [-1, 0, 1],
  tickFormat: (x: number) => ENDS[String(x)] ?? plain(x),
};

const changeAxis: Plot.ScaleOptions = {
  label: "Change of each assumption",
  ticks: 5,
  tickFormat: (x: number) => formatValue(x, { style: "percent", digits: 0, sign: x !== 0 }),
};
