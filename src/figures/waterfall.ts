import * as Plot from "@observablehq/plot";
import { largest, least } from "../lists.js";
import { chartFont } from "./chart-font.js";
import { inks, seriesColors, size } from "./theme.js";

/** How a value got from `from` to `to`. */
export interface Waterfall {
  from: { label: string; value: number; text: string };
  to: { label: string; value: number; text: string };
  /** In the order taken; they add up to `to.value - from.value`. */
  steps: readonly { label: string; value: number; text: string }[];
  /** What the values are, with their unit: "Bandwidth multiple (×)". */
  axis: string;
}

const [blue = "", orange = ""] = seriesColors.map(({ light }) => light);

/** Bars from the old value to the new one, one below the other, each from where the last ended; rises and falls in two colours. */
export function waterfallChart({ from, to, steps, axis }: Waterfall): Plot.PlotOptions {
  let level = from.value;
  // Labels may repeat ("others"); the rows' positions tell them apart.
  const bars = steps.map(({ label, value, text }, i) => {
    const start = level;
    level += value;
    return { row: i + 1, label, start, end: level, value, text };
  });
  const ends = [
    { row: 0, ...from },
    { row: steps.length + 1, ...to },
  ];
  const labels = new Map([...ends, ...bars].map(({ row, label }) => [row, label]));
  const values = [from.value, to.value, ...bars.map(({ end }) => end)];
  const [low, high] = [least(values), largest(values)];
  const span = high - low || Math.abs(high) || 1;
  // The figures beside the bars need room: as much of the axis as the widest takes of the chart, and some.
  const widest = largest([...ends, ...bars].map(({ text }) => chartFont().width(text, size.text)));
  const room = (span * (widest + 14)) / (size.width * 0.5);
  return {
    height: 84 + (steps.length + 2) * size.row,
    x: {
      label: axis,
      domain: [low - (bars.some(({ value }) => value < 0) ? room : span * 0.04), high + room],
      nice: false,
    },
    y: {
      label: null,
      domain: [...labels.keys()].sort((a, b) => a - b),
      tickFormat: (row: number) => labels.get(row) ?? "",
      type: "band",
    },
    marks: [
      Plot.ruleY(bars.slice(0, -1), { y: (d) => d.row, x1: (d) => d.end, x2: (d) => d.end, stroke: inks.muted.light }),
      Plot.ruleX([from.value], { stroke: inks.muted.light, strokeDasharray: "3,3" }),
      Plot.barX(bars, {
        y: "row",
        x1: "start",
        x2: "end",
        fill: (d: { value: number }) => (d.value < 0 ? orange : blue),
      }),
      Plot.tickX(ends, { y: "row", x: "value", stroke: inks.text.light, strokeWidth: 3 }),
      Plot.text(
        [
          ...bars.map((d) => ({ ...d, x: d.value < 0 ? Math.min(d.start, d.end) : Math.max(d.start, d.end) })),
          ...ends.map((d) => ({ ...d, x: d.value, start: 0, end: 0, value: 0 })),
        ].filter((d) => d.value >= 0),
        { y: "row", x: "x", text: "text", textAnchor: "start", dx: 6, fill: inks.text.light },
      ),
      Plot.text(
        bars.filter((d) => d.value < 0).map((d) => ({ ...d, x: Math.min(d.start, d.end) })),
        { y: "row", x: "x", text: "text", textAnchor: "end", dx: -6, fill: inks.text.light },
      ),
    ],
  };
}
