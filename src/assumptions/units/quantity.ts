import { notPlain, oddSpelling } from "../expressions/number-spelling.js";
import { SIGNS } from "./currencies.js";

/** A number and, where one follows it, the text of its unit, as written. */
export interface Quantity {
  value: number;
  unit?: string;
  /** Offset of the unit in the text. */
  unitOffset: number;
}

export type QuantityResult =
  | { ok: true; quantity: Quantity }
  | { ok: false; message: string; expected: string; hint?: string };

/** What a quantity begins with. */
export const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/;
const EXPECTED = "a number, or a number and its unit such as `22 TB/s`";

/**
 * Splits "22 TB/s" into number and unit. Spellings that read two ways (`1,000`, `010`) are refused with the plain form, and a second
 * number after a division (`5 / 0.5 year`) likewise.
 */
export function parseQuantity(text: string): QuantityResult {
  const trimmed = text.trim();
  const wrong = notPlain(trimmed);
  if (wrong) return { ok: false, ...wrong };
  const money = /^(\p{Sc})\s*(.*)$/u.exec(trimmed);
  if (money) {
    const code = SIGNS[money[1] ?? ""] ?? "";
    return {
      ok: false,
      message: `\`${trimmed}\` begins with a currency sign`,
      expected: EXPECTED,
      ...(/^[A-Z]{3}$/.test(code) ? { hint: `write \`${money[2]} ${code}\`` } : {}),
    };
  }
  const number = NUMBER.exec(trimmed)?.[0];
  if (number === undefined)
    return { ok: false, message: trimmed === "" ? "found nothing" : `found \`${trimmed}\``, expected: EXPECTED };
  const value = Number(number);
  if (!Number.isFinite(value)) {
    return { ok: false, message: `\`${number}\` is too large for a number`, expected: "a finite number" };
  }
  const odd = oddSpelling(number, value);
  if (odd) return { ok: false, ...odd };
  const rest = trimmed.slice(number.length);
  const unit = rest.trim();
  const unitOffset = text.indexOf(trimmed) + number.length + (rest.length - rest.trimStart().length);
  if (unit === "") return { ok: true, quantity: { value, unitOffset } };
  if (/^[*/^]/.test(unit)) {
    return {
      ok: false,
      message: `\`${trimmed}\` is a calculation, and one that reads two ways`,
      expected: EXPECTED,
      hint: "use `expression:` for a calculated value",
    };
  }
  return { ok: true, quantity: { value, unit, unitOffset } };
}
