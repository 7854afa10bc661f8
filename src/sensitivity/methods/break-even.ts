import { toBlocks } from "../../assumptions/units/block-units.js";
import { at } from "../cells.js";
import { type Coordinate, ends, type Input, moveTo } from "../inputs.js";
import { rootsOf } from "../numerics/roots/search.js";
import type { Found } from "../numerics/roots/types.js";
import { columnOf, type Evaluate, type OutputColumn } from "../points.js";
import { Probe } from "../probe.js";
import { checkRange, named, refuse } from "../refusals.js";
import { measuredColumn } from "./importance.js";
import { byFactor, type Move, resultAt, runMoves, toPosition } from "./one-way.js";

export interface BreakEvenOptions {
  /** The input that is moved. */
  id: string;
  /** An output, or a claim, whose flip is sought. */
  output: string;
  /** What the output is to come to; not for a claim. */
  target?: number;
  /** A value for scalars and a position for series unless given. */
  how?: Coordinate;
  /** The range to look in: that of the register unless given. */
  from?: number;
  to?: number;
  /** Places tried first: cells of the grid. */
  cells?: number;
  /** Evaluations it may cost at most. */
  budget?: number;
  /** A text output that names what binds; it is read where the output comes nearest. */
  binding?: string;
}

/** An input that would bring the output nearer, where the one that was moved no longer does. */
export interface Binding {
  id: string;
  label: string;
  /** Where it was tried: at an end of its range or halfway to it, or, without a range, one percent lower or higher. */
  tried: "low" | "high" | "between" | "lower" | "higher";
  /** The output then. */
  output: number;
  /** The target is met or passed then. */
  reaches: boolean;
}

export interface BreakEven extends Found {
  input: Pick<Input, "id" | "label" | "unit" | "shown" | "converted"> & { how: Coordinate };
  output: string;
  claim: boolean;
  /** What the output, or the claim's margin, is to come to. */
  target: number;
  from: number;
  to: number;
  /** The input in the base case, and the output there; of a claim whether it holds. */
  base: { at: number; value: number; holds?: boolean };
  /** Where nothing is found: what would help instead, most first. */
  binding: readonly Binding[];
  /** What the text output says where the output comes nearest. */
  binds?: string;
  /** A place where the model has no result, and why. */
  failure?: { at: number; blockId?: string; message: string };
  evaluations: number;
  /** The budget ran out before all roots were narrowed down. */
  incomplete: boolean;
}

const CELLS = 128;
const BUDGET = 12_000;

/**
 * Every value of one input at which an output comes to a target, or a claim flips; the other inputs at the register's values. A claim flips where
 * it stops or begins to hold, whatever its margin; an output that leaps over its target, or passes it at a pole or a stretch without results,
 * doesn't come to it. Where there is none, how near it comes, and which other inputs move the output there.
 *
 * @throws MemoError for unknown inputs and outputs, an empty or inverted range, and a target given for a claim or none for a number.
 */
export async function breakEven(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  options: BreakEvenOptions,
): Promise<BreakEven> {
  const { output, cells = CELLS, budget = BUDGET } = options;
  const input = named("assumption", options.id, new Map(inputs.map((one) => [one.id, one])));
  const j = measuredColumn(columns, output);
  const claim = columns[j]?.kind !== "number";
  const target = targetOf(options, columns[j]);
  if (!Number.isInteger(cells) || cells < 2)
    refuse("sensitivity/cells", `a grid of ${cells} cells`, { expected: "a whole number of at least 2" });
  const how = options.how ?? (input.shape === "scalar" ? "value" : "position");
  // People type values in the declared unit.
  const typed = how === "value" ? input.shown : undefined;
  const typedAt = (end: number | undefined): number | undefined => (end === undefined ? end : toBlocks(end, typed));
  const [from, to] = rangeOf(input, how, typedAt(options.from), typedAt(options.to));
  checkRange(input.id, from, to);
  const m = columns.length;
  const holds = columns.findIndex((c) => c.name === output && c.kind === "claim");
  const reading = { m, measure: j, target: claim ? 0 : target, ...(claim ? { claim: holds } : {}) };
  const probe = new Probe(evaluate, inputs, input, how, reading, budget);
  const baseAt = how === "value" ? at(input.base, 0) : how === "position" ? 0 : 1;
  const [base] = await probe.samples([baseAt]);
  const baseSide = base?.side ?? Number.NaN;
  const baseValue = claim && j === holds ? Number(baseSide > 0) : (base?.f ?? Number.NaN) + (claim ? 0 : target);
  const found = await rootsOf(probe, from, to, cells, [baseAt]);
  const common = {
    ...found,
    input: {
      id: input.id,
      label: input.label,
      unit: how === "value" ? input.unit : "1",
      ...(how === "value" && input.shown !== undefined ? { shown: input.shown } : {}),
      ...(input.converted ? { converted: input.converted } : {}),
      how,
    },
    output,
    claim,
    target,
    from,
    to,
    base: {
      at: baseAt,
      value: baseValue,
      ...(claim && !Number.isNaN(baseSide) ? { holds: baseSide > 0 } : {}),
    },
    failure: probe.failure,
    incomplete: probe.spent,
  };
  if (!found.nearest) return { ...common, binding: [], evaluations: probe.used };
  // At the very start of a plateau the moved input still binds too; in its middle only the others do.
  const { plateau, nearest } = found;
  const there = plateau ? (plateau.from + plateau.to) / 2 : nearest.at;
  const where = { input, how, at: there, value: nearest.value };
  const helped = await bindingAt(evaluate, inputs, columns, j, where, target, options.binding);
  return { ...common, ...helped.said, binding: helped.binding, evaluations: probe.used + helped.used };
}

/** What the output, or what is measured of a claim, is to come to. */
function targetOf({ output, target }: BreakEvenOptions, column: OutputColumn | undefined): number {
  const claim = column?.kind !== "number";
  if (claim && target !== undefined)
    refuse("sensitivity/target", `a target of ${target} for the claim \`${output}\``, {
      about: output,
      expected: "no target: a claim flips",
    });
  if (claim) return column?.kind === "margin" ? 0 : 0.5;
  if (target === undefined || !Number.isFinite(target))
    refuse("sensitivity/target", `no target for \`${output}\``, {
      about: output,
      expected: "the number it is to come to",
    });
  return target;
}

function rangeOf(input: Input, how: Coordinate, from?: number, to?: number): [number, number] {
  if (from !== undefined && to !== undefined) return [from, to];
  if (how === "factor")
    refuse("sensitivity/range", `no range for the factor on \`${input.id}\``, {
      about: input.id,
      expected: "from and to, such as 0.5 and 2",
    });
  const { low, high } = ends(input);
  const [first, last] = how === "position" ? [-1, 1] : [at(low, 0), at(high, 0)];
  return [from ?? first, to ?? last];
}

/** Moves every other input once to either side from where the output is nearest to the target. */
async function bindingAt(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  j: number,
  nearest: { input: Input; how: Coordinate; at: number; value: number },
  target: number,
  text: string | undefined,
): Promise<{ binding: Binding[]; said: { binds?: string }; used: number }> {
  const { input } = nearest;
  const scratch = new Float64Array(input.paths.length);
  moveTo(input, nearest.how, nearest.at, scratch, 0);
  const there = inputs.map((one) => (one === input ? { ...one, base: [...scratch] } : one));
  const tries = there.flatMap((one): { move: Move; tried: Binding["tried"] }[] => {
    if (one.id === input.id) return [];
    if (one.low && one.high)
      return [
        { move: toPosition(one, -1), tried: "low" },
        { move: toPosition(one, 1), tried: "high" },
        { move: toPosition(one, -0.5), tried: "between" },
        { move: toPosition(one, 0.5), tried: "between" },
      ];
    if (one.mixes.length > 0) return [];
    return [
      { move: byFactor(one, 0.99), tried: "lower" },
      { move: byFactor(one, 1.01), tried: "higher" },
    ];
  });
  const m = columns.length;
  const runs = await runMoves(
    evaluate,
    there,
    tries.map(({ move }) => move),
    m,
  );
  const gap = Math.abs(nearest.value - target);
  const best = new Map<string, Binding & { gain: number }>();
  for (const [k, { move, tried }] of tries.entries()) {
    const { output } = resultAt(runs, m, j, k + 1);
    if (output === undefined) continue;
    const reaches = (output - target) * (nearest.value - target) <= 0;
    // Past the target counts as gained, however far.
    const gain = reaches ? gap + Math.abs(output - target) : gap - Math.abs(output - target);
    if (gain <= 1e-9 * gap || gain <= (best.get(move.input.id)?.gain ?? 0)) continue;
    best.set(move.input.id, { id: move.input.id, label: move.input.label, tried, output, reaches, gain });
  }
  const binding = [...best.values()].sort((a, b) => b.gain - a.gain).map(({ gain: _, ...rest }) => rest);
  const said =
    text === undefined
      ? undefined
      : runs.text?.get(columnOf(columns, text, "text"))?.[at(runs.outputs, columnOf(columns, text, "text"))];
  return { binding, said: said === undefined ? {} : { binds: said }, used: tries.length + 1 };
}
