import { append } from "../../../lists.js";
import { at, spaced } from "../../cells.js";
import type { Probe, Sample } from "../../probe.js";
import { type Bracket, bracketOf, narrow, ROUNDING, signChanges } from "./brackets.js";
import { type Dip, followDown } from "./dips.js";
import { at2, findEdges, gapsOf, holesIn, isFlat, ordered, outputAt, stay } from "./samples.js";
import { type Found, isMet, placeOf, type Root } from "./types.js";

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
  const { list: grid, crowded } = await gridOf(probe, [...spaced(from, to, cells + 1), ...inside]);
  const edges = await findEdges(probe, holesIn(grid));
  let list = ordered([...grid, ...edges.flatMap(({ samples }) => samples)]);
  const { roots, brackets, dips } = await lookedThrough(probe, list, (to - from) / cells);
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
  append(roots, acrossGaps(probe, gaps, seen, 1e-6 * (to - from)));
  roots.sort((p, q) => placeOf(p) - placeOf(q));
  if (!isClaim) asTouching(roots, seen, (to - from) / cells);
  const finite = list.filter(({ f }) => Number.isFinite(f));
  const steps = finite.slice(1).map(({ f }, i) => f - at2(finite, i).f);
  const ends = [
    grid.find(({ x }) => x === from)?.side ?? Number.NaN,
    grid.find(({ x }) => x === to)?.side ?? Number.NaN,
  ];
  const found: Found = {
    roots,
    more: crowded || dips.length > MOST_DIPS || probe.spent,
    gaps: gaps.map((gap) => ({ from: settled(gap.from, to - from), to: settled(gap.to, to - from) })),
    monotone: steps.every((s) => s >= 0) || steps.every((s) => s <= 0),
    ends: [at(ends, 0), at(ends, 1)],
  };
  if (roots.some((root) => isClaim || isMet(root)) || finite.length === 0) return found;
  return { ...found, ...(await nearestIn(probe, [...finite, ...low.least], list)) };
}

/** The end of a stretch that halving brought as near to 0 as numbers go is 0. */
const settled = (x: number, width: number): number => (Math.abs(x) < 1e-15 * width ? 0 : x);

/** Samples of a grid, which is made finer while the output turns often, and whether it still does. */
async function gridOf(probe: Probe, places: readonly number[]): Promise<{ list: Sample[]; crowded: boolean }> {
  let list = ordered(await probe.samples(places));
  let crowded = isCrowded(list);
  // Most of the budget is for what the grid finds.
  while (crowded && list.length < MOST_CELLS && probe.used + list.length < probe.budget / 4) {
    list = ordered([...list, ...(await probe.samples(list.slice(1).map(({ x }, i) => (x + at2(list, i).x) / 2)))]);
    crowded = isCrowded(list);
  }
  return { list, crowded };
}

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

/** Roots that were hit, brackets and dips between neighbouring places, dips from the lowest. */
async function lookedThrough(
  probe: Probe,
  list: readonly Sample[],
  cell: number,
): Promise<{ roots: Root[]; brackets: Bracket[]; dips: Dip[] }> {
  const roots: Root[] = [];
  const brackets: Bracket[] = [];
  const dips: Dip[] = [];
  for (let i = 0; i < list.length; i++) {
    const here = at2(list, i);
    if (here.side === 0) {
      let last = i;
      while (list[last + 1]?.side === 0) last++;
      roots.push(await meeting(probe, list, i, last, cell));
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
  return { roots, brackets, dips };
}

const isLeast = (a: number, x: number, b: number): boolean =>
  Math.abs(x) <= Math.abs(a) && Math.abs(x) <= Math.abs(b) && (Math.abs(x) < Math.abs(a) || Math.abs(x) < Math.abs(b));

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

/** Changes of side behind stretches without results; the output next to a pole is far greater than some way, `beside`, off it. */
function acrossGaps(probe: Probe, gaps: Found["gaps"], seen: readonly Sample[], beside: number): Root[] {
  const isClaim = probe.reading.claim !== undefined;
  const last = (x: number): Sample | undefined => seen.findLast((one) => one.x < x && !Number.isNaN(one.side));
  const next = (x: number): Sample | undefined => seen.find((one) => one.x > x && !Number.isNaN(one.side));
  return gaps.flatMap((gap): Root[] => {
    const [before, after] = [last(gap.from), next(gap.to)];
    if (!before || !after || before.side * after.side >= 0) return [];
    const pole = [[before, last(gap.from - beside)] as const, [after, next(gap.to + beside)] as const].every(
      ([near, far]) => far && Math.abs(near.f) > 10 * Math.abs(far.f),
    );
    if (pole && !isClaim) return [{ kind: "pole", at: gap.to, rising: after.side > 0 }];
    return [{ kind: "skips", ...gap, before: outputAt(probe, before), after: outputAt(probe, after) }];
  });
}

/** Makes one touched place of each two between which the output is past the target by no more than rounding. */
function asTouching(roots: Root[], seen: readonly Sample[], cell: number): void {
  for (let i = 0; i + 1 < roots.length; i++) {
    const [a, b] = [roots[i], roots[i + 1]];
    if (a?.kind !== "crosses" || b?.kind !== "crosses" || a.rising === b.rising || b.at - a.at > 1e-3 * cell) continue;
    const farthest = (from: number, to: number): number =>
      seen.reduce((most, { x, f }) => (x > from && x < to ? Math.max(most, Math.abs(f)) : most), 0);
    if (farthest(a.at, b.at) > ROUNDING * farthest(a.at - cell, b.at + cell)) continue;
    roots.splice(i, 2, { kind: "touches", at: (a.at + b.at) / 2 });
  }
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
