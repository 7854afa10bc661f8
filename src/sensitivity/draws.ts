import { drawOf } from "./draw-of.js";
import { type Input, pathsOf } from "./inputs.js";
import { correlate, type RankCorrelation } from "./numerics/copula.js";
import { type Design, uniforms } from "./numerics/sobol-points.js";
import { checkPowerOfTwo, checkSeed, refuse } from "./refusals.js";

/** Draws of a register's inputs unless said otherwise. */
export const DEFAULT_DRAWS = 4096;

export interface DrawOptions {
  /** A power of two; 4,096 unless given. */
  n?: number;
  /** A whole number, declared with the study so that two runs draw alike. */
  seed: number;
  design?: Design;
  correlations?: readonly RankCorrelation[];
}

/** A set of draws and what they were made from. */
export interface Draws {
  n: number;
  seed: number;
  design: Design;
  correlations: readonly RankCorrelation[];
  /** The inputs that are drawn; the columns of `u`. */
  inputs: readonly Input[];
  /** Inputs that stay at the register's values, with the reason as a phrase. */
  held: readonly { id: string; reason: string }[];
  /** Row-major n × inputs, in (0, 1): where each draw lies in its input's distribution. */
  u: Float64Array;
  /** Row-major n × paths of the drawn inputs, `pathsOf(draws.inputs)`: what the model is run with. */
  points: Float64Array;
}

/**
 * Quasi-random draws of all inputs that have a distribution. In the keyed design, the default, an input's draws follow from its id and the seed
 * (and from what it is correlated with): others added, taken away or moved about change none of them.
 *
 * @throws MemoError for a number of draws that is no power of two, a seed that is no whole number, correlations that can't hold, and when
 * nothing is left to draw.
 */
export function drawInputs(all: readonly Input[], options: DrawOptions): Draws {
  const { n = DEFAULT_DRAWS, seed, design = "keyed", correlations = [] } = options;
  const key = JSON.stringify([n, seed, design, correlations]);
  const known = last.get(all);
  if (known?.key === key) return known.draws;
  const draws = newDraws(all, { n, seed, design, correlations });
  last.set(all, { key, draws });
  return draws;
}

/** The latest draws of a list of inputs: studies of a memo share theirs. Who is given them leaves them as they are. */
const last = new WeakMap<readonly Input[], { key: string; draws: Draws }>();

function newDraws(all: readonly Input[], { n, seed, design, correlations }: Required<DrawOptions>): Draws {
  checkPowerOfTwo(n);
  checkSeed(seed);
  const inputs = all.filter(({ held }) => held === undefined);
  const held = all.flatMap(({ id, held: reason }) => (reason === undefined ? [] : [{ id, reason }]));
  if (inputs.length === 0)
    refuse("sensitivity/nothing-drawn", "no assumption has a range to draw from", {
      expected: "at least one with low, high and a distribution other than point",
      ...(held.length > 0 ? { notes: held.slice(0, 8).map(({ id, reason }) => `\`${id}\`: ${reason}`) } : {}),
    });
  const names = inputs.map(({ id }) => id);
  const u = uniforms(names, n, seed, design);
  for (const { a, b } of correlations)
    for (const id of [a, b]) {
      const reason = held.find((h) => h.id === id)?.reason;
      if (reason)
        refuse("sensitivity/correlation", `\`${id}\` is correlated but not drawn: ${reason}`, {
          about: id,
          expected: "a drawn input",
        });
    }
  correlate(u, names, correlations);
  return { n, seed, design, correlations, inputs, held, u, points: pointsAt(inputs, u) };
}

/** The model's points for uniform numbers, row-major n × inputs to row-major n × paths. */
export function pointsAt(inputs: readonly Input[], u: Float64Array): Float64Array {
  const d = inputs.length;
  const n = u.length / d;
  const width = pathsOf(inputs).length;
  const out = new Float64Array(n * width);
  let offset = 0;
  for (const [j, input] of inputs.entries()) {
    const draw = drawOf(input);
    for (let i = 0; i < n; i++) draw(u[i * d + j] as number, out, i * width + offset);
    offset += input.paths.length;
  }
  return out;
}
