import type { PageContext } from "./context.js";
import { escapeText } from "./escape.js";

/**
 * The sources of an assumption as printed, each linked to the reference list where it is in it.
 * @param printed the sources in the order of `keys`, joined with "; " or ", "; "" where there are none
 */
export function writeSources(printed: string, keys: readonly string[], kind: string, context: PageContext): string {
  if (printed === "") return escapeText(kind);
  const separator = ["; ", ", "].find((mark) => printed.split(mark).length === keys.length);
  if (separator === undefined) return escapeText(printed);
  const parts = printed.split(separator);
  return parts
    .map((part, i) => {
      const key = keys[i] ?? "";
      const text = escapeText(part);
      return context.references.has(key) ? `<a href="#${context.ids.of("ref", key)}">${text}</a>` : text;
    })
    .join(separator);
}

/** A dotted id that may break after its dots and underscores. */
export function breakable(id: string): string {
  return escapeText(id).replace(/[._]/g, "$&<wbr>");
}
