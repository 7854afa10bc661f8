import * as Plot from "@observablehq/plot";
import type { NumberSummary } from "../../sensitivity/index.js";
import { roundedTo } from "../../text/decimal.js";
import type { Outputs } from "./drawing.js";
import { around } from "./parts/axes.js";
import { background, blue, halo, muted, text } from "./parts/inks.js";
import { limitsNear } from "./parts/limits.js";
import { labelOf, printerOf, tickFormatOf, unitOf, withUnit } from "./parts/output-labels.js";
import { MARGIN } from "./parts/rows.js";
import { BESIDE } from "./parts/value-labels.js";
import { widthOf } from "./parts/words.js";
import { quantilesOf } from "./quantiles.js";

/** Height of a line of words above the bars, and of the bars. */
const LINE = 16;
const BARS = 190;
const AXIS = 46;
/** Half of a number at the last tick. */
const RIGHT = 24;

/** The share of draws in each bin of one output, with its P10, P50 and P90 and where claims about it flip, each said on a line of its own. */
export function histogram(s: NumberSummary, outputs: Outputs, width: number): Plot.PlotOptions {
  const bins = s.bins ?? [];
  const shares = bins.map(({ from, to, count }) => ({ from, to, share: count / s.count }));
  const [low, high] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 0];
  const domain: [number, number] = low < high ? [low, high] : around(low);
  const { p10, p50, p90 } = quantilesOf(s);
  const print = printerOf(s.name, outputs);
  const limits = limitsNear([s.name], outputs, domain).filter((x) => x >= domain[0] && x <= domain[1]);
  const said = [
    { x: p10, words: `P10 ${print(p10)}`, isLimit: false },
    { x: p50, words: `P50 ${print(p50)}`, isLimit: false },
    { x: p90, words: `P90 ${print(p90)}`, isLimit: false },
    ...limits.map((x) => ({ x, words: `claim flips at ${print(x)}`, isLimit: true })),
  ].map((one, line) => ({ ...one, dy: -LINE * (line + 0.5) }));
  const room = width - AXIS - RIGHT;
  const isRight = ({ x, words }: (typeof said)[number]): boolean =>
    ((x - domain[0]) / (domain[1] - domain[0])) * room + BESIDE + widthOf(words) <= room;
  // The label of the axis has the line above them all.
  const top = LINE * (said.length + 1) + 4;
  return {
    height: top + BARS + MARGIN.axis,
    marginTop: top,
    marginLeft: AXIS,
    marginRight: RIGHT,
    marginBottom: MARGIN.axis,
    x: {
      label: withUnit(labelOf(s.name, outputs), unitOf(s.name, outputs)),
      domain,
      ...tickFormatOf(s.name, outputs, domain),
    },
    y: { label: "share of draws", grid: true, zero: true, tickFormat: (share: number) => percent(share) },
    marks: [
      low < high
        ? Plot.rectY(shares, {
            x1: "from",
            x2: "to",
            y: "share",
            fill: blue,
            fillOpacity: 0.55,
            insetLeft: 0.5,
            insetRight: 0.5,
          })
        : Plot.ruleX(shares, { x: "from", y: "share", stroke: blue, strokeWidth: 6 }),
      Plot.ruleY([0], { stroke: text }),
      ...said.map(({ x, isLimit, dy }) =>
        Plot.ruleX([x], {
          stroke: isLimit ? muted : text,
          ...(isLimit ? { strokeDasharray: "4,3" } : {}),
          insetTop: dy - LINE / 2 + 4,
        }),
      ),
      ...said.map((one) =>
        Plot.text([one.words], {
          x: () => one.x,
          frameAnchor: "top",
          textAnchor: isRight(one) ? "start" : "end",
          dx: isRight(one) ? BESIDE : -BESIDE,
          dy: one.dy,
          fill: one.isLimit ? muted : text,
          ...halo,
          stroke: background,
        }),
      ),
    ],
  };
}

/** Ticks of shares: whole percents, tenths where bins are many. */
const percent = (share: number): string => `${roundedTo(100 * share, 1)}%`;
