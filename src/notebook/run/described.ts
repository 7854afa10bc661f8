import { functionText, isDate, isMap, isPromise, isProxy, isRegExp, isSet, isWeakMap, isWeakSet } from "./kinds.js";

/** A value that is printed, as plain data: what it is, by name, and what it holds. Values that are data themselves stand as they are. */
export type Described =
  | string
  | number
  | boolean
  | bigint
  | null
  | undefined
  | { kind: "symbol" | "function" | "class" | "error" | "unknown"; text: string }
  | { kind: "date"; time: number }
  | { kind: "regExp"; source: string; flags: string }
  | { kind: "array" | "set"; items: Described[]; more: number }
  | { kind: "map"; pairs: [Described, Described][]; more: number }
  /** A class of the author's, a promise and the like has a name. */
  | { kind: "object"; name: string; entries: [key: string, value: Described][] };

/** As deep as a printed value is shown, and one more, of which it is said that it is there. */
const DEEPEST = 6;
const MOST_ITEMS = 101;
const MOST_PARTS = 5_000;

/** Describes values without running any code of theirs but that of proxies. */
export function described(values: readonly unknown[], longest: number): Described[] {
  let parts = 0;
  const describe = (value: unknown, depth: number): Described => {
    if (typeof value === "string") return value.length > longest ? `${value.slice(0, longest)}…` : value;
    if (typeof value === "symbol") return { kind: "symbol", text: value.description ?? "" };
    if (typeof value === "function") return describeFunction(value);
    if (typeof value !== "object" || value === null) return value as Described;
    if (++parts > MOST_PARTS) return { kind: "unknown", text: "…" };
    if (isProxy(value) && !Array.isArray(value)) return describeObject(value, depth, "");
    if (isDate(value)) return { kind: "date", time: Number(value) };
    if (isRegExp(value)) return { kind: "regExp", source: value.source, flags: value.flags };
    if (isError(value))
      return { kind: "error", text: `${ownText(value, "name") ?? "Error"}: ${ownText(value, "message") ?? ""}` };
    const within = (items: readonly unknown[]): Described[] =>
      depth > DEEPEST ? [] : items.slice(0, MOST_ITEMS).map((item) => describe(item, depth + 1));
    if (Array.isArray(value))
      return { kind: "array", items: within(value), more: Math.max(0, value.length - MOST_ITEMS) };
    if (ArrayBuffer.isView(value))
      return { kind: "array", items: within([...(value as unknown as Iterable<unknown>)]), more: 0 };
    if (isSet(value)) return { kind: "set", items: within([...value]), more: Math.max(0, value.size - MOST_ITEMS) };
    if (isMap(value)) {
      const pairs = depth > DEEPEST ? [] : [...value].slice(0, MOST_ITEMS);
      return {
        kind: "map",
        pairs: pairs.map(([key, item]) => [describe(key, depth + 1), describe(item, depth + 1)]),
        more: Math.max(0, value.size - MOST_ITEMS),
      };
    }
    return describeObject(value, depth, nameOf(value));
  };
  const describeObject = (value: object, depth: number, name: string): Described => ({
    kind: "object",
    name,
    entries:
      depth > DEEPEST
        ? []
        : Object.keys(value).map((key) => {
            const property = Object.getOwnPropertyDescriptor(value, key);
            return property && "value" in property
              ? [key, describe(property.value, depth + 1)]
              : [key, { kind: "unknown", text: "[Getter]" }];
          }),
  });
  return values.map((value) => describe(value, 0));
}

function describeFunction(value: object): Described {
  const isClass = !isProxy(value) && /^class\b/.test(functionText(value));
  const name: unknown = Object.getOwnPropertyDescriptor(value, "name")?.value;
  return { kind: isClass ? "class" : "function", text: typeof name === "string" ? name : "" };
}

const isError = (value: object): boolean => value instanceof Error;

function ownText(value: object, name: string): string | undefined {
  for (let at: object | null = value; at; at = Object.getPrototypeOf(at) as object | null) {
    const property = Object.getOwnPropertyDescriptor(at, name);
    if (!property) continue;
    // The language's own errors have accessors here; see realm.ts.
    const text: unknown =
      "value" in property ? property.value : at === value ? undefined : (value as Record<string, unknown>)[name];
    return typeof text === "string" ? text : undefined;
  }
  return undefined;
}

/** The name of an object's class; none for plain objects. */
function nameOf(value: object): string {
  if (isPromise(value)) return "Promise";
  if (isWeakMap(value)) return "WeakMap";
  if (isWeakSet(value)) return "WeakSet";
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype || isProxy(prototype)) return "";
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  const name: unknown = typeof maker === "function" ? Object.getOwnPropertyDescriptor(maker, "name")?.value : undefined;
  return typeof name === "string" ? name : "";
}
