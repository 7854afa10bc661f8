import { isNoDay } from "../../keys/key.js";
import { arrange, isIndex } from "../../keys/order.js";
import { keyed, knownKeys, listedInOrder, mark, needsNoLook } from "../../keys/ordered.js";
import { BlockError, list, show } from "./reasons.js";

/** A series key as functions get it: numbers, years among them, as numbers, all else as text. */
export type Key = string | number;

/**
 * The keys of an object in their own order.
 *
 * @param caller what is called, for the message: "cumulative()".
 * @throws BlockError when the order of writing is lost: JavaScript puts integers before names.
 */
export function ownKeys(source: object, caller: string): string[] {
  const keys = knownKeys(source) ?? lost(source, caller);
  const wrong = keys.find(isNoDay);
  if (wrong !== undefined)
    throw new BlockError(`${caller} got the key ${wrong}, which is no day, week or part of the calendar`, {
      expected: "a key that the calendar has, such as 2026-02-28, 2026-12, 2026-W53 or 2026-Q4",
    });
  return keys;
}

function lost(source: object, caller: string): never {
  const keys = Object.keys(source);
  const integers = keys.filter(isIndex);
  throw new BlockError(`${caller} got keys of which some are integers, ${list(keys)}: their order is lost`, {
    rule: "notebook/key-order",
    expected: "an object that knows the order of its keys, since JavaScript puts integers before names",
    hint: `make it from pairs in their order: \`series([["${keys.find((key) => !isIndex(key))}", …], ["${integers[0]}", …]])\``,
  });
}

/** A key as functions get it. */
export function asKey(key: string): Key {
  const first = key.charCodeAt(0);
  // Most keys are names, which the first letter tells.
  if (first > 57 || (first < 48 && first !== 45)) return key;
  const number = Number(key);
  return String(number) === key && Math.abs(number) < 10 ** 15 ? number : key;
}

/** Refuses keys of which two are the same: `2026` and `2026.0`, `Q1 2026` and `2026-Q1`. */
export function refuseSame(keys: readonly Key[], caller: string): void {
  const { twice } = arrange(keys.map(String));
  if (twice)
    throw new BlockError(
      twice[0] === twice[1]
        ? `${caller} got the key ${show(twice[0])} twice`
        : `${caller} got ${show(twice[0])} and ${show(twice[1])}, which are the same key`,
      { rule: "notebook/same-key", expected: "each key once" },
    );
}

/** A series from its entries in their order. @throws BlockError when two keys are the same. */
export function fromEntries<T>(all: readonly (readonly [Key, T])[], caller: string): Record<Key, T> {
  let last = -1;
  for (const [key] of all) {
    if (typeof key !== "number" || !(key > last) || !Number.isInteger(key)) {
      refuseSame(
        all.map(([one]) => one),
        caller,
      );
      return keyed(all);
    }
    last = key;
  }
  return Object.fromEntries(all);
}

/** Gives an object that was filled with these keys, in this order, the order that it wouldn't keep by itself. */
export function settled<T extends object>(made: T, keys: readonly Key[], caller: string): T {
  refuseSame(keys, caller);
  return mark(made, keys.map(String));
}

/**
 * What blocks get in place of the language's own ways of listing keys, by which an object would be listed with its integers first; see
 * realm.ts. `for (key in object)` is written `for (key in __inOrder(object))`.
 */
export const listing = {
  needsNoLook,
  /** The keys of an object whose own order is another than that in which it lists them; undefined where it is the same. */
  keys: (source: object, caller: string): readonly string[] => ownKeys(source, caller),
  /** What `Object.fromEntries` made of a list of pairs. */
  made: <T extends object>(made: T, pairs: readonly (readonly [unknown, unknown])[]): T => {
    const keys = [...new Set(pairs.map(([key]) => key).filter((key) => typeof key !== "symbol"))].map(String);
    refuseSame([...new Set(keys)], "Object.fromEntries()");
    return mark(made, [...new Set(keys)]);
  },
};

/** An object as `for … in` lists it in its own order. */
export function listedForLoop(source: unknown): unknown {
  if (typeof source !== "object" || source === null) return source;
  if (needsNoLook(Object.keys(source))) return source;
  ownKeys(source, "for … in");
  return listedInOrder(source);
}
