import { didYouMean } from "../diagnostic.js";
import { DATE_STYLES } from "../keys/calendar.js";
import type { FormatSpec } from "../notebook/library/format.js";

/** Formats an author can name in prose, with the options each takes. */
export const FORMAT_HELPERS: ReadonlyMap<string, { operands: 1 | 2; options: readonly string[] }> = new Map([
  ["number", { operands: 1, options: ["digits", "significant", "sign"] }],
  ["percent", { operands: 1, options: ["digits", "sign"] }],
  ["times", { operands: 1, options: ["digits", "significant"] }],
  ["dollars", { operands: 1, options: ["digits", "scale", "sign", "from"] }],
  ["unit", { operands: 1, options: ["to", "from", "digits", "significant", "sign"] }],
  ["date", { operands: 1, options: ["style"] }],
  ["text", { operands: 1, options: [] }],
  ["format", { operands: 2, options: [] }],
  ["range", { operands: 2, options: ["style", "digits", "significant", "to", "from", "scale"] }],
]);

/** A format of a program's own: a value as text. `unit` is the one the value is declared in, where one is. */
export type OwnFormat = (value: unknown, context: { unit?: string }) => string;

/** What every format takes: the text for an empty value, and for one that is not finite. */
export const COMMON_OPTIONS: readonly string[] = ["empty", "nonfinite"];

const STYLES: readonly FormatSpec["style"][] = ["number", "percent", "times", "dollars", "unit", "date", "text"];

function isStyle(text: unknown): text is FormatSpec["style"] {
  return STYLES.some((style) => style === text);
}

/** An option of a format that is none of its values. */
export interface WrongOption {
  message: string;
  expected: string;
  hint?: string | undefined;
}

/** The format a helper call asks for; a sentence saying what is wrong otherwise. */
export function specOf(helper: string, hash: Readonly<Record<string, unknown>>): FormatSpec | WrongOption {
  const spec: FormatSpec = { style: "number" };
  const style = helper === "range" ? (hash.style ?? "number") : helper;
  if (!isStyle(style))
    return {
      message: `\`style\` is \`${String(style)}\``,
      expected: `one of ${STYLES.join(", ")}`,
      hint: didYouMean(String(style), STYLES),
    };
  spec.style = style;
  for (const key of ["digits", "significant"] as const) {
    const value = hash[key];
    if (value === undefined) continue;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 15)
      return { message: `\`${key}\` is \`${String(value)}\``, expected: `a whole number from 0 to 15` };
    spec[key] = value;
  }
  for (const key of ["to", "from"] as const) {
    const value = hash[key];
    if (value === undefined) continue;
    if (typeof value !== "string")
      return { message: `\`${key}\` is \`${String(value)}\``, expected: `a unit in quotation marks` };
    spec[key] = value;
  }
  if (helper === "date" && hash.style !== undefined) {
    const way = DATE_STYLES.find((one) => one === hash.style);
    if (!way)
      return {
        message: `\`style\` is \`${String(hash.style)}\``,
        expected: `one of ${DATE_STYLES.join(", ")}`,
        hint: didYouMean(String(hash.style), DATE_STYLES),
      };
    spec.date = way;
  }
  if (hash.sign !== undefined) spec.sign = hash.sign === true;
  if (hash.scale !== undefined) {
    const scale = hash.scale;
    if (scale !== "k" && scale !== "M" && scale !== "B" && scale !== "T" && scale !== "auto")
      return {
        message: `\`scale\` is \`${String(scale)}\``,
        expected: `k, M, B, T or auto`,
        hint: didYouMean(String(scale), ["k", "M", "B", "T", "auto"]),
      };
    spec.scale = scale;
  }
  return spec;
}
