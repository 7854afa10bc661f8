import * as Plot from "@observablehq/plot";
import type { NumberSummary } from "../../sensitivity/index.js";
import { directLabels } from "../labels.js";
import { lineWidth } from "../theme.js";
import type { Outputs } from "./drawing.js";
import { byRatio, logDomain } from "./parts/axes.js";
import { blue, text } from "./parts/inks.js";
import { limitsNear, limitsUp } from "./parts/limits.js";
import { printerOf, tickFormatOf, unitOf, withUnit } from "./parts/output-labels.js";
import { lastKey, seriesLabel } from "./parts/series.js";
import { type Quantiles, quantilesOf } from "./quantiles.js";

interface Point extends Quantiles {
  year: number;
}

/** The median of a series along its years, in bands of half and of four fifths of the draws. */
export function fanChart(numbers: readonly NumberSummary[], outputs: Outputs): Plot.PlotOptions {
  const points = numbers
    .map((s): Point => ({ year: Number(lastKey(s.name)), ...quantilesOf(s) }))
    .sort((a, b) => a.year - b.year);
  const names = numbers.map((s) => s.name);
  const [name = ""] = names;
  const ends = points.slice(-1).flatMap((last) => endLabels(last, printerOf(name, outputs)));
  const edges = points.flatMap(({ p10, p90 }) => [p10, p90]);
  const log = byRatio(edges);
  const near = limitsNear(names, outputs, log ? edges : [0, ...edges], log);
  const domain = logDomain([...edges, ...near]);
  // The end of the axis is a line already.
  const limits = near.filter((limit) => !log || limit > domain[0]);
  const x = { x: "year" } as const;
  return {
    x: { label: null, ticks: points.map(({ year }) => year) },
    y: {
      label: withUnit(seriesLabel(names, outputs), unitOf(name, outputs)),
      grid: true,
      ...(log ? { type: "log", domain } : { zero: true, ...tickFormatOf(name, outputs, edges) }),
    },
    marks: [
      Plot.areaY(points, { ...x, y1: "p10", y2: "p90", fill: blue, fillOpacity: 0.18 }),
      Plot.areaY(points, { ...x, y1: "p25", y2: "p75", fill: blue, fillOpacity: 0.3 }),
      ...limitsUp(limits, name, outputs),
      Plot.lineY(points, {
        ...x,
        y: "p50",
        stroke: blue,
        strokeWidth: lineWidth,
        strokeLinejoin: "round",
        strokeLinecap: "round",
      }),
      Plot.dot(points, { ...x, y: "p50", fill: blue, r: 3.5 }),
      directLabels(ends, { ...x, y: "y", z: "level", text: "words", fill: text }),
    ],
  };
}

/** What is said beside the last year. */
const endLabels = (last: Point, print: (value: number) => string) =>
  (["p90", "p50", "p10"] as const).map((level) => ({
    level,
    year: last.year,
    y: last[level],
    words: `${level.toUpperCase()} ${print(last[level])}`,
  }));
