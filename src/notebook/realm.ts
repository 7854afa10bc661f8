import { type Context, createContext, Script } from "node:vm";
import { listing } from "./series-keys.js";

/** A context of its own for blocks: the language and nothing of the host, the clock, chance or the machine's locale. */
export interface Realm {
  context: Context;
  /** The context's own constructors, to make values in it. */
  intrinsics: { Object: ObjectConstructor; Array: ArrayConstructor; Map: MapConstructor; Set: SetConstructor };
}

/** A fresh realm; what blocks print goes to `print`, as the values handed to console.log. */
export function createRealm(print: (values: readonly unknown[]) => void): Realm {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const prepare = new Script(PREPARE, { filename: "memo:realm" }).runInContext(context) as (
    date: DateConstructor,
    print: (values: readonly unknown[]) => void,
    order: typeof listing,
  ) => Realm["intrinsics"];
  return { context, intrinsics: prepare(timelessDate, print, listing) };
}

const refusal = (what: string): Error =>
  new Error(`${what} is not the same on every run; take the date or the draw from \`given\``);

/**
 * `Date` without the clock. It shares the host's prototype, so that a date made by a block is a Date to the chart library too.
 */
export const timelessDate: DateConstructor = Object.freeze(
  Object.defineProperties(
    // biome-ignore lint/suspicious/noShadowRestrictedNames: its name is what authors see
    function Date(this: unknown, ...parts: unknown[]) {
      if (new.target === undefined) throw refusal("Date()");
      if (parts.length === 0) throw refusal("new Date() without arguments");
      return Reflect.construct(globalThis.Date, parts, new.target);
    },
    {
      prototype: { value: globalThis.Date.prototype },
      UTC: { value: globalThis.Date.UTC },
      parse: { value: globalThis.Date.parse },
      now: {
        value: () => {
          throw refusal("Date.now()");
        },
      },
    },
  ),
) as unknown as DateConstructor;

/**
 * Runs inside the context, so that what it leaves there belongs to it. Takes away what is not pure, pins the locale, freezes the
 * built-in objects (a block that changed them would reach the others behind the graph's back) and hides the global object.
 * Error prototypes stay as they are: `this.name = …` in a subclass would throw otherwise.
 */
const PREPARE = `(function (Date, print, order) {
  "use strict";
  const define = (object, name, value) =>
    Object.defineProperty(object, name, { value, writable: false, enumerable: false, configurable: false });
  const realm = globalThis;

  for (const name of ["WebAssembly", "SharedArrayBuffer", "Atomics", "WeakRef", "FinalizationRegistry", "escape", "unescape"])
    delete realm[name];
  if (typeof realm.Temporal === "object") delete realm.Temporal.Now;

  Math.random = function random() {
    throw new Error("Math.random() is not the same on every run; take the date or the draw from \`given\`");
  };
  realm.Date = Date;

  const { needsNoLook } = order;
  const { keys, fromEntries } = Object;
  const each = { keys: (_, key) => key, values: (source, key) => source[key], entries: (source, key) => [key, source[key]] };
  for (const name of ["keys", "values", "entries"]) {
    const original = Object[name];
    const of = each[name];
    Object[name] = { [name](source) {
      if (typeof source !== "object" || source === null || needsNoLook(keys(source))) return original(source);
      const result = [];
      for (const key of order.keys(source, "Object." + name + "()")) result.push(of(source, key));
      return result;
    } }[name];
  }
  Object.fromEntries = { fromEntries(pairs) {
    const list = [...pairs];
    const made = fromEntries(list);
    return needsNoLook(keys(made)) ? made : order.made(made, list);
  } }.fromEntries;

  const pinned = (object, name, at) => {
    const original = object[name];
    object[name] = { [name](...values) {
      if (values[at] === undefined) values[at] = "en-US";
      return Reflect.apply(original, this, values);
    } }[name];
  };
  pinned(Number.prototype, "toLocaleString", 0);
  pinned(BigInt.prototype, "toLocaleString", 0);
  pinned(String.prototype, "localeCompare", 1);
  pinned(String.prototype, "toLocaleLowerCase", 0);
  pinned(String.prototype, "toLocaleUpperCase", 0);
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const Original = Intl[name];
    if (typeof Original !== "function" || !Original.prototype) continue;
    const Pinned = { [name]: function (locales, options) {
      if (locales === undefined) locales = "en-US";
      if (name === "DateTimeFormat") options = { ...options, timeZone: options?.timeZone ?? "UTC" };
      return new.target ? Reflect.construct(Original, [locales, options]) : Reflect.apply(Original, this, [locales, options]);
    } }[name];
    Pinned.prototype = Original.prototype;
    if (Original.supportedLocalesOf) Pinned.supportedLocalesOf = Original.supportedLocalesOf;
    define(Original.prototype, "constructor", Pinned);
    define(Intl, name, Pinned);
  }
  const clockless = (original) => function (date) {
    if (date === undefined) throw new Error("formatting the present moment is not the same on every run; give a date");
    return Reflect.apply(original, this, [date]);
  };
  const dates = Intl.DateTimeFormat.prototype;
  define(dates, "formatToParts", clockless(dates.formatToParts));
  const format = Object.getOwnPropertyDescriptor(dates, "format").get;
  Object.defineProperty(dates, "format", { configurable: false, get() { return clockless(Reflect.apply(format, this, [])).bind(this); } });

  const say = (...values) => print(values);
  realm.console = { log: say, info: say, debug: say, warn: say, error: say };

  delete Error.captureStackTrace;
  Error.stackTraceLimit = 50;

  const seen = new Set();
  const freeze = (value) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
    seen.add(value);
    if (value === Date || value === Date.prototype || value === realm) return;
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      freeze(property.value);
      freeze(property.get);
      freeze(property.set);
    }
    freeze(Object.getPrototypeOf(value));
    if (value !== Error.prototype && !(value instanceof Error)) Object.freeze(value);
  };
  const errors = [AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
  for (const error of errors) seen.add(error.prototype);
  for (const name of Object.getOwnPropertyNames(realm)) freeze(realm[name]);
  const iterators = [[][Symbol.iterator](), new Map().keys(), new Set().keys(), ""[Symbol.iterator](), "".matchAll(/x/g)];
  for (const hidden of [...iterators, function* () {}, async () => {}, async function* () {}])
    freeze(Object.getPrototypeOf(hidden));

  const intrinsics = { Object, Array, Map, Set };
  for (const name of Object.getOwnPropertyNames(realm)) if (name !== "globalThis") define(realm, name, realm[name]);
  delete realm.globalThis;
  return intrinsics;
})`;
