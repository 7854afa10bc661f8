import { type BlockNode, type ChapterNode, figuresOf, type InlineNode } from "./tree.js";
import { plainText } from "./words.js";

const NAMES = { figures: ["Figures", "Figure", "chart"], tables: ["Tables", "Table", "table"] } as const;

/**
 * A chapter without a number that lists the figures or tables of the others, each with what leads to it; none where there are none.
 *
 * @param claim takes an id for it
 */
export function listOf(
  list: "figures" | "tables",
  chapters: readonly ChapterNode[],
  claim: (id: string, name: string) => string,
): ChapterNode[] {
  const [title, word, kind] = NAMES[list];
  const found = figuresOf({ chapters }).filter((figure) => figure.kind === kind && !figure.part);
  if (found.length === 0) return [];
  const items = found
    .sort((a, b) => a.number - b.number)
    .map((figure): BlockNode[] => {
      const children: InlineNode[] = [
        { type: "reference", target: figure.id, text: `${word} ${figure.number}` },
        // What it quotes and cites stands with the figure.
        { type: "text", text: `: ${plainText(figure.caption)}` },
      ];
      return [{ type: "paragraph", children }];
    });
  const id = claim(`sec-list-of-${list}`, `\u201c${title}\u201d`);
  return [
    {
      type: "chapter",
      id,
      listing: true,
      file: chapters[0]?.file ?? "",
      heading: { type: "heading", level: 1, id, children: [{ type: "text", text: title }] },
      children: [{ type: "list", ordered: false, start: 1, tight: true, items }],
    },
  ];
}
