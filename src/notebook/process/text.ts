import { put } from "../../keys/ordered.js";
import { isArrayBuffer, isDate, isMap, isSet } from "../run/kinds.js";
import { bytesToText, textToBytes } from "./bytes.js";

// Plain data as text, which is all that crosses between the process that runs blocks, the realm they run in and the rest of the engine. JSON in
// which a list begins with what it stands for; every object counts, so that a part met twice is named by its number.

const ARRAY = 0;
const OBJECT = 1;
const MAP = 2;
const SET = 3;
const DATE = 4;
const BYTES = 5;
const NUMBER = 6;
const UNDEFINED = 7;
const BIGINT = 8;
const AGAIN = 9;

/** Deeper than this nothing is nested that a report is made of. */
export const DEEPEST = 500;

const viewKinds = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;

const isView = (value: object): value is ArrayBufferView => ArrayBuffer.isView(value);

/**
 * Plain data as text: numbers (NaN, the infinities and -0 too), texts, booleans, null, undefined, bigints, arrays, plain objects, Maps, Sets,
 * Dates, typed arrays, buffers; cycles and shared parts kept. `lettersOf` gives bytes as base64.
 *
 * @throws RangeError where it is nested deeper than `DEEPEST`; TypeError where it is no plain data.
 */
export function dataToText(value: unknown, lettersOf = bytesToText): string {
  const met = new Map<object, number>();
  const write = (source: unknown, depth: number): unknown => {
    switch (typeof source) {
      case "string":
      case "boolean":
        return source;
      case "number":
        return Number.isFinite(source) && !Object.is(source, -0)
          ? source
          : [NUMBER, Object.is(source, -0) ? "-0" : String(source)];
      case "undefined":
        return [UNDEFINED];
      case "bigint":
        return [BIGINT, String(source)];
      case "object":
        break;
      default:
        throw new TypeError(`a ${typeof source} is no plain data`);
    }
    if (source === null) return null;
    const known = met.get(source);
    if (known !== undefined) return [AGAIN, known];
    if (depth > DEEPEST) throw new RangeError("nested too deeply");
    met.set(source, met.size);
    const next = depth + 1;
    const list: unknown[] = [];
    if (Array.isArray(source)) {
      list.push(ARRAY);
      for (let at = 0; at < source.length; at++) list.push(write(source[at], next));
    } else if (isMap(source)) {
      list.push(MAP);
      for (const [key, item] of source) list.push(write(key, next), write(item, next));
    } else if (isSet(source)) {
      list.push(SET);
      for (const item of source) list.push(write(item, next));
    } else if (isDate(source)) list.push(DATE, write(Number(source), next));
    else if (isView(source)) list.push(BYTES, kindOfView(source).name, lettersOf(bytesOf(source)));
    else if (isArrayBuffer(source)) list.push(BYTES, "ArrayBuffer", lettersOf(new Uint8Array(source)));
    else {
      list.push(OBJECT);
      for (const key of Object.keys(source)) list.push(key, write((source as Record<string, unknown>)[key], next));
    }
    return list;
  };
  return JSON.stringify(write(value, 0));
}

const viewTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get;

/** The kind of a typed array, whatever was made of its prototype; bytes for a DataView. */
export function kindOfView(view: ArrayBufferView): (typeof viewKinds)[keyof typeof viewKinds] {
  const name = viewTag && (Reflect.apply(viewTag, view, []) as keyof typeof viewKinds | undefined);
  return name === undefined ? Uint8Array : (viewKinds[name] ?? Uint8Array);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * What `dataToText` wrote, as values of this realm; `toBytes` undoes its `lettersOf`.
 *
 * @throws Error when it is anything else.
 */
export function textToData(text: string, toBytes = textToBytes): unknown {
  const met: unknown[] = [];
  const refuse = (): never => {
    throw new Error("it is no data");
  };
  const read = (source: unknown, depth: number): unknown => {
    if (typeof source === "string" || typeof source === "boolean" || typeof source === "number" || source === null)
      return source;
    if (!Array.isArray(source) || depth > DEEPEST + 1) return refuse();
    const next = depth + 1;
    const [kind, first] = source as unknown[];
    const keep = <T>(made: T): T => {
      met.push(made);
      return made;
    };
    switch (kind) {
      case ARRAY: {
        const made: unknown[] = keep([]);
        for (let at = 1; at < source.length; at++) made.push(read(source[at], next));
        return made;
      }
      case OBJECT: {
        const made: Record<string, unknown> = keep({});
        for (let at = 1; at < source.length; at += 2) {
          const key: unknown = source[at];
          if (typeof key !== "string") return refuse();
          put(made, key, read(source[at + 1], next));
        }
        return made;
      }
      case MAP: {
        const made = keep(new Map<unknown, unknown>());
        for (let at = 1; at < source.length; at += 2) made.set(read(source[at], next), read(source[at + 1], next));
        return made;
      }
      case SET: {
        const made = keep(new Set<unknown>());
        for (let at = 1; at < source.length; at++) made.add(read(source[at], next));
        return made;
      }
      case DATE: {
        const time = read(first, next);
        return typeof time === "number" ? keep(new Date(time)) : refuse();
      }
      case BYTES: {
        const [, , letters] = source as unknown[];
        if (typeof first !== "string" || typeof letters !== "string") return refuse();
        const { buffer } = toBytes(letters);
        if (first === "ArrayBuffer") return keep(buffer);
        const Kind = Object.hasOwn(viewKinds, first) ? viewKinds[first as keyof typeof viewKinds] : refuse();
        if (buffer.byteLength % Kind.BYTES_PER_ELEMENT !== 0) return refuse();
        return keep(new Kind(buffer));
      }
      case NUMBER:
        return first === "-0"
          ? -0
          : first === "NaN" || first === "Infinity" || first === "-Infinity"
            ? Number(first)
            : refuse();
      case UNDEFINED:
        return undefined;
      case BIGINT:
        return typeof first === "string" && /^-?\d+$/.test(first) ? BigInt(first) : refuse();
      case AGAIN:
        return typeof first === "number" && Number.isInteger(first) && first >= 0 && first < met.length
          ? met[first]
          : refuse();
      default:
        return refuse();
    }
  };
  return read(JSON.parse(text), 0);
}
