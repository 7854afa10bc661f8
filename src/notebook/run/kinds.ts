// What an object is by what it holds inside, whatever its prototype says and without running any code of its own; in every realm alike.

type Probe = (value: object) => unknown;

const getter = (prototype: object, name: string): (() => unknown) =>
  Object.getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined);

const { apply } = Reflect;
const { getPrototypeOf } = Object;
const written = Function.prototype.toString;
const never = {};

const by =
  (call: (...values: never[]) => unknown, ...values: unknown[]): Probe =>
  (value) =>
    apply(call, value, values);

const probes = {
  map: by(getter(Map.prototype, "size")),
  set: by(getter(Set.prototype, "size")),
  date: by(Date.prototype.getTime),
  regExp: by(getter(RegExp.prototype, "source")),
  weakMap: by(WeakMap.prototype.has, never),
  weakSet: by(WeakSet.prototype.has, never),
  buffer: by(getter(ArrayBuffer.prototype, "byteLength")),
} as const;

/** Objects and arrays of no special kind, which nearly all are: asking further would cost an error each. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function is(value: unknown, kind: keyof typeof probes): boolean {
  if (typeof value !== "object" || value === null || proxies.has(value) || isPlain(value)) return false;
  try {
    probes[kind](value);
    return true;
  } catch {
    return false;
  }
}

const proxies = new WeakSet<object>();

/** Notes a proxy: the language has no way of telling one. */
export const noteProxy = <T extends object>(proxy: T): T => {
  proxies.add(proxy);
  return proxy;
};

export const isProxy = (value: object): boolean => proxies.has(value);
export const isMap = (value: unknown): value is Map<unknown, unknown> => is(value, "map");
export const isSet = (value: unknown): value is Set<unknown> => is(value, "set");
export const isDate = (value: unknown): value is Date => is(value, "date");
export const isRegExp = (value: unknown): value is RegExp => is(value, "regExp");
export const isWeakMap = (value: unknown): boolean => is(value, "weakMap");
export const isWeakSet = (value: unknown): boolean => is(value, "weakSet");
export const isArrayBuffer = (value: unknown): value is ArrayBuffer => is(value, "buffer");
/** One whose prototype was taken away is none to anybody. */
export const isPromise = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !proxies.has(value) && value instanceof Promise;

/** A function as it is written, without asking the function. */
export const functionText = (value: object): string => apply(written, value, []);

/** Whether a function's text begins as that of a generator does. */
export const isGeneratorFunction = (value: unknown): boolean =>
  typeof value === "function" && /^(?:async\s+)?(?:function\s*\*|\*)/.test(functionText(value));

/** A function that only calls another one: what it keeps is where none can look. */
export const isBound = (value: object): boolean => functionText(value).endsWith("{ [native code] }");
