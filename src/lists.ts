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

/** What can be reached from some starts by steps from each to others: each once, the starts among them, nearest first. */
export function reachable<T>(starts: Iterable<T>, next: (one: T) => Iterable<T>): Set<T> {
  const found = new Set(starts);
  // A set hands out what is added to it while it is run through.
  for (const one of found) for (const other of next(one)) found.add(other);
  return found;
}
