import { isAddress } from "../../document/addresses/address.js";

/** Text as it may stand between tags. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&gt;"));
}

/** A sentence as it may stand between tags, with what it names in backticks as code. */
export function withCode(text: string): string {
  return escapeText(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}

/** Text as it may stand in a double-quoted attribute. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : "&quot;"));
}

/**
 * A link's address for an attribute, escaped.
 * @throws Error for any scheme but http, https and mailto, and for relative addresses: the page stands alone.
 */
export function escapeHref(href: string): string {
  if (!href.startsWith("#") && !isAddress(href))
    throw new Error(`a link of the page leads to ${JSON.stringify(href)}; expected http:, https:, mailto: or #`);
  return escapeAttribute(href);
}

const SIGNS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** The text of a page's elements, as `textContent` has it where scripts run. */
export function textIn(html: string): string {
  // Whoever reads a page reads each carriage return as a line break. One right behind the tag of preformatted text is none of its letters.
  const pieces = html
    .replace(/\r\n?/g, "\n")
    .replace(/(<pre\b[^>]*>)\n/g, "$1")
    .split(/(<noscript\b[^>]*>[\s\S]*?<\/noscript>)/);
  return pieces
    .map((piece, at) =>
      at % 2 === 1
        ? piece.replace(/^<noscript\b[^>]*>|<\/noscript>$/g, "")
        : piece.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot);/g, (_, name: string) => SIGNS[name] ?? ""),
    )
    .join("");
}
