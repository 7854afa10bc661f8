import { type BlockNode, cellsOf, type LayoutNode } from "../../document/tree.js";
import { figureLabel } from "../text.js";
import { anchors, type PageContext } from "./context.js";
import { escapeAttribute } from "./escape.js";
import { writeInline } from "./inline.js";

/** Figures side by side, with what is said of all of them around. @param write blocks of a cell */
export function writeLayout(
  node: LayoutNode,
  context: PageContext,
  write: (nodes: readonly BlockNode[]) => string,
): string {
  const { whole, columns } = node;
  const cells = `<div class="cells">${cellsOf(node)
    .map((cell) => `<div>${write(cell)}</div>`)
    .join("\n")}</div>`;
  const kind = `layout ${columns === 2 ? "two" : "three"}`;
  if (!whole) return `<div class="${kind}">${cells}</div>`;
  const caption = context.ids.of("caption", whole.id);
  const head = `<p class="caption" id="${caption}">${anchors(whole.id, context)}<span class="label">${figureLabel(whole)}</span> ${writeInline(whole.caption, context)}</p>`;
  const source = whole.source.length > 0 ? `\n<p class="source">Source: ${writeInline(whole.source, context)}</p>` : "";
  return `<div class="${kind}" id="${escapeAttribute(whole.id)}" role="group" aria-labelledby="${caption}">${head}\n${cells}${source}</div>`;
}
