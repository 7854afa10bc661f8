import * as Plot from "@observablehq/plot";
import { describeUnit } from "../../assumptions/register/describe.js";
import { fromBlocks } from "../../assumptions/units/block-units.js";
import type { Bar, Tornado } from "../../sensitivity/index.js";
import { CONVERTED_DIGITS, OWN_DIGITS } from "../../text/counts.js";
import type { Outputs } from "./drawing.js";
import { blue, gray, orange } from "./parts/inks.js";
import { acrossLimits, allSaidAbove, limitLines, limitsNear } from "./parts/limits.js";
import { nothing } from "./parts/nothing.js";
import { plain } from "./parts/numbers.js";
import { axisLabel, printerOf } from "./parts/output-labels.js";
import { BAR, type Row, rowLine, rowsOf } from "./parts/rows.js";
import { type Beside, noResult, type ValueLabel, valueLabels } from "./parts/value-labels.js";

const [LOW, HIGH, BETWEEN] = ["low end of its range", "high end of its range", "between them"];

/** One end of a bar, or what it reaches between the ends. */
interface End {
  key: string;
  end: string;
  x: number;
}

/** Bars from the base case to where each assumption's ends take the output. */
export function tornadoChart(
  { base, output, holds, bars: all }: Tornado,
  outputs: Outputs,
  top: number,
  width: number,
): Plot.PlotOptions {
  const print = printerOf(output, outputs);
  const shown = all.slice(0, top);
  if (shown.length === 0) return nothing("No assumption with a range moves it.");
  const rows = shown.map((bar): Row => ({ key: bar.id, label: bar.label, note: rangeNote(bar) }));
  const ends = shown.map((bar) => [...endsOf(bar), ...turnsOf(bar, base)]);
  const turning = ends.flat().some(({ end }) => end === BETWEEN);
  const labels = rows.flatMap(({ key }, i) => besideBars(key, ends[i] ?? [], base, print));
  const said: Beside = { x: base, words: `base ${print(base)}`, side: 0 };
  const values = [base, ...ends.flat().map(({ x }) => x)];
  const limits = limitsNear([output], outputs, values);
  const label = axisLabel(output, outputs, (one) => (holds === undefined ? [one] : [`${one}: margin`, one]));
  const axis = acrossLimits(said, limits, { name: output, outputs, label, width, values }, labels);
  const { scale, perUnit, above } = axis;
  const laid = rowsOf(rows, BAR, width, { key: true, said: true });
  return {
    ...laid.frame,
    x: scale,
    color: turning
      ? { domain: [LOW, HIGH, BETWEEN], range: [orange, blue, gray], legend: true }
      : { domain: [LOW, HIGH], range: [orange, blue], legend: true },
    marks: [
      Plot.barX(visible(ends.flat(), base, 2.5 / perUnit), { x1: base, x2: "x", y: "key", fill: "end", ...laid.inset }),
      rowLine(rows, base, laid),
      ...limitLines(rows, limits, laid, labels, axis),
      ...allSaidAbove(above),
      ...laid.words,
      ...valueLabels(labels, laid),
    ],
  };
}

/** The ends at which the model has a result. */
const endsOf = ({ id, low, high }: Bar): End[] =>
  [
    { key: id, end: LOW, x: low.output },
    { key: id, end: HIGH, x: high.output },
  ].filter((end): end is End => typeof end.x === "number");

/** What an assumption takes the output to beyond both ends and the base, inside its range. */
function turnsOf({ id, low, high, least, most }: Bar, base: number): End[] {
  const known = [base, low.output, high.output].filter((x): x is number => typeof x === "number");
  return [least, most].flatMap(({ output }) =>
    known.every((x) => output < x) || known.every((x) => output > x) ? [{ key: id, end: BETWEEN, x: output }] : [],
  );
}

/** Ends in the order in which their bars are drawn: the shorter of two on one side lies on top. One shorter than `least` is drawn that long, so that it is seen beside the line of the base case. */
const visible = (ends: readonly End[], base: number, least: number): End[] =>
  ends
    .filter(({ x }) => x !== base)
    .sort((a, b) => Math.abs(b.x - base) - Math.abs(a.x - base))
    .map((end) => ({ ...end, x: base + Math.sign(end.x - base) * Math.max(Math.abs(end.x - base), least) }));

/** The two ends of a range in its unit. */
function rangeNote({ low: { value: low }, high: { value: high }, unit, shown, converted }: Bar): string | undefined {
  if (typeof low !== "number" || typeof high !== "number") return undefined;
  const name = describeUnit(shown ?? unit);
  const print = (end: number): string =>
    plain(fromBlocks(end, shown), converted?.includes(end) ? CONVERTED_DIGITS : OWN_DIGITS);
  return `${print(low)} to ${print(high)}${name === "" ? "" : name === "%" ? name : ` ${name}`}`;
}

/** Values beside the bars of a row: each on its side of the base; two on one side as one text beyond the longer bar. */
function besideBars(key: string, all: readonly End[], base: number, print: (x: number) => string): ValueLabel[] {
  const found = all.map(({ x }) => x);
  const ends = all.filter(({ end }) => end !== BETWEEN).length;
  const labels = ([-1, 1] as const).flatMap((side): ValueLabel[] => {
    const there = found.filter((x) => Math.sign(x - base) === side).sort((a, b) => a - b);
    const x = side < 0 ? there[0] : there.at(-1);
    if (x === undefined) return [];
    return [{ key, x, side, words: [...new Set(there.map(print))].join(", ") }];
  });
  if (ends === 2) return labels;
  // Where both sides are taken, what is missing is said after the last value.
  if (labels.length === 2)
    return labels.map((one, i) => (i === 1 ? { ...one, words: `${one.words}, one end: no result` } : one));
  return [...labels, noResult(key, base, labels[0]?.side === -1 ? 1 : -1)];
}
