import { isSettled } from "../../keys/settled.js";
import { isProxy } from "./kinds.js";

/** Whose an object is of two that are compared. */
export interface Whose {
  /** Whether one of before was made by the block that handed it on. */
  isOwn(before: object): boolean;
  /** Whether one of now is no one's so far. */
  isFresh(now: object): boolean;
}

/**
 * Whether nobody can tell values from those of before, by whatever code: numbers by `Object.is`, keys in their order, what is shared or leads back to
 * itself in the same places, and what others made the very same. Only of numbers, texts and the like, lists and plain objects; anything else is like
 * nothing.
 *
 * @param before values that are shared, by name
 * @param now values that are not shared yet
 */
export function areAlike(
  before: ReadonlyMap<string, unknown>,
  now: ReadonlyMap<string, unknown>,
  { isOwn, isFresh }: Whose,
): boolean {
  const there = new Map<object, object>();
  const back = new Map<object, object>();
  const alike = (a: unknown, b: unknown): boolean => {
    if (Object.is(a, b)) return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    if (there.has(a) || back.has(b)) return there.get(a) === b && back.get(b) === a;
    if (!isOwn(a) || !isFresh(b) || isProxy(a) || isProxy(b) || isSettled(b)) return false;
    const prototype: unknown = Object.getPrototypeOf(b);
    if (Object.getPrototypeOf(a) !== prototype || Array.isArray(a) !== Array.isArray(b)) return false;
    there.set(a, b);
    back.set(b, a);
    if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
    const [keys, others] = [Reflect.ownKeys(a), Reflect.ownKeys(b)];
    return (
      keys.length === others.length &&
      keys.every((key, at) => {
        if (key !== others[at]) return false;
        const [one, other] = [Reflect.getOwnPropertyDescriptor(a, key), Reflect.getOwnPropertyDescriptor(b, key)];
        if (!one || !other || !("value" in one) || !("value" in other) || one.enumerable !== other.enumerable)
          return false;
        return alike(one.value, other.value);
      })
    );
  };
  try {
    return (
      before.size === now.size && [...now].every(([name, value]) => before.has(name) && alike(before.get(name), value))
    );
  } catch {
    // Nested deeper than the stack.
    return false;
  }
}
