import { entriesOf, keyed } from "../../keys/ordered.js";
import type { Unit } from "./unit.js";

const NONE: readonly never[] = [];

/** How often numbers were taken out of quantities by code that knows none; see `takenOut`. */
let taken = 0;

/**
 * A number with its unit, where that isn't 1. The number is the one that a plain run has at this place. Code that knows nothing of
 * quantities gets that number.
 */
export class Quantity {
  constructor(
    readonly number: number,
    /** Undefined once it is not known any more: behind an error, or behind code whose arithmetic isn't seen. */
    readonly unit: Unit | undefined,
    /** Numbers written in the code by which it was multiplied and that may have changed its unit; undefined when too many. */
    readonly literals: readonly number[] | undefined = NONE,
    /** Ids of some assumptions it comes from. */
    readonly from: readonly string[] = NONE,
  ) {}

  valueOf(): number {
    taken++;
    return this.number;
  }
  toString(): string {
    return String(this.number);
  }
  toJSON(): number {
    return this.number;
  }
  toFixed(digits?: number): string {
    return this.number.toFixed(digits);
  }
  toPrecision(digits?: number): string {
    return this.number.toPrecision(digits);
  }
  toExponential(digits?: number): string {
    return this.number.toExponential(digits);
  }
  toLocaleString(locales: string = "en-US", options?: Intl.NumberFormatOptions): string {
    return this.number.toLocaleString(locales, options);
  }
}

/** What a call came to, and whether it took numbers out of quantities on its way. */
export function takenOut<T>(call: () => T): { result: T; took: boolean } {
  const before = taken;
  const result = call();
  return { result, took: taken > before };
}

/**
 * What stands for an assumption that is a pure number and happens to be 0: it counts as any 0 and is none that fits anything, as one written in
 * the code is, which a sum may begin with. Nothing computes with its sign: `plain` takes it off, and arithmetic makes none of other zeros.
 */
export const GIVEN_ZERO = -0;

export const isGivenZero = (value: unknown): boolean => Object.is(value, GIVEN_ZERO);

/** A number that came of others: as 0, a given one where one of them is, else as any written in the code. */
export const carried = (result: number, ...of: readonly unknown[]): number =>
  result === 0 ? (of.some(isGivenZero) ? GIVEN_ZERO : 0) : result;

/** The number of a quantity or of a given 0; anything else as it is. */
export function plain<T>(value: T): T | number {
  if (value instanceof Quantity) return value.number;
  return isGivenZero(value) ? 0 : value;
}

/** Some assumptions of both: three are enough to find the place. */
export function origins(a: unknown, b?: unknown): readonly string[] {
  const one = a instanceof Quantity ? a.from : [];
  const two = b instanceof Quantity ? b.from : [];
  if (two.length === 0 || one === two) return one;
  if (one.length === 0) return two;
  return [...new Set([...one, ...two])].slice(0, 3);
}

/** A series with what `f` makes of each value. */
export function mapped<T, U>(source: Readonly<Record<string, T>>, f: (value: T) => U): Record<string, U> {
  return keyed(entriesOf(source).map(([key, value]) => [key, f(value)]));
}

/** Applies `f` to every number and quantity of a value. */
export function deep(value: unknown, f: (one: number | Quantity) => unknown): unknown {
  if (typeof value === "number" || value instanceof Quantity) return f(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as unknown[], (one) => deep(one, f));
  if (typeof value !== "object" || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  return mapped(value as Record<string, unknown>, (one) => deep(one, f));
}
