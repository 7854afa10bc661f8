// The engine's own way through a template's program. The helpers of sections are the library's; programs are gone through and not compiled: nothing of a
// memo becomes code here, a page's policy would refuse it anyway, and to compile costs more than the one run that a build needs.

import { registerDefaultHelpers } from "handlebars/dist/cjs/handlebars/helpers.js";
import type { PackedHash, PackedProgram, PackedValue } from "./packed.js";

type Data = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: each takes what its own calls hand it, which the reader of templates has looked at.
type Helper = (this: unknown, ...values: any[]) => unknown;
interface Frame {
  context: unknown;
  data: Data | undefined;
  /** Contexts of the sections around, the nearest first. */
  depths: readonly unknown[];
  /** Values by the names that sections give to their rows. */
  locals: ReadonlyMap<string, unknown>;
}
interface Branch {
  (context: unknown, options?: { data?: Data; blockParams?: unknown[] }): string;
  blockParams: number;
}

/** What a helper is called on where the row is empty. */
const NOTHING: object = Object.freeze({});

const own = (parent: unknown, key: string): unknown => {
  if (parent === null || parent === undefined) return parent;
  return Object.hasOwn(Object(parent), key) ? (parent as Record<string, unknown>)[key] : undefined;
};

/** Helpers by name, and the run of programs that call them. */
export class Environment {
  readonly helpers: Record<string, Helper> = {};

  /** With the library's own helpers. */
  constructor() {
    registerDefaultHelpers(this);
  }

  registerHelper(name: string, helper: Helper): void {
    this.helpers[name] = helper;
  }

  unregisterHelper(name: string): void {
    delete this.helpers[name];
  }

  /** What a program comes to for a context; `data` is handed to each helper. */
  run(program: PackedProgram, context: unknown, data: Data = {}): string {
    return this.go(program, { context, data: { root: context, ...data }, depths: [context], locals: new Map() });
  }

  private go(program: PackedProgram, frame: Frame): string {
    let text = "";
    for (const statement of program) {
      if (typeof statement === "string") text += statement;
      else if (statement[0] === "m") text += textOf(this.call(statement[1], statement[2], statement[3] ?? 0, frame));
      else {
        const [, name, params, hash, main, otherwise, names = []] = statement;
        const fn = this.branch(main, names, frame);
        const inverse = otherwise === 0 ? () => "" : this.branch(otherwise, [], frame);
        text += textOf(this.call(name, params, hash, frame, { fn, inverse }));
      }
    }
    return text;
  }

  private branch(program: PackedProgram, names: readonly string[], around: Frame): Branch {
    const branch = (context: unknown, options: { data?: Data; blockParams?: unknown[] } = {}): string => {
      const locals = new Map(around.locals);
      for (const [at, name] of names.entries()) locals.set(name, options.blockParams?.[at]);
      const [nearest] = around.depths;
      const same = context === nearest || (context === NOTHING && nearest === null);
      const depths = same ? around.depths : [context, ...around.depths];
      return this.go(program, { context, data: options.data ?? around.data, depths, locals });
    };
    return Object.assign(branch, { blockParams: names.length });
  }

  private call(
    name: string,
    params: readonly PackedValue[],
    hash: PackedHash | 0,
    frame: Frame,
    branches: object = {},
  ): unknown {
    const helper = this.helpers[name];
    if (!helper) throw new Error(`no helper is called ${name}`);
    const options = {
      name,
      hash:
        hash === 0
          ? {}
          : Object.fromEntries(Object.entries(hash).map(([key, value]) => [key, this.value(value, frame)])),
      data: frame.data,
      lookupProperty: own,
      ...branches,
    };
    return helper.call(frame.context ?? NOTHING, ...params.map((param) => this.value(param, frame)), options);
  }

  private value(packed: PackedValue, frame: Frame): unknown {
    if (typeof packed !== "object" || packed === null) return packed;
    if ("get" in packed) return this.call("__get", [packed.get], 0, frame);
    if ("call" in packed) return this.call(packed.call, packed.params, packed.hash ?? 0, frame);
    if ("none" in packed) return undefined;
    const { path, up, data } = packed;
    if (data) {
      let at = frame.data;
      for (let n = up; n > 0 && at; n--) at = at._parent as Data | undefined;
      return path.reduce((value: unknown, part) => own(value, part), at);
    }
    const [head, ...rest] = path;
    const start =
      up === 0 && head !== undefined && frame.locals.has(head)
        ? frame.locals.get(head)
        : own(frame.depths[up], head ?? "");
    if (head === undefined) return frame.depths[up];
    return rest.reduce((value: unknown, part) => own(value, part), start);
  }
}

const textOf = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
