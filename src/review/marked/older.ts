import type { BlockNode, FigureNode, InlineNode } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { figureLabel } from "../../render/text.js";

/** A block of the older side without anything that leads somewhere. */
export function plainBlock(block: BlockNode): BlockNode {
  switch (block.type) {
    case "layout":
      return {
        ...block,
        ...(block.whole ? { whole: asItWas(block.whole) } : {}),
        children: block.children.map(plainBlock),
      };
    case "quote":
      return { ...block, children: block.children.map(plainBlock) };
    case "definitions":
      return {
        ...block,
        items: block.items.map(({ term, details }) => ({
          term: plainOf(term),
          details: details.map((detail) => detail.map(plainBlock)),
        })),
      };
    case "markdownTable":
      return { ...block, head: block.head.map(plainOf), rows: block.rows.map((row) => row.map(plainOf)) };
    case "paragraph":
      return { ...block, children: plainOf(block.children) };
    case "heading":
      return { type: "paragraph", children: [{ type: "strong", children: plainOf(block.children) }] };
    case "list":
      return { ...block, items: block.items.map((item) => item.map(plainBlock)) };
    case "figure":
      return asItWas(block);
    case "formula":
      return { type: "verbatim", text: block.expression };
    case "code":
      return { type: "verbatim", text: block.text, language: block.language };
    default:
      return block;
  }
}

/** A figure of the older side; its ids give way. */
export function asItWas({ extras: _, ...figure }: FigureNode): FigureNode {
  const id = `${figure.id}-before`;
  const svg = figure.svg?.replaceAll(`"${figure.id}-`, `"${id}-`).replaceAll(`#${figure.id}-`, `#${id}-`);
  return {
    ...figure,
    id,
    caption: plainOf(figure.caption),
    source: figure.source.length === 0 ? [] : plainOf(figure.source),
    data: [],
    restsOn: [],
    svg,
  };
}

/** What a layout said of all its figures, as paragraphs. */
export const linesOf = (whole: FigureNode): BlockNode[] =>
  [
    `${figureLabel(whole)}. ${plainText(whole.caption)}`,
    ...(whole.source.length > 0 ? [`Source: ${plainText(whole.source)}`] : []),
  ].map((text) => ({ type: "paragraph", children: [{ type: "text", text }] }));

/** A text of the older side: nothing in it leads anywhere. */
const plainOf = (nodes: readonly InlineNode[]): InlineNode[] => [{ type: "text", text: plainText(nodes) }];
