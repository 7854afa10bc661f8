import type { BlockNode, CodeNode, FigureNode, MemoTree } from "../../document/tree.js";
import { palette } from "../../figures/theme.js";
import { writeAppendix, writeNotes, writeReferences } from "../../render/html/back-matter.js";
import { writeBlock, writeHeading, writeSections } from "../../render/html/blocks.js";
import { writeContents } from "../../render/html/contents.js";
import { type PageContext, pageContext } from "../../render/html/context.js";
import { writeCanvas, writeData } from "../../render/html/figure.js";
import { paletteVariables } from "../../render/html/styles/colors.js";
import { writeTitle } from "../../render/html/title.js";

/** What stands in one section of the page, each piece one element; begins with a mark where the element stays as it is. */
export interface Pieces {
  /** Of the heading by which the section is called. */
  id: string;
  pieces: readonly string[];
}

/** Before what is not written here: the element with this name stays. */
export const KEPT = "\u0000";

/** The page's elements over a tree, by the writers that made the published ones. */
export function writePieces(tree: MemoTree): { title: string; contents: string; sections: Pieces[] } {
  const context = pageContext(tree, COLORS);
  const sections: Pieces[] = tree.chapters.map((chapter) => ({
    id: chapter.heading.id,
    pieces: [writeHeading(chapter.heading, context), ...writeSections(chapter.children, context, WRITERS)],
  }));
  const back = (name: "footnotes" | "references" | "appendix", html: string): void => {
    if (html !== "") sections.push({ id: context.ids.of("memo", name), pieces: [html] });
  };
  back("footnotes", writeNotes(context));
  back("references", writeReferences(context));
  back("appendix", writeAppendix(context));
  return { title: writeTitle(context), contents: writeContents(context), sections };
}

/** Before the ids of blocks that stand in one fold. */
export const FOLD = `${KEPT}fold `;

/** Code stays as it is, wherever it stands. */
const WRITERS = {
  block: writePiece,
  computed: (nodes: readonly CodeNode[], { ids }: PageContext): string =>
    FOLD + nodes.map(({ blockId }) => ids.of("block", blockId)).join(" "),
};

function writePiece(node: BlockNode, context: PageContext): string {
  if (node.type === "code") return `${KEPT}code ${node.blockId}`;
  if (node.type === "formula") return `${KEPT}formula ${node.id} ${node.number}`;
  return writeBlock(node, context);
}

const { variables: COLORS } = paletteVariables(palette);

/** The drawings of a chart, and the data behind it; "" where there is none. */
export function writeChart(figure: FigureNode, tree: MemoTree): { drawings: string; data: string } {
  const context = pageContext(tree, COLORS);
  return { drawings: writeCanvas(figure, context), data: figure.data.length === 0 ? "" : writeData(figure, context) };
}
