import {
  type BlockNode,
  displayedIn,
  type FigureNode,
  type FormulaNode,
  type HeadingNode,
  partsOf,
  type ShownPicture,
} from "../../document/tree.js";
import { chartPath, dataPaths, picturePath } from "../data/files.js";
import { figureLabel, unknownNode } from "../text.js";
import { destination, escapeLineStart, escapeText, fencedBlock } from "./escape.js";
import { writeInlines, writeLine } from "./inlines.js";
import { breakSentences } from "./sentences.js";
import { writeFormattedTable, writeMarkdownTable } from "./tables.js";
import { writeTex } from "./tex.js";

/** Blocks separated by blank lines. Throws on a node it doesn't know. */
export function writeBlocks(blocks: readonly BlockNode[]): string {
  const parts: string[] = [];
  let last: BlockNode | undefined;
  for (const block of blocks) {
    const text = writeBlock(block);
    if (text === "") continue;
    // Two lists in a row would be read as one.
    if (last?.type === "list" && block.type === "list" && last.ordered === block.ordered) parts.push("<!-- -->");
    parts.push(text);
    last = block;
  }
  return parts.join("\n\n");
}

function writeBlock(node: BlockNode): string {
  switch (node.type) {
    case "heading":
      return writeHeading(node);
    case "paragraph": {
      const displayed = displayedIn(node.children);
      if (displayed)
        return `${displayed.display.id === undefined ? "" : `${anchor(displayed.display.id)}\n\n`}${writeInlines([displayed])}`;
      return writeParagraph(writeInlines(node.children));
    }
    case "list":
      return writeList(node);
    case "definitions":
      return node.items
        .map(({ term, details }) => {
          const body = writeBlocks(details.flat());
          return hang("- ", `**${writeInlines(term, { marks: ["strong"], inLink: false })}**: ${body}`);
        })
        .join("\n\n");
    case "quote":
      return prefix("> ", `${node.callout ? `[!${node.callout.toUpperCase()}]\n` : ""}${writeBlocks(node.children)}`);
    case "verbatim":
      return fencedBlock(node.text, node.language);
    case "pageBreak":
      // Nothing that GitHub shows.
      return "";
    case "rule":
      return "---";
    case "markdownTable":
      return writeMarkdownTable(node);
    case "figure":
      return writeFigure(node);
    case "layout":
      return writeBlocks(partsOf(node));
    case "formula":
      return writeFormula(node);
    case "code":
      // An aid of the page; the chapters have it.
      return "";
    case "changed": {
      const tag = node.kind === "inserted" ? "ins" : "del";
      return `<${tag}>\n\n${writeBlocks(node.children)}\n\n</${tag}>`;
    }
    default:
      throw unknownNode(node, "Markdown");
  }
}

/** A heading one level below the tree's, the memo's title being the first; with the tree's id to link to. */
export function writeHeading({ level, id, number, children }: HeadingNode): string {
  const title = [number, writeLine(children)].filter((part) => part !== undefined).join(" ");
  return `${anchor(id)}\n\n${"#".repeat(Math.min(level + 1, 6))} ${title.replace(/#$/, "\\#")}`;
}

/** An element to link to; GitHub makes ids of its own for headings, from their words. */
export function anchor(id: string): string {
  return `<a id="${id.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></a>`;
}

/** Running text, a sentence a line. */
export function writeParagraph(inlines: string): string {
  return breakSentences(inlines)
    .split("\n")
    .map((line) => escapeLineStart(line.trim()))
    .join("\n");
}

function writeList({ ordered, start, tight, items }: BlockNode & { type: "list" }): string {
  return items
    .map((item, i) => hang(ordered ? `${start + i}. ` : "- ", tight ? writeTight(item) : writeBlocks(item)))
    .join(tight ? "\n" : "\n\n");
}

/** The blocks of a tight item follow each other without blank lines where they can. */
function writeTight(blocks: readonly BlockNode[]): string {
  return blocks.every((block, i) => (i === 0 ? block.type === "paragraph" : interruptsParagraph(block)))
    ? blocks.map(writeBlock).join("\n")
    : writeBlocks(blocks);
}

/** Whether a block is seen without a blank line before it: a numbered list only when it begins with 1. */
function interruptsParagraph(block: BlockNode): boolean {
  return block.type === "list" && (!block.ordered || block.start === 1);
}

function writeFigure(figure: FigureNode): string {
  const parts = [anchor(figure.id), writeParagraph(`**${figureLabel(figure)}.** ${writeInlines(figure.caption)}`)];
  if (figure.picture) parts.push(writePicture(figure.picture, figure.alt));
  else if (figure.svg !== undefined) parts.push(writeImage(chartPath(figure), chartPath(figure, "dark"), figure.alt));
  if (figure.table !== undefined) parts.push(writeFormattedTable(figure.table));
  const links = dataPaths(figure).map(
    (path) => `[${escapeText(path.slice(path.indexOf("/") + 1))}](${destination(path)})`,
  );
  const foot = [
    ...(figure.source.length === 0 ? [] : [writeParagraph(`Source: ${writeInlines(figure.source)}`)]),
    ...(links.length === 0 ? [] : [`Data: ${links.join(", ")}`]),
  ];
  if (foot.length > 0) parts.push(foot.join("\\\n"));
  return parts.join("\n\n");
}

/** A picture; with a width, or another on dark paper, in the elements that GitHub knows for it. */
export function writePicture({ light, dark, width }: ShownPicture, alt: string): string {
  return writeImage(picturePath(light), dark && picturePath(dark), alt, width);
}

function writeImage(light: string, dark: string | undefined, alt: string, width?: number): string {
  const plain = alt.replace(/\s+/g, " ");
  if (!dark && width === undefined) return `![${escapeText(plain)}](${destination(light)})`;
  const attribute = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const address = (path: string): string => attribute(encodeURI(path));
  const share = width === undefined ? "" : ` width="${Math.round(width * 100)}%"`;
  const image = `<img src="${address(light)}" alt="${attribute(plain)}"${share}>`;
  if (!dark) return image;
  return `<picture><source media="(prefers-color-scheme: dark)" srcset="${address(dark)}">${image}</picture>`;
}

function writeFormula({ id, number, math }: FormulaNode): string {
  return `${anchor(id)}\n\n$$\n${writeTex(math)} \\tag{${number}}\n$$`;
}

/** Text under a marker, its further lines in line with its first. */
export function hang(marker: string, text: string): string {
  const indent = " ".repeat(marker.length);
  return `${marker}${text.replace(/\n(?!\n|$)/g, `\n${indent}`)}`.trimEnd();
}

function prefix(mark: string, text: string): string {
  return text
    .split("\n")
    .map((line) => (mark + line).trimEnd())
    .join("\n");
}
