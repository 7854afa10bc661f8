import { type BlockNode, cellsOf, type FigureNode, type LayoutNode } from "../../document/tree.js";
import { figureLabel } from "../text.js";
import type { PdfContext } from "./context.js";
import { writeInlines } from "./inlines.js";
import { literal } from "./strings.js";

/** Between two columns, in points; `beside` in the style has the same. */
const GUTTER = 16;

/**
 * Figures side by side over both columns, in the room that each has.
 *
 * @param write a block with what is said of it behind it
 */
export function writeLayout(
  node: LayoutNode,
  context: PdfContext,
  write: (block: BlockNode, remark: readonly BlockNode[]) => string,
): string {
  const { whole, columns } = node;
  const first = node.children.find((block): block is FigureNode => block.type === "figure");
  const id = whole?.id ?? `memo:beside-${first?.id ?? ""}`;
  const name = whole ? figureLabel(whole) : `the row of ${first ? figureLabel(first) : "figures"}`;
  const place = whole?.place ?? first?.place;
  context.placed.set(id, { name, where: name, ...(place ? { place } : {}) });
  const floats = context.floats(id);
  const said = whole
    ? [
        `name: ${literal(name)}`,
        `caption: [${writeInlines(whole.caption, context)}]`,
        `source: ${whole.source.length === 0 ? "none" : `[${writeInlines(whole.source, context)}]`}`,
      ]
    : [];
  const wide = Math.floor((context.page.full - (columns - 1) * GUTTER) / columns);
  const cells = context.inColumn(wide, () =>
    cellsOf(node).map(([block, ...more]) => (block ? write(block, more) : "")),
  );
  return [
    `#beside(${[literal(id), `columns: ${columns}`, `floats: ${floats}`, ...said].join(", ")},`,
    ...cells.map((cell) => `  [${cell}],`),
    ")",
  ].join("\n");
}
