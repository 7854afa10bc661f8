import { append } from "../../../lists.js";
import type { Probe, Sample } from "../../probe.js";
import { at2, type Hole, isFlat, ordered, outputAt, PARTS, ROUNDS, stay } from "./samples.js";
import type { Root } from "./types.js";

/** Two places with the target between them. */
export interface Bracket {
  a: Sample;
  b: Sample;
  /** |f| at both ends when it was found, and when it had become a millionth as wide. */
  scale: number;
  width: number;
  late?: number;
}

/** Share of its first width, and of what the output was at its ends, below which turns of a bracket are those of rounding. */
const NARROW = 1e-8;
export const ROUNDING = 1e-9;

export const bracketOf = (a: Sample, b: Sample): Bracket => ({
  a,
  b,
  scale: Math.abs(a.f) + Math.abs(b.f),
  width: b.x - a.x,
});

export const signChanges = (list: readonly Sample[]): Bracket[] =>
  list.slice(1).flatMap((b, i) => {
    const a = at2(list, i);
    return a.side * b.side < 0 ? [bracketOf(a, b)] : [];
  });

/** Narrows brackets, all of them in one batch a round, until neighbouring floats, a root or a leap is left. */
export async function narrow(
  probe: Probe,
  found: readonly Bracket[],
): Promise<{ roots: Root[]; holes: Hole[]; tried: Sample[] }> {
  const roots: Root[] = [];
  const holes: Hole[] = [];
  const all: Sample[] = [];
  let open = [...found];
  for (let round = 0; round < ROUNDS && open.length > 0 && !probe.spent; round++) {
    const tried = open.map(placesInside);
    const samples = await probe.samples(tried.flat());
    append(all, samples);
    const next: Bracket[] = [];
    let taken = 0;
    for (const [k, bracket] of open.entries()) {
      const count = tried[k]?.length ?? 0;
      const here = samples.slice(taken, taken + count);
      taken += here.length;
      let last = bracket.a;
      let missing: [Sample, Sample] | undefined;
      let exact: Sample | undefined;
      const changes: Bracket[] = [];
      for (const sample of [...here, bracket.b]) {
        if (Number.isNaN(sample.side)) {
          missing = [missing?.[0] ?? sample, sample];
          continue;
        }
        if (sample.side === 0) {
          exact ??= sample;
          continue;
        }
        if (last.side * sample.side < 0 && !exact) {
          if (missing) holes.push({ finite: last, missing: missing[0] }, { finite: sample, missing: missing[1] });
          else changes.push({ ...bracket, a: last, b: sample });
        }
        last = sample;
        missing = undefined;
      }
      append(next, isRounding(bracket, changes) ? changes.slice(0, 1) : changes);
      if (exact) roots.push(await exactRoot(probe, bracket, here, exact));
    }
    open = [];
    for (const bracket of next) {
      const { a, b, width, late } = bracket;
      if (late === undefined && b.x - a.x <= 1e-6 * width) bracket.late = Math.abs(a.f) + Math.abs(b.f);
      if (b.x - a.x > 4 * Number.EPSILON * Math.max(Math.abs(a.x), Math.abs(b.x)) && placesInside(bracket).length > 0)
        open.push(bracket);
      else roots.push(settle(probe, bracket));
    }
  }
  // Where the budget ran out, a change of side is taken for a crossing: `more` says that it isn't all told.
  append(
    roots,
    open.map((bracket) => settle(probe, { ...bracket, scale: Number.POSITIVE_INFINITY })),
  );
  return { roots, holes, tried: all };
}

/** Whether several changes of side within a bracket are one, which the rounding of long sums turns to and fro. */
function isRounding({ a, b, width, scale }: Bracket, changes: readonly Bracket[]): boolean {
  if (b.x - a.x <= NARROW * width) return true;
  const between = [...changes.slice(0, -1).map((change) => change.b), ...changes.slice(1).map((change) => change.a)];
  return between.every(({ f }) => Math.abs(f) <= ROUNDING * scale);
}

/** A root that was hit to the last bit, or the step of a staircase that lies at the target. */
async function exactRoot(probe: Probe, { a, b, width }: Bracket, here: readonly Sample[], hit: Sample): Promise<Root> {
  const all = ordered([a, ...here, b]).filter(({ side }) => !Number.isNaN(side));
  const first = all.findIndex(({ x }) => x === hit.x);
  let last = first;
  while (all[last + 1]?.side === 0) last++;
  if (last > first || (await isFlat(probe, hit.x, b.x - a.x, a.x, b.x))) {
    const kept = await stay(probe, all, first, last, ({ side }) => side === 0);
    if (kept.to - kept.from > 1e-4 * width) return kept;
  }
  return { kind: "crosses", at: hit.x, rising: a.side < 0 };
}

/** Places inside a bracket: equal parts, where the secant points, and just to either side of that. */
function placesInside({ a, b }: Pick<Bracket, "a" | "b">): number[] {
  const width = b.x - a.x;
  const secant = a.x - (a.f * width) / (b.f - a.f);
  const places = [secant, secant - 1e-4 * width, secant + 1e-4 * width];
  for (let k = 1; k < PARTS; k++) places.push(a.x + (width * k) / PARTS);
  return [...new Set(places.filter((x) => x > a.x && x < b.x))].sort((p, q) => p - q);
}

/** What a bracket that is as narrow as it gets has in it: an output that moves on smoothly is near the target by then. */
function settle(probe: Probe, { a, b, scale, late }: Bracket): Root {
  const { claim } = probe.reading;
  const rising = a.side < 0;
  const least = Math.min(Math.abs(a.f), Math.abs(b.f));
  if (least > 1e-6 * scale) {
    const now = Math.abs(a.f) + Math.abs(b.f);
    if (claim === undefined && now > 2 * scale && now > 1.2 * (late ?? scale)) return { kind: "pole", at: b.x, rising };
    const holds = claim === undefined ? {} : { holds: b.side > 0 };
    return { kind: "jumps", at: b.x, before: outputAt(probe, a), after: outputAt(probe, b), ...holds };
  }
  // A claim's margin may stay 0 behind the place where it flips: the place is where its side changes.
  const place = Math.abs(a.f) < Math.abs(b.f) ? a : b;
  return {
    kind: "crosses",
    at: place.x,
    rising,
    ...(claim !== undefined && place.f === 0 ? { holds: place.side > 0 } : {}),
  };
}
