import { entriesOf, inOrder } from "../../keys/ordered.js";
import { setOf } from "../../lists.js";
import type { DataColumn, DataTable } from "../data/types.js";
import { besideIds, besidesOf, isBeside, isRangePath, withoutBeside } from "./ranges.js";
import { Reach } from "./reach.js";
import type { Assumption, Register, Value } from "./types.js";

/**
 * Assumptions as blocks see them: groups, and at their leaves numbers in the declared unit, texts and booleans, and the columns of a data
 * file, from which the process that runs blocks makes its rows.
 */
export type GivenTree = { [key: string]: GivenNode };
export type GivenNode = number | string | boolean | DataTable | GivenTree;

/**
 * A fresh, writable tree of all values; the same register gives the same key order.
 *
 * @param reads the static read paths of all that gets the tree; data files that none of them leads to are left out, for they may be large.
 * Of ranges and what is told of assumptions only that is there which one of them names: what loops over all assumptions meets assumptions alone.
 */
export function givenTree(register: Pick<Register, "assumptions">, reads?: readonly string[]): GivenTree {
  const root: Draft = new Map();
  const reach = reads && new Reach(reads);
  const besides = reads?.some(isBeside) ? besidesOf(register, reads) : new Map<string, Assumption>();
  for (const { id, value, said, table } of [...register.assumptions.values(), ...besides.values()].flatMap(nested)) {
    if (table && reach && !reach.mayLead(id)) continue;
    const parts = id.split(".");
    const last = parts.pop() ?? id;
    let at = root;
    for (const part of parts) {
      const below = at.get(part);
      const group: Draft = below instanceof Map ? below : new Map();
      at.set(part, group);
      at = group;
    }
    at.set(last, said ? new Leaf(said.content) : table ? new Leaf(table) : value);
  }
  return grown(root);
}

/** What stands at its id in the tree; rows of a table's range, `low.H100`, each by itself. */
function nested(one: Assumption): Pick<Assumption, "id" | "value" | "said" | "table">[] {
  if (!isRangePath(one.id) || one.shape !== "table") return [one];
  const rows = one.value as Readonly<Record<string, Value>>;
  return one.keys.map((key) => ({ id: `${one.id}.${key}`, value: rows[key] ?? {} }));
}

/** Groups as they are declared; an object would put those named by a number first. */
type Draft = Map<string, Draft | Value | Leaf>;

/** What is no number and is handed on as it is. */
class Leaf {
  constructor(readonly content: string | boolean | DataTable) {}
}

const grown = (draft: Draft): GivenTree =>
  inOrder(
    [...draft].map(([key, below]): [string, GivenNode] => [
      key,
      below instanceof Map ? grown(below) : below instanceof Leaf ? below.content : copy(below),
    ]),
  );

/** Puts a copy of `value` at a dotted id, making the groups on the way. */
export function setGiven(root: GivenTree, id: string, value: Value): void {
  const parts = id.split(".");
  const last = parts.pop() ?? id;
  let at = root;
  for (const part of parts) {
    const below = Object.hasOwn(at, part) ? at[part] : undefined;
    if (typeof below === "object" && !(below instanceof Map)) at = below as GivenTree;
    else {
      const group: GivenTree = {};
      at[part] = group;
      at = group;
    }
  }
  at[last] = copy(value);
}

/** Paths that lead to something with members of its own: texts, and rows and columns of data files. */
export function openPaths(register: Pick<Register, "assumptions">): Set<string> {
  const own = [...register.assumptions.values()].flatMap((one) => (one.said || one.data ? pathsUnder(one) : []));
  // Ranges are of numbers; what is told of assumptions are texts.
  return new Set([...own, ...besideIds(register).ids.filter((id) => !isRangePath(id))]);
}

/** Columns of the data files by the id of their assumption. */
export function dataTables(register: Pick<Register, "assumptions">): Map<string, readonly DataColumn[]> {
  return new Map([...register.assumptions.values()].flatMap(({ id, data }) => (data ? [[id, data.columns]] : [])));
}

function copy(value: Value): number | GivenTree {
  if (typeof value === "number") return value;
  return inOrder(entriesOf(value as Readonly<Record<string, Value>>).map(([key, inner]) => [key, copy(inner)]));
}

/** The value at a dotted id of a tree. Throws a RangeError when there is none. */
export function getGiven(root: GivenTree, id: string): GivenNode {
  let at: GivenNode | undefined = root;
  for (const part of id.split(".")) {
    at = isGroup(at) && Object.hasOwn(at, part) ? at[part] : undefined;
    if (at === undefined) throw new RangeError(`no assumption \`${id}\``);
  }
  return at as GivenNode;
}

/** Whether something of the tree has others below it by name. */
const isGroup = (node: GivenNode | undefined): node is GivenTree => typeof node === "object" && !(node instanceof Map);

/**
 * Paths of what blocks read of one assumption: itself, `gw.add.2026`, `shares.2026.R100`, or `sales.rows` and `sales.columns.kwh` of a data
 * file. Declared order.
 */
export function pathsUnder(assumption: Assumption): string[] {
  const { id, keys, columns, data } = assumption;
  if (data) return [`${id}.rows`, ...data.columns.map(({ name }) => `${id}.columns.${name}`)];
  if (assumption.shape === "scalar" || assumption.shape === "said") return [id];
  if (assumption.shape === "series") return keys.map((key) => `${id}.${key}`);
  return keys.flatMap((key) => (columns ?? []).map((column) => `${id}.${key}.${column}`));
}

/** Every path that blocks can read: ids of assumptions and of what stands beside them, with what is below. */
export function readablePaths(register: Pick<Register, "assumptions">): Set<string> {
  const { ids, ranges } = besideIds(register);
  const leaves = ranges.flatMap(pathsUnder);
  return new Set([...register.assumptions.keys(), ...leafPaths(register).keys(), ...ids, ...leaves]);
}

/** Every leaf path under `given` but those beside assumptions, with the id of the assumption it belongs to. Declared order. */
export function leafPaths(register: Pick<Register, "assumptions">): Map<string, string> {
  const out = new Map<string, string>();
  for (const assumption of register.assumptions.values()) {
    for (const path of pathsUnder(assumption)) out.set(path, assumption.id);
  }
  return out;
}

/**
 * The assumption a path under `given` belongs to: `gw.add` for `gw.add.2026`, for `range.gw.add.low.2026` and for itself; undefined for
 * a group and for a name that is none.
 */
export function assumptionOf(register: Pick<Register, "assumptions">, path: string): Assumption | undefined {
  const parts = withoutBeside(register, path).split(".");
  for (let n = parts.length; n > 0; n--) {
    const found = register.assumptions.get(parts.slice(0, n).join("."));
    if (!found) continue;
    const rest = parts.slice(n);
    if (found.data)
      return rest.length === 0 ||
        pathsUnder(found).some((one) => `${path}.`.startsWith(`${one}.`) || one.startsWith(`${path}.`))
        ? found
        : undefined;
    const [row, column] = rest;
    if (row === undefined) return found;
    if (!setOf(found.keys).has(row)) return undefined;
    if (column === undefined) return found;
    return rest.length === 2 && found.columns?.includes(column) ? found : undefined;
  }
  return undefined;
}
