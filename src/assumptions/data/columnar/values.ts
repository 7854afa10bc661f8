import type { RawCell } from "../raw-table.js";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Bytes as the text that they are in UTF-8.
 * @throws TypeError where they are none
 */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

/** A whole number; one that no number keeps as its digits, which no column of numbers takes. */
export const wholeOf = (value: bigint | number): RawCell =>
  typeof value === "number" || Number.isSafeInteger(Number(value)) ? Number(value) : String(value);

/** A decimal number of so many digits behind the point; as its digits where a number doesn't keep them. */
export function decimalOf(unscaled: bigint | number, scale: number): RawCell {
  const whole = BigInt(unscaled);
  if (scale <= 0) return wholeOf(whole * 10n ** BigInt(-scale));
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, "0");
  const text = `${whole < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return Number.isSafeInteger(Number(whole)) ? Number(text) : text;
}

const DAY = 24 * 60 * 60 * 1000;

/** A day, counted from 1970, as "2026-05-12". */
export function dayOf(days: number): string {
  const date = new Date(days * DAY);
  return Number.isNaN(date.getTime()) ? `day ${days}` : (date.toISOString().split("T")[0] ?? "");
}

/**
 * A moment as "2026-05-12 10:30:00", or the day alone where it is midnight; fractions of a second where there are any.
 *
 * @param ticks since 1970
 * @param digits of a second that a tick has: 3 for milliseconds
 */
export function stampOf(ticks: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits);
  const fraction = ((ticks % unit) + unit) % unit;
  const seconds = Number((ticks - fraction) / unit);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `second ${seconds}`;
  const [day = "", time = ""] = date.toISOString().split("T");
  const clock = time.slice(0, 8);
  if (fraction === 0n) return clock === "00:00:00" ? day : `${day} ${clock}`;
  return `${day} ${clock}.${fraction.toString().padStart(digits, "0").replace(/0+$/, "")}`;
}

/** A whole number of any length, highest byte first, its sign in the highest bit. */
export function bigOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return bytes.length > 0 ? BigInt.asIntN(bytes.length * 8, value) : 0n;
}

/** Sixteen bytes as a UUID is written. */
export const uuidOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
