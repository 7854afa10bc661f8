import { at, spaced } from "./cells.js";
import type { Input } from "./inputs.js";
import { type Move, movePoints, resultAt, toPosition } from "./methods/one-way.js";
import type { Evaluate, OutputColumn } from "./points.js";

/** A place between −1 and 1 along an input's way, and the output there. */
export interface Reached {
  position: number;
  output: number;
  /** The assumption there, in its unit; absent for a series or table. */
  value?: number;
}

/** What one input does to one output all along its way, not at the ends alone. */
export interface Along {
  /** The lowest and the highest the output comes to, the base case among them; of equal ones the first met from the low end. */
  least: Reached;
  most: Reached;
  /** The output never falls, or never rises, from one place tried to the next. */
  monotone: boolean;
  /** Where the output grew with every closer look: a pole, of which `least` and `most` show what the even steps met. */
  unbounded?: Omit<Reached, "output">;
  /** For a claim: it isn't everywhere what it is in the base case. */
  flips?: boolean;
  /** Places between the ends without a result, and why at the first. */
  missing?: { count: number; tried: number; position: number; value?: number; failure: string };
}

/** How an input is moved along its way. */
export interface Way {
  input: Input;
  /** `z` from −1 to 1; 0 leaves it at the base. */
  move(z: number): Move;
  /** Which sides move it at all; the other is tried at its end only. */
  sides: { low: boolean; high: boolean };
}

/** The way of an input through its range; a side that ends at the base has no places between. */
export function wayOf(input: Input): Way {
  const differs = (end: readonly number[] | undefined): boolean => end?.some((x, k) => x !== input.base[k]) ?? false;
  return {
    input,
    move: (z) => toPosition(input, z),
    sides: { low: differs(input.low), high: differs(input.high) },
  };
}

/** Even steps from the base to either end. */
const STEPS = 16;
/** Turns followed at most to either side, those that stand out most first. */
const TURNS = 4;
const PARTS = 8;
const ROUNDS = 12;
/** From this round on only the lowest and the highest are looked at more closely. */
const LEADERS_FROM = 3;

interface Sample {
  z: number;
  y: number;
  holds?: number;
  failure?: string;
}

/**
 * What each input does to each of some outputs along its way: even steps to both ends, then a closer look around every place where the output
 * turns, so that a peak narrower than a step is climbed as far as it leaves a trace on the steps. Costs 32 runs an input, and at most some
 * 200 more for one that turns.
 *
 * @param measured column of each output; @param claims column that says whether it holds, −1 for numbers
 * @returns by output, then by way
 */
export async function alongRanges(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  ways: readonly Way[],
  measured: readonly number[],
  claims: readonly number[],
): Promise<Along[][]> {
  const m = columns.length;
  const samples: Sample[][][] = measured.map(() => ways.map(() => []));
  const tryAt = async (places: readonly { way: number; z: number }[]): Promise<void> => {
    if (places.length === 0) return;
    const moves = places.flatMap(({ way, z }) => ways[way]?.move(z) ?? []);
    const runs = await evaluate(movePoints(inputs, moves), moves.length + 1);
    for (const [o, j] of measured.entries())
      for (const [k, { way, z }] of [{ way: -1, z: 0 }, ...places].entries()) {
        const { output: y = Number.NaN, failure } = resultAt(runs, m, j, k);
        const claim = claims[o] ?? -1;
        const sample = {
          z,
          y,
          ...(claim < 0 ? {} : { holds: at(runs.outputs, k * m + claim) }),
          failure,
        };
        for (const w of way < 0 ? ways.keys() : [way]) {
          const list = samples[o]?.[w];
          if (list && !list.some((known) => known.z === z)) list.push(sample);
        }
      }
    for (const byWay of samples) for (const list of byWay) list.sort((a, b) => a.z - b.z);
  };
  const steps = spaced(-1, 1, 2 * STEPS + 1);
  await tryAt(
    ways.flatMap(({ sides }, way) =>
      steps.filter((z) => Math.abs(z) === 1 || (z < 0 && sides.low) || (z > 0 && sides.high)).map((z) => ({ way, z })),
    ),
  );
  const coarse = samples.map((byWay) => byWay.map((list) => [...list]));
  const reachBefore = samples.map((byWay) => byWay.map(reachOf));
  let grown = samples.map((byWay) => byWay.map(() => false));
  for (let round = 0; round < ROUNDS; round++) {
    const most = round < LEADERS_FROM ? TURNS : 1;
    const wanted = new Map<number, Set<number>>();
    for (const byWay of samples)
      for (const [w, list] of byWay.entries()) {
        const set = wanted.get(w) ?? new Set<number>();
        wanted.set(w, set);
        for (const z of closerPlaces(list, most)) set.add(z);
      }
    const places = [...wanted].flatMap(([way, set]) => [...set].map((z) => ({ way, z })));
    if (places.length === 0) break;
    const before = samples.map((byWay) => byWay.map(reachOf));
    await tryAt(places);
    grown = samples.map((byWay, o) => byWay.map((list, w) => reachOf(list) > 1.3 * (before[o]?.[w] ?? 0)));
  }
  return samples.map((byWay, o) =>
    byWay.map((list, w) => {
      const pole = grown[o]?.[w] === true && reachOf(list) > 1e3 * (reachBefore[o]?.[w] ?? 0);
      return alongOf(list, coarse[o]?.[w] ?? [], ways[w]?.input, ways[w], pole);
    }),
  );
}

const finite = (list: readonly Sample[]): Sample[] => list.filter(({ y }) => Number.isFinite(y));

function reachOf(list: readonly Sample[]): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { y } of list) {
    if (!Number.isFinite(y)) continue;
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return Math.max(0, high - low);
}

/** Places between those tried where the output may go further: around each turn, and beside each stretch without a result. */
function closerPlaces(list: readonly Sample[], most: number): number[] {
  const scale = list.reduce((size, { y }) => (Number.isFinite(y) ? Math.max(size, Math.abs(y)) : size), 0);
  const turns = ([1, -1] as const).flatMap((sign) => {
    const found: { a: number; z: number; b: number; stands: number }[] = [];
    for (let first = 0; first < list.length; first++) {
      const top = list[first];
      if (!top || !Number.isFinite(top.y)) continue;
      let last = first;
      while (list[last + 1]?.y === top.y) last++;
      const [a, b] = [list[first - 1], list[last + 1]];
      const flat = last - first;
      first = last;
      // Two or three alike may have a peak between them; more are a plateau.
      if (!a || !b || flat > 2) continue;
      // A neighbour without a result is no hindrance: the output may go on rising up to where it ends.
      const [da, db] = [a, b].map((near) => (Number.isFinite(near.y) ? sign * (top.y - near.y) : 0)) as [
        number,
        number,
      ];
      const beside = Number.isFinite(a.y) && Number.isFinite(b.y) ? Math.min(da, db) : Math.max(da, db);
      if (beside <= 1e-12 * scale || Math.min(da, db) < 0) continue;
      found.push({ a: a.z, z: (top.z + (list[last]?.z ?? top.z)) / 2, b: b.z, stands: sign * top.y + da + db });
    }
    return found
      .sort((p, q) => q.stands - p.stands || p.z - q.z)
      .slice(0, most)
      .filter(({ a, b }) => b - a > 1e-9);
  });
  const tried = new Set(list.map(({ z }) => z));
  return turns
    .flatMap(({ a, z, b }) => [...spaced(a, z, PARTS / 2 + 1).slice(1), ...spaced(z, b, PARTS / 2 + 1).slice(1, -1)])
    .filter((z) => !tried.has(z));
}

function alongOf(
  list: readonly Sample[],
  coarse: readonly Sample[],
  input: Input | undefined,
  way: Way | undefined,
  pole: boolean,
): Along {
  const valueAt = (z: number): { value?: number } => {
    if (!input || !way || input.shape !== "scalar") return {};
    const scratch = new Float64Array(1);
    way.move(z).write(scratch, 0);
    return { value: at(scratch, 0) };
  };
  const counted = finite(pole ? coarse : list);
  const all = finite(list);
  const slack = 1e-12 * counted.reduce((size, { y }) => Math.max(size, Math.abs(y)), 0);
  // Of equal places the base case is named before the ends, and these before what lies between.
  const plainness = ({ z }: Sample): number => (z === 0 ? 0 : Math.abs(z) === 1 ? 1 : 2);
  const byPlainness = [...counted].sort((a, b) => plainness(a) - plainness(b));
  const first = byPlainness[0] ?? { z: 0, y: Number.NaN };
  const ends = byPlainness.reduce(
    ({ low, high }, one) => ({ low: one.y < low.y - slack ? one : low, high: one.y > high.y + slack ? one : high }),
    { low: first, high: first },
  );
  const moves = all.slice(1).map(({ y }, i) => y - (all[i]?.y ?? y));
  const furthest = all.reduce((a, b) => (Math.abs(b.y) > Math.abs(a.y) ? b : a), all[0] ?? { z: 0, y: 0 });
  // As near as the last look came to it, so that a pole at an end is said to be there.
  const poleAt = Number(furthest.z.toFixed(6)) + 0;
  const base = list.find(({ z }) => z === 0);
  const between = coarse.filter(({ z }) => Math.abs(z) < 1 && z !== 0);
  const gaps = between.filter(({ failure }) => failure !== undefined);
  const [gap] = gaps;
  const reached = ({ z, y }: Sample): Reached => ({ position: z, output: y, ...valueAt(z) });
  return {
    least: reached(ends.low),
    most: reached(ends.high),
    monotone: moves.every((d) => d >= -slack) || moves.every((d) => d <= slack),
    ...(pole ? { unbounded: { position: poleAt, ...valueAt(poleAt) } } : {}),
    ...(base?.holds === undefined
      ? {}
      : { flips: list.some(({ holds }) => holds !== undefined && !Number.isNaN(holds) && holds !== base.holds) }),
    ...(gap
      ? {
          missing: {
            count: gaps.length,
            tried: between.length,
            position: gap.z,
            ...valueAt(gap.z),
            failure: gap.failure ?? "",
          },
        }
      : {}),
  };
}
