import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { MathJsInstance } from "mathjs";
import { mathjsUnits } from "../../packages.js";

export type UnitClass = MathJsInstance["Unit"];

/**
 * A fresh class of units of mathjs, with a table of its own. Only the files of its units are loaded, and arithmetic of plain numbers is handed to
 * them: the whole of mathjs, whose numbers may be of many kinds, takes a third of a second to come up. A test compares the two.
 */
export function createUnits(): UnitClass {
  create ??= (require(existsSync(BUNDLED) ? BUNDLED : mathjsUnits()) as UnitModule).createUnitClass;
  const units = create(NUMBERS);
  // Reactive power is an imaginary number to mathjs; here it would be none.
  delete (units.UNITS as Record<string, unknown>).VAR;
  return units;
}

/** The units of mathjs by themselves, as the compiled package has them. */
const BUNDLED = fileURLToPath(new URL("./mathjs-units.cjs", import.meta.url));
const require = createRequire(import.meta.url);

interface UnitModule {
  createUnitClass: (numbers: unknown) => UnitClass;
}

let create: UnitModule["createUnitClass"] | undefined;

/** Kinds of number that no unit here is given. */
class None {}

/** What mathjs writes the size of a degree as; a number wherever it is counted with. */
class Ratio {
  constructor(
    private readonly over: number,
    private readonly under: number,
  ) {}

  valueOf(): number {
    return this.over / this.under;
  }
}

const NUMBERS = {
  config: { number: "number", predictable: false },
  addScalar: (a: number, b: number) => a + b,
  subtractScalar: (a: number, b: number) => a - b,
  multiplyScalar: (a: number, b: number) => a * b,
  divideScalar: (a: number, b: number) => a / b,
  pow: (a: number, b: number) => a ** b,
  abs: Math.abs,
  fix: Math.trunc,
  round: Math.round,
  equal: (a: number, b: number) => a === b,
  isNumeric: (value: unknown) => typeof value === "number",
  format: String,
  number: Number,
  Complex: None,
  BigNumber: None,
  Fraction: Ratio,
};
