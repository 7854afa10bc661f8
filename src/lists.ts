/** Adds a value to the list under a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Items by what `keyOf` says of each; keys stand in the order they first came in. */
export function groupBy<K, V>(items: Iterable<V>, keyOf: (item: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) addTo(groups, keyOf(item), item);
  return groups;
}

/** Puts items at the end of a list, however many: `push(...items)` hands each over as an argument, and overflows the stack on a hundred thousand. */
export function append<V>(list: V[], items: Iterable<V>): void {
  for (const item of items) list.push(item);
}

/** The largest of any number of numbers, as `Math.max` of them: NaN when one is NaN, -Infinity of none. */
export function largest(values: Iterable<number>): number {
  let found = Number.NEGATIVE_INFINITY;
  for (const value of values) found = Math.max(found, value);
  return found;
}

/** The least of any number of numbers, as `Math.min` of them: NaN when one is NaN, Infinity of none. */
export function least(values: Iterable<number>): number {
  let found = Number.POSITIVE_INFINITY;
  for (const value of values) found = Math.min(found, value);
  return found;
}

const sets = new WeakMap<readonly unknown[], ReadonlySet<unknown>>();

/** A list that doesn't change as a set, made once a list: whether something is in it is asked once for each of very many. */
export function setOf<T>(list: readonly T[]): ReadonlySet<T> {
  const known = (sets.get(list) as ReadonlySet<T> | undefined) ?? new Set(list);
  sets.set(list, known);
  return known;
}

/** What can be reached from some starts by steps from each to others: each once, the starts among them, nearest first. */
export function reachable<T>(starts: Iterable<T>, next: (one: T) => Iterable<T>): Set<T> {
  const found = new Set(starts);
  // A set hands out what is added to it while it is run through.
  for (const one of found) for (const other of next(one)) found.add(other);
  return found;
}

/**
 * Those that need each other in a circle, however indirectly, as one group each, and all others alone; every group behind the groups that it
 * needs (strongly connected components by Tarjan's algorithm, without recursion).
 */
export function components<T>(starts: Iterable<T>, needs: (one: T) => readonly T[]): T[][] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const placed = new Set<T>();
  const groups: T[][] = [];
  const enter = (one: T): { one: T; needed: Iterator<T> } => {
    low.set(one, index.size);
    index.set(one, index.size);
    stack.push(one);
    return { one, needed: needs(one)[Symbol.iterator]() };
  };
  for (const start of starts) {
    if (index.has(start)) continue;
    const way = [enter(start)];
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const { one, needed } = step;
      const { value: other, done } = needed.next();
      if (!done) {
        if (!index.has(other)) way.push(enter(other));
        else if (!placed.has(other)) low.set(one, Math.min(low.get(one) ?? 0, index.get(other) ?? 0));
        continue;
      }
      way.pop();
      const before = way.at(-1)?.one;
      const first = low.get(one) ?? 0;
      if (before !== undefined) low.set(before, Math.min(low.get(before) ?? 0, first));
      if (first !== index.get(one)) continue;
      const group = stack.splice(stack.lastIndexOf(one));
      for (const member of group) placed.add(member);
      groups.push(group);
    }
  }
  return groups;
}
