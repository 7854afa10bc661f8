import type { Cell } from "../../src/notebook/types.js";
import type { DrawnFigure } from "./results-table-data.js";

/** What the memo has for a figure: the value, and the text printed of it. */
export interface Found {
  value: Cell;
  text: string;
}

/** A figure of the reference beside the memo's. */
export interface Compared {
  /** With two more decimals than printed. */
  computed: string;
  /** Computed less expected: relative, in points for a share; empty for a text. */
  error: string;
  agrees: boolean;
  verdict: string;
}

/** A value as the reference prints it: as many decimals, its sign for a share, its own word for delays at sites. */
export function asPrinted({ value, text }: Found, printed: string, more = 0): string {
  if (typeof value !== "number") return text.replaceAll("delays at sites", "labour/EPC");
  return times(value, printed).toFixed(decimalsOf(printed) + more) + (isShare(printed) ? "%" : "");
}

/** Without the commas between thousands; texts keep theirs. */
export const plain = (printed: string): string => printed.replace(/(?<=\d),(?=\d{3})/g, "");

/** The reference prints the sign of a number that rounds to nothing. */
const unsigned = (text: string): string => text.replace(/^-(?=0(\.0+)?%?$)/, "");

/** Agrees when the value, rounded to the decimals printed, reads the same; a text as it stands. */
export function compare(found: Found | undefined, printed: string): Compared {
  if (!found) return { computed: "–", error: "", agrees: false, verdict: "not in the memo" };
  const agrees = unsigned(asPrinted(found, printed)) === unsigned(plain(printed));
  return {
    computed: grouped(unsigned(asPrinted(found, printed, 2))),
    error: errorOf(found.value, printed),
    agrees,
    verdict: agrees ? "agrees" : "differs",
  };
}

/** Standard errors of the difference within which two estimates from draws agree. */
const ERRORS_ALLOWED = 3;

/**
 * For a figure from draws: agrees within three standard errors of the difference, beyond what rounding hides. Both have the error given,
 * the reference's; that of quasi-random draws is no larger.
 */
export function compareDrawn(found: Found | undefined, { printed, error }: DrawnFigure): Compared {
  const compared = compare(found, printed);
  if (typeof found?.value !== "number") return compared;
  const half = 0.5 * 10 ** -decimalsOf(printed) * (isShare(printed) ? 0.01 : 1);
  const distance = Math.max(0, Math.abs(found.value - numberOf(printed)) - half) / (Math.SQRT2 * error);
  const agrees = distance <= ERRORS_ALLOWED;
  const verdict = `${agrees ? "agrees" : "differs"}, ${distance.toFixed(1)} of ${ERRORS_ALLOWED} s.e.`;
  return { ...compared, agrees, verdict };
}

export const isShare = (printed: string): boolean => printed.endsWith("%");
export const decimalsOf = (printed: string): number => /\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
const times = (value: number, printed: string): number => (isShare(printed) ? 100 * value : value);

/** The number a figure stands for; 33% is 0.33. */
export function numberOf(printed: string): number {
  const number = Number(plain(printed).replace("%", ""));
  return isShare(printed) ? number / 100 : number;
}

function errorOf(value: Cell, printed: string): string {
  if (typeof value !== "number") return "";
  const expected = numberOf(printed);
  if (isShare(printed)) return `${signed(100 * (value - expected))} pts`;
  return expected === 0 ? signed(value) : `${signed(100 * (value / expected - 1))}%`;
}

function signed(x: number): string {
  const text = unsigned(x.toFixed(2));
  return Number(text) > 0 ? `+${text}` : text;
}

/** With commas between thousands. */
const grouped = (text: string): string =>
  /^-?\d+(\.\d+)?%?$/.test(text) ? text.replace(/(?<!\.\d*)\B(?=(\d{3})+(?!\d))/g, ",") : text;
