import { listing } from "../library/series-keys.js";

// The realm that blocks run in, seen from inside: this is part of the one script that is evaluated there before any block, so that what is named here
// is the realm's own and nothing of the host's.

/** What of a realm is as it is, for good. */
export interface Realm {
  /** All objects of the language and of the libraries; no block can change them. */
  known: ReadonlySet<unknown>;
  /** What every iterator and generator inherits from. */
  iterators: readonly object[];
}

/** Asked before a Map or Set is changed; throws where it is frozen. */
export type Guard = (value: object, kind: string, method: string) => void;

/** What the language's own objects are told while blocks run. */
export interface RealmEffects {
  /** What blocks print, as the values handed to console.log. */
  print(values: readonly unknown[]): void;
  guard: Guard;
  /** Notes a proxy that a block makes. */
  proxied(proxy: object): void;
}

const refusal = (what: string): Error =>
  new Error(`${what} is not the same on every run; take the date or the draw from \`given\``);

type Callable = (...values: unknown[]) => unknown;
type Named = Record<string, unknown>;

const define = (object: object, name: PropertyKey, value: unknown): void => {
  Object.defineProperty(object, name, { value, writable: false, enumerable: false, configurable: false });
};

/** A function that is called as a method is, and is no constructor. */
const method = (name: string, call: (self: unknown, values: unknown[]) => unknown): Callable =>
  ({
    [name](this: unknown, ...values: unknown[]) {
      return call(this, values);
    },
  })[name] as Callable;

/**
 * Makes the realm pure: takes away what is not the same on every run or reaches out of it, pins the locale, freezes the built-in objects and the
 * libraries (a block that changed them would reach the others behind the graph's back) and hides the global object. What the language itself
 * remembers goes too: the last match of any regular expression. Names and messages of errors become accessors, so that `this.name = …` in a
 * subclass works where the prototype is frozen; so does `toString` of functions.
 *
 * To be done once, when all libraries are loaded and before any block is.
 *
 * @param realm the global object.
 * @param libraries whatever is to be frozen besides the language.
 */
export function prepareRealm(realm: Named, effects: RealmEffects, libraries: Iterable<unknown>): Realm {
  const known = new Set<unknown>([realm]);
  // The language's own way, which asks no guard.
  define(known, "add", known.add);
  takeAway(realm);
  const date = timeless(realm.Date as DateConstructor);
  realm.Date = date;
  realm.Proxy = noted(realm.Proxy as ProxyConstructor, effects.proxied);
  guardCollections(effects.guard);
  listInOrder();
  pinLocale();
  const say = (...values: unknown[]): void => effects.print(values);
  realm.console = { log: say, info: say, debug: say, warn: say, error: say };
  letSubclassesName();

  for (const name of Object.getOwnPropertyNames(realm)) freezeAll(realm[name], known);
  freezeNameless(known);
  for (const one of libraries) freezeAll(one, known);
  known.delete(realm);

  for (const name of Object.getOwnPropertyNames(realm)) if (name !== "globalThis") define(realm, name, realm[name]);
  delete realm.globalThis;
  const roots = [[][Symbol.iterator](), (async function* () {})()].map((iterator) => {
    for (let at: object = iterator; ; ) {
      const above = Object.getPrototypeOf(at) as object;
      if (above === Object.prototype) return at;
      at = above;
    }
  });
  return { known, iterators: roots };
}

/** What the language has without a name: what iterators and generators inherit from, and functions that wait. */
function freezeNameless(known: Set<unknown>): void {
  const hidden = [[][Symbol.iterator](), new Map().keys(), new Set().keys(), ""[Symbol.iterator](), "".matchAll(/x/g)];
  for (const one of [...hidden, function* () {}, async () => {}, async function* () {}])
    freezeAll(Object.getPrototypeOf(one), known);
}

/** The language's own names, in a realm that has others besides. */
const LANGUAGE =
  "Object Function Array Number Boolean String Symbol BigInt Date RegExp Promise Proxy Reflect Math JSON Intl Map Set WeakMap WeakSet WeakRef FinalizationRegistry Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError ArrayBuffer SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Iterator DisposableStack AsyncDisposableStack Temporal WebAssembly isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval".split(
    " ",
  );

/**
 * Freezes the language's own objects where blocks share a realm with code that isn't theirs: a page. A block that changed what an array or a function does
 * would be handed whatever that code works on.
 *
 * @param realm the global object, whose other objects stay as they are
 * @param libraries whatever is to be frozen besides the language
 */
export function freezeLanguage(realm: object, libraries: Iterable<unknown>): void {
  letSubclassesName();
  // Libraries that come later give prototypes of their own what all objects have.
  letShadow(Object.prototype, ["constructor", "toString", "valueOf"]);
  const known = new Set<unknown>([realm]);
  for (const name of LANGUAGE) freezeAll((realm as Named)[name], known);
  freezeNameless(known);
  for (const one of libraries) freezeAll(one, known);
}

function takeAway(realm: Named): void {
  const names =
    "WebAssembly SharedArrayBuffer Atomics WeakRef FinalizationRegistry escape unescape Iterator ShadowRealm eval".split(
      " ",
    );
  for (const name of names) if (name !== "Iterator") delete realm[name];
  for (const name of Object.getOwnPropertyNames(RegExp))
    if (Object.getOwnPropertyDescriptor(RegExp, name)?.get) delete (RegExp as unknown as Named)[name];
  delete (RegExp.prototype as unknown as Named).compile;
  delete (ArrayBuffer.prototype as unknown as Named).transfer;
  delete (ArrayBuffer.prototype as unknown as Named).transferToFixedLength;
  if (typeof realm.Temporal === "object") delete (realm.Temporal as Named).Now;
  delete (Error as unknown as Named).captureStackTrace;
  define(Error, "prepareStackTrace", stackOfChapters);
  Error.stackTraceLimit = 50;
}

/** What V8 knows of a call on a stack, as far as it is looked at. */
interface Call {
  getFileName?(): unknown;
  toString(): string;
}

/**
 * The text of a stack: of the calls in chapters alone, so that a block that prints it says nothing of where this program is and how it is made.
 * Nobody gets at the functions on it.
 */
function stackOfChapters(error: unknown, calls: readonly Call[]): string {
  let head: string;
  try {
    head = String(error);
  } catch {
    head = "Error";
  }
  const lines: string[] = [];
  for (const call of Array.isArray(calls) ? calls : []) {
    const file = call?.getFileName?.();
    // Those of this program are named by an address, an absolute path or `memo:`.
    if (typeof file === "string" && !/^(?:[\\/]|[A-Za-z]+:)/.test(file)) lines.push(`\n    at ${String(call)}`);
  }
  return head + lines.join("");
}

/** `Date` without the clock. */
function timeless(Original: DateConstructor): DateConstructor {
  // biome-ignore lint/suspicious/noShadowRestrictedNames: its name is what authors see
  const made = function Date(this: unknown, ...parts: unknown[]): unknown {
    if (new.target === undefined) throw refusal("Date()");
    if (parts.length === 0) throw refusal("new Date() without arguments");
    return Reflect.construct(Original, parts, new.target);
  };
  define(made, "prototype", Original.prototype);
  define(made, "UTC", Original.UTC);
  define(made, "parse", Original.parse);
  define(
    made,
    "now",
    method("now", () => {
      throw refusal("Date.now()");
    }),
  );
  define(Original.prototype, "constructor", made);
  return made as unknown as DateConstructor;
}

/** `Proxy` that tells of each that is made: nothing else in the language can say of an object that it is one. */
function noted(Original: ProxyConstructor, note: (proxy: object) => void): ProxyConstructor {
  const told = <T extends object>(proxy: T): T => {
    note(proxy);
    return proxy;
  };
  // biome-ignore lint/suspicious/noShadowRestrictedNames: its name is what authors see
  const made = function Proxy(...parts: [object, ProxyHandler<object>]): object {
    if (new.target === undefined) throw new TypeError("Constructor Proxy requires 'new'");
    return told(new Original(...parts));
  };
  define(made, "prototype", undefined);
  define(
    made,
    "revocable",
    method("revocable", (_, parts) => {
      const pair = Original.revocable(...(parts as [object, ProxyHandler<object>]));
      told(pair.proxy);
      return pair;
    }),
  );
  return made as unknown as ProxyConstructor;
}

/** Whatever way Maps and Sets are changed asks first. */
function guardCollections(guard: Guard): void {
  const guarded: [object, string, string[]][] = [
    [Map.prototype, "Map", ["set", "delete", "clear"]],
    [Set.prototype, "Set", ["add", "delete", "clear"]],
  ];
  for (const [prototype, kind, names] of guarded)
    for (const name of names) {
      const original = (prototype as Named)[name] as Callable;
      (prototype as Named)[name] = {
        [name](this: object, ...values: unknown[]) {
          guard(this, kind, name);
          return Reflect.apply(original, this, values);
        },
      }[name];
    }
}

/** Objects of blocks are listed in the order of their keys. The libraries have the language's own ways. */
export function listInOrder(): void {
  const { needsNoLook } = listing;
  const { keys, fromEntries } = Object;
  const language = Object as unknown as Named;
  const each: Record<string, (source: Named, key: string) => unknown> = {
    keys: (_, key) => key,
    values: (source, key) => source[key],
    entries: (source, key) => [key, source[key]],
  };
  for (const [name, of] of Object.entries(each)) {
    const original = language[name] as Callable;
    language[name] = method(name, (_, [source]) => {
      if (typeof source !== "object" || source === null || needsNoLook(keys(source))) return original(source);
      const result: unknown[] = [];
      for (const key of listing.keys(source, `Object.${name}()`)) result.push(of(source as Named, key));
      return result;
    });
  }
  language.fromEntries = method("fromEntries", (_, [pairs]) => {
    const list = Array.isArray(pairs) ? pairs : [...(pairs as Iterable<[string, unknown]>)];
    const made = fromEntries(list) as object;
    return needsNoLook(keys(made)) ? made : listing.made(made, list);
  });
}

/** Says of numbers, texts and dates what they say in American English, whoever asks. */
export function pinLocale(): void {
  const pinned = (object: object, name: string, at: number): void => {
    const original = (object as Named)[name] as Callable;
    (object as Named)[name] = {
      [name](this: unknown, ...values: unknown[]) {
        if (values[at] === undefined) values[at] = "en-US";
        return Reflect.apply(original, this, values);
      },
    }[name];
  };
  pinned(Number.prototype, "toLocaleString", 0);
  pinned(BigInt.prototype, "toLocaleString", 0);
  pinned(String.prototype, "localeCompare", 1);
  pinned(String.prototype, "toLocaleLowerCase", 0);
  pinned(String.prototype, "toLocaleUpperCase", 0);
  for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]) pinned(Date.prototype, name, 0);
  const intl = Intl as unknown as Named;
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const Original = intl[name] as (new (...values: unknown[]) => unknown) & { supportedLocalesOf?: unknown };
    if (typeof Original !== "function" || !Original.prototype) continue;
    const Pinned = {
      [name]: function (this: unknown, locales: unknown, options: Intl.DateTimeFormatOptions | undefined) {
        const at = locales === undefined ? "en-US" : locales;
        const how = name === "DateTimeFormat" ? { ...options, timeZone: options?.timeZone ?? "UTC" } : options;
        return new.target
          ? Reflect.construct(Original, [at, how])
          : Reflect.apply(Original as unknown as Callable, this, [at, how]);
      },
    }[name] as unknown as Named;
    Pinned.prototype = Original.prototype;
    if (Original.supportedLocalesOf) Pinned.supportedLocalesOf = Original.supportedLocalesOf;
    define(Original.prototype as object, "constructor", Pinned);
    define(Intl, name, Pinned);
  }
  const clockless = (original: Callable): Callable =>
    function (this: unknown, date: unknown) {
      if (date === undefined)
        throw new Error("formatting the present moment is not the same on every run; give a date");
      return Reflect.apply(original, this, [date]);
    };
  const dates = Intl.DateTimeFormat.prototype;
  define(dates, "formatToParts", clockless(dates.formatToParts as Callable));
  const format = Object.getOwnPropertyDescriptor(dates, "format")?.get as Callable;
  Object.defineProperty(dates, "format", {
    configurable: false,
    get() {
      return clockless(Reflect.apply(format, this, []) as Callable).bind(this);
    },
  });
}

/** Properties of a prototype that objects below it may have as their own by an assignment, which a frozen one would refuse. */
export function letShadow(prototype: object, names: Iterable<PropertyKey>): void {
  for (const name of names) {
    const property = Object.getOwnPropertyDescriptor(prototype, name);
    if (!property || !("value" in property) || !property.configurable) continue;
    const { value, enumerable } = property;
    Object.defineProperty(prototype, name, {
      get: () => value,
      set(this: object, other: unknown) {
        if (this === prototype) throw new TypeError(`Cannot assign to read only property '${String(name)}' of object`);
        Object.defineProperty(this, name, { value: other, writable: true, enumerable: true, configurable: true });
      },
      enumerable,
      configurable: false,
    });
  }
}

function letSubclassesName(): void {
  for (const error of [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError])
    letShadow(error.prototype, ["name", "message"]);
  // The chart library's formats have a text of their own.
  letShadow(Function.prototype, ["toString"]);
}

/** Freezes an object and all that is reached from it by properties, accessors and prototypes; each is noted in `seen`. */
function freezeAll(start: unknown, seen: Set<unknown>): void {
  const waiting: unknown[] = [];
  const look = (value: unknown): void => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
    seen.add(value);
    waiting.push(value);
  };
  look(start);
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    const one = value as object;
    // What they hold can't be frozen, or is where they have come to; no module hands one out.
    if (ArrayBuffer.isView(one) || (one instanceof RegExp && one !== RegExp.prototype)) continue;
    const keys = Reflect.ownKeys(one);
    // An arrow has no more than its length and its name, most other functions a prototype besides. Properties cost more to look at than all else here.
    if (typeof one === "function" && keys.length === 3 && keys[2] === "prototype") look(one.prototype);
    else if (typeof one !== "function" || keys.length > 2)
      for (const key of keys) {
        const property = Object.getOwnPropertyDescriptor(one, key);
        if (!property) continue;
        if ("value" in property) look(property.value);
        else {
          look(property.get);
          look(property.set);
        }
      }
    look(Object.getPrototypeOf(one));
    Object.freeze(one);
  }
}
