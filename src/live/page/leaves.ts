import { pathsUnder } from "../../assumptions/register/given.js";
import { rangeOf } from "../../assumptions/register/ranges.js";
import type { Assumption } from "../../assumptions/register/types.js";
import { append } from "../../lists.js";

/** Paths at which assumptions are others than before. */
export function touchedLeaves(before: ReadonlyMap<string, Assumption>, now: ReadonlyMap<string, Assumption>): string[] {
  const paths: string[] = [];
  for (const [id, is] of now) {
    const was = before.get(id);
    if (!was || was === is) continue;
    if (is.said || is.data) {
      if (was.said?.content !== is.said?.content || was.data !== is.data) append(paths, pathsUnder(is));
      continue;
    }
    append(paths, movedLeaves(was, is));
    // A value outside of its range widens it.
    const ranges = [rangeOf(was), rangeOf(is)] as const;
    if (ranges[0] && ranges[1]) append(paths, movedLeaves(ranges[0], ranges[1]));
  }
  return paths;
}

function leafAt({ value }: Assumption, keys: string): unknown {
  if (keys === "") return value;
  let at: unknown = value;
  // A key may hold a dot itself.
  const parts = keys.split(".");
  while (parts.length > 0 && typeof at === "object" && at !== null) {
    let taken = 1;
    while (taken <= parts.length && !Object.hasOwn(at, parts.slice(0, taken).join("."))) taken++;
    at = (at as Record<string, unknown>)[parts.splice(0, taken).join(".")];
  }
  return at;
}

/** Leaves of an assumption that it has other numbers at than before. */
const movedLeaves = (before: Assumption, now: Assumption): string[] =>
  pathsUnder(now).filter((path) => {
    const keys = path.slice(now.id.length + 1);
    return !Object.is(leafAt(before, keys), leafAt(now, keys));
  });

export function sameValue(a: Assumption, b: Assumption): boolean {
  if (a.said || a.data) return a.said?.content === b.said?.content && a.data === b.data;
  return pathsUnder(a).every((path) => {
    const keys = path.slice(a.id.length + 1);
    return Object.is(leafAt(a, keys), leafAt(b, keys));
  });
}
