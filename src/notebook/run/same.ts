import { isDate, isMap, isSet } from "./kinds.js";

/** Whether two values of plain data hold the same: numbers by `Object.is`, Maps, Sets and keys in whatever order, cycles where they are alike. */
export function sameData(one: unknown, other: unknown, met = new Map<object, object>()): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (met.get(one) === other) return true;
  met.set(one, other);
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, at) => sameData(item, other[at], met))
    );
  if (Array.isArray(other)) return false;
  if (isDate(one) || isDate(other)) return isDate(one) && isDate(other) && Object.is(Number(one), Number(other));
  if (isMap(one) || isMap(other)) return isMap(one) && isMap(other) && sameMaps(one, other, met);
  if (isSet(one) || isSet(other)) return isSet(one) && isSet(other) && sameSets(one, other, met);
  if (ArrayBuffer.isView(one) || ArrayBuffer.isView(other))
    return (
      ArrayBuffer.isView(one) &&
      ArrayBuffer.isView(other) &&
      Object.getPrototypeOf(one) === Object.getPrototypeOf(other) &&
      sameBytes(one, other)
    );
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) => Object.hasOwn(other, key) && sameData(one[key as keyof object], other[key as keyof object], met),
    )
  );
}

function sameMaps(one: Map<unknown, unknown>, other: Map<unknown, unknown>, met: Map<object, object>): boolean {
  if (one.size !== other.size) return false;
  const left = [...other];
  return [...one].every(([key, value]) => {
    if (other.has(key)) return sameData(value, other.get(key), met);
    const at = left.findIndex((pair) => sameData([key, value], pair, new Map(met)));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function sameSets(one: Set<unknown>, other: Set<unknown>, met: Map<object, object>): boolean {
  if (one.size !== other.size) return false;
  const left = [...other];
  return [...one].every((item) => {
    if (other.has(item)) return true;
    const at = left.findIndex((candidate) => sameData(item, candidate, new Map(met)));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function sameBytes(one: ArrayBufferView, other: ArrayBufferView): boolean {
  const [a, b] = [one, other].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  ) as [Uint8Array, Uint8Array];
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
