import { append } from "../../../lists.js";
import { spaced } from "../../cells.js";
import type { Probe, Sample } from "../../probe.js";
import { type Bracket, bracketOf } from "./brackets.js";
import { ordered, PARTS, ROUNDS } from "./samples.js";
import type { Root } from "./types.js";

/** Three neighbouring places of which the middle one is nearest to the target. */
export interface Dip {
  a: Sample;
  x: Sample;
  b: Sample;
  /** Distance at the farther of the outer two. */
  beside: number;
}

/** Goes down each dip to its least value: where it touches the target, the sides of one that crosses it, and what stays off it. */
export async function followDown(
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
