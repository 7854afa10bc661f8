import type { OutputColumn } from "./points.js";

/**
 * Which of a study's inputs can tell of its results: those that any of them rests on, and what goes with these by its draws. What chance gives the
 * others is not theirs.
 */
export function telling(
  columns: readonly OutputColumn[],
  names: readonly string[],
  correlations: readonly { a: string; b: string }[] = [],
): (input: { id: string }) => boolean {
  const behind = columns.filter(({ name }) => names.includes(name)).map(({ restsOn }) => restsOn);
  if (behind.length === 0 || behind.includes(undefined)) return () => true;
  const ids = new Set(behind.flatMap((some = []) => some));
  const moves = (id: string): boolean => ids.has(id) || [...ids].some((one) => id.startsWith(`${one}.`));
  return ({ id }) => moves(id) || correlations.some(({ a, b }) => (a === id && moves(b)) || (b === id && moves(a)));
}

/** Those of some inputs that have a part in the result's variance, the greatest first. */
export const sharing = <T extends { total: { value: number } }>(inputs: readonly T[]): readonly T[] =>
  inputs.filter(({ total }) => total.value !== 0).sort((a, b) => b.total.value - a.total.value);

/** Those of some inputs that move the result. */
export const moving = <T extends { id: string }>(inputs: readonly T[], unmoved: readonly string[]): readonly T[] =>
  inputs.filter(({ id }) => !unmoved.includes(id));
