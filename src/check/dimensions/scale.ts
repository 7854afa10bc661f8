import { append } from "../../lists.js";

/** Months of a year are twelve, weeks of it 52 and not 52.18: written numbers are taken that exactly. */
const ROUGHLY = 0.015;
const EXACTLY = 1e-9;

/** Beyond this many, what the numbers were for can't be told. */
export const MOST_LITERALS = 8;

/** Which written numbers of two sides are conversions: by how much each side's unit counts smaller for them. */
export interface Bridge {
  left: readonly number[];
  right: readonly number[];
}

/**
 * Tells whether numbers written in the code explain that two sides' units differ by `ratio`: with 1000 on the left, MW that were
 * written as `1000 * gw` are no other size than MW. The fewest that do; undefined when none.
 */
export function bridge(
  ratio: number,
  left: readonly number[] | undefined,
  right: readonly number[] | undefined,
): Bridge | undefined {
  const none: Bridge = { left: [], right: [] };
  if (near(ratio, 1, EXACTLY) || !left || !right) return none;
  let best: Bridge | undefined;
  const lefts = subsets(left);
  const rights = subsets(right);
  for (const a of lefts)
    for (const b of rights) {
      const size = a.length + b.length;
      if (size === 0 || (best && best.left.length + best.right.length <= size)) continue;
      if (near(productOf(a) / productOf(b), ratio, ROUGHLY)) best = { left: a, right: b };
    }
  return best;
}

const near = (a: number, b: number, within: number): boolean => Math.abs(a / b - 1) <= within;

const productOf = (numbers: readonly number[]): number => numbers.reduce((product, one) => product * one, 1);

function subsets(numbers: readonly number[]): number[][] {
  const all: number[][] = [[]];
  for (const one of numbers)
    append(
      all,
      all.map((some) => [...some, one]),
    );
  return all;
}

/** The numbers of `all` without those of `some`, each as often as it is there. */
export function without(all: readonly number[], some: readonly number[]): number[] {
  const rest = [...all];
  for (const one of some) {
    const at = rest.indexOf(one);
    if (at !== -1) rest.splice(at, 1);
  }
  return rest;
}

/** The numbers that both have. */
export function common(a: readonly number[] | undefined, b: readonly number[] | undefined): readonly number[] {
  if (!a || !b) return a ?? b ?? [];
  return a === b ? a : a.filter((one) => b.includes(one));
}
