import { isSettled } from "../../keys/settled.js";
import { append } from "../../lists.js";
import { BlockError } from "../library/reasons.js";
import {
  isArrayBuffer,
  isBound,
  isDate,
  isGeneratorFunction,
  isMap,
  isPromise,
  isProxy,
  isRegExp,
  isSet,
  isWeakMap,
  isWeakSet,
} from "./kinds.js";
import type { Realm } from "./realm.js";

/** What a value that blocks share is made of, beside plain data. */
export interface Handed {
  /** Nothing in it can do anything: numbers, texts, arrays, objects, Maps, Sets, Dates. */
  plain: boolean;
  /** It holds an iterator or a generator, which gives each value once. */
  iterator: boolean;
  /** It holds something that may change and that freezing doesn't reach: a promise, a WeakMap, a proxy, a function that a library made. */
  loose: boolean;
  /** It holds something that can't be frozen and is watched instead. */
  watched: boolean;
  /** Paths of parts of the assumptions that it holds without having read them. */
  given: readonly string[];
}

/** Something that the language can't freeze; the runner looks whether it stays as it was. */
interface Watched {
  name: string;
  kind: string;
  advice: string;
  /** Whether it has changed since; puts it back. */
  changed(): boolean;
}

const mutators: readonly [(value: unknown) => boolean, string, readonly string[]][] = [
  [isMap, "Map", ["set", "delete", "clear"]],
  [isSet, "Set", ["add", "delete", "clear"]],
  [isDate, "Date", Object.getOwnPropertyNames(Date.prototype).filter((name) => name.startsWith("set"))],
];

/** Maps and Sets that are frozen, by the name of the value they belong to; their methods ask here. */
export class Sealed {
  private readonly names = new WeakMap<object, string>();

  add(value: object, name: string): void {
    if (!this.names.has(value)) this.names.set(value, name);
  }

  /** For a method about to change a Map or Set. */
  guard(value: object, kind: string, method: string): void {
    const name = this.names.get(value);
    if (name !== undefined) throw refusal(kind, method, name);
  }
}

/** Freezes the values that blocks share, and knows what of them can't be frozen. */
export class Freezer {
  /** By whose they are. */
  private readonly frozen = new WeakMap<object, string>();
  private readonly roots = new WeakMap<object, Handed>();
  private watched: Watched[] = [];
  /** Whose what is handed on now is, where nobody had it before. */
  owner = "";
  /** About how much was handed on so far: letters, items and members. */
  handedOn = 0;

  constructor(
    private readonly realm: Realm,
    private readonly sealed: Sealed,
    /** Views of the assumptions, by what they are of. */
    private readonly views: { get(value: unknown): string | undefined } = new Map(),
    /** Whether a function is written in a block, and none that a library made. */
    private readonly isAuthors: (value: object) => boolean = () => true,
  ) {}

  /**
   * Freezes a value and all it holds: objects, arrays, class instances, functions with their properties; Maps, Sets and Dates by
   * mutators that throw. Cyclic values are fine. Typed arrays, buffers, dates and the place of a regular expression are watched. Private fields
   * and what functions close over can't be reached; `memoryOf` says where code has such.
   */
  freeze(value: unknown, name: string): Handed {
    const given = new Set<string>();
    const handed = { plain: true, iterator: false, loose: false, watched: false };
    const visited = new Set<unknown>();
    const waiting: unknown[] = [value];
    while (waiting.length > 0) {
      const next = waiting.pop();
      if (typeof next === "string") this.handedOn += next.length;
      const view = this.views.get(next);
      if (view !== undefined) given.add(view);
      if (!isObject(next) || visited.has(next) || view !== undefined || isSettled(next) || this.realm.known.has(next))
        continue;
      visited.add(next);
      const before = this.roots.get(next);
      if (before) {
        handed.plain &&= before.plain;
        handed.iterator ||= before.iterator;
        handed.loose ||= before.loose;
        handed.watched ||= before.watched;
        for (const path of before.given) given.add(path);
      } else this.one(next, name, handed, waiting);
    }
    const found: Handed = { ...handed, given: [...given] };
    if (isObject(value) && !this.realm.known.has(value)) this.roots.set(value, found);
    return found;
  }

  /** Who handed something on first. */
  ownerOf(value: object): string | undefined {
    return this.frozen.get(value);
  }

  /** Whether something is nobody's so far. */
  isFresh(value: object): boolean {
    return !this.frozen.has(value) && !this.realm.known.has(value) && this.views.get(value) === undefined;
  }

  /** Looks at what was watched so far no more: who held it has it no longer. */
  unwatch(): void {
    this.watched = [];
  }

  /** Tells of each watched thing that has changed since it was frozen, with what to do instead, and puts it back. */
  changes(tell: (name: string, kind: string, advice: string) => void): void {
    for (const { name, kind, advice, changed } of this.watched) if (changed()) tell(name, kind, advice);
  }

  private one(next: object, name: string, handed: Omit<Handed, "given">, waiting: unknown[]): void {
    const { iterators } = this.realm;
    const isFirst = !this.frozen.has(next);
    if (isFirst) this.frozen.set(next, this.owner);
    if (isProxy(next) || isPromise(next) || isWeakMap(next) || isWeakSet(next)) {
      handed.plain = false;
      handed.loose = true;
      // A promise's or proxy's own properties are out of reach or the author's business.
      return;
    }
    if (ArrayBuffer.isView(next) || isArrayBuffer(next)) {
      handed.watched = true;
      if (isFirst) this.watchBytes(next, name);
      Object.preventExtensions(next);
      return;
    }
    const prototype: unknown = Object.getPrototypeOf(next);
    if (iterators.some((iterator) => Object.prototype.isPrototypeOf.call(iterator, next))) {
      handed.plain = false;
      handed.iterator = true;
      return;
    }
    if (typeof next === "function") {
      handed.plain = false;
      // A bound function keeps values where none can look, one of the library's what it was made with.
      if (isBound(next) || !this.isAuthors(next)) handed.loose = true;
    }
    if (isDate(next) || isRegExp(next)) handed.watched = true;
    if (isFirst) this.protect(next, name);
    const from = waiting.length;
    if (isMap(next)) for (const [key, item] of Map.prototype.entries.call(next)) waiting.push(key, item);
    else if (isSet(next)) append(waiting, Set.prototype.values.call(next));
    this.handedOn += waiting.length - from;
    // Maps of the library keep functions of its own.
    const isTheirs =
      (isMap(next) || isSet(next)) &&
      prototype !== Map.prototype &&
      prototype !== Set.prototype &&
      this.realm.known.has(prototype);
    for (const key of Reflect.ownKeys(next)) {
      const property = Reflect.getOwnPropertyDescriptor(next, key);
      if (!property || (isTheirs && typeof property.value === "function")) continue;
      // What its generators inherit from; nobody calls `next` on it.
      if (key === "prototype" && isGeneratorFunction(next)) continue;
      waiting.push(property.value, property.get, property.set);
      this.handedOn++;
    }
    // Methods of a class: whoever has an instance has them.
    if (isObject(prototype)) waiting.push(prototype);
  }

  private protect(next: object, name: string): void {
    for (const [is, kind, methods] of mutators) {
      if (!is(next) || !Object.isExtensible(next)) continue;
      for (const method of methods)
        Object.defineProperty(next, method, {
          value: () => {
            throw refusal(kind, method, name);
          },
        });
    }
    if (isMap(next) || isSet(next)) this.sealed.add(next, name);
    if (isDate(next)) this.watchDate(next, name);
    if (isRegExp(next) && (next.global || next.sticky)) {
      // `match` and `replace` write its place and leave it where it was.
      this.watchPlace(next, name);
      Object.preventExtensions(next);
    } else Object.freeze(next);
  }

  private watchBytes(value: ArrayBufferView | ArrayBufferLike, name: string): void {
    const array = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value as ArrayBufferLike);
    const bytes = array.slice();
    this.watched.push({
      name,
      kind: ArrayBuffer.isView(value) ? "typed array" : "buffer",
      advice: ArrayBuffer.isView(value) ? "change a copy: `array.slice()`" : "change a copy: `buffer.slice()`",
      changed: () => {
        if (array.length === bytes.length && bytes.every((byte, at) => array[at] === byte)) return false;
        if (array.length === bytes.length) array.set(bytes);
        return true;
      },
    });
  }

  private watchDate(value: Date, name: string): void {
    const time = Date.prototype.getTime.call(value);
    this.watched.push({
      name,
      kind: "Date",
      advice: `make a copy: \`new Date(${name})\``,
      changed: () => {
        if (Object.is(Date.prototype.getTime.call(value), time)) return false;
        Date.prototype.setTime.call(value, time);
        return true;
      },
    });
  }

  private watchPlace(value: RegExp, name: string): void {
    const { lastIndex } = value;
    this.watched.push({
      name,
      kind: "place of the regular expression",
      advice: `leave out its \`g\` or \`y\`, use \`text.match\` or \`text.matchAll\`, or make one of your own: \`new RegExp(${name})\``,
      changed: () => {
        if (value.lastIndex === lastIndex) return false;
        value.lastIndex = lastIndex;
        return true;
      },
    });
  }
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

const refusal = (kind: string, method: string, name: string): BlockError =>
  new BlockError(`\`${name}\` can't be changed: ${kind}.${method}() on a value another block defines`, {
    rule: "notebook/read-only",
    hint: `make a copy: \`new ${kind}(${name})\``,
  });
