/**
 * Chart code may run in a script context of its own, where `Object`, `Array` and `Date` are others than the chart library's; the library
 * tells options from values by such identities. Values of a foreign context are rebuilt here, all else is handed through untouched.
 */
export function adopt(value: unknown): unknown {
  return adoptValue(value, new Map());
}

/**
 * The last copy of each foreign value. The library compares data by identity (`facet: { data }`), so that the same rows must give the same
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
  if (typeof value === "function") return value instanceof Function ? value : adoptFunction(value as Callable);
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    seen.set(value, copy);
    // An array of this context may still hold values of the other one.
    let same = Object.getPrototypeOf(value) === Array.prototype;
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
  const kind = Object.prototype.toString.call(value);
  if (kind === "[object Date]") {
    const copy = new Date(Number(value));
    return value instanceof Date ? value : settled(value, copy, (before) => Object.is(Number(before), Number(copy)));
  }
  if (ArrayBuffer.isView(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return adoptEntries(value, seen);
  const foreignPlain = prototype !== null && Object.getPrototypeOf(prototype) === null && kind === "[object Object]";
  return foreignPlain && !(value instanceof Object) ? adoptEntries(value, seen, true) : value;
}

function adoptEntries(value: object, seen: Map<object, unknown>, foreign = false): object {
  const copy: Record<string, unknown> = {};
  seen.set(value, copy);
  let same = !foreign;
  for (const [key, entry] of Object.entries(value)) {
    const adopted = adoptValue(entry, seen);
    if (adopted !== entry) same = false;
    copy[key] = adopted;
  }
  // Marks left by the library's transforms go along into options that spread them.
  for (const key of Object.getOwnPropertySymbols(value))
    Object.defineProperty(copy, key, { value: Reflect.get(value, key), enumerable: true });
  const kept = same ? value : settled(value, copy, (before) => sameEntries(before, copy));
  seen.set(value, kept);
  return kept;
}

function sameEntries(before: object, copy: Readonly<Record<string, unknown>>): boolean {
  const entries = Object.entries(before);
  return (
    entries.length === Object.keys(copy).length &&
    entries.every(([key, entry]) => Object.hasOwn(copy, key) && Object.is(entry, copy[key]))
  );
}

type Callable = (...values: unknown[]) => unknown;

/** What a foreign accessor returns matters too: it may be a date. */
function adoptFunction(call: Callable): Callable {
  return function (this: unknown, ...values: unknown[]) {
    return adopt(call.apply(this, values));
  };
}
