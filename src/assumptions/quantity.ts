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
const GROUPED = /^[+-]?\d{1,3}(?:[_,' ]\d{3})+(?:\.\d+)?(?![\d_])|^[+-]?\d+(?:_\d+)+(?:\.\d+)?/;
const EXPECTED = "a number, or a number and its unit such as `22 TB/s`";

/**
 * Splits "22 TB/s" into number and unit. Digit groups (`1_000`, `1,000`) are refused with the plain form, and a second
 * number after a division (`5 / 0.5 year`) because it reads two ways.
 */
export function parseQuantity(text: string): QuantityResult {
  const trimmed = text.trim();
  const grouped = GROUPED.exec(trimmed)?.[0];
  if (grouped) {
    const plain = trimmed.replace(grouped, grouped.replace(/[_,' ]/g, ""));
    return {
      ok: false,
      message: `\`${trimmed}\` has marks between its digits and is not a number`,
      expected: "digits without separators",
      hint: `write \`${plain}\``,
    };
  }
  const money = /^([$€£])\s*(.*)$/.exec(trimmed);
  if (money) {
    return {
      ok: false,
      message: `\`${trimmed}\` begins with a currency sign`,
      expected: EXPECTED,
      ...(money[1] === "$" ? { hint: `write \`${money[2]} USD\`` } : {}),
    };
  }
  const number = NUMBER.exec(trimmed)?.[0];
  if (number === undefined)
    return { ok: false, message: trimmed === "" ? "found nothing" : `found \`${trimmed}\``, expected: EXPECTED };
  const value = Number(number);
  if (!Number.isFinite(value)) {
    return { ok: false, message: `\`${number}\` is too large for a number`, expected: "a finite number" };
  }
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
