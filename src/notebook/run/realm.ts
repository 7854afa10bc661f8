import { type Context, createContext, Script } from "node:vm";
import { listing } from "../library/series-keys.js";

/** A context of its own for blocks: the language and nothing of the host, the clock, chance or the machine's locale. */
export interface Realm {
  context: Context;
  /** The context's own constructors, to make values in it. */
  intrinsics: {
    Object: ObjectConstructor;
    Array: ArrayConstructor;
    Map: MapConstructor;
    Set: SetConstructor;
    Function: FunctionConstructor;
  };
  /** All of the language's own objects in it. */
  known: ReadonlySet<unknown>;
  /** What every iterator and generator inherits from: the context's, the host's. */
  iterators: readonly object[];
}

/** Asked before a Map or Set is changed; throws where it is frozen. */
export type Guard = (value: object, kind: string, method: string) => void;

/**
 * A fresh realm; what blocks print goes to `print`, as the values handed to console.log. With a `guard`, whatever way its Maps and Sets
 * are changed asks it, which costs some nanoseconds a call.
 */
export function createRealm(print: (values: readonly unknown[]) => void, guard?: Guard): Realm {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const prepare = new Script(PREPARE, { filename: "memo:realm" }).runInContext(context) as (
    date: DateConstructor,
    print: (values: readonly unknown[]) => void,
    order: typeof listing,
    guard: Guard | undefined,
  ) => Omit<Realm, "context">;
  const { intrinsics, known, iterators } = prepare(timelessDate, print, listing, guard);
  return { context, intrinsics, known, iterators: [...iterators, HOST_ITERATORS] };
}

const HOST_ITERATORS = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;

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
 * built-in objects (a block that changed them would reach the others behind the graph's back) and hides the global object. What the
 * language itself remembers goes too: the last match of any regular expression. Names and messages of errors become accessors, so that
 * `this.name = …` in a subclass works where the prototype is frozen.
 */
const PREPARE = `(function (Date, print, order, guard) {
  "use strict";
  const define = (object, name, value) =>
    Object.defineProperty(object, name, { value, writable: false, enumerable: false, configurable: false });
  const realm = globalThis;

  for (const name of ["WebAssembly", "SharedArrayBuffer", "Atomics", "WeakRef", "FinalizationRegistry", "escape", "unescape"])
    delete realm[name];
  for (const name of Object.getOwnPropertyNames(RegExp))
    if (Object.getOwnPropertyDescriptor(RegExp, name).get) delete RegExp[name];
  delete RegExp.prototype.compile;
  delete ArrayBuffer.prototype.transfer;
  delete ArrayBuffer.prototype.transferToFixedLength;
  const guarded = [[Map.prototype, "Map", ["set", "delete", "clear"]], [Set.prototype, "Set", ["add", "delete", "clear"]]];
  for (const [prototype, kind, names] of guard ? guarded : [])
    for (const name of names) {
      const original = prototype[name];
      prototype[name] = { [name](...values) {
        guard(this, kind, name);
        return Reflect.apply(original, this, values);
      } }[name];
    }
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
    const list = Array.isArray(pairs) ? pairs : [...pairs];
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

  for (const error of [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError])
    for (const name of ["name", "message"]) {
      const value = error.prototype[name];
      Object.defineProperty(error.prototype, name, {
        get() { return value; },
        set(other) { Object.defineProperty(this, name, { value: other, writable: true, enumerable: true, configurable: true }); },
      });
    }

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
    Object.freeze(value);
  };
  for (const name of Object.getOwnPropertyNames(realm)) freeze(realm[name]);
  const iterators = [[][Symbol.iterator](), new Map().keys(), new Set().keys(), ""[Symbol.iterator](), "".matchAll(/x/g)];
  for (const hidden of [...iterators, function* () {}, async () => {}, async function* () {}])
    freeze(Object.getPrototypeOf(hidden));

  const intrinsics = { Object, Array, Map, Set, Function };
  for (const name of Object.getOwnPropertyNames(realm)) if (name !== "globalThis") define(realm, name, realm[name]);
  delete realm.globalThis;
  const roots = [[][Symbol.iterator](), (async function* () {})()].map((iterator) => {
    for (let at = iterator; ; ) {
      const above = Object.getPrototypeOf(at);
      if (above === Object.prototype) return at;
      at = above;
    }
  });
  return { intrinsics, known: seen, iterators: roots };
})`;
