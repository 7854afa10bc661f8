import { arrange, isIndex, kindOf, restore, turned } from "./order.js";

/**
 * Under this an object has the order of its keys where neither JavaScript keeps it nor `restore` finds it. A spread copies it. Not seen
 * by `Object.keys`, `for … in` or JSON.
 */
export const ORDER = Symbol("order of keys");

type Marked = Readonly<Record<string, unknown>> & { readonly [ORDER]?: readonly string[] };

/**
 * The keys of an object in their own order: what was written, with numbers, months, quarters and dates in rising order. Undefined where
 * that is not known: integers among names in an object that was put together in a block.
 */
export function knownKeys(source: object): string[] | undefined {
  const listed = Object.keys(source);
  return needsNoLook(listed) ? listed : looked(source as Marked, listed);
}

/** The keys of an object in their own order, and as JavaScript lists them where that is not known. */
export const keysOf = (source: object): string[] => knownKeys(source) ?? Object.keys(source);

export const entriesOf = <T>(source: Readonly<Record<string, T>>): [string, T][] =>
  keysOf(source).map((key) => [key, source[key] as T]);

/** "Q1 2026" */
const SHORTEST_IN_WORDS = 7;

/** Years, and names that are no part of the calendar: the order in which JavaScript lists them is theirs. Looked at in every draw. */
export function needsNoLook(listed: readonly string[]): boolean {
  const { length } = listed;
  if (length < 2) return true;
  // Integers stand first and rise: where the last is one, all are.
  if (isIndex(listed[length - 1] as string)) return true;
  const first = listed[0] as string;
  const code = first.charCodeAt(0);
  if ((code >= 48 && code <= 57) || code === 45) return false;
  // Of the words, those that end with a year may be quarters or months.
  if (first.length < SHORTEST_IN_WORDS) return true;
  const end = first.charCodeAt(first.length - 1);
  return !(end >= 48 && end <= 57);
}

function looked(source: Marked, listed: string[]): string[] | undefined {
  const order = source[ORDER];
  if (!order) {
    const found = restore(listed);
    return found && [...found];
  }
  const known = order.filter((key) => Object.hasOwn(source, key));
  if (known.length === listed.length) return known;
  // Something was added to a copy.
  const kind = kindOf(listed);
  if (kind === "numbers" || kind === "calendar") return restore(listed) as string[];
  if (kind === "cycle" && order[0] !== undefined) return turned(listed, order[0]);
  const more = listed.filter((key) => !order.includes(key));
  if (more.some(isIndex)) return undefined;
  const names = listed.filter((key) => !isIndex(key));
  const before = names.slice(0, more.length).every((key) => more.includes(key));
  if (names.slice(-more.length).every((key) => more.includes(key))) return [...known, ...more];
  return before ? [...more, ...known] : undefined;
}

/** Gives a fresh object that has just these keys their order, where it wouldn't be found otherwise. Returns the object. */
export function mark<T extends object>(made: T, written: readonly string[]): T {
  const { keys, restored } = arrange(written);
  if (!restored)
    Object.defineProperty(made, ORDER, { value: Object.freeze([...keys]), enumerable: true, configurable: true });
  return made;
}

/**
 * Gives an object a property of any name: `__proto__`, and those of all objects (`constructor`, `toString`), which no assignment makes once their
 * prototype is frozen, as it is where blocks run.
 */
export function put(target: object, key: string, value: unknown): void {
  if (key in target)
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else (target as Record<string, unknown>)[key] = value;
}

/** A fresh object from keys and values, with its order. Of two values for one key the later stands. */
export function keyed<T>(entries: Iterable<readonly [string | number, T]>): Record<string, T> {
  const made: Record<string, T> = {};
  const written: string[] = [];
  for (const [key, value] of entries) {
    const name = String(key);
    if (!Object.hasOwn(made, name)) written.push(name);
    // A key may be `__proto__`.
    Object.defineProperty(made, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return mark(made, written);
}

/**
 * The same, as an object whose keys stand in their order for everybody who lists them: for code that doesn't ask `keysOf`. Reads cost more
 * where JavaScript's own order is another, so blocks get `keyed`.
 */
export function inOrder<T>(entries: Iterable<readonly [string | number, T]>): Record<string, T> {
  return listedInOrder(keyed(entries));
}

/** An object as `inOrder` gives it. */
export function listedInOrder<T extends object>(source: T): T {
  const keys = keysOf(source);
  if (Object.keys(source).every((key, at) => key === keys[at])) return source;
  return new Proxy(source, {
    ownKeys: (target) => {
      const strings = keysOf(target);
      return strings.length === Reflect.ownKeys(target).length
        ? strings
        : [...strings, ...Reflect.ownKeys(target).filter((key) => typeof key === "symbol")];
    },
  });
}
