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

/** The number of a quantity; anything else as it is. */
export function plain<T>(value: T): T | number {
  return value instanceof Quantity ? value.number : value;
}

/** Some assumptions of both: three are enough to find the place. */
export function origins(a: unknown, b?: unknown): readonly string[] {
  const one = a instanceof Quantity ? a.from : [];
  const two = b instanceof Quantity ? b.from : [];
  if (two.length === 0 || one === two) return one;
  if (one.length === 0) return two;
  return [...new Set([...one, ...two])].slice(0, 3);
}
