/** One of the parts that a work is cut into: the `i`-th, from 1, of so many. */
export interface Shard {
  i: number;
  of: number;
}

export const SHARD_EXPECTED = "Expected i/n with whole numbers and 1 ≤ i ≤ n, as in 2/8.";

/** `2/8`: the second of eight parts; undefined for a text that names none. */
export function shardIn(text: string): Shard | undefined {
  const [, i, of] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? [];
  const shard = { i: Number(i), of: Number(of) };
  return i === undefined || shard.i < 1 || shard.i > shard.of ? undefined : shard;
}
