import type { Value } from "../assumptions/register/types.js";
import { LineMap, MemoError, type Place } from "../diagnostic.js";
import type { Cell } from "../notebook/types.js";

/** Reads JSON. Throws a MemoError with the place where it stops being JSON. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const offset = errorOffset(text, error instanceof Error ? error.message : "");
    throw MemoError.of({
      rule: "review/no-json",
      message: text.trim() === "" ? "this file is empty" : "this is not JSON",
      expected: "a results.json, as `memo build` writes it",
      place: { file, start: new LineMap(text).at(offset) },
    });
  }
}

function errorOffset(text: string, message: string): number {
  const found = /at position (\d+)/.exec(message)?.[1];
  if (found !== undefined) return Number(found);
  return /end of JSON/.test(message) ? text.trimEnd().length : 0;
}

/** A value within a JSON text, that knows its way from the root, and so its place when something is wrong with it. */
export class JsonReader {
  constructor(
    readonly value: unknown,
    private readonly text: string,
    private readonly file: string,
    private readonly key?: string | number,
    private readonly around?: JsonReader,
  ) {}

  isObject(): boolean {
    return typeof this.value === "object" && this.value !== null && !Array.isArray(this.value);
  }

  /** A member. Throws where there is none. */
  at(key: string): JsonReader {
    const members = this.object();
    if (!Object.hasOwn(members, key)) throw this.error(`lacks \`${key}\``, `\`${key}\``);
    return this.within(members[key], key);
  }

  /** A member; undefined where there is none or it is null. */
  maybe(key: string): JsonReader | undefined {
    const members = this.object();
    const value = Object.hasOwn(members, key) ? members[key] : undefined;
    return value === undefined || value === null ? undefined : this.within(value, key);
  }

  string(): string {
    if (typeof this.value === "string") return this.value;
    throw this.error("is no text", "a text");
  }

  number(): number {
    if (typeof this.value === "number") return this.value;
    throw this.error("is no number", "a number");
  }

  boolean(): boolean {
    if (typeof this.value === "boolean") return this.value;
    throw this.error("is neither true nor false", "true or false");
  }

  cell(): Cell {
    const { value } = this;
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return value;
    throw this.error("is no single value", "a number, a text, true, false or null");
  }

  oneOf<const T extends string>(names: readonly T[]): T {
    const found = names.find((name) => name === this.value);
    if (found === undefined) throw this.error(`is ${JSON.stringify(this.value)}`, `one of ${names.join(", ")}`);
    return found;
  }

  /** Numbers in `depth` levels of objects: 0 for one number. */
  numbers(depth: number): Value {
    const check = (one: JsonReader, below: number): void => {
      if (below === 0) one.number();
      else for (const key of Object.keys(one.object())) check(one.at(key), below - 1);
    };
    check(this, depth);
    return this.value as Value;
  }

  /** The value as it is, once `test` has seen what matters of it. */
  as<T>(test: (value: JsonReader) => boolean, expected: string): T {
    if (!this.isObject() || !test(this)) throw this.error(`is not ${expected}`, expected);
    return this.value as T;
  }

  strings(): string[] {
    if (Array.isArray(this.value) && this.value.every((item) => typeof item === "string")) return this.value;
    return this.list((item) => item.string());
  }

  list<T>(read: (item: JsonReader) => T): T[] {
    if (!Array.isArray(this.value)) throw this.error("is no list", "a list");
    return this.value.map((item: unknown, at) => read(this.within(item, at)));
  }

  /** The members of an object in their order. */
  map<T>(read: (key: string, entry: JsonReader) => T): Map<string, T> {
    const members = Object.entries(this.object());
    return new Map(members.map(([key, value]) => [key, read(key, this.within(value, key))]));
  }

  /** `file:line:column` as a place. */
  position(): Place {
    const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(this.string()) ?? [];
    if (file === undefined) throw this.error("is no position", "file:line:column");
    return { file, start: { line: Number(line), column: Number(column) } };
  }

  /** Where it stands. */
  place(): Place {
    return { file: this.file, start: new LineMap(this.text).at(offsetOf(this.text, this.path())) };
  }

  /** The same, found only when it is asked for: to count lines takes as long as to read the file. */
  ownPlace(): Place {
    const find = (): Place => this.place();
    return {
      file: this.file,
      get start() {
        return find().start;
      },
    };
  }

  private path(): (string | number)[] {
    return this.key === undefined ? [] : [...(this.around?.path() ?? []), this.key];
  }

  private object(): Record<string, unknown> {
    if (!this.isObject()) throw this.error("is no object", "an object");
    return this.value as Record<string, unknown>;
  }

  private within(value: unknown, key: string | number): JsonReader {
    return new JsonReader(value, this.text, this.file, key, this);
  }

  private error(what: string, expected: string): MemoError {
    const path = this.path();
    const name = path.length === 0 ? "the file" : `\`${path.join(".")}\``;
    return MemoError.of({
      rule: "review/broken-results",
      message: `${name} ${what}`,
      expected,
      hint: "rebuild the file with `memo build`",
      place: this.place(),
    });
  }
}

const PIECE = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;

/** Where the value at a path begins in a JSON text that is well formed; the nearest value around it where there is none. */
function offsetOf(text: string, path: readonly (string | number)[]): number {
  const pieces = text.matchAll(PIECE);
  let next = pieces.next();
  const piece = (): string => (next.done ? "" : next.value[0]);
  const advance = (): void => {
    next = pieces.next();
  };
  const skip = (): void => {
    let depth = 0;
    do {
      if (piece() === "{" || piece() === "[") depth++;
      else if (piece() === "}" || piece() === "]") depth--;
      advance();
    } while (depth > 0 && !next.done);
  };
  let at = 0;
  for (let level = 0; ; level++) {
    at = next.done ? at : next.value.index;
    const wanted = path[level];
    if (wanted === undefined || (piece() !== "{" && piece() !== "[")) return at;
    const isList = piece() === "[";
    advance();
    for (let item = 0; ; item++) {
      if (next.done || piece() === "]" || piece() === "}") return at;
      const key = isList ? item : (JSON.parse(piece()) as string);
      if (!isList) {
        advance();
        advance();
      }
      if (key === wanted) break;
      skip();
      if (piece() === ",") advance();
    }
  }
}
