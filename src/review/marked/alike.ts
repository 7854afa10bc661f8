import { type BlockNode, type CodeNode, type FigureNode, partsOf, type TableCell } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { type PassageWords, passageWords } from "../passages.js";
import { canonicalCode, languageOf } from "../sources/code.js";
import { textKey } from "./inlines.js";

/** Blocks as what is aligned: those of one kind alone can be each other's, what has a name is its namesake's. */
export function wordsOf(block: BlockNode): PassageWords {
  const names =
    block.type === "layout"
      ? partsOf(block).flatMap((part) => (part.type === "figure" ? [part.id] : []))
      : "id" in block
        ? [block.id]
        : "blockId" in block
          ? [block.blockId]
          : [];
  const named = block.type === "heading" || block.type === "changed" ? [] : names.filter((name) => name !== undefined);
  const { words } = passageWords({ tokens: named.length > 0 ? named : [saidBy(block)] });
  const keyed = words.map((word) => ({ ...word, key: `${block.type} ${word.kind === "number" ? "#" : word.key}` }));
  const counts = new Map<string, number>();
  for (const { key } of keyed) counts.set(key, (counts.get(key) ?? 0) + 1);
  return { words: keyed, text: blockKey(block), counts };
}

/** All that a block says, as one text. */
export function saidBy(block: BlockNode): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return plainText(block.children);
    case "list":
      return block.items.map((item) => item.map(saidBy).join(" ")).join(" ");
    case "definitions":
      return block.items
        .map(({ term, details }) =>
          [plainText(term), ...details.map((detail) => detail.map(saidBy).join(" "))].join(" "),
        )
        .join(" ");
    case "layout":
      return partsOf(block).map(saidBy).join(" ");
    case "quote":
    case "changed":
      return block.children.map(saidBy).join(" ");
    case "markdownTable":
      return [block.head, ...block.rows].map((row) => row.map(plainText).join(" ")).join(" ");
    case "verbatim":
    case "code":
      return block.text;
    case "figure":
      return plainText(block.caption);
    case "formula":
      return block.expression;
    default:
      return "";
  }
}

/** Two blocks with the same key are shown as unchanged. */
export function blockKey(block: BlockNode): string {
  switch (block.type) {
    case "paragraph":
      return `paragraph ${textKey(block.children)}`;
    case "heading":
      return `heading ${block.level} ${textKey(block.children)}`;
    case "list":
      return `list ${block.ordered} ${block.start} ${JSON.stringify(block.items.map((item) => item.map(blockKey)))}`;
    case "definitions":
      return `definitions ${JSON.stringify(block.items.map(({ term, details }) => [textKey(term), details.map((detail) => detail.map(blockKey))]))}`;
    case "layout":
      return `layout ${block.columns} ${JSON.stringify(partsOf(block).map(blockKey))}`;
    case "quote":
    case "changed":
      return `${block.type} ${("callout" in block && block.callout) || ""} ${JSON.stringify(block.children.map(blockKey))}`;
    case "markdownTable":
      return `table ${JSON.stringify([block.align, [block.head, ...block.rows].map((row) => row.map(textKey))])}`;
    case "figure":
      return `figure ${block.id} ${figureKey(block)}`;
    case "formula":
      return `formula ${block.id} ${canonicalCode(block.expression, "formula")}`;
    case "code":
      return `code ${block.blockId} ${codeKey(block)}`;
    case "verbatim":
      return `verbatim ${block.text}`;
    case "rule":
    case "pageBreak":
      return block.type;
    default:
      return "";
  }
}

const codeKey = ({ kind, text }: CodeNode): string => canonicalCode(text, languageOf(kind));

export const cellKey = ({ text, children }: TableCell): string => (children ? textKey(children) : text);

export const cellsKey = ({ table }: FigureNode): string =>
  JSON.stringify(
    table && [
      table.columns.map(({ label, unit }) => [label, unit]),
      table.rows.map((row) => row.map(cellKey)),
      table.heads,
      table.totals,
    ],
  );

export const drawnKey = ({ svg, picture }: FigureNode): string => JSON.stringify([svg, picture]);

const figureKey = (figure: FigureNode): string =>
  [textKey(figure.caption), textKey(figure.source), cellsKey(figure), drawnKey(figure)].join("\u0000");
