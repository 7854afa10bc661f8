import * as Plot from "@observablehq/plot";
import { largest, least } from "../../../lists.js";
import { fewOf } from "../../words.js";
import type { Outputs } from "../drawing.js";
import { type Across, across } from "./axes.js";
import { halo, muted } from "./inks.js";
import { printerOf } from "./output-labels.js";
import { type Row, type Rows, rowLine } from "./rows.js";
import { type Beside, saidAbove, type ValueLabel, withoutWordsAt } from "./value-labels.js";
import { widthOf } from "./words.js";

/** Where claims about results flip, as far as that is no farther from what is drawn than this is wide. */
export function limitsNear(
  names: readonly string[],
  outputs: Outputs,
  drawn: readonly number[],
  log = false,
): number[] {
  const at = (x: number): number => (log ? Math.log(x) : x);
  const [low, high] = [least(drawn.map(at)), largest(drawn.map(at))];
  const all = new Set(names.flatMap((name) => outputs[name]?.limits ?? []));
  return [...all].filter((x) => (!log || x > 0) && at(x) >= 2 * low - high && at(x) <= 2 * high - low);
}

function flipWords(limits: readonly number[], name: string, outputs: Outputs): string {
  const said = limits.map(printerOf(name, outputs));
  return limits.length === 1 ? `claim flips at ${said[0]}` : `claims flip at ${fewOf(said)}`;
}

const DASHED = { stroke: muted, strokeDasharray: "4,3" };

/** Pixels between words on one line. */
const APART = 10;

/**
 * The axis of a chart of rows with what is said above them: the base case, and where claims flip, beside it or, where that would lie over it, after it.
 *
 * @param base with its words
 * @param labels what stands beside values in the rows
 */
export function acrossLimits(
  base: Beside,
  limits: readonly number[],
  about: {
    name: string;
    outputs: Outputs;
    label: string;
    width: number;
    values: readonly number[];
    log?: boolean;
    edge?: number;
  },
  labels: readonly Beside[],
): Across & { above: Beside[] } {
  const { name, outputs, label, width, values, ...options } = about;
  const besides = limits.map((x): Beside => ({ x, words: flipWords([x], name, outputs), side: 0 }));
  const laid = (above: Beside[]): Across & { above: Beside[] } => ({
    ...across(label, [...values, ...limits], [...labels, ...above], width, options),
    above,
  });
  const apart = laid([base, ...besides]);
  const inOrder = [base, ...besides].sort((a, b) => a.x - b.x);
  const isFree = inOrder.every(({ x, words }, i) => {
    const next = inOrder[i + 1];
    return !next || (next.x - x) * apart.perUnit >= (widthOf(words) + widthOf(next.words)) / 2 + APART;
  });
  if (limits.length === 0 || (isFree && !options.log)) return apart;
  const side = base.x - least(values) < largest(values) - base.x ? 1 : -1;
  return laid([{ ...base, words: `${base.words} \u00b7 ${flipWords(limits, name, outputs)}`, side }]);
}

/** Lines where claims flip, across the rows in which no words stand there. */
export const limitLines = (
  rows: readonly Row[],
  limits: readonly number[],
  laid: Rows,
  labels: readonly ValueLabel[],
  { between }: Pick<Across, "between">,
): Plot.Markish[] => limits.map((x) => rowLine(withoutWordsAt(x, rows, labels, between), x, laid, DASHED));

/** What `acrossLimits` says above the rows. */
export const allSaidAbove = (above: readonly Beside[]): Plot.Markish[] => above.map(saidAbove);

/** Lines across a chart whose results go up, with their words at an end: those of the least below its line, of the next above, and so on at the other end. */
export const limitsUp = (limits: readonly number[], name: string, outputs: Outputs): Plot.Markish[] =>
  [...limits]
    .sort((a, b) => a - b)
    .flatMap((y, i) => {
      const isLeft = i % 4 < 2;
      return [
        Plot.ruleY([y], DASHED),
        Plot.text([flipWords([y], name, outputs)], {
          y: () => y,
          frameAnchor: isLeft ? "left" : "right",
          textAnchor: isLeft ? "start" : "end",
          dx: isLeft ? 6 : -6,
          dy: i % 2 === 0 && limits.length > 1 ? 9 : -9,
          fill: muted,
          ...halo,
        }),
      ];
    });
