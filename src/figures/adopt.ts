import { put } from "../keys/ordered.js";
import { isProxy } from "../notebook/run/kinds.js";

/**
 * Chart options with what the library may work on: it looks into data and options, and sorts and completes them, while what blocks share is frozen
 * and a view of the assumptions answers no question but for their names. Such arrays and plain objects are copied, with what holds them; all else is handed through.
 */
export function adopt(value: unknown): unknown {
  return adoptValue(value, new Map());
}

/**
 * The last copy of each value. The library compares data by identity (`facet: { data }`), so that the same rows must give the same
 * copy; rows changed in between give a new one.
 */
const copies = new WeakMap<object, unknown>();

/** The copy made before, if it is still the same; else this one. */
function settled(value: object, copy: object, isSame: (before: object) => boolean): object {
  const before = copies.get(value) as object | undefined;
  if (before !== undefined && isSame(before)) return before;
  copies.set(value, copy);
  return copy;
}

function adoptValue(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value) && prototype === Array.prototype) {
    const copy: unknown[] = [];
    seen.set(value, copy);
    let same = !isShared(value);
    for (const item of value) {
      const adopted = adoptValue(item, seen);
      if (adopted !== item) same = false;
      copy.push(adopted);
    }
    const kept = same
      ? value
      : settled(
          value,
          copy,
          (before) =>
            Array.isArray(before) &&
            before.length === copy.length &&
            copy.every((item, i) => Object.is(item, before[i])),
        );
    seen.set(value, kept);
    return kept;
  }
  return prototype === Object.prototype && !ArrayBuffer.isView(value) ? adoptEntries(value, seen) : value;
}

function adoptEntries(value: object, seen: Map<object, unknown>): object {
  const copy: Record<string, unknown> = {};
  seen.set(value, copy);
  let same = !isShared(value);
  for (const [key, entry] of Object.entries(value)) {
    const adopted = adoptValue(entry, seen);
    if (adopted !== entry) same = false;
    put(copy, key, adopted);
  }
  // Marks left by the library's transforms go along into options that spread them.
  for (const key of Object.getOwnPropertySymbols(value))
    Object.defineProperty(copy, key, { value: Reflect.get(value, key), enumerable: true });
  const kept = same ? value : settled(value, copy, (before) => sameEntries(before, copy));
  seen.set(value, kept);
  return kept;
}

const isShared = (value: object): boolean => Object.isFrozen(value) || isProxy(value);

function sameEntries(before: object, copy: Readonly<Record<string, unknown>>): boolean {
  const entries = Object.entries(before);
  return (
    entries.length === Object.keys(copy).length &&
    entries.every(([key, entry]) => Object.hasOwn(copy, key) && Object.is(entry, copy[key]))
  );
}
