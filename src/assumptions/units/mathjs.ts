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
  const known = units.UNITS as unknown as Record<string, { value: number } | undefined>;
  // Reactive power is an imaginary number to mathjs; here it would be none.
  delete known.VAR;
  // 31 gallons of beer to mathjs, and 42 of oil to nearly all who write it.
  delete known.bbl;
  for (const [names, size] of Object.entries(EXACT))
    for (const name of names.split(" ")) {
      const unit = known[name];
      if (unit) unit.value = size;
    }
  return units;
}

/**
 * Sizes of which mathjs has fewer digits than they are defined by, or older ones: an acre as 4046.86 m² makes a thousand of them 4 m² more. The foot
 * and pound are those of 1959, the electronvolt that of the SI of 2019, a horsepower 550 foot-pounds a second, a torr a 760th of an atmosphere, a
 * millimetre of mercury the conventional one, a stick of butter a quarter of a pound.
 */
export const EXACT: Readonly<Record<string, number>> = {
  rd: 5.0292,
  sqrd: 25.29285264,
  sqch: 404.68564224,
  "acre acres": 4046.8564224,
  "stick sticks": 0.1133980925,
  "kip kips": 4448.2216152605,
  "eV electronvolt electronvolts": 1.602176634e-19,
  hp: 745.6998715822702,
  psi: 6894.757293168361,
  torr: 101325 / 760,
  "mmHg mmhg": 133.322387415,
};

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
