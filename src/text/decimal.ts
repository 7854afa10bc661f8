/** A decimal number: coefficient × 10^-places. */
export interface Decimal {
  coefficient: bigint;
  places: number;
}

/** From here on not all digits of a whole number are its own, and the last of those it has are noise as often as a fraction's. */
const ROUND = 1e17;

/** A number as its decimal digits; of fractions, and of whole numbers beyond all digits, the first 15 that say something. */
export function toDecimal(value: number | bigint): Decimal {
  if (typeof value === "bigint") return { coefficient: value, places: 0 };
  const text = Number.isInteger(value) && Math.abs(value) < ROUND ? String(value) : value.toPrecision(15);
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
  return trimmed({ coefficient: BigInt(sign + whole + fraction), places: fraction.length - Number(exponent) });
}

/** Ten to a power. Pages run this too, for which `10n ** n` would be written as `Math.pow`, that takes no such numbers. */
export const tenTo = (power: number): bigint => BigInt(`1${"0".repeat(power)}`);

export const shift = (d: Decimal, power: number): Decimal => ({ ...d, places: d.places - power });

export function toPlaces(d: Decimal, places: number): Decimal {
  if (places >= d.places) return { coefficient: d.coefficient * tenTo(places - d.places), places };
  const unit = tenTo(d.places - places);
  const half = d.coefficient < 0n ? -unit / 2n : unit / 2n;
  return { coefficient: (d.coefficient + half) / unit, places };
}

export function toSignificant(d: Decimal, figures: number): Decimal {
  if (d.coefficient === 0n) return { coefficient: 0n, places: 0 };
  const rounded = toPlaces(d, figures - integerDigits(d));
  // 9.96 to two figures is 10, not 10.0.
  return integerDigits(rounded) > integerDigits(d) ? toPlaces(d, figures - integerDigits(rounded)) : rounded;
}

/** Digits before the point; zero or less for numbers below 0.1. */
export function integerDigits(d: Decimal): number {
  const size = d.coefficient < 0n ? -d.coefficient : d.coefficient;
  return size === 0n ? 1 : String(size).length - d.places;
}

export function trimmed(d: Decimal): Decimal {
  let { coefficient, places } = d;
  while (places > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    places -= 1;
  }
  return { coefficient, places };
}

/** Digits without sign or exponent, thousands set apart. */
export function plain(d: Decimal, separator: string): string {
  const whole = d.places < 0 ? toPlaces(d, 0) : d;
  const digits = String(whole.coefficient < 0n ? -whole.coefficient : whole.coefficient).padStart(
    whole.places + 1,
    "0",
  );
  const point = digits.length - whole.places;
  const integer = digits.slice(0, point).replace(/\B(?=(?:\d{3})+$)/g, separator);
  return whole.places > 0 ? `${integer}.${digits.slice(point)}` : integer;
}

const asNumber = ({ coefficient, places }: Decimal): number => Number(`${coefficient}e${-places}`);

/** A number to so many digits behind the point, as it is printed: 1.45 to one is 1.5, and so is its opposite. */
export const roundedTo = (value: number, places: number): number =>
  Number.isFinite(value) ? asNumber(toPlaces(toDecimal(value), places)) : value;

/** The same to so many significant digits. */
export const roundedToSignificant = (value: number, figures: number): number =>
  Number.isFinite(value) ? asNumber(toSignificant(toDecimal(value), figures)) : value;

/** Digits of what a difference is taken from that the binary arithmetic behind it leaves alone. */
const SAFE_DIGITS = 14;

/**
 * A difference of numbers, or a part of one, to the decimals that it is good for: 0.14138 less 0.12763 is 0.01375 and not 0.013749999999999929, which prints
 * otherwise.
 *
 * @param size of the larger of what it was taken from
 */
export const withoutNoise = (difference: number, size: number): number =>
  size !== 0 && Number.isFinite(size)
    ? roundedTo(difference, SAFE_DIGITS - integerDigits(toDecimal(size)))
    : difference;
