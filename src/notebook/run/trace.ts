import type { PackedCells } from "../../assumptions/data/types.js";
import { didYouMean } from "../../diagnostic.js";
import { entriesOf, mark, put } from "../../keys/ordered.js";
import { BlockError, list } from "../library/reasons.js";
import { isMap, noteProxy } from "./kinds.js";

/** A cell of a data file; null where a value is missing. */
export type GivenCell = number | string | boolean | null;

/** What blocks reach as one: a number, a text, a boolean, the rows or a column of a data file. */
export type GivenLeaf = number | string | boolean | readonly GivenCell[] | readonly object[];

/** Assumption values as blocks reach them. On its way to them a data file is its columns by name; see `receivedGiven`. */
export interface GivenTree {
  readonly [key: string]: GivenNode;
}
export type GivenNode = GivenLeaf | ReadonlyMap<string, PackedCells> | GivenTree;

/** Whether something of the tree has others below it by name. */
export const isGroup = (node: GivenNode | undefined): node is GivenTree =>
  typeof node === "object" && !Array.isArray(node) && !isMap(node);

/** Names that libraries and the language ask objects for; `given` says undefined to them as a plain object does. */
const PROBES = new Set([
  "then",
  "toJSON",
  "inspect",
  "length",
  "size",
  "nodeType",
  "tagName",
  "$$typeof",
  "asymmetricMatch",
]);

/**
 * A read-only view of the assumptions that tells `record` the dotted path of each number read. Reading a name that isn't there
 * and writing throw; `in`, keys, entries, spread and JSON work. Plain objects to all appearances.
 */
export function tracedGiven(
  tree: GivenTree,
  record: (path: string) => void,
  /** Gets every object that is handed out, with the path it is of. */
  made?: { set(view: object, path: string): unknown },
  /** Views that were made before, by what they are of; takes those that are made. */
  known?: WeakMap<object, object>,
): object {
  const view = (node: GivenTree, path: string): object => {
    const before = known?.get(node);
    if (before) return before;
    const prefix = path === "" ? "" : `${path}.`;
    const shadow = {} as Record<string, unknown>;
    const entries = entriesOf(node);
    for (const [key, value] of entries) put(shadow, key, isGroup(value) ? view(value, `${prefix}${key}`) : value);
    mark(
      shadow,
      entries.map(([key]) => key),
    );
    const proxy = noteProxy(
      new Proxy(Object.freeze(shadow), {
        get(target, key, receiver) {
          if (typeof key === "string" && Object.hasOwn(target, key)) {
            const value = target[key];
            if (!isGroup(node[key])) record(prefix + key);
            return value;
          }
          const inherited: unknown = Reflect.get(target, key, receiver);
          if (inherited !== undefined || typeof key === "symbol" || PROBES.has(key) || key in target) return inherited;
          throw unknownName(path, key, Object.keys(node));
        },
        set: (_, key) => {
          throw readOnly(path, key);
        },
        defineProperty: (_, key) => {
          throw readOnly(path, key);
        },
        deleteProperty: (_, key) => {
          throw readOnly(path, key);
        },
        setPrototypeOf: () => {
          throw readOnly(path, undefined);
        },
      }),
    );
    made?.set(proxy, path);
    known?.set(node, proxy);
    return proxy;
  };
  return view(tree, "");
}

/** The same values as plain frozen objects, for runs that need no trace. */
export function plainGiven(tree: GivenTree): object {
  const result = {} as Record<string, unknown>;
  const entries = entriesOf(tree);
  for (const [key, value] of entries) put(result, key, isGroup(value) ? plainGiven(value) : value);
  return Object.freeze(
    mark(
      result,
      entries.map(([key]) => key),
    ),
  );
}

/** `given.gw.add`, with brackets where a key is no name: `given.gw.add[2031]`, `given.chip.bw["X 9"]`. */
function access(path: string, key: PropertyKey | undefined): string {
  return [...(path === "" ? [] : path.split(".")), ...(key === undefined ? [] : [String(key)])].reduce(
    (text, part) =>
      /^[A-Za-z_$][\w$]*$/.test(part)
        ? `${text}.${part}`
        : /^\d+$/.test(part)
          ? `${text}[${part}]`
          : `${text}[${JSON.stringify(part)}]`,
    "given",
  );
}

function unknownName(path: string, key: string, known: readonly string[]): BlockError {
  return new BlockError(`${access(path, key)} is not in the assumptions`, {
    rule: "notebook/unknown-assumption",
    expected: `one of ${list(known)}`,
    hint: didYouMean(key, known),
  });
}

function readOnly(path: string, key: PropertyKey | undefined): BlockError {
  return new BlockError(`${access(path, key)} can't be changed: assumptions are read-only in blocks`, {
    rule: "notebook/read-only",
    hint: "copy first: `{ ...given.group.series }`",
  });
}
