import { append } from "../../../lists.js";
import { at, spaced } from "../../cells.js";
import type { Probe, Sample } from "../../probe.js";

/** Rounds of a search, and parts that each cuts a stretch into. */
export const ROUNDS = 26;
export const PARTS = 8;

/** The output itself; of a claim without a margin 1 or 0. */
export const outputAt = ({ reading: { claim, measure, target } }: Probe, { f }: Sample): number =>
  claim !== undefined && measure === claim ? Number(f > 0) : f + (claim === undefined ? target : 0);

export const at2 = (list: readonly Sample[], i: number): Sample =>
  list[i] ?? { x: Number.NaN, side: Number.NaN, f: Number.NaN };

/** By place, each once. */
export const ordered = (list: readonly Sample[]): Sample[] =>
  [...list].sort((a, b) => a.x - b.x).filter(({ x }, i, all) => i === 0 || x !== all[i - 1]?.x);

export function gapsOf(list: readonly Sample[]): { from: number; to: number }[] {
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
export interface Hole {
  finite: Sample;
  missing: Sample;
}

export const holesIn = (list: readonly Sample[]): Hole[] =>
  list.slice(1).flatMap((b, i): Hole[] => {
    const a = at2(list, i);
    if (Number.isNaN(a.side) === Number.isNaN(b.side)) return [];
    return [Number.isNaN(a.side) ? { finite: b, missing: a } : { finite: a, missing: b }];
  });

/** Narrows down where results begin or end; all that was tried on the way is kept, ever denser towards the edge. */
export async function findEdges(probe: Probe, holes: readonly Hole[]): Promise<(Hole & { samples: Sample[] })[]> {
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

/** Whether the output is still at the target a little to either side. */
export async function isFlat(probe: Probe, x: number, cell: number, from: number, to: number): Promise<boolean> {
  const beside = await probe.samples([x - 1e-3 * cell, x + 1e-3 * cell].filter((one) => one >= from && one <= to));
  return beside.some(({ side }) => side === 0);
}

/** The stretch around places `first` to `last` of the list in which `same` holds, its ends narrowed down. */
export async function stay(
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
