import { entriesOf, inOrder } from "../../keys/ordered.js";
import type { Assumption, Register, Value } from "./types.js";

/** Assumptions as blocks see them: groups, and at their leaves numbers in the declared unit. */
export type GivenTree = { [key: string]: number | GivenTree };

/** A fresh, writable tree of all values; the same register gives the same key order. */
export function givenTree(register: Pick<Register, "assumptions">): GivenTree {
  const root: Draft = new Map();
  for (const { id, value } of register.assumptions.values()) {
    const parts = id.split(".");
    const last = parts.pop() ?? id;
    let at = root;
    for (const part of parts) {
      const below = at.get(part);
      const group: Draft = below instanceof Map ? below : new Map();
      at.set(part, group);
      at = group;
    }
    at.set(last, value);
  }
  return grown(root);
}

/** Groups as they are declared; an object would put those named by a number first. */
type Draft = Map<string, Draft | Value>;

const grown = (draft: Draft): GivenTree =>
  inOrder([...draft].map(([key, below]) => [key, below instanceof Map ? grown(below) : copy(below)]));

/** Puts a copy of `value` at a dotted id, making the groups on the way. */
export function setGiven(root: GivenTree, id: string, value: Value): void {
  const parts = id.split(".");
  const last = parts.pop() ?? id;
  let at = root;
  for (const part of parts) {
    const below = Object.hasOwn(at, part) ? at[part] : undefined;
    if (typeof below === "object") at = below;
    else {
      const group: GivenTree = {};
      at[part] = group;
      at = group;
    }
  }
  at[last] = copy(value);
}

function copy(value: Value): number | GivenTree {
  if (typeof value === "number") return value;
  return inOrder(entriesOf(value as Readonly<Record<string, Value>>).map(([key, inner]) => [key, copy(inner)]));
}

/** The value at a dotted id of a tree. Throws a RangeError when there is none. */
export function getGiven(root: GivenTree, id: string): number | GivenTree {
  let at: number | GivenTree | undefined = root;
  for (const part of id.split(".")) {
    at = typeof at === "object" && Object.hasOwn(at, part) ? at[part] : undefined;
    if (at === undefined) throw new RangeError(`no assumption \`${id}\``);
  }
  return at as number | GivenTree;
}

/** Paths of the numbers of one assumption: itself, `gw.add.2026`, or `shares.2026.R100`. Declared order. */
export function pathsUnder(assumption: Assumption): string[] {
  const { id, keys, columns } = assumption;
  if (assumption.shape === "scalar") return [id];
  if (assumption.shape === "series") return keys.map((key) => `${id}.${key}`);
  return keys.flatMap((key) => (columns ?? []).map((column) => `${id}.${key}.${column}`));
}

/** Every leaf path under `given`, with the id of the assumption it belongs to. Declared order. */
export function leafPaths(register: Pick<Register, "assumptions">): Map<string, string> {
  const out = new Map<string, string>();
  for (const assumption of register.assumptions.values()) {
    for (const path of pathsUnder(assumption)) out.set(path, assumption.id);
  }
  return out;
}

/**
 * The assumption a path under `given` belongs to: `gw.add` for `gw.add.2026` and for itself; undefined for a group and for a name
 * that is none.
 */
export function assumptionOf(register: Pick<Register, "assumptions">, path: string): Assumption | undefined {
  const parts = path.split(".");
  for (let n = parts.length; n > 0; n--) {
    const found = register.assumptions.get(parts.slice(0, n).join("."));
    if (!found) continue;
    const rest = parts.slice(n);
    const [row, column] = rest;
    if (row === undefined) return found;
    if (!found.keys.includes(row)) return undefined;
    if (column === undefined) return found;
    return rest.length === 2 && found.columns?.includes(column) ? found : undefined;
  }
  return undefined;
}
