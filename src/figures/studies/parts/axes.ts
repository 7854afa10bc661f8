import type { ScaleOptions } from "@observablehq/plot";
import { tickStep } from "d3-array";
import { largest, least } from "../../../lists.js";
import { decimalsOf } from "../../../text/counts.js";
import { plain } from "./numbers.js";
import { MARGIN, rowWidth } from "./rows.js";
import { BESIDE, type Beside } from "./value-labels.js";
import { widthOf } from "./words.js";

/** Whether values this far apart read better by ratio. */
export const byRatio = (values: readonly number[]): boolean =>
  least(values) > 0 && largest(values) / least(values) > 12;

/** A domain for a log axis of these values, all above zero: widened to the next 1, 2 or 5 times a power of ten, so that it begins and ends at a tick. */
export function logDomain(values: readonly number[]): [number, number] {
  const [low, high] = [least(values), largest(values)];
  return [decadeOf(low).findLast((tick) => tick <= low) ?? low, decadeOf(high).find((tick) => tick >= high) ?? high];
}

/** The ticks around a value. Divided where below one, since 0.1 as a factor is not exact. */
function decadeOf(value: number): number[] {
  const power = Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => (power < 0 ? step / 10 ** -power : step * 10 ** power));
}

/** An axis of quantities across a chart of rows. */
export interface Across {
  scale: ScaleOptions;
  /** Pixels of one unit, on linear axes. */
  perUnit: number;
  /** Pixels from one value up to another. */
  between(from: number, to: number): number;
}

/** The axis of quantities in a chart of rows `width` pixels wide: just as long as the data, with room for the words at it and at least `edge` pixels. */
export function across(
  label: string,
  values: readonly number[],
  words: readonly Beside[],
  width: number,
  { log = false, edge = 1 } = {},
): Across {
  const domain = span(values);
  const at = (x: number): number => (log ? Math.log(x) : x);
  const length = at(domain[1]) - at(domain[0]);
  // A tick at an end has the decimals of the others: 0 stands as 0.0 beside 0.2.
  const step = tickStep(...domain, Math.max(2, rowWidth(width) / BETWEEN_TICKS));
  const tickAt = (x: number): string =>
    !log && Number.isInteger(Number((x / step).toPrecision(9))) ? x.toFixed(decimalsOf(step)) : plain(x);
  const ticks = domain.map((x): Beside => ({ x, words: tickAt(x), side: 0 }));
  const room = (side: -1 | 1, drawn: number): number =>
    Math.max(
      edge,
      largest(
        [...words, ...ticks]
          .filter((beside) => beside.side === side || beside.side === 0)
          .map((beside) => {
            const inside = (Math.abs(at(beside.x) - at(domain[side < 0 ? 0 : 1])) / length) * drawn;
            return reach(beside) + 2 - inside;
          }),
      ),
    );
  // Words far from the edge need no room beyond it; how far they are in pixels is estimated on the safe side, and again where they took more.
  let drawn = 0.6 * rowWidth(width);
  let [insetLeft, insetRight] = [room(-1, drawn), room(1, drawn)];
  for (let pass = 0; pass < MOST_PASSES && rowWidth(width) - insetLeft - insetRight < drawn; pass++) {
    drawn = Math.max(0, rowWidth(width) - insetLeft - insetRight);
    [insetLeft, insetRight] = [room(-1, drawn), room(1, drawn)];
  }
  const perUnit = (rowWidth(width) - insetLeft - insetRight) / length;
  return {
    scale: { label, domain, insetLeft, insetRight, grid: true, ...(log ? { type: "log" } : {}) },
    perUnit,
    between: (from, to) => (at(to) - at(from)) * perUnit,
  };
}

const MOST_PASSES = 8;
/** Pixels between two ticks, about. */
const BETWEEN_TICKS = 80;

/** A stretch with a single value in its middle, as wide as it is large. */
export function around(value: number): [number, number] {
  const half = value === 0 ? 1 : Math.max(Math.abs(value) / 2, SMALLEST);
  return [value - half, value + half];
}

/** Half of what is smaller is nothing. */
const SMALLEST = 1e-300;

/** From the least to the greatest value; around a single one, unless it is zero, evenly. */
function span(values: readonly number[]): [number, number] {
  const [low, high] = [least(values), largest(values)];
  return low < high ? [low, high] : low === 0 ? [0, 1] : around(low);
}

/** How many pixels words take from their value to the edge of the drawing. */
const reach = ({ words, side }: Beside): number =>
  side === 0 ? widthOf(words) / 2 - MARGIN.side : widthOf(words) + BESIDE;
