import * as Plot from "@observablehq/plot";
import { halo, muted, text } from "./inks.js";
import type { Row, Rows } from "./rows.js";
import { widthOf } from "./words.js";

/** Words at a value. */
export interface Beside {
  x: number;
  words: string;
  /** Which side of `x` they stand on; 0 for above or below it. */
  side: -1 | 0 | 1;
}

/** A value's words in its row, beside what is drawn up to `x`. */
export interface ValueLabel extends Beside {
  key: string;
  side: -1 | 1;
  /** Said of what is missing. */
  faint?: boolean;
}

/** Pixels between a value and the words beside it. */
export const BESIDE = 6;

/** Pixels that words want on both sides. */
const CLEAR = 2;

/**
 * The rows in which no words stand at a value: a line through words is read as a part of them.
 *
 * @param between pixels from one value up to another
 */
export function withoutWordsAt(
  value: number,
  rows: readonly Row[],
  labels: readonly ValueLabel[],
  between: (from: number, to: number) => number,
): Row[] {
  const isThere = ({ x, words, side }: ValueLabel): boolean => {
    const away = side * between(x, value);
    return away > BESIDE - CLEAR && away < BESIDE + widthOf(words) + CLEAR;
  };
  const there = new Set(labels.filter(isThere).map(({ key }) => key));
  return rows.filter(({ key }) => !there.has(key));
}

/** What stands where a row has no value. */
export const noResult = (key: string, x: number, side: -1 | 1): ValueLabel => ({
  key,
  x,
  side,
  words: "no result",
  faint: true,
});

export function valueLabels(labels: readonly ValueLabel[], { middle }: Rows): Plot.Markish[] {
  return ([-1, 1] as const).map((side) =>
    Plot.text(
      labels.filter((label) => label.side === side),
      {
        x: "x",
        y: "key",
        text: "words",
        fill: ({ faint }: ValueLabel) => (faint ? muted : text),
        textAnchor: side < 0 ? "end" : "start",
        dx: BESIDE * side,
        dy: middle,
        ...halo,
      },
    ),
  );
}

/** Words above the first row, over `x` or from there to their side. */
export const saidAbove = ({ words, x, side }: Beside): Plot.Markish =>
  Plot.text([words], {
    x: () => x,
    frameAnchor: "top",
    textAnchor: side === 0 ? "middle" : side > 0 ? "start" : "end",
    dy: -14,
    fill: muted,
  });
