import { isScalar, type Node } from "yaml";

interface FlowPair {
  key: unknown;
  value: unknown;
}

/**
 * The digits of `1,800`, which in braces is 1 and a key 800 without a value: where the number begins and ends as typed, and the pairs that
 * are its groups. Undefined for a value that no such key follows right behind a comma.
 */
export function splitNumber(
  pairs: readonly FlowPair[],
  at: number,
  text: string,
): { from: number; to: number; strays: FlowPair[] } | undefined {
  const value = pairs[at]?.value;
  if (!isScalar(value) || value.type !== "PLAIN") return undefined;
  const [from = 0, end = 0] = value.range ?? [];
  if (!/^[-+\p{Sc}]?[\d_.]*\d$/u.test(text.slice(from, end))) return undefined;
  let to = end;
  const strays: FlowPair[] = [];
  for (let next = at + 1; next < pairs.length; next++) {
    const pair = pairs[next];
    if (!pair || !isScalar(pair.key) || (pair.value !== null && pair.value !== undefined)) break;
    const [keyFrom = 0, keyTo = 0] = pair.key.range ?? [];
    if (text.slice(to, keyFrom) !== "," || !/^\d/.test(text.slice(keyFrom, keyTo))) break;
    strays.push(pair);
    to = keyTo;
  }
  return strays.length > 0 ? { from, to, strays } : undefined;
}

/**
 * Items of a list in brackets that are the groups of one number: `[1,800, 2,400]`. Where a space stands behind some commas and not behind
 * others, the others are not between items. Gives where a number ends that begins at an item, and -1 for its other groups.
 */
export function joinedDigits(items: readonly Node[], text: string): Map<Node, number> {
  const ends = new Map<Node, number>();
  const between = items.slice(1).map((item, i) => text.slice(items[i]?.range?.[1] ?? 0, item.range?.[0] ?? 0));
  if (!between.includes(",") || between.every((gap) => gap === ",")) return ends;
  let first: Node | undefined;
  for (const [i, item] of items.entries()) {
    const [from = 0, to = 0] = item.range ?? [];
    const isGroup = i > 0 && between[i - 1] === "," && /^\d{3}(?!\d)/.test(text.slice(from, to));
    if (!isGroup) first = /^[-+]?\d{1,3}$/.test(text.slice(from, to)) ? item : undefined;
    else if (first) {
      ends.set(first, to);
      ends.set(item, -1);
    }
  }
  return ends;
}
