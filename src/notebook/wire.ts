import { types } from "node:util";
import { deserialize, serialize } from "node:v8";
import type { Realm } from "./realm.js";

/**
 * A copy of a value as plain data of this realm: numbers (NaN and the infinities too), texts, booleans, null, undefined, bigints,
 * arrays, plain objects, Maps, Sets, Dates, typed arrays; cycles and shared parts kept. Functions, symbols and accessors are left
 * out, class instances become plain objects; each such loss is told to `lost` with its path.
 */
export function plainCopy(value: unknown, lost: (path: string, what: string) => void = () => {}): unknown {
  const copies = new Map<unknown, unknown>();
  const absent = Symbol("absent");
  const copy = (source: unknown, path: string): unknown => {
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
      for (const [index, item] of source.entries()) {
        const copied = copy(item, `${path}[${index}]`);
        made.push(copied === absent ? undefined : copied);
      }
      return made;
    }
    if (types.isMap(source)) {
      const made: Map<unknown, unknown> = keep(new Map());
      for (const [key, item] of Map.prototype.entries.call(source)) {
        const pair = [copy(key, `${path} key`), copy(item, `${path}[${typeof key === "string" ? key : "…"}]`)];
        if (!pair.includes(absent)) made.set(pair[0], pair[1]);
      }
      return made;
    }
    if (types.isSet(source)) {
      const made: Set<unknown> = keep(new Set());
      for (const item of Set.prototype.values.call(source)) {
        const copied = copy(item, `${path} item`);
        if (copied !== absent) made.add(copied);
      }
      return made;
    }
    if (types.isDate(source)) return keep(new Date(Date.prototype.getTime.call(source)));
    if (ArrayBuffer.isView(source) || types.isArrayBuffer(source)) return keep(structuredClone(source));
    if (types.isPromise(source) || types.isWeakMap(source) || types.isWeakSet(source) || types.isRegExp(source)) {
      lost(path, "an object that is no plain data");
      return absent;
    }
    const prototype: unknown = Object.getPrototypeOf(source);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) lost(path, "an instance of a class");
    const made: Record<string, unknown> = keep({});
    for (const key of Object.keys(source)) {
      const property = Object.getOwnPropertyDescriptor(source, key);
      if (!property || !("value" in property)) {
        lost(`${path}.${key}`, "an accessor");
        continue;
      }
      const copied = copy(property.value, `${path}.${key}`);
      if (copied !== absent)
        Object.defineProperty(made, key, { value: copied, enumerable: true, writable: true, configurable: true });
    }
    return made;
  };
  const copied = copy(value, "");
  return copied === absent ? undefined : copied;
}

/** Plain data made anew in a block's realm, where `instanceof Array` and the like hold. */
export function revive(value: unknown, intrinsics: Realm["intrinsics"]): unknown {
  const copies = new Map<unknown, unknown>();
  const copy = (source: unknown): unknown => {
    if (typeof source !== "object" || source === null || types.isDate(source) || ArrayBuffer.isView(source))
      return source;
    const known = copies.get(source);
    if (known !== undefined) return known;
    if (Array.isArray(source)) {
      const made = new intrinsics.Array<unknown>();
      copies.set(source, made);
      for (const item of source) made.push(copy(item));
      return made;
    }
    if (source instanceof Map) {
      const made = new intrinsics.Map<unknown, unknown>();
      copies.set(source, made);
      for (const [key, item] of source) made.set(copy(key), copy(item));
      return made;
    }
    if (source instanceof Set) {
      const made = new intrinsics.Set<unknown>();
      copies.set(source, made);
      for (const item of source) made.add(copy(item));
      return made;
    }
    const made = new intrinsics.Object() as Record<string, unknown>;
    copies.set(source, made);
    for (const [key, item] of Object.entries(source))
      Object.defineProperty(made, key, { value: copy(item), enumerable: true, writable: true, configurable: true });
    return made;
  };
  return copy(value);
}

const HEAD = 4;

/** One message as bytes: its length in four bytes, little-endian, then its serialized form. */
export function frame(message: unknown): Buffer {
  const body = serialize(message);
  const whole = Buffer.allocUnsafe(HEAD + body.length);
  whole.writeUInt32LE(body.length, 0);
  body.copy(whole, HEAD);
  return whole;
}

/** Puts messages together again from the chunks in which their bytes arrive. */
export class MessageReader {
  private chunks: Buffer[] = [];
  private size = 0;

  constructor(private readonly receive: (message: unknown) => void) {}

  add(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    for (;;) {
      if (this.size < HEAD) return;
      if ((this.chunks[0]?.length ?? 0) < HEAD) this.chunks = [Buffer.concat(this.chunks)];
      const length = this.chunks[0]?.readUInt32LE(0) ?? 0;
      if (this.size < HEAD + length) return;
      const all = Buffer.concat(this.chunks);
      const rest = all.subarray(HEAD + length);
      this.chunks = [rest];
      this.size = rest.length;
      this.receive(deserialize(all.subarray(HEAD, HEAD + length)));
    }
  }
}
