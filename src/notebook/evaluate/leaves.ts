import { type GivenTree, isGroup } from "../run/trace.js";

/** The numbers of a tree by dotted path, each with its keys; a key may hold dots itself. */
export function leaves(tree: GivenTree): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const visit = (node: GivenTree, keys: readonly string[]): void => {
    for (const [key, value] of Object.entries(node)) {
      const below = [...keys, key];
      if (isGroup(value)) visit(value, below);
      else if (typeof value === "number") found.set(below.join("."), below);
    }
  };
  visit(tree, []);
  return found;
}

/** The number at some keys. */
export function leafOf(tree: object, keys: readonly string[]): unknown {
  let node: unknown = tree;
  for (const key of keys) node = (node as Record<string, unknown> | undefined)?.[key];
  return node;
}

/** Puts a number at some keys, whose groups are there. */
export function setLeaf(tree: object, keys: readonly string[], value: unknown): void {
  const node = leafOf(tree, keys.slice(0, -1)) as Record<string, unknown> | undefined;
  const last = keys.at(-1);
  if (node && last !== undefined) node[last] = value;
}
