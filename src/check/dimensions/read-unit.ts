import { hasZero, spelled, unitInBlocks } from "../../assumptions/units/block-units.js";
import { UnitError } from "../../assumptions/units/converted.js";
import { factorsOf, readUnitTree } from "../../assumptions/units/tree.js";
import type { UnitSystem } from "../../assumptions/units/units.js";
import { joined, raised, times, type Unit, withZero } from "./unit.js";

/** A unit expression such as `GW/year`; undefined for `1`. @throws UnitError for one that is unknown. */
export function readUnit(text: string, system: UnitSystem): Unit | undefined {
  const result = system.parse(text);
  if (!result.ok) throw new UnitError(result.problem.message, result.problem.expected, result.problem.hint);
  const { dimensions, factor } = result.unit;
  const symbols = symbolsOf(spelled(text));
  if (symbols.length === 0) return undefined;
  return { symbols, dimensions, factor };
}

/**
 * The unit in which a value stands in blocks that is declared in `text`: none for `%`, and for `degC` kelvins that are a temperature.
 * @throws UnitError for one that is unknown.
 */
export function readDeclared(text: string, system: UnitSystem): Unit | undefined {
  readUnit(text, system);
  const unit = readUnit(unitInBlocks(text), system);
  return unit && hasZero(text) ? withZero(unit, "point") : unit;
}

/** The names in a unit expression with their powers, as written: mathjs drops those that cancel, of `day/year` too. */
const symbolsOf = (text: string): Unit["symbols"] =>
  joined(
    factorsOf(readUnitTree(text)).map(({ name, power }) => [name, power]),
    [],
    1,
  );

/** A unit and what is left of it without some of what stands below the line: BUSD/GW/year, BUSD/year, BUSD/GW and BUSD. */
export function withoutSomeBelow(unit: Unit, system: UnitSystem): Unit[] {
  let all = [unit];
  for (const [name, power] of unit.symbols) {
    const one = power < 0 ? readUnit(name, system) : undefined;
    if (one) all = [...all, ...all.map((some) => times(some, raised(one, -power)))];
  }
  return all;
}
