/**
 * Chart code may run in a script context of its own, where `Object`, `Array` and `Date` are others than the chart library's; the library
 * tells options from values by such identities. Values of a foreign context are rebuilt here, all else is handed through untouched.
 */
export function adopt(value: unknown): unknown {
  return adoptValue(value, new Map());
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
    if (same) seen.set(value, value);
    return same ? value : copy;
  }
  const kind = Object.prototype.toString.call(value);
  if (kind === "[object Date]") return value instanceof Date ? value : new Date(Number(value));
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
  if (same) seen.set(value, value);
  return same ? value : copy;
}

type Callable = (...values: unknown[]) => unknown;

/** What a foreign accessor returns matters too: it may be a date. */
function adoptFunction(call: Callable): Callable {
  return function (this: unknown, ...values: unknown[]) {
    return adopt(call.apply(this, values));
  };
}
