import type { QuoteNode } from "../../document/tree.js";
import type { PageContext } from "./context.js";
import { escapeText } from "./escape.js";

/** Assumptions told in full on a card; the rest is counted and found in the appendix. */
const TOLD = 8;
/** Characters of a series' values on a card. */
const LONGEST_VALUE = 64;

/** What stands behind a quoted number: value in full, expression, block, assumptions with values and sources. */
export function writeCard(quote: QuoteNode, context: PageContext): string {
  const { ids } = context;
  const full = quote.full.trim();
  let html = `<span class="card" role="tooltip" id="${ids.of("card", quote.id)}" data-aid>`;
  html += ` <strong>${escapeText(full === "" ? quote.text : full)}</strong> <code>${escapeText(quote.expression)}</code>`;
  if (quote.blockId !== undefined) {
    const name = escapeText(quote.blockId);
    html += ` <span class="from">computed in ${
      context.codeBlocks.has(quote.blockId)
        ? `<a href="#${ids.of("block", quote.blockId)}">${name}</a>`
        : `<em>${name}</em>`
    }</span>`;
  }
  if (quote.restsOn.length > 0) {
    const told = quote.restsOn.length <= TOLD + 1 ? quote.restsOn : quote.restsOn.slice(0, TOLD);
    const more = quote.restsOn.length - told.length;
    html += ` <span class="rests">Rests on</span>${told.map((id) => cardLine(id, context)).join("")}`;
    if (more > 0) html += ` <a class="more" href="#${ids.of("memo", "appendix")}">and ${more} more assumptions</a>`;
  }
  return `${html}</span>`;
}

function cardLine(id: string, context: PageContext): string {
  const known = context.cardLines.get(id);
  if (known !== undefined) return known;
  const row = context.rows.get(id);
  let line: string;
  if (row === undefined) line = ` <span class="on">${breakable(id)}</span>`;
  else {
    const unit = row.unit === "1" || row.unit === "" ? "" : ` ${row.unit}`;
    const value = row.value.length > LONGEST_VALUE ? `${row.value.slice(0, LONGEST_VALUE).trimEnd()}…` : row.value;
    line = ` <span class="on"><a href="#${context.ids.of("a", id)}">${row.assumption.label === undefined ? breakable(id) : escapeText(row.assumption.label)}</a> ${escapeText(
      value + unit,
    )}${row.range === "" || row.range.length > LONGEST_VALUE ? "" : ` <em>(${escapeText(row.range)})</em>`} <span>${writeSources(row.sources, row.assumption.sources, row.assumption.kind, context)}</span></span>`;
  }
  context.cardLines.set(id, line);
  return line;
}

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
