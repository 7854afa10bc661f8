import { at, spaced } from "./cells.js";
import type { Probe } from "./probe.js";

/** Where an output meets a target. */
export type Root =
  /** Goes through it, upwards or downwards. */
  | { kind: "crosses"; at: number; rising: boolean }
  /** Comes up to it, or down to it, and turns back. */
  | { kind: "touches"; at: number }
  /** Leaps over it. `before` and `after` are the output to either side. */
  | { kind: "jumps"; at: number; before: number; after: number }
  /** Is equal to it all along. */
  | { kind: "stays"; from: number; to: number };

export interface Found {
  /** In rising order. */
  roots: readonly Root[];
  /** Where the output comes nearest, when it meets the target nowhere. */
  nearest?: { at: number; value: number };
  /** The stretch along which the nearest value stays the same, if it does. */
  plateau?: { from: number; to: number; value: number };
  /** Stretches in which the model has no result. */
  gaps: readonly { from: number; to: number }[];
  /** The output never falls, or never rises, from one place tried to the next. */
  monotone: boolean;
}

interface Bracket {
  a: number;
  b: number;
  fa: number;
  fb: number;
  /** |fa| + |fb| when it was found. */
  scale: number;
}

const ROUNDS = 26;
const MOST_ROOTS = 32;
const PARTS = 8;

/**
 * Every place in a range at which an output meets a target, as far as a grid of `cells` cells shows them: changes of sign are narrowed by secants
 * inside a shrinking bracket, and wherever the distance has a least value between three neighbouring places, that is followed down, so that a
 * root that only touches and a pair closer than the grid are found too. A pair of roots, or a dip, narrower than a cell that leaves no trace on the
 * grid is missed.
 */
export async function rootsOf(probe: Probe, target: number, from: number, to: number, cells: number): Promise<Found> {
  const range = to - from;
  const xs = spaced(from, to, cells + 1);
  const ys = await probe.values(xs);
  const f = ys.map((y) => (isAt(y, target) ? 0 : y - target));
  const roots: Root[] = [];
  const brackets: Bracket[] = [];
  const dips: Dip[] = [];
  for (let i = 0; i < xs.length; i++) {
    const [before, here, after] = [f[i - 1] ?? Number.NaN, at(f, i), f[i + 1] ?? Number.NaN];
    if (here === 0) {
      let last = i;
      while (f[last + 1] === 0) last++;
      if (last > i) roots.push(await stay(probe, xs, i, last, (y) => isAt(y, target)));
      else
        roots.push(
          before * after > 0
            ? { kind: "touches", at: at(xs, i) }
            : { kind: "crosses", at: at(xs, i), rising: after > 0 || before < 0 },
        );
      i = last;
      continue;
    }
    if (here * after < 0)
      brackets.push({ a: at(xs, i), b: at(xs, i + 1), fa: here, fb: after, scale: Math.abs(here) + Math.abs(after) });
    const sameSign = before * here > 0 && here * after > 0;
    if (sameSign && least(before, here, after))
      dips.push({
        a: at(xs, i - 1),
        x: at(xs, i),
        b: at(xs, i + 1),
        f: here,
        beside: Math.max(Math.abs(before), Math.abs(after)),
      });
  }
  const low = await followDown(probe, target, dips.sort((p, q) => Math.abs(p.f) - Math.abs(q.f)).slice(0, MOST_ROOTS));
  roots.push(...low.touching);
  brackets.push(...low.crossed);
  roots.push(...(await narrow(probe, target, brackets, range)));
  roots.sort((p, q) => placeOf(p) - placeOf(q));
  const finite = ys.filter(Number.isFinite);
  const steps = finite.slice(1).map((y, i) => y - at(finite, i));
  const found: Found = {
    roots,
    gaps: gapsOf(xs, ys),
    monotone: steps.every((s) => s >= 0) || steps.every((s) => s <= 0),
  };
  if (roots.length > 0 || finite.length === 0) return found;
  const tried = [...xs.map((x, i) => ({ at: x, value: at(ys, i) })), ...low.least].filter((p) =>
    Number.isFinite(p.value),
  );
  const nearest = tried.reduce((a, b) => (Math.abs(b.value - target) < Math.abs(a.value - target) ? b : a));
  const first = xs.findIndex((_, i) => isAt(at(ys, i), nearest.value));
  if (first < 0) return { ...found, nearest };
  let last = first;
  while (last + 1 < xs.length && isAt(at(ys, last + 1), nearest.value)) last++;
  if (last - first < 2) return { ...found, nearest };
  const { from: start, to: end } = await stay(probe, xs, first, last, (y) => isAt(y, nearest.value));
  return { ...found, nearest: { ...nearest, at: start }, plateau: { from: start, to: end, value: nearest.value } };
}

/** Equal but for the rounding of numbers of this size. */
const isAt = (y: number, target: number): boolean =>
  Math.abs(y - target) <= 8 * Number.EPSILON * Math.max(Math.abs(y), Math.abs(target));

const placeOf = (root: Root): number => (root.kind === "stays" ? root.from : root.at);

const least = (a: number, x: number, b: number): boolean =>
  Math.abs(x) <= Math.abs(a) && Math.abs(x) <= Math.abs(b) && (Math.abs(x) < Math.abs(a) || Math.abs(x) < Math.abs(b));

function gapsOf(xs: readonly number[], ys: readonly number[]): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (let i = 0; i < xs.length; i++) {
    if (Number.isFinite(at(ys, i))) continue;
    const first = i;
    while (i + 1 < xs.length && !Number.isFinite(at(ys, i + 1))) i++;
    out.push({ from: at(xs, first), to: at(xs, i) });
  }
  return out;
}

/** The stretch around places `first` to `last` of the grid in which `same` holds, its ends narrowed down. */
async function stay(
  probe: Probe,
  xs: readonly number[],
  first: number,
  last: number,
  same: (y: number) => boolean,
): Promise<{ kind: "stays"; from: number; to: number }> {
  const edge = async (inside: number, outside: number | undefined): Promise<number> => {
    if (outside === undefined) return inside;
    let [near, far] = [inside, outside];
    for (let round = 0; round < ROUNDS; round++) {
      const between = spaced(near, far, PARTS + 1).slice(1, -1);
      const ys = await probe.values(between);
      const out = ys.findIndex((y) => !same(y));
      const kept = out < 0 ? between.length : out;
      const next: [number, number] = [kept === 0 ? near : at(between, kept - 1), out < 0 ? far : at(between, out)];
      if ((next[0] === near && next[1] === far) || probe.spent) break;
      [near, far] = next;
    }
    return near;
  };
  return { kind: "stays", from: await edge(at(xs, first), xs[first - 1]), to: await edge(at(xs, last), xs[last + 1]) };
}

/** Narrows brackets, all of them in one batch a round, until neighbouring floats, a root or a leap is left. */
async function narrow(probe: Probe, target: number, found: readonly Bracket[], range: number): Promise<Root[]> {
  const roots: Root[] = [];
  let open = found.slice(0, MOST_ROOTS);
  for (let round = 0; round < ROUNDS && open.length > 0 && !probe.spent; round++) {
    const tried = open.map((bracket) => inside(bracket));
    const ys = await probe.values(tried.flat());
    const next: Bracket[] = [];
    let taken = 0;
    for (const [k, bracket] of open.entries()) {
      const places = tried[k] ?? [];
      let [a, fa] = [bracket.a, bracket.fa];
      let exact = false;
      for (const x of [...places, bracket.b]) {
        const y = x === bracket.b ? bracket.fb + target : at(ys, taken++);
        if (!Number.isFinite(y)) continue;
        const fx = x === bracket.b ? bracket.fb : isAt(y, target) ? 0 : y - target;
        if (fx === 0) {
          // Which of several equal places is meant makes no difference; the first is the one that both signs lead to.
          if (!exact) roots.push({ kind: "crosses", at: x, rising: fa < 0 });
          exact = true;
          fa = Number.NaN;
        } else {
          if (fa * fx < 0) next.push({ a, b: x, fa, fb: fx, scale: bracket.scale });
          [a, fa] = [x, fx];
        }
      }
    }
    open = [];
    for (const bracket of next) {
      const { a, b } = bracket;
      if (b - a > 4 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b)) && b - a > 1e-16 * range) open.push(bracket);
      else roots.push(settle(bracket, target));
    }
  }
  roots.push(...open.map((bracket) => settle(bracket, target)));
  return roots.slice(0, MOST_ROOTS);
}

/** Places inside a bracket: equal parts, where the secant points, and just to either side of that. */
function inside({ a, b, fa, fb }: Bracket): number[] {
  const width = b - a;
  const secant = a - (fa * width) / (fb - fa);
  const places = [secant, secant - 1e-4 * width, secant + 1e-4 * width];
  for (let k = 1; k < PARTS; k++) places.push(a + (width * k) / PARTS);
  return [...new Set(places.filter((x) => x > a && x < b))].sort((p, q) => p - q);
}

/** What a bracket that is as narrow as it gets has in it: an output that moves on smoothly is near the target by then. */
function settle({ a, b, fa, fb, scale }: Bracket, target: number): Root {
  if (Math.min(Math.abs(fa), Math.abs(fb)) > 1e-6 * scale)
    return { kind: "jumps", at: b, before: fa + target, after: fb + target };
  return { kind: "crosses", at: Math.abs(fa) <= Math.abs(fb) ? a : b, rising: fa < 0 };
}

/** Three neighbouring places of which the middle one is nearest to the target. */
interface Dip {
  a: number;
  x: number;
  b: number;
  f: number;
  /** Distance at the farther of the outer two. */
  beside: number;
}

async function followDown(
  probe: Probe,
  target: number,
  dips: readonly Dip[],
): Promise<{ touching: Root[]; crossed: Bracket[]; least: { at: number; value: number }[] }> {
  const touching: Root[] = [];
  const crossed: Bracket[] = [];
  const least: { at: number; value: number }[] = [];
  let open = dips.map((dip) => ({ ...dip, fa: dip.f, fb: dip.f }));
  for (let round = 0; round < ROUNDS && open.length > 0 && !probe.spent; round++) {
    const tried = open.map(({ a, b, x }) =>
      [...new Set([...spaced(a, b, PARTS + 1).slice(1, -1), x])].sort((p, q) => p - q),
    );
    const ys = await probe.values(tried.flat());
    let taken = 0;
    open = open.flatMap((dip, k) => {
      const places = (tried[k] ?? [])
        .map((x) => ({ x, f: at(ys, taken++) - target }))
        .filter((p) => Number.isFinite(p.f));
      const crossing = places.find((p) => p.f * dip.f < 0);
      if (crossing) {
        const scale = dip.beside;
        const [left, right] = [
          places.findLast((p) => p.x < crossing.x && p.f * dip.f > 0),
          places.find((p) => p.x > crossing.x && p.f * dip.f > 0),
        ];
        const [a, b] = [left?.x ?? dip.a, right?.x ?? dip.b];
        crossed.push({ a, b: crossing.x, fa: left?.f ?? dip.f, fb: crossing.f, scale });
        crossed.push({ a: crossing.x, b, fa: crossing.f, fb: right?.f ?? dip.f, scale });
        return [];
      }
      const i = places.reduce((best, p, n) => (Math.abs(p.f) < Math.abs(places[best]?.f ?? Infinity) ? n : best), 0);
      const best = places[i];
      if (!best) return [];
      const next = { ...dip, a: places[i - 1]?.x ?? dip.a, x: best.x, b: places[i + 1]?.x ?? dip.b, f: best.f };
      // Below the square root of the precision a smooth least value is flat; only a corner still gains, and comes to 0.
      if (best.f !== 0 && next.b - next.a > 4 * Number.EPSILON * Math.max(Math.abs(next.a), Math.abs(next.b)))
        return [next];
      settleDip(next);
      return [];
    });
  }
  function settleDip({ x, f, beside }: Dip): void {
    if (Math.abs(f) <= Math.max(1e-9 * beside, 16 * Number.EPSILON * Math.abs(target)))
      touching.push({ kind: "touches", at: x });
    else least.push({ at: x, value: f + target });
  }
  for (const dip of open) settleDip(dip);
  return { touching, crossed, least };
}
