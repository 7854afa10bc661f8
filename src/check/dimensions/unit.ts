/** A product of units as written, with what it measures; plain data. A pure number has none. */
export interface Unit {
  /** Names with their powers, in the order written: GW 1, year -1. */
  readonly symbols: readonly (readonly [name: string, power: number])[];
  /** Powers of the base dimensions. */
  readonly dimensions: readonly number[];
  /** One of it in base units. */
  readonly factor: number;
  /**
   * Of kelvins: a temperature that is declared or meant on a scale with a zero of its own, of which no sum and no multiple is one, or the
   * difference of two temperatures, which is none. Absent where kelvins may be either.
   */
  readonly zero?: "point" | "difference";
}

/** The powers of both, by name; what cancels is left out. */
export function joined(a: Unit["symbols"], b: Unit["symbols"], sign: number): Unit["symbols"] {
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
export const isFree = ({ dimensions }: Unit): boolean => dimensions.every((power) => Math.abs(power) < 1e-9);

/** Whether two units measure the same thing, whatever their sizes. */
export function alike(a: Unit, b: Unit): boolean {
  const [one, other] = [a.dimensions, b.dimensions];
  for (let i = 0; i < one.length || i < other.length; i++)
    if (!(Math.abs((one[i] ?? 0) - (other[i] ?? 0)) < 1e-9)) return false;
  return true;
}

/** The same kelvins, as a temperature or as a difference. */
export const withZero = (unit: Unit, zero: Unit["zero"]): Unit => {
  const { symbols, dimensions, factor } = unit;
  return { symbols, dimensions, factor, zero };
};

/** As read: `GW/year`, `USD·people/h`, `1`. */
export function unitText(unit: Unit | undefined): string {
  if (!unit) return "1";
  const write = (name: string, power: number): string =>
    power === 1 ? name : `${name}^${Number.isInteger(power) ? power : Number(power.toPrecision(3))}`;
  const upper = unit.symbols.filter(([, power]) => power > 0).map(([name, power]) => write(name, power));
  const lower = unit.symbols.filter(([, power]) => power < 0).map(([name, power]) => `/${write(name, -power)}`);
  return `${upper.length > 0 ? upper.join("·") : "1"}${lower.join("")}`;
}
