import { fromBlocks, toBlocks } from "./block-units.js";

/** What of a unit its conversions need. */
export interface UnitSize {
  text: string;
  /** One of it in base units. */
  factor: number;
  /** Temperature scales with a zero of their own. */
  hasOffset: boolean;
}

/** A value of one unit in another of the same dimension. */
export function converted(value: number, from: UnitSize, to: UnitSize): number {
  if (from.text === to.text) return value;
  if (from.hasOffset || to.hasOffset) {
    const kelvins = from.hasOffset ? toBlocks(value, from.text) : value * from.factor;
    return to.hasOffset ? fromBlocks(kelvins, to.text) : kelvins / to.factor;
  }
  // One division where the factors allow it: 13 GW in MW is 13000, not 12999.999999999998.
  const ratio = from.factor / to.factor;
  if (ratio >= 1 || ratio === 0) return value * ratio;
  return value / (to.factor / from.factor);
}

export function sameDimensions(a: readonly number[], b: readonly number[]): boolean {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 1e-9) return false;
  return true;
}

/** Thrown by `convert` for a unit that is unknown or of another dimension. */
export class UnitError extends Error {
  constructor(
    message: string,
    readonly expected: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = "UnitError";
  }
}
