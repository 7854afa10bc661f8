import { calloutWord } from "../../chapters/callouts.js";
import {
  type BlockNode,
  type CodeNode,
  displayedIn,
  type FormulaNode,
  type HeadingNode,
  type TexMathNode,
} from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { unknownNode } from "../text.js";
import { coloured, writeComputed, writeEcho } from "./code.js";
import { anchors, type PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { writeFigure } from "./figure.js";
import { writeChange, writeInline } from "./inline.js";
import { writeLayout } from "./layout.js";
import { writeMath } from "./mathematics/formula.js";
import { writeArea, writeMarkdownTable } from "./tables.js";

/**
 * The blocks of a chapter, each one element: the code of a section stands behind all else in it, but for what is meant to be read where it
 * is.
 */
export function writeSections(
  nodes: readonly BlockNode[],
  context: PageContext,
  { block, computed } = { block: writeBlock, computed: writeComputed },
): string[] {
  const written: string[] = [];
  let folded: CodeNode[] = [];
  const fold = (): void => {
    if (folded.length > 0) written.push(computed(folded, context));
    folded = [];
  };
  for (const node of nodes) {
    if (node.type === "heading") fold();
    if (node.type === "code" && !node.echo) folded.push(node);
    else written.push(block(node, context));
  }
  fold();
  return written;
}

/** Block nodes as flow content. @throws Error for a node it doesn't know. */
export function writeBlocks(nodes: readonly BlockNode[], context: PageContext): string {
  return nodes.map((node) => writeBlock(node, context)).join("\n");
}

/** One block node; always one element. @throws Error for a node it doesn't know. */
export function writeBlock(node: BlockNode, context: PageContext): string {
  switch (node.type) {
    case "heading":
      return writeHeading(node, context);
    case "paragraph": {
      const displayed = displayedIn(node.children);
      if (displayed) return writeDisplayed(displayed, context);
      const kind = node.attribution ? "attribution" : node.of === undefined ? undefined : "remark-of";
      return `<p${kind === undefined ? "" : ` class="${kind}"`}>${writeInline(node.children, context)}</p>`;
    }
    case "list": {
      const items = node.items.map((item) => `<li>${writeItem(item, node.tight, context)}</li>`).join("\n");
      const loose = node.tight ? "" : ' class="loose"';
      if (!node.ordered) return `<ul${loose}>${items}</ul>`;
      return `<ol${node.start === 1 ? "" : ` start="${node.start}"`}${loose}>${items}</ol>`;
    }
    case "definitions":
      return `<dl>${node.items
        .map(
          (item) =>
            `<dt>${writeInline(item.term, context)}</dt>${item.details
              .map((detail) => `<dd>${writeItem(detail, true, context)}</dd>`)
              .join("\n")}`,
        )
        .join("\n")}</dl>`;
    case "quote":
      if (node.callout)
        return `<div class="callout ${node.callout}" role="note"><p class="kind">${calloutWord(node.callout)}</p>\n${writeBlocks(node.children, context)}</div>`;
      return `<blockquote>${writeBlocks(node.children, context)}</blockquote>`;
    case "verbatim":
      return writeArea(
        `<pre><code>${coloured(node.text, node.language)}</code></pre>`,
        { label: verbatimName(node.language, context) },
        "code",
      );
    case "rule":
      return "<hr>";
    case "pageBreak":
      return '<div class="page-break"></div>';
    case "markdownTable":
      return writeArea(writeMarkdownTable(node, context), { label: context.name("Table in the text") }, "scroll");
    case "figure":
      return writeFigure(node, context);
    case "layout":
      return writeLayout(node, context, (nodes) => writeBlocks(nodes, context));
    case "formula":
      return writeFormula(node, context);
    case "code":
      return node.echo ? writeEcho(node, context) : writeComputed([node], context);
    case "changed":
      return `<div class="changed">${writeChange(node.kind, writeBlocks(node.children, context), node.id)}</div>`;
    default:
      throw unknownNode(node, "page");
  }
}

/** A tight item's only paragraph stands without margins of its own. */
function writeItem(blocks: readonly BlockNode[], tight: boolean, context: PageContext): string {
  const bare = tight && blocks.filter((block) => block.type === "paragraph").length === 1;
  return blocks
    .map((block) =>
      bare && block.type === "paragraph" && !displayedIn(block.children)
        ? writeInline(block.children, context)
        : writeBlock(block, context),
    )
    .join("\n");
}

/** The memo's title is the page's first-level heading, so a chapter's is its second. */
export function writeHeading(node: HeadingNode, context: PageContext): string {
  const tag = `h${Math.min(6, node.level + 1)}`;
  const number = node.number === undefined ? "" : `<span class="number">${escapeText(node.number)}</span> `;
  const id = escapeAttribute(node.id);
  const label = escapeAttribute(
    `Link to ${node.number === undefined ? "" : `${node.number} `}${plainText(node.children)}`,
  );
  return `<${tag} id="${id}">${anchors(node.id, context)}${number}${writeInline(node.children, context)}<a class="anchor" href="#${id}" tabindex="-1" aria-label="${label}" data-aid>#</a></${tag}>`;
}

function writeFormula(node: FormulaNode, context: PageContext): string {
  const math = writeArea(writeMath(node.math, node.alt), { label: `Equation ${node.number}` }, "formula");
  return `<div class="equation" id="${escapeAttribute(node.id)}">${anchors(node.id, context)}${math}<span class="number">(${node.number})</span></div>`;
}

/** Mathematics by itself; with a label as a numbered equation is. */
function writeDisplayed(node: TexMathNode, context: PageContext): string {
  const { id, number } = node.display ?? {};
  const written = writeInline([node], context);
  const label = number === undefined ? context.name("Formula") : `Equation ${number}`;
  const math = writeArea(written, { label }, "formula");
  if (id === undefined) return `<div class="equation">${math}</div>`;
  return `<div class="equation" id="${escapeAttribute(id)}">${anchors(id, context)}${math}<span class="number">(${number})</span></div>`;
}

function verbatimName(language: string | undefined, context: PageContext): string {
  return context.name(language === undefined ? "Verbatim text" : `Verbatim text, ${language}`);
}
