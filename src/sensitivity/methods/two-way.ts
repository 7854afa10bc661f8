import { toBlocks } from "../../assumptions/units/block-units.js";
import { at, close, places, spaced, tidy } from "../cells.js";
import { type Coordinate, ends, type Input, moveTo, offsets } from "../inputs.js";
import { contour, type Polyline } from "../numerics/contour.js";
import { type Evaluate, finiteRows, type Gaps, type OutputColumn } from "../points.js";
import { checkRange, named, plain, refuse } from "../refusals.js";
import { measuredColumn } from "./importance.js";
import { type Move, runMoves } from "./one-way.js";

/** Which input a side of the table moves, and where to. */
export interface AxisOptions {
  id: string;
  /** A value for scalars and a position for series unless given. */
  how?: Coordinate;
  /** The places themselves; or `from`, `to` and `count`, where the ends are those of the range unless given. */
  values?: readonly number[];
  from?: number;
  to?: number;
  count?: number;
  /** Equal steps, or equal ratios. */
  spacing?: "linear" | "ratio";
  /** Puts the base case among spaced places. */
  withBase?: boolean;
}

export interface Axis {
  id: string;
  label: string;
  unit: string;
  /** The unit people see it in, where that is another. */
  shown?: string | undefined;
  /** As of `Input`. */
  converted?: readonly number[] | undefined;
  /** Those of the places that somebody wrote, in a register or where the study is asked for; the others lie between and are computed. */
  written: readonly number[];
  how: Coordinate;
  values: readonly number[];
  /** Index of the register's value among them. */
  base?: number;
}

export interface TwoWay {
  output: string;
  rows: Axis;
  columns: Axis;
  /** The output by row and column; undefined where the model has none. For a claim its margin, or 1 and 0. */
  cells: readonly (readonly (number | undefined)[])[];
  /** For a claim, whether it holds. */
  holds?: readonly (readonly (boolean | undefined)[])[];
  baseValue: number;
  /** The cell of the base case, where both axes have it. */
  base?: { row: number; column: number };
  /** For a claim, where it flips: lines of (x on the columns' axis, y on the rows'), straight between the tried places. */
  flips?: readonly Polyline[];
  gaps: Gaps;
}

export const DEFAULT_COUNT = 7;

/** The places of an axis. @throws MemoError for no places, equal ones, a range that is empty or inverted. */
export function axisOf(input: Input, options: AxisOptions): Axis {
  const how = options.how ?? (input.shape === "scalar" ? "value" : "position");
  const base = how === "value" ? (input.base[0] ?? 0) : how === "position" ? 0 : 1;
  if (how === "factor" && input.hasOwnZero) withoutRatio(input.id, "moved by factors");
  // People type values in the declared unit.
  const typed = how === "value" ? asBlocks(options, input.shown) : options;
  const values = typed.values ? [...typed.values] : spacedValues(input, how, base, typed);
  const { id } = input;
  if (values.length === 0)
    refuse("sensitivity/empty-axis", `\`${id}\` is given no values`, { about: id, expected: "at least one" });
  const bad = values.find((v) => !Number.isFinite(v));
  if (bad !== undefined)
    refuse("sensitivity/axis", `\`${id}\` is given ${bad}`, { about: id, expected: "finite numbers" });
  const twice = values.find((v, i) => values.indexOf(v) !== i);
  if (twice !== undefined)
    refuse("sensitivity/axis", `\`${id}\` is given ${plain(twice)} twice`, { about: id, expected: "each value once" });
  const marked = values.findIndex((v) => v === base || close(v, base));
  return {
    id,
    label: input.label,
    unit: how === "value" ? input.unit : "1",
    ...(how === "value" && input.shown !== undefined ? { shown: input.shown } : {}),
    ...(input.converted ? { converted: input.converted } : {}),
    written: typed.values ?? [base, values[0] ?? base, values[values.length - 1] ?? base],
    how,
    values,
    ...(marked < 0 ? {} : { base: marked }),
  };
}

const withoutRatio = (id: string, how: string): never =>
  refuse("sensitivity/axis", `\`${id}\` is ${how}, and is a temperature, of which a ratio says nothing`, {
    about: id,
    expected: "values or equal steps",
  });

function asBlocks({ values, from, to, ...rest }: AxisOptions, shown: string | undefined): AxisOptions {
  return {
    ...rest,
    ...(values ? { values: values.map((x) => toBlocks(x, shown)) } : {}),
    ...(from === undefined ? {} : { from: toBlocks(from, shown) }),
    ...(to === undefined ? {} : { to: toBlocks(to, shown) }),
  };
}

function spacedValues(input: Input, how: Coordinate, base: number, options: AxisOptions): number[] {
  const { count = DEFAULT_COUNT, spacing = "linear", withBase = false } = options;
  if (spacing === "ratio" && how === "value" && input.hasOwnZero) withoutRatio(input.id, "spaced by ratio");
  const [low, high] =
    how === "position" ? [-1, 1] : how === "factor" ? [0.5, 2] : rangeOf(input, options.from, options.to);
  const [from, to] = [options.from ?? low, options.to ?? high];
  const { id } = input;
  checkRange(id, from, to);
  if (!Number.isInteger(count) || count < 2)
    refuse("sensitivity/axis", `\`${id}\` is to have ${count === 1 ? "1 value" : `${count} values`}`, {
      about: id,
      expected: "a whole number of at least 2",
    });
  if (spacing === "ratio" && from <= 0)
    refuse("sensitivity/axis", `\`${id}\` is spaced by ratio from ${plain(from)}`, {
      about: id,
      expected: "a lower end above 0",
    });
  const values =
    spacing === "linear"
      ? places(from, to, count)
      : spaced(Math.log(from), Math.log(to), count).map((x, i) =>
          i === 0 ? from : i === count - 1 ? to : tidy(Math.exp(x), to - from),
        );
  if (withBase && base > from && base < to && !values.some((v) => close(v, base))) values.push(base);
  return values.sort((a, b) => a - b);
}

function rangeOf(input: Input, from: number | undefined, to: number | undefined): [number, number] {
  if (from !== undefined && to !== undefined) return [from, to];
  const { low, high } = ends(input);
  return [at(low, 0), at(high, 0)];
}

/**
 * An output for every pair of places of two inputs, the others at the register's values.
 *
 * @throws MemoError for unknown inputs and outputs, the same input twice, and axes that `axisOf` refuses.
 */
export async function twoWay(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  output: string,
  sides: { rows: AxisOptions; columns: AxisOptions },
): Promise<TwoWay> {
  const j = measuredColumn(columns, output);
  const byId = new Map(inputs.map((input) => [input.id, input]));
  const [down, across] = [named("assumption", sides.rows.id, byId), named("assumption", sides.columns.id, byId)];
  if (down === across)
    refuse("sensitivity/same-input", `\`${down.id}\` is on both sides of the table`, {
      about: down.id,
      expected: "two different assumptions",
    });
  const [rows, cols] = [axisOf(down, sides.rows), axisOf(across, sides.columns)];
  const width = cols.values.length;
  const m = columns.length;
  const both = rows.values.flatMap((y) => cols.values.map((x) => [y, x] as const));
  // The second input is written beside the first, counted from where the first stands.
  const starts = offsets(inputs);
  const apart = (starts.get(across.id) ?? 0) - (starts.get(down.id) ?? 0);
  const moves: Move[] = both.map(([y, x]) => ({
    input: down,
    write: (out, start) => {
      moveTo(down, rows.how, y, out, start);
      moveTo(across, cols.how, x, out, start + apart);
    },
  }));
  const runs = await runMoves(evaluate, inputs, moves, m);
  const cell = (column: number, r: number, c: number): number => at(runs.outputs, (1 + r * width + c) * m + column);
  const table = <T>(read: (r: number, c: number) => T): T[][] =>
    rows.values.map((_, r) => cols.values.map((_, c) => read(r, c)));
  const cells = table((r, c) => {
    const value = cell(j, r, c);
    return Number.isFinite(value) ? value : undefined;
  });
  const claim = columns.findIndex((c) => c.name === output && c.kind === "claim");
  const shifted = { ...runs, outputs: runs.outputs.slice(m), failures: runs.failures.flatMap(lessOne) };
  const holdsAt = (r: number, c: number): number => cell(claim, r, c);
  return {
    output,
    rows,
    columns: cols,
    cells,
    ...(claim < 0
      ? {}
      : {
          holds: table((r, c) => (Number.isNaN(holdsAt(r, c)) ? undefined : holdsAt(r, c) === 1)),
          flips: flipsOf(rows, cols, cells, holdsAt, j !== claim),
        }),
    baseValue: at(runs.outputs, j),
    ...(rows.base !== undefined && cols.base !== undefined ? { base: { row: rows.base, column: cols.base } } : {}),
    gaps: finiteRows(shifted, m, claim < 0 ? j : claim).gaps,
  };
}

/** Where a claim flips. @param margins whether the cells are its margins, and not 1 and 0 */
function flipsOf(
  rows: Axis,
  columns: Axis,
  cells: TwoWay["cells"],
  holdsAt: (r: number, c: number) => number,
  margins: boolean,
): readonly Polyline[] {
  // A place where a claim is known and its margin isn't counts as one away from flipping.
  const apart = (holds: number): number => (holds === 1 ? 1 : margins ? -1 : 0);
  return contour(
    columns.values,
    rows.values,
    (r, c) => (Number.isNaN(holdsAt(r, c)) ? Number.NaN : (cells[r]?.[c] ?? apart(holdsAt(r, c)))),
    margins ? 0 : 0.5,
    (r, c) => holdsAt(r, c) === 1,
  );
}

/** Failures without those of the base case in row 0, counted from the first cell. */
const lessOne = <T extends { draw: number }>(failure: T): T[] =>
  failure.draw === 0 ? [] : [{ ...failure, draw: failure.draw - 1 }];
