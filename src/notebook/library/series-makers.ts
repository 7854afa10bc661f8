import { arrange } from "../../keys/order.js";

type Key = string | number;

/** Makes the series with `f(key, index)` for each of the keys it was made for. */
export type SeriesMaker = (keys: readonly Key[], f: (key: Key, index: number) => unknown) => Record<Key, unknown>;

interface Known {
  keys: readonly Key[];
  met: number;
  maker?: SeriesMaker;
}

/** A memo that is built once meets its keys a few times and has nothing to gain; one that is run thousands of times has. */
const MET_OFTEN = 200;
const MOST_KEYS = 40;
const MOST_LISTS = 64;

const byFirst = new Map<Key, Known[]>();
let lists = 0;

/**
 * A maker for a list of keys that has been met many times. It writes one object literal, which takes a third to half the time of an
 * object that is put together key by key: years are sparse indices, for which the engine keeps a hash table. It is there once what `makersWanted` tells has been made.
 */
export function makerFor(keys: readonly Key[]): SeriesMaker | undefined {
  const known = byFirst.get(keys[0] as Key);
  if (known)
    for (let at = 0; at < known.length; at++) {
      const one = known[at] as Known;
      if (!sameKeys(one.keys, keys)) continue;
      if (one.maker) return one.maker;
      if (++one.met === MET_OFTEN) wanted.add(one);
      return undefined;
    }
  note(keys, known);
  return undefined;
}

function sameKeys(a: readonly Key[], b: readonly Key[]): boolean {
  const { length } = a;
  if (b.length !== length) return false;
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function note(keys: readonly Key[], known: Known[] | undefined): void {
  if (lists >= MOST_LISTS || keys.length === 0 || keys.length > MOST_KEYS) return;
  // The one key that means something else in a literal.
  if (keys.some((key) => key === "__proto__" || (typeof key !== "string" && !Number.isSafeInteger(key)))) return;
  const { restored, twice } = arrange(keys.map(String));
  if (!restored || twice) return;
  lists++;
  const one: Known = { keys: [...keys], met: 1 };
  if (known) known.push(one);
  else byFirst.set(keys[0] as Key, [one]);
}

const wanted = new Set<Known>();

/** The texts of makers that lists of keys have been met often enough for, each to be made a function of by whoever can. */
export function makersWanted(): { text: string; made(maker: SeriesMaker): void }[] {
  const all = [...wanted];
  wanted.clear();
  return all.map((one) => ({
    text: textFor(one.keys),
    made: (maker) => {
      one.maker = maker;
    },
  }));
}

function textFor(keys: readonly Key[]): string {
  const members = keys.map((key, at) => `${JSON.stringify(String(key))}: f(keys[${at}], ${at})`);
  return `(keys, f) => ({ ${members.join(", ")} })`;
}
