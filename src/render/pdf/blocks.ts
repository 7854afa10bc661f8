import { calloutWord } from "../../chapters/callouts.js";
import type {
  BlockChange,
  BlockNode,
  ChapterNode,
  HeadingNode,
  InlineNode,
  MarkdownTableNode,
} from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { unknownNode } from "../text.js";
import type { PdfContext } from "./context.js";
import { planOptions, writeChart, writeTable } from "./figures.js";
import { writeInlines } from "./inlines.js";
import { writeLayout } from "./layout.js";
import { writeEquation } from "./math.js";
import { array, literal } from "./strings.js";
import { tablePlan } from "./widths.js";

/** A chapter with its heading. Throws on a node it doesn't know. */
export function writeChapter(chapter: ChapterNode, context: PdfContext): string {
  context.where = chapter.file;
  const heading = writeHeading(chapter.heading, chapter.file, context);
  const anchor = chapter.id === chapter.heading.id ? [] : [`#metadata(none)#label(${literal(chapter.id)})`];
  const written = [heading, ...anchor];
  // The first of the headings that nothing has come after.
  let headings: number | undefined = 0;
  // Whether a page begins here, or has only figures so far.
  let isBare = false;
  for (const [at, block] of chapter.children.entries()) {
    if (block.type === "heading") {
      headings ??= written.length;
      isBare = false;
      written.push(writeHeading(block, chapter.file, context));
      continue;
    }
    if (isRemark(block, chapter.children[at - 1])) continue;
    const next = chapter.children[at + 1];
    context.remark = isRemark(next, block) ? next.children : undefined;
    const before = context.floating.length;
    const notes = context.notesWritten.size;
    const text = writeBlock(block, context);
    if (text === "") continue;
    const floats = context.floating[before];
    if (floats !== undefined && (isBare || context.notesWritten.size > notes)) context.noted.push(floats);
    isBare = (isBare && floats !== undefined) || text.includes("#turned[");
    if (headings !== undefined && floats !== undefined)
      written[headings] = `#above(${literal(floats)})\n\n${written[headings]}`;
    headings = undefined;
    written.push(text);
  }
  return written.join("\n\n");
}

/** Whether a block says more of the figure before it: it is written with that, which may float away from the text. */
const isRemark = (
  node: BlockNode | undefined,
  before: BlockNode | undefined,
): node is Extract<BlockNode, { type: "paragraph" }> =>
  node?.type === "paragraph" && before?.type === "figure" && node.of === before.id;

function writeHeading(node: HeadingNode, file: string, context: PdfContext): string {
  if (node.level <= 2) context.section = node.id;
  context.where = node.level === 1 ? file : `${file}, section ${node.number ?? plainText(node.children)}`;
  const number = node.number === undefined ? "none" : literal(node.number);
  context.heading = node.id;
  const words = writeInlines(node.children, context);
  context.heading = undefined;
  const running = node.level <= 2 && hasMore(node.children) ? `, running: ${content(node.children, context)}` : "";
  return `#section(${node.level}, ${literal(node.id)}, ${number}${running})[${words}]`;
}

/** Whether a title holds what can stand in it only once: what leads somewhere, or is led to. */
const hasMore = (nodes: readonly InlineNode[]): boolean =>
  nodes.some((node) =>
    "children" in node
      ? node.type === "link" || node.type === "change" || hasMore(node.children)
      : !["text", "codespan", "break"].includes(node.type),
  );

/** A title's words alone, as contents and the heads of pages say it. */
const content = (nodes: readonly InlineNode[], context: PdfContext): string => `[#${context.text(plainText(nodes))};]`;

/** Blocks within another as Typst markup, one string each; blocks the PDF leaves out are dropped. */
export function writeBlocks(blocks: readonly BlockNode[], context: PdfContext): string[] {
  return context.inside(() => blocks.map((block) => writeBlock(block, context)).filter((block) => block !== ""));
}

function writeBlock(node: BlockNode, context: PdfContext): string {
  switch (node.type) {
    case "paragraph":
      return node.attribution
        ? `#attribution[${writeInlines(node.children, context)}]`
        : writeInlines(node.children, context);
    case "heading":
      // Outside the flow of a chapter (in a list, a quote) a heading has no place in the outline.
      return `#strong[${writeInlines(node.children, context)}]`;
    case "list": {
      const items = node.items.map((item) => `  [${writeBlocks(item, context).join("\n\n")}],`).join("\n");
      const start = node.ordered && node.start !== 1 ? `start: ${node.start}, ` : "";
      const marker = !node.ordered && node.items.every(isTask) ? "marker: none, body-indent: 0pt, " : "";
      return `#${node.ordered ? "enum" : "list"}(${start}${marker}tight: ${node.tight},\n${items}\n)`;
    }
    case "definitions": {
      const items = node.items.map((item) => {
        const details = item.details.flatMap((detail) => writeBlocks(detail, context)).join("\n\n");
        return `  ([${writeInlines(item.term, context)}], [${details}]),`;
      });
      return `#definitions(\n${items.join("\n")}\n)`;
    }
    case "quote":
      if (node.callout)
        return `#callout(${literal(node.callout)}, ${context.text(calloutWord(node.callout))})[${writeBlocks(node.children, context).join("\n\n")}]`;
      return `#quote(block: true)[${writeBlocks(node.children, context).join("\n\n")}]`;
    case "verbatim":
      return `#raw(block: true, ${context.text(node.text.replace(/\n+$/, "").replaceAll("\t", "    "))})`;
    case "pageBreak":
      return "#pagebreak(weak: true)";
    case "rule":
      return "#ornament";
    case "markdownTable":
      return writeMarkdownTable(node, context);
    case "figure":
      return context.at(node.place, () =>
        node.kind === "chart" ? writeChart(node, context) : writeTable(node, context),
      );
    case "layout":
      return writeLayout(node, context, (block, [remark]) => {
        context.remark = isRemark(remark, block) ? remark.children : undefined;
        const written = writeBlock(block, context);
        context.remark = undefined;
        return written;
      });
    case "formula":
      return context.at(node.place, () => writeEquation(node, context));
    case "code":
      // An aid of the page, where it can be folded.
      return "";
    case "changed":
      return writeChanged(node, context);
    default:
      throw unknownNode(node, "PDF");
  }
}

/** Whether an item says that it is done or open, and needs no bullet. */
const isTask = ([first]: readonly BlockNode[]): boolean =>
  first?.type === "paragraph" && first.children[0]?.type === "task";

/** Blocks that one side alone has: what they are stands above them in a word. */
function writeChanged({ kind, id, children }: BlockChange, context: PdfContext): string {
  const inner = writeBlocks(children, context);
  // Code is no part of the PDF; that it changed is told in the list of changes.
  if (inner.length === 0) return "";
  const label = context.mark(id) ? `#metadata(none)#label(${literal(id)})\n\n` : "";
  return `#changed(${literal(kind)}, ${context.text(kind === "inserted" ? "New" : "No longer here")})[${label}${inner.join("\n\n")}]`;
}

function writeMarkdownTable(node: MarkdownTableNode, context: PdfContext): string {
  const cells = (row: MarkdownTableNode["head"]): string[] => row.map((cell) => `[${writeInlines(cell, context)}]`);
  const texts = [node.head, ...node.rows].map((row) => row.map(plainText));
  const plan = tablePlan(texts, node.align, !context.nested, context.page);
  const id = context.placing("a table");
  if (plan.tooWide) context.tooLarge.push({ id, way: "wide", ...plan.tooWide });
  context.checkRows(id, node.rows.length);
  const written = [
    `#plain-table(id: ${literal(id)}, ${planOptions(plan)},`,
    ...(holdsLinks(node.head.flat(), context) ? ["  repeat-head: false,"] : []),
    `  head: ${array(cells(node.head))},`,
    ...node.rows.map((row) => `  ${cells(row).join(", ")},`),
    ")",
  ].join("\n");
  return plan.turned ? `#turned[${written}]` : written;
}

/** Whether something in a cell leads elsewhere. */
function holdsLinks(nodes: readonly InlineNode[], context: PdfContext): boolean {
  return nodes.some(
    (node) =>
      node.type === "link" ||
      node.type === "reference" ||
      node.type === "citation" ||
      node.type === "footnoteReference" ||
      (node.type === "quote-value" && context.addressOf(node) !== undefined) ||
      (node.type === "change" && node.id !== undefined) ||
      ("children" in node && holdsLinks(node.children, context)),
  );
}
