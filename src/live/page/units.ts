// Stands for assumptions/units/units.ts in a page: the sizes of the units that the memo names were worked out when the page was made.

import { converted, sameDimensions, UnitError } from "../../assumptions/units/converted.js";
import type { PackedUnit } from "../model.js";

interface Unit extends PackedUnit {
  text: string;
}

const EXPECTED = "a unit that this memo names";

/** The units of a memo. */
export class UnitSystem {
  /** By its name as it is written. */
  static known: ReadonlyMap<string, PackedUnit> = new Map();

  parse(text: string): { ok: true; unit: Unit } | { ok: false; problem: object } {
    const unit = UnitSystem.known.get(text);
    if (unit) return { ok: true, unit: { ...unit, text } };
    const problem = { message: `unknown unit \`${text}\``, expected: EXPECTED, offset: 0, length: text.length };
    return { ok: false, problem };
  }

  convert(value: number, from: string, to: string): number {
    const [source, target] = [this.must(from), this.must(to)];
    if (!sameDimensions(source.dimensions, target.dimensions))
      throw new UnitError(`\`${from}\` can't be converted to \`${to}\``, `a unit of \`${to}\``);
    return converted(value, source, target);
  }

  sameDimension(a: string, b: string): boolean {
    return sameDimensions(this.must(a).dimensions, this.must(b).dimensions);
  }

  private must(text: string): Unit {
    const read = this.parse(text);
    if (!read.ok) throw new UnitError(`unknown unit \`${text}\``, EXPECTED);
    return read.unit;
  }
}

const system = new UnitSystem();

export const unitSystem = (): UnitSystem => system;

export { sameDimensions };
