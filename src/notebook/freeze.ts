import { types } from "node:util";
import { BlockError } from "./reasons.js";

/** A typed array of an exported value. The language can't freeze one, so the runner looks whether its bytes stay as they were. */
export interface Watched {
  array: Uint8Array;
  bytes: Uint8Array;
}

const mutators: readonly [(value: unknown) => boolean, string, readonly string[]][] = [
  [types.isMap, "Map", ["set", "delete", "clear"]],
  [types.isSet, "Set", ["add", "delete", "clear"]],
  [types.isDate, "Date", Object.getOwnPropertyNames(Date.prototype).filter((name) => name.startsWith("set"))],
];

/**
 * Freezes a value and all it holds: objects, arrays, class instances, functions with their properties; Maps, Sets and Dates by
 * mutators that throw. Cyclic values are fine. Private fields and what functions close over can't be reached.
 *
 * @returns the typed arrays met, which can't be frozen.
 */
export function deepFreeze(value: unknown, name: string, seen = new Set<unknown>()): Watched[] {
  const watched: Watched[] = [];
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if ((typeof next !== "object" && typeof next !== "function") || next === null || seen.has(next)) continue;
    seen.add(next);
    if (types.isProxy(next)) continue;
    if (ArrayBuffer.isView(next)) {
      const array = new Uint8Array(next.buffer, next.byteOffset, next.byteLength);
      watched.push({ array, bytes: array.slice() });
      continue;
    }
    for (const [is, kind, methods] of mutators) {
      if (!is(next) || !Object.isExtensible(next)) continue;
      for (const method of methods) Object.defineProperty(next, method, { value: refuse(kind, method, name) });
    }
    if (types.isMap(next)) for (const [key, item] of Map.prototype.entries.call(next)) waiting.push(key, item);
    else if (types.isSet(next)) waiting.push(...Set.prototype.values.call(next));
    Object.freeze(next);
    for (const key of Reflect.ownKeys(next)) waiting.push(Reflect.getOwnPropertyDescriptor(next, key)?.value);
  }
  return watched;
}

const refuse = (kind: string, method: string, name: string) => (): never => {
  throw new BlockError(`\`${name}\` can't be changed: ${kind}.${method}() on a value another block defines`, {
    rule: "notebook/read-only",
    hint: `make a copy: \`new ${kind}(${name})\``,
  });
};

/** Whether a watched array's bytes have changed since; puts them back. */
export function changed({ array, bytes }: Watched): boolean {
  if (Buffer.compare(array, bytes) === 0) return false;
  array.set(bytes);
  return true;
}
