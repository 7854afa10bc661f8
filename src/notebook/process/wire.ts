import { unpacked } from "../../assumptions/data/packed.js";
import type { PackedCells } from "../../assumptions/data/types.js";
import { geometryOf } from "../../keys/geometry.js";
import { entriesOf, inOrder, keyed, keysOf, mark, ORDER, put } from "../../keys/ordered.js";
import { settle } from "../../keys/settled.js";
import { isArrayBuffer, isDate, isMap, isPromise, isRegExp, isSet, isWeakMap, isWeakSet } from "../run/kinds.js";
import { type GivenCell, type GivenNode, type GivenTree, isGroup } from "../run/trace.js";
import { DEEPEST, kindOfView } from "./text.js";

/** First key of the Map by which an object travels whose keys have an order of their own: serialized objects lose it. */
const CARRIES_ORDER = "\u0000object in its order";

/**
 * A copy of a value as plain data of this realm: numbers (NaN and the infinities too), texts, booleans, null, undefined, bigints,
 * arrays, plain objects, Maps, Sets, Dates, typed arrays; cycles and shared parts kept. Functions, symbols and accessors are left
 * out, and so is what a list or a Map has besides its items and what isn't enumerable; class instances become plain objects. Each such
 * loss is told to `tell` with its path.
 */
export function plainCopy(value: unknown, tell?: (path: string, what: string) => void): unknown {
  const lost = tell ?? (() => {});
  /** Looks for more than was copied, where somebody asks: it takes longer than a copy. */
  const whole = <T extends object>(
    source: object,
    path: string,
    isCopied: (keys: (string | symbol)[]) => boolean,
    made: T,
  ): T => {
    if (tell && !isCopied(Reflect.ownKeys(source))) lost(path, "more than its items");
    return made;
  };
  const copies = new Map<unknown, unknown>();
  const absent = Symbol("absent");
  let depth = 0;
  const copy = (source: unknown, path: string): unknown => {
    if (depth >= DEEPEST) throw new RangeError("it is nested too deeply");
    depth++;
    const copied = copyOne(source, path);
    depth--;
    return copied;
  };
  const copyOne = (source: unknown, path: string): unknown => {
    if (typeof source === "function" || typeof source === "symbol") {
      lost(path, `a ${typeof source}`);
      return absent;
    }
    if (typeof source !== "object" || source === null) return source;
    const known = copies.get(source);
    if (known !== undefined) return known;
    const keep = <T>(made: T): T => {
      copies.set(source, made);
      return made;
    };
    if (Array.isArray(source)) {
      const made: unknown[] = keep([]);
      for (let index = 0; index < source.length; index++) {
        const item: unknown = source[index];
        // Long lists are columns of numbers and texts: a path for each item costs more than all else here.
        if (isPlain(item)) {
          made.push(item);
          continue;
        }
        const copied = copy(item, `${path}[${index}]`);
        made.push(copied === absent ? undefined : copied);
      }
      // Indices come first, then names in the order they were given, then symbols.
      return whole(source, path, (keys) => keys.at(-1) === "length", made);
    }
    if (isMap(source)) {
      const made: Map<unknown, unknown> = keep(new Map());
      for (const [key, item] of Map.prototype.entries.call(source)) {
        const pair = [copy(key, `${path} key`), copy(item, `${path}[${typeof key === "string" ? key : "…"}]`)];
        if (!pair.includes(absent)) made.set(pair[0], pair[1]);
      }
      return whole(source, path, isInterned, made);
    }
    if (isSet(source)) {
      const made: Set<unknown> = keep(new Set());
      for (const item of Set.prototype.values.call(source)) {
        const copied = copy(item, `${path} item`);
        if (copied !== absent) made.add(copied);
      }
      return whole(source, path, isInterned, made);
    }
    if (isDate(source)) {
      const made = keep(new Date(Date.prototype.getTime.call(source)));
      return whole(source, path, (keys) => keys.length === 0, made);
    }
    if (ArrayBuffer.isView(source) || isArrayBuffer(source)) {
      const { length = 0 } = source as { length?: number };
      return whole(source, path, (keys) => keys.length === length, keep(bytesCopied(source) as object));
    }
    if (isPromise(source) || isWeakMap(source) || isWeakSet(source) || isRegExp(source)) {
      lost(path, "an object that is no plain data");
      return absent;
    }
    const prototype: unknown = Object.getPrototypeOf(source);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) lost(path, "an instance of a class");
    const carrier = ORDER in source ? keep(new Map<string, unknown>([[CARRIES_ORDER, true]])) : undefined;
    const made: Record<string, unknown> = carrier ? {} : keep({});
    const names = keysOf(source);
    for (const key of names) {
      const property = Object.getOwnPropertyDescriptor(source, key);
      if (!property || !("value" in property)) {
        lost(`${path}.${key}`, "an accessor");
        continue;
      }
      const copied = copy(property.value, `${path}.${key}`);
      if (copied === absent) continue;
      if (carrier) carrier.set(key, copied);
      else Object.defineProperty(made, key, { value: copied, enumerable: true, writable: true, configurable: true });
    }
    return whole(
      source,
      path,
      (keys) => keys.length === names.length + (keys.includes(ORDER) ? 1 : 0),
      carrier ?? made,
    );
  };
  const copied = copy(value, "");
  return copied === absent ? undefined : copied;
}

/** Whether a Map or Set has nothing besides its items, but for how those of d3 find them. */
const isInterned = (keys: readonly (string | symbol)[]): boolean =>
  keys.every((key) => key === "_intern" || key === "_key");

/** A value that is its own copy. */
const isPlain = (value: unknown): value is string | number | boolean | bigint | null | undefined =>
  (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol") || value === null;

/** Views share no bytes with what they are copied from; what a DataView looks at becomes bytes. */
function bytesCopied(source: ArrayBufferView | ArrayBuffer): unknown {
  if (isArrayBuffer(source)) return source.slice(0);
  const { buffer, byteOffset, byteLength } = source;
  return new (kindOfView(source))(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}

/** Plain data made anew for a block to have as its own, with the order of its keys. */
export function revive(value: unknown): unknown {
  const copies = new Map<unknown, unknown>();
  const copy = (source: unknown): unknown => {
    if (typeof source !== "object" || source === null || isDate(source) || ArrayBuffer.isView(source)) return source;
    const known = copies.get(source);
    if (known !== undefined) return known;
    if (Array.isArray(source)) {
      const made: unknown[] = [];
      copies.set(source, made);
      for (const item of source) made.push(copy(item));
      return made;
    }
    const carried = source instanceof Map && source.has(CARRIES_ORDER);
    if (source instanceof Map && !carried) {
      const made = new Map<unknown, unknown>();
      copies.set(source, made);
      for (const [key, item] of source) made.set(copy(key), copy(item));
      return made;
    }
    if (source instanceof Set) {
      const made = new Set<unknown>();
      copies.set(source, made);
      for (const item of source) made.add(copy(item));
      return made;
    }
    const made = {} as Record<string, unknown>;
    copies.set(source, made);
    const entries = carried ? carriedEntries(source as Map<string, unknown>) : Object.entries(source);
    for (const [key, item] of entries)
      Object.defineProperty(made, key, { value: copy(item), enumerable: true, writable: true, configurable: true });
    if (carried)
      mark(
        made,
        entries.map(([key]) => key),
      );
    return made;
  };
  return copy(value);
}

const carriedEntries = (carrier: Map<string, unknown>): [string, unknown][] => [...carrier].slice(1);

/**
 * Plain data of `plainCopy`, which it may have had from another process, with the order of its keys for all who list them. Changed in
 * place where it must be; the value itself may be another one.
 */
export function listable(value: unknown): unknown {
  const done = new Map<unknown, unknown>();
  const visit = (source: unknown): unknown => {
    if (typeof source !== "object" || source === null || isDate(source) || ArrayBuffer.isView(source)) return source;
    const known = done.get(source);
    if (known !== undefined) return known;
    if (Array.isArray(source)) {
      done.set(source, source);
      for (const [index, item] of source.entries()) source[index] = visit(item);
      return source;
    }
    if (source instanceof Set) {
      done.set(source, source);
      const items = [...source];
      source.clear();
      for (const item of items) source.add(visit(item));
      return source;
    }
    if (source instanceof Map && !source.has(CARRIES_ORDER)) {
      done.set(source, source);
      const items = [...source];
      source.clear();
      for (const [key, item] of items) source.set(visit(key), visit(item));
      return source;
    }
    const entries = source instanceof Map ? carriedEntries(source) : entriesOf(source as Record<string, unknown>);
    // What refers to it from within gets the object that is filled afterwards.
    const shell = inOrder(entries);
    done.set(source, shell);
    for (const [key, item] of entries) put(shell, key, visit(item));
    return shell;
  };
  return visit(value);
}

/** The assumptions as they travel to the process that runs blocks. */
export const sentGiven = (given: GivenTree): GivenTree => plainCopy(given) as GivenTree;

/** What a cell of a data file is for blocks; told its column's path, `sales.columns.kwh`. */
export type OfCell = (path: string) => ((cell: GivenCell) => unknown) | undefined;

/**
 * The assumptions as they arrive there, or as they are where they come from this process; groups and numbers are left as they are. A data file,
 * which travels as its columns, becomes `rows` and `columns` that are settled.
 *
 * @param tableOf makes them
 */
export function receivedGiven(
  given: GivenTree,
  ofCell?: OfCell,
  path = "",
  tableOf = (table: ReadonlyMap<string, PackedCells>, at: string): GivenTree => rowsAndColumns(table, at, ofCell),
): GivenTree {
  const isCarrier = isMap(given);
  const entries = isCarrier ? (carriedEntries(given as never) as [string, GivenNode][]) : entriesOf(given);
  return keyed(
    entries.map(([key, value]) => {
      const at = path === "" ? key : `${path}.${key}`;
      if (isMap(value) && !value.has(CARRIES_ORDER))
        return [key, tableOf(value as ReadonlyMap<string, PackedCells>, at)];
      return [key, isGroup(value) || isMap(value) ? receivedGiven(value as GivenTree, ofCell, at, tableOf) : value];
    }),
  ) as GivenTree;
}

/** A table of a data file, or of a query's result, as blocks have it. */
export function rowsAndColumns(table: ReadonlyMap<string, PackedCells>, path = "", ofCell?: OfCell): GivenTree {
  const names = [...table.keys()];
  const all = names.map((name) => {
    const cells = unpacked(table.get(name) ?? []);
    const of = ofCell?.(`${path}.columns.${name}`);
    return settle(cells.map((cell) => geometryOf(cell) ?? (of ? of(cell) : cell)));
  });
  const count = all[0]?.length ?? 0;
  const rows: object[] = new Array(count);
  for (let row = 0; row < count; row++) {
    const one: Record<string, unknown> = {};
    for (let at = 0; at < names.length; at++) one[names[at] as string] = all[at]?.[row];
    rows[row] = settle(one);
  }
  settle(rows);
  return keyed<unknown>([
    ["rows", rows],
    ["columns", keyed(names.map((name, at) => [name, all[at]]))],
  ]) as GivenTree;
}
