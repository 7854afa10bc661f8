import { append } from "../../lists.js";
import { at, spaced } from "../cells.js";
import type { Probe, Sample } from "../probe.js";

/** Where an output meets a target, or passes it without meeting it; or where a claim flips. */
export type Root =
  /** Goes through it, upwards or downwards; a claim flips as its margin passes 0, and `holds` says what it does at the very place, if known. */
  | { kind: "crosses"; at: number; rising: boolean; holds?: boolean }
  /** Comes up to it, or down to it, and turns back; a claim flips there and nowhere beside it, if it is known to (`holds`). */
  | { kind: "touches"; at: number; holds?: boolean }
  /** Leaps over it. `before` and `after` are the output to either side, `at` the first place behind the leap; `holds` a claim there. */
  | { kind: "jumps"; at: number; before: number; after: number; holds?: boolean }
  /** Goes past all bounds on one side of it and comes back on the other. */
  | { kind: "pole"; at: number; rising: boolean }
  /** Is on one side before a stretch without results and on the other behind it. */
  | { kind: "skips"; from: number; to: number; before: number; after: number }
  /** Is equal to it all along. */
  | { kind: "stays"; from: number; to: number };

export interface Found {
  /** In rising order. */
  roots: readonly Root[];
  /** There are more than these, or there may be: the output turns oftener than the places tried can tell. */
  more: boolean;
  /** Where the output comes nearest, when it meets the target nowhere. */
  nearest?: { at: number; value: number };
  /** The stretch along which the nearest value stays the same, if it does. */
  plateau?: { from: number; to: number; value: number };
  /** Stretches in which the model has no result. */
  gaps: readonly { from: number; to: number }[];
  /** The output never falls, or never rises, from one place tried to the next. */
  monotone: boolean;
  /** On which side of the target it is at the two ends of the range; NaN where it has no result. */
  ends: readonly [number, number];
}

/** Whether the output is at the target there: not past it without having been at it. */
export const isMet = ({ kind }: Root): boolean => kind === "crosses" || kind === "touches" || kind === "stays";

export const placeOf = (root: Root): number => ("at" in root ? root.at : root.from);

interface Bracket {
  a: Sample;
  b: Sample;
  /** |f| at both ends when it was found, and when it had become a millionth as wide. */
  scale: number;
  width: number;
  late?: number;
}

const ROUNDS = 26;
const PARTS = 8;
/** Cells of a grid that is made finer because the output turns often. */
const MOST_CELLS = 1024;
/** Cells between two turns that a grid has to have for none to be missed. */
const CELLS_A_TURN = 6;
const MOST_DIPS = 256;

/**
 * Every place in a range at which an output meets a target, or a claim flips, as far as a grid of `cells` cells shows them, made finer while the
 * output turns often: changes of side are narrowed by secants inside a shrinking bracket; wherever the distance has a least value between three
 * neighbouring places, that is followed down, so that a root that only touches and a pair closer than the grid are found too; and the edges of
 * stretches without results are found and looked along. A pair of roots, or a dip, narrower than a cell that leaves no trace on the grid is missed.
 *
 * @param also places tried besides the grid
 */
export async function rootsOf(
  probe: Probe,
  from: number,
  to: number,
  cells: number,
  also: readonly number[] = [],
): Promise<Found> {
  const isClaim = probe.reading.claim !== undefined;
  const inside = also.filter((x) => x > from && x < to);
  let list = ordered(await probe.samples([...spaced(from, to, cells + 1), ...inside]));
  let crowded = isCrowded(list);
  // Most of the budget is for what the grid finds.
  while (crowded && list.length < MOST_CELLS && probe.used + list.length < probe.budget / 4) {
    list = ordered([...list, ...(await probe.samples(list.slice(1).map(({ x }, i) => (x + at2(list, i).x) / 2)))]);
    crowded = isCrowded(list);
  }
  const grid = list;
  const edges = await findEdges(probe, holesIn(list));
  list = ordered([...list, ...edges.flatMap(({ samples }) => samples)]);
  const roots: Root[] = [];
  const brackets: Bracket[] = [];
  const dips: Dip[] = [];
  for (let i = 0; i < list.length; i++) {
    const here = at2(list, i);
    if (here.side === 0) {
      let last = i;
      while (list[last + 1]?.side === 0) last++;
      roots.push(await meeting(probe, list, i, last, (to - from) / cells));
      i = last;
      continue;
    }
    const [before, after] = [list[i - 1], list[i + 1]];
    if (after && here.side * after.side < 0) brackets.push(bracketOf(here, after));
    if (before && after && before.side === here.side && after.side === here.side && isLeast(before.f, here.f, after.f))
      dips.push({ a: before, x: here, b: after, beside: Math.max(Math.abs(before.f), Math.abs(after.f)) });
  }
  const steep = (sample: Sample): number => Math.abs(sample.f);
  dips.sort((p, q) => steep(p.x) - steep(q.x) || p.x.x - q.x.x);
  const low = await followDown(probe, dips.slice(0, MOST_DIPS));
  append(roots, low.touching);
  append(brackets, low.crossed);
  const narrowed = await narrow(probe, brackets);
  append(roots, narrowed.roots);
  // Both sides of a stretch without results are looked along before it is said that the output changes its side there.
  const inner = await findEdges(probe, narrowed.holes);
  const alongHoles = inner.flatMap(({ finite, samples }) => signChanges(ordered([finite, ...samples])));
  const again = await narrow(probe, alongHoles);
  append(roots, again.roots);
  list = ordered([...list, ...inner.flatMap(({ samples }) => samples)]);
  const gaps = gapsOf(list);
  const seen = ordered([...list, ...narrowed.tried, ...low.tried]);
  for (const gap of gaps) {
    const [before, after] = [
      seen.findLast(({ x, side }) => x < gap.from && !Number.isNaN(side)) ?? undefined,
      seen.find(({ x, side }) => x > gap.to && !Number.isNaN(side)) ?? undefined,
    ];
    if (!before || !after || before.side * after.side >= 0) continue;
    const pole = [
      [before, seen.findLast(({ x, side }) => x < gap.from - 1e-6 * (to - from) && !Number.isNaN(side))],
      [after, seen.find(({ x, side }) => x > gap.to + 1e-6 * (to - from) && !Number.isNaN(side))],
    ].every(([near, far]) => near && far && Math.abs(near.f) > 10 * Math.abs(far.f));
    roots.push(
      pole && !isClaim
        ? { kind: "pole", at: gap.to, rising: after.side > 0 }
        : {
            kind: "skips",
            ...gap,
            before: outputAt(probe, before),
            after: outputAt(probe, after),
          },
    );
  }
  roots.sort((p, q) => placeOf(p) - placeOf(q));
  const finite = list.filter(({ f }) => Number.isFinite(f));
  const steps = finite.slice(1).map(({ f }, i) => f - at2(finite, i).f);
  const ends = [
    grid.find(({ x }) => x === from)?.side ?? Number.NaN,
    grid.find(({ x }) => x === to)?.side ?? Number.NaN,
  ];
  const found: Found = {
    roots,
    more: crowded || dips.length > MOST_DIPS || probe.spent,
    gaps,
    monotone: steps.every((s) => s >= 0) || steps.every((s) => s <= 0),
    ends: [at(ends, 0), at(ends, 1)],
  };
  if (roots.some((root) => isClaim || isMet(root)) || finite.length === 0) return found;
  return { ...found, ...(await nearestIn(probe, [...finite, ...low.least], list)) };
}

/** The output itself; of a claim without a margin 1 or 0. */
const outputAt = ({ reading: { claim, measure, target } }: Probe, { f }: Sample): number =>
  claim !== undefined && measure === claim ? Number(f > 0) : f + (claim === undefined ? target : 0);

const at2 = (list: readonly Sample[], i: number): Sample =>
  list[i] ?? { x: Number.NaN, side: Number.NaN, f: Number.NaN };

/** By place, each once. */
const ordered = (list: readonly Sample[]): Sample[] =>
  [...list].sort((a, b) => a.x - b.x).filter(({ x }, i, all) => i === 0 || x !== all[i - 1]?.x);

/** Whether the output turns so often that some of its turns may lie between two places. */
function isCrowded(list: readonly Sample[]): boolean {
  let turns = 0;
  let last = 0;
  for (let i = 1; i < list.length; i++) {
    const step = Math.sign(at2(list, i).f - at2(list, i - 1).f);
    if (Number.isNaN(step) || step === 0) continue;
    if (last !== 0 && step !== last) turns++;
    last = step;
  }
  return turns * CELLS_A_TURN > list.length - 1;
}

const bracketOf = (a: Sample, b: Sample): Bracket => ({
  a,
  b,
  scale: Math.abs(a.f) + Math.abs(b.f),
  width: b.x - a.x,
});

const signChanges = (list: readonly Sample[]): Bracket[] =>
  list.slice(1).flatMap((b, i) => {
    const a = at2(list, i);
    return a.side * b.side < 0 ? [bracketOf(a, b)] : [];
  });

const isLeast = (a: number, x: number, b: number): boolean =>
  Math.abs(x) <= Math.abs(a) && Math.abs(x) <= Math.abs(b) && (Math.abs(x) < Math.abs(a) || Math.abs(x) < Math.abs(b));

function gapsOf(list: readonly Sample[]): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (let i = 0; i < list.length; i++) {
    if (!Number.isNaN(at2(list, i).side)) continue;
    const first = i;
    while (i + 1 < list.length && Number.isNaN(at2(list, i + 1).side)) i++;
    out.push({ from: at2(list, first).x, to: at2(list, i).x });
  }
  return out;
}

/** A place with a result and the neighbouring one without. */
interface Hole {
  finite: Sample;
  missing: Sample;
}

const holesIn = (list: readonly Sample[]): Hole[] =>
  list.slice(1).flatMap((b, i): Hole[] => {
    const a = at2(list, i);
    if (Number.isNaN(a.side) === Number.isNaN(b.side)) return [];
    return [Number.isNaN(a.side) ? { finite: b, missing: a } : { finite: a, missing: b }];
  });

/** Narrows down where results begin or end; all that was tried on the way is kept, ever denser towards the edge. */
async function findEdges(probe: Probe, holes: readonly Hole[]): Promise<(Hole & { samples: Sample[] })[]> {
  const edges = holes.map((hole) => ({ ...hole, samples: [] as Sample[] }));
  let open = edges;
  for (let round = 0; round < ROUNDS && open.length > 0 && !probe.spent; round++) {
    const tried = open.map(({ finite, missing }) => spaced(finite.x, missing.x, PARTS + 1).slice(1, -1));
    const found = await probe.samples(tried.flat());
    let taken = 0;
    open = open.filter((edge, k) => {
      const here = found.slice(taken, taken + (tried[k]?.length ?? 0));
      taken += here.length;
      append(edge.samples, here);
      const end = here.findIndex(({ side }) => Number.isNaN(side));
      const [finite, missing] = [
        here[end < 0 ? here.length - 1 : end - 1] ?? edge.finite,
        end < 0 ? edge.missing : here[end],
      ];
      const same = finite.x === edge.finite.x && missing?.x === edge.missing.x;
      edge.finite = finite;
      edge.missing = missing ?? edge.missing;
      return !same;
    });
  }
  return edges.map((edge, k) => ({ ...edge, finite: holes[k]?.finite ?? edge.finite }));
}

/** What places `first` to `last`, all at the target, are: a point, or a stretch whose ends are narrowed down. */
async function meeting(
  probe: Probe,
  list: readonly Sample[],
  first: number,
  last: number,
  cell: number,
): Promise<Root> {
  const [before, after] = [list[first - 1], list[last + 1]];
  const x = at2(list, first).x;
  const stretch = last > first || (await isFlat(probe, x, cell, at2(list, 0).x, at2(list, list.length - 1).x));
  if (stretch) {
    const kept = await stay(probe, list, first, last, ({ side }) => side === 0);
    if (kept.to - kept.from > 1e-4 * cell) return kept;
  }
  const [a, b] = [before?.side ?? Number.NaN, after?.side ?? Number.NaN];
  if (a * b > 0) return { kind: "touches", at: x };
  return { kind: "crosses", at: x, rising: b > 0 || a < 0 };
}

/** Whether the output is still at the target a little to either side. */
async function isFlat(probe: Probe, x: number, cell: number, from: number, to: number): Promise<boolean> {
  const beside = await probe.samples([x - 1e-3 * cell, x + 1e-3 * cell].filter((one) => one >= from && one <= to));
  return beside.some(({ side }) => side === 0);
}

/** The stretch around places `first` to `last` of the list in which `same` holds, its ends narrowed down. */
async function stay(
  probe: Probe,
  list: readonly Sample[],
  first: number,
  last: number,
  same: (sample: Sample) => boolean,
): Promise<{ kind: "stays"; from: number; to: number }> {
  const edge = async (inside: number, outside: number | undefined): Promise<number> => {
    if (outside === undefined) return inside;
    let [near, far] = [inside, outside];
    for (let round = 0; round < ROUNDS; round++) {
      const between = spaced(near, far, PARTS + 1).slice(1, -1);
      const found = await probe.samples(between);
      if (found.length < between.length) break;
      const out = found.findIndex((one) => !same(one));
      const kept = out < 0 ? between.length : out;
      const next: [number, number] = [kept === 0 ? near : at(between, kept - 1), out < 0 ? far : at(between, out)];
      if (next[0] === near && next[1] === far) break;
      [near, far] = next;
    }
    return near;
  };
  return {
    kind: "stays",
    from: await edge(at2(list, first).x, list[first - 1]?.x),
    to: await edge(at2(list, last).x, list[last + 1]?.x),
  };
}

/** Narrows brackets, all of them in one batch a round, until neighbouring floats, a root or a leap is left. */
async function narrow(
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
          else next.push({ ...bracket, a: last, b: sample });
        }
        last = sample;
        missing = undefined;
      }
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

/** Three neighbouring places of which the middle one is nearest to the target. */
interface Dip {
  a: Sample;
  x: Sample;
  b: Sample;
  /** Distance at the farther of the outer two. */
  beside: number;
}

async function followDown(
  probe: Probe,
  dips: readonly Dip[],
): Promise<{ touching: Root[]; crossed: Bracket[]; least: Sample[]; tried: Sample[] }> {
  const touching: Root[] = [];
  const crossed: Bracket[] = [];
  const least: Sample[] = [];
  const all: Sample[] = [];
  const { target, claim } = probe.reading;
  const settleDip = ({ x, a, beside }: Dip): void => {
    if (x.side !== a.side)
      touching.push({ kind: "touches", at: x.x, ...(claim === undefined ? {} : { holds: x.side > 0 }) });
    else if (x.f === 0) least.push(x);
    else if (Math.abs(x.f) <= Math.max(1e-9 * beside, 16 * Number.EPSILON * Math.abs(target)))
      touching.push({ kind: "touches", at: x.x });
    else least.push(x);
  };
  let open = [...dips];
  for (let round = 0; round < ROUNDS && open.length > 0 && !probe.spent; round++) {
    const tried = open.map(({ a, b }) => spaced(a.x, b.x, PARTS + 1).slice(1, -1));
    const samples = await probe.samples(tried.flat());
    append(all, samples);
    let taken = 0;
    open = open.flatMap((dip, k) => {
      const count = tried[k]?.length ?? 0;
      const here = ordered([...samples.slice(taken, taken + count), dip.x]).filter(({ side }) => !Number.isNaN(side));
      taken += count;
      const outer = dip.a.side;
      const crossing = here.find(({ side }) => side * outer < 0);
      if (crossing) {
        const sides = [dip.a, ...here, dip.b];
        const [left, right] = [
          sides.findLast(({ x, side }) => x < crossing.x && side === outer) ?? dip.a,
          sides.find(({ x, side }) => x > crossing.x && side === outer) ?? dip.b,
        ];
        // A claim that flips at one place only has no stretch to either side of it to be narrowed.
        if (claim !== undefined && crossing.f === 0) {
          touching.push({ kind: "touches", at: crossing.x, holds: crossing.side > 0 });
          return [];
        }
        crossed.push({ ...bracketOf(left, crossing), scale: dip.beside });
        crossed.push({ ...bracketOf(crossing, right), scale: dip.beside });
        return [];
      }
      const i = here.reduce((best, { f }, n) => (Math.abs(f) < Math.abs(here[best]?.f ?? Infinity) ? n : best), 0);
      const best = here[i];
      if (!best) return [];
      const next: Dip = { ...dip, a: here[i - 1] ?? dip.a, x: best, b: here[i + 1] ?? dip.b };
      // Below the square root of the precision a smooth least value is flat; only a corner still gains, and comes to 0.
      const room = 4 * Number.EPSILON * Math.max(Math.abs(next.a.x), Math.abs(next.b.x));
      if (best.f !== 0 && next.b.x - next.a.x > room) return [next];
      settleDip(next);
      return [];
    });
  }
  for (const dip of open) settleDip(dip);
  return { touching, crossed, least, tried: all };
}

/** Where the output comes nearest, and how long it stays that near. */
async function nearestIn(
  probe: Probe,
  tried: readonly Sample[],
  list: readonly Sample[],
): Promise<Pick<Found, "nearest" | "plateau">> {
  const { target } = probe.reading;
  const near = tried.reduce((a, b) => (Math.abs(b.f) < Math.abs(a.f) ? b : a));
  const value = outputAt(probe, near);
  const same = ({ f }: Sample): boolean =>
    Math.abs(f - near.f) <= 8 * Number.EPSILON * Math.max(Math.abs(f + target), Math.abs(value));
  const nearest = { at: near.x, value };
  const first = list.findIndex(same);
  if (first < 0) return { nearest };
  let last = first;
  while (last + 1 < list.length && same(at2(list, last + 1))) last++;
  if (last - first < 2) return { nearest };
  const { from: start, to: end } = await stay(probe, list, first, last, same);
  return { nearest: { at: start, value }, plateau: { from: start, to: end, value } };
}
