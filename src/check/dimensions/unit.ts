import { sameDimensions, UnitError, type UnitSystem } from "../../assumptions/units.js";

/** A product of units as written, with what it measures; plain data. A pure number has none. */
export interface Unit {
  /** Names with their powers, in the order written: GW 1, year -1. */
  readonly symbols: readonly (readonly [name: string, power: number])[];
  /** Powers of the base dimensions. */
  readonly dimensions: readonly number[];
  /** One of it in base units. */
  readonly factor: number;
}

/** A unit expression such as `GW/year`; undefined for `1`. @throws UnitError for one that is unknown. */
export function readUnit(text: string, system: UnitSystem): Unit | undefined {
  const result = system.parse(text);
  if (!result.ok) throw new UnitError(result.problem.message, result.problem.expected, result.problem.hint);
  const { dimensions, factor } = result.unit;
  const symbols = symbolsOf(text);
  if (symbols.length === 0) return undefined;
  return { symbols, dimensions, factor };
}

/** The names in a unit expression with their powers, as written: mathjs drops those that cancel, of `day/year` too. */
function symbolsOf(text: string): Unit["symbols"] {
  const found: [string, number][] = [];
  // The sign of each bracket that is open, and of what comes next.
  const signs = [1];
  let next = 1;
  for (const [token, name, power] of text.matchAll(/([A-Za-z][A-Za-z0-9]*|%)(?:\s*\^\s*(-?\d))?|[()*/·]/g)) {
    const outer = signs.at(-1) ?? 1;
    if (name !== undefined) found.push([name, outer * next * Number(power ?? 1)]);
    else if (token === "(") signs.push(outer * next);
    else if (token === ")") signs.pop();
    next = token === "/" ? -1 : 1;
  }
  return joined(found, [], 1);
}

function joined(a: Unit["symbols"], b: Unit["symbols"], sign: number): Unit["symbols"] {
  const powers = new Map<string, number>();
  for (const [name, power] of a) powers.set(name, (powers.get(name) ?? 0) + power);
  for (const [name, power] of b) powers.set(name, (powers.get(name) ?? 0) + sign * power);
  return [...powers].filter(([, power]) => Math.abs(power) > 1e-9);
}

function product(a: Unit, b: Unit, sign: 1 | -1): Unit {
  const length = Math.max(a.dimensions.length, b.dimensions.length);
  return {
    symbols: joined(a.symbols, b.symbols, sign),
    dimensions: Array.from({ length }, (_, i) => (a.dimensions[i] ?? 0) + sign * (b.dimensions[i] ?? 0)),
    factor: sign === 1 ? a.factor * b.factor : a.factor / b.factor,
  };
}

const NONE: Unit = { symbols: [], dimensions: [], factor: 1 };

/** The unit of a product; a pure number has no unit. */
export function times(a: Unit | undefined, b: Unit | undefined): Unit {
  return product(a ?? NONE, b ?? NONE, 1);
}

/** The unit of a quotient. */
export function over(a: Unit | undefined, b: Unit | undefined): Unit {
  return product(a ?? NONE, b ?? NONE, -1);
}

/** The unit of a power. */
export function raised(a: Unit, power: number): Unit {
  return {
    symbols: a.symbols.map(([name, one]): [string, number] => [name, one * power]).filter(([, one]) => one !== 0),
    dimensions: a.dimensions.map((one) => one * power),
    factor: a.factor ** power,
  };
}

/** Whether a unit measures nothing: `1`, `%`, MW over GW. */
export const isFree = ({ dimensions }: Unit): boolean => sameDimensions(dimensions, []);

/** Whether two units measure the same thing, whatever their sizes. */
export const alike = (a: Unit, b: Unit): boolean => sameDimensions(a.dimensions, b.dimensions);

/** A unit and what is left of it without some of what stands below the line: BUSD/GW/year, BUSD/year, BUSD/GW and BUSD. */
export function withoutSomeBelow(unit: Unit, system: UnitSystem): Unit[] {
  let all = [unit];
  for (const [name, power] of unit.symbols) {
    const one = power < 0 ? readUnit(name, system) : undefined;
    if (one) all = [...all, ...all.map((some) => times(some, raised(one, -power)))];
  }
  return all;
}

/** As read: `GW/year`, `USD·people/h`, `1`. */
export function unitText(unit: Unit | undefined): string {
  if (!unit) return "1";
  const write = (name: string, power: number): string =>
    power === 1 ? name : `${name}^${Number.isInteger(power) ? power : Number(power.toPrecision(3))}`;
  const upper = unit.symbols.filter(([, power]) => power > 0).map(([name, power]) => write(name, power));
  const lower = unit.symbols.filter(([, power]) => power < 0).map(([name, power]) => `/${write(name, -power)}`);
  return `${upper.length > 0 ? upper.join("·") : "1"}${lower.join("")}`;
}
