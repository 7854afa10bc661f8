import { toBlocks } from "../../assumptions/units/block-units.js";
import { Quantity } from "./quantity.js";
import { type Unit, withZero } from "./unit.js";

// Kelvins are a temperature, which has a zero, or a difference of two, which has none; what may be done with the one may not with the other.

/** What is known of kelvins; see Unit. */
export const zeroOf = (value: unknown): Unit["zero"] => (value instanceof Quantity ? value.unit?.zero : undefined);

const KELVIN = 4;

/** 0 °C in kelvins. */
export const FREEZING = toBlocks(0, "degC");

/** Whether a value is in kelvins and nothing else, so that it may be a temperature or a difference. */
export function isTemperature(value: number | Quantity): value is Quantity {
  if (typeof value === "number" || !value.unit) return false;
  if (value.unit.zero) return true;
  return value.unit.symbols.length === 1 && value.unit.dimensions.every((power, i) => power === (i === KELVIN ? 1 : 0));
}

/** The same kelvins, of which nothing is known. */
export const withoutZero = ({ number, unit, literals, from }: Quantity): Quantity =>
  new Quantity(number, unit && withZero(unit, undefined), literals, from);

/** Whether kelvins are taken to degrees Celsius by hand, which are so many kelvins above the freezing point and no temperature any more. */
export const isInCelsius = (a: Quantity, b: Quantity, sign: "+" | "-" | "%"): boolean =>
  sign === "-" && zeroOf(a) === "point" && zeroOf(b) === undefined && b.number === FREEZING;

/** What the sum or difference of two is; "none" where it is neither a temperature nor a difference. */
export function zeroOfSum(a: Unit["zero"], b: Unit["zero"], sign: "+" | "-" | "%"): Unit["zero"] | "none" {
  if (a === "point" && b === "point") return sign === "-" ? "difference" : "none";
  if (b === "point") return sign === "+" ? "point" : "none";
  // Less kelvins that may be either, a temperature may be one still or a difference.
  if (a === "point") return sign === "%" ? "none" : sign === "-" && b === undefined ? undefined : "point";
  if (sign === "-") return "difference";
  return a === "difference" && b === "difference" ? "difference" : undefined;
}

/** The first of some values that is a temperature on a scale with a zero of its own. */
export const temperatureIn = (values: readonly unknown[]): unknown => values.find((one) => zeroOf(one) === "point");
