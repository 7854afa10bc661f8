import { type Diagnostic, didYouMean } from "../diagnostic.js";
import type { Locator } from "./locator.js";

/** Kinds of callouts, as GitHub knows them. */
export const CALLOUTS = ["note", "tip", "important", "warning", "caution"] as const;
export type CalloutKind = (typeof CALLOUTS)[number];

/** What a quotation's first line says it is, where that is all it says; undefined for a plain quotation. */
export function calloutOf(line: string): CalloutKind | undefined {
  const name = /^\[!([A-Za-z]+)\]\s*$/.exec(line)?.[1]?.toLowerCase();
  return CALLOUTS.find((kind) => kind === name);
}

/** The word a callout begins with. */
export const calloutWord = (kind: CalloutKind): string => `${kind[0]?.toUpperCase()}${kind.slice(1)}`;

const EXPECTED = CALLOUTS.map((kind) => `[!${kind.toUpperCase()}]`).join(", ");

/**
 * Errors `prose/callout`: what looks like a callout and would be printed as it is typed, here or on GitHub.
 *
 * @param plain the text with code and values masked, as long as the text
 */
export function checkCallouts(plain: string, locate: Locator, report: (d: Diagnostic) => void): void {
  const lines = plain.split("\n");
  let start = 0;
  for (const [n, line] of lines.entries()) {
    const at = start;
    start += line.length + 1;
    const found = /^([ \t>]*(?:[-*+]|\d+[.)])?[ \t>]*>[ \t]*)(\[!([A-Za-z]+)\]([+-]?))(.*)$/.exec(line);
    if (!found) continue;
    const [, before = "", mark = "", name = "", fold = "", rest = ""] = found;
    const tell = (message: string, expected: string, from: number, length: number, hint?: string): void =>
      report({
        rule: "prose/callout",
        severity: "error",
        message,
        expected,
        hint,
        place: locate(at + from, Math.max(1, length)),
      });
    if (!CALLOUTS.some((kind) => kind === name.toLowerCase()))
      tell(`\`${mark}\` is no callout`, EXPECTED, before.length, mark.length, nearest(name));
    else if (fold !== "")
      tell(`\`${mark}\` is a callout that folds`, `\`[!${name}]\`: paper doesn't fold`, before.length, mark.length);
    else if (rest.trim() !== "")
      tell(
        `a callout's first line holds more than \`[!${name}]\``,
        "its text on the lines below, each behind a `>`",
        before.length + mark.length + rest.length - rest.trimStart().length,
        rest.trim().length,
      );
    else if (!/^ {0,3}> ?$/.test(before))
      tell(
        "a callout stands within a list or another quotation",
        "it by itself, between empty lines",
        before.length,
        mark.length,
      );
    else if (/^ {0,3}>/.test(lines[n - 1] ?? ""))
      tell("a callout begins within a quotation", "an empty line above it", before.length, mark.length);
    else {
      let end = n + 1;
      while (/^ {0,3}>/.test(lines[end] ?? "")) end++;
      if (lines.slice(n + 1, end).every((inside) => /^[ \t>]*$/.test(inside)))
        tell("a callout holds nothing", "its text on the lines below, each behind a `>`", before.length, mark.length);
    }
  }
}

/** What other programs call the same. */
const OTHERS: Readonly<Record<string, CalloutKind>> = {
  info: "note",
  hint: "tip",
  success: "tip",
  danger: "caution",
  error: "caution",
  attention: "warning",
};

function nearest(name: string): string | undefined {
  const other = OTHERS[name.toLowerCase()];
  if (other) return `did you mean \`[!${other.toUpperCase()}]\`?`;
  return didYouMean(
    `[!${name.toUpperCase()}]`,
    CALLOUTS.map((kind) => `[!${kind.toUpperCase()}]`),
  );
}
