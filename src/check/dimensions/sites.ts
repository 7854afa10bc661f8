import type { Unit } from "./unit.js";

/** Under this name the operations are handed to a rewritten block. */
export const OPERATIONS = "__u";

/** A place in a block where quantities meet, as the process that runs the blocks needs it. */
export interface Site {
  /** Index into the job's blocks. */
  block: number;
  /** Numbers written in the left and right operand of a product, by which a quantity's unit may be converted. */
  left?: readonly number[];
  right?: readonly number[];
  /** What a comment behind the value says it counts. */
  unit?: Unit;
  /** The name an output is declared under. */
  output?: string;
}

/** What kind of thing a site is. */
export type SiteKind = "binary" | "comparison" | "assignment" | "call" | "annotation";

/** One side of what doesn't fit. */
export interface Side {
  /** Unit as text; `1` for a pure number. */
  unit: string;
  number: number;
  from: readonly string[];
  /** Written numbers by which it was multiplied. */
  literals?: readonly number[];
  /** It is a temperature on a scale with a zero of its own. */
  isTemperature?: boolean;
}

/** Something that doesn't fit, found while the blocks ran; at most one a site. */
export interface Finding {
  site: number;
  rule: "unlike" | "scale" | "temperature" | "exponent" | "function" | "output" | "annotation";
  sides: readonly Side[];
  /** How many times larger one of the left unit is, for `scale`. */
  ratio?: number;
}

/** A value that is printed in a table or by `format`, once for each unit met. */
export interface Printed {
  site: number;
  /** Column of a table. */
  column?: string;
  unitText?: string;
  format?: string;
  side: Side;
  unit: Unit | undefined;
  literals?: readonly number[];
}

/** The units of a value: -1 where unknown, 0 for pure numbers, else an index (from 1) into a list of units. */
export type UnitTree = number | { readonly [key: string]: UnitTree } | null;

/** A function that is told the place it is called from. */
export type Sited = (site: number, values: readonly unknown[]) => unknown;
export type AnyFunction = (...values: never[]) => unknown;
