import type { FigureNode } from "../../document/tree.js";
import { size } from "../../figures/theme.js";
import { figureCsv } from "../data/files.js";
import { captionLabel, figureLabel } from "../text.js";
import { anchors, type PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { writeInline } from "./inline.js";
import { writePicture } from "./picture.js";
import { writeSvg } from "./svg.js";
import { writeArea, writeFormattedTable } from "./tables.js";

/** A numbered chart or table with caption, source line, and the data behind it to open and download. */
export function writeFigure(figure: FigureNode, context: PageContext): string {
  const caption = context.ids.of("caption", figure.id);
  const label = captionLabel(figure);
  const kind = figure.picture ? "picture" : figure.kind;
  let html = `<figure class="${kind}" id="${escapeAttribute(figure.id)}">`;
  html += `\n<figcaption id="${caption}">${anchors(figure.id, context)}<span class="label">${label}</span> ${writeInline(figure.caption, context)}</figcaption>`;
  if (figure.svg !== undefined) html += `\n${writeCanvas(figure, context)}`;
  if (figure.picture) html += `\n${writePicture(figure.picture, figure.alt, figure.id)}`;
  if (figure.table !== undefined)
    html += `\n${writeArea(writeFormattedTable(figure.table, context), { by: caption }, "scroll")}`;
  if (figure.source.length > 0) html += `\n<p class="source">Source: ${writeInline(figure.source, context)}</p>`;
  if (figure.data.length === 0) return `${html}\n</figure>`;
  return `${html}\n${writeData(figure, context)}</figure>`;
}

/** A chart, and where it fits one the same drawn for a narrow column, of which the page shows one. */
export function writeCanvas({ alt, extras, svg = "" }: FigureNode, { colors, before }: PageContext): string {
  const { narrow, tips = [], narrowTips = [] } = extras ?? {};
  const wide = `<div class="canvas${narrow === undefined ? leastWidth(svg) : " wide-only"}"${writeTips(tips)}>${writeSvg(svg, alt, colors, before?.svg)}</div>`;
  return narrow === undefined
    ? wide
    : `${wide}\n<div class="canvas narrow-only" data-aid${writeTips(narrowTips, tips)}>${writeSvg(narrow, alt, colors, before?.svg)}</div>`;
}

/** Of a drawing that is far wider than the text, a class for the width below which it scrolls: three quarters of its own. */
export function leastWidth(svg: string): string {
  const width = Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
  return width > 1.2 * size.widest ? ` least-${Math.ceil((width * 0.75) / 16)}` : "";
}

type Tips = NonNullable<NonNullable<FigureNode["extras"]>["tips"]>;

/** What items come to, by place, for the page's script: a line each, "x,y words", or "x,y,n" where the words are those of `others`' n-th. */
function writeTips(tips: Tips, others: Tips = []): string {
  if (tips.length === 0) return "";
  const known = new Map(others.map(({ text }, at) => [text, at]));
  const lines = tips.map(({ x, y, text }) => {
    const at = known.get(text);
    return at === undefined ? `${x},${y} ${text.replace(/\s*\n\s*/g, " ")}` : `${x},${y},${at}`;
  });
  return ` data-tips="${escapeAttribute(lines.join("\n"))}"`;
}

/**
 * The rows behind a figure, once, as the file to download has them: the page's script makes a table of them when they are opened, and
 * reads there what a cell or mark came to.
 */
export function writeData(figure: FigureNode, context: PageContext): string {
  const label = figureLabel(figure);
  const tables = figure.data.map((table, i) => {
    const file = figure.data.length === 1 ? `${figure.id}.csv` : `${figure.id}-${i + 1}.csv`;
    const right = table.columns.flatMap(({ align }, c) => (align === "right" ? [c] : [])).join(" ");
    const group = table.columns.findIndex(({ key }) => key === table.groups);
    return `<pre class="csv" data-file="${escapeAttribute(file)}" data-right="${right}"${group === -1 ? "" : ` data-groups="${group}"`}>${escapeText(figureCsv(table, context.tree).replaceAll("\r\n", "\n"))}</pre>`;
  });
  const rests =
    figure.restsOn.length === 0 ? "" : `\n<p class="rests">Rests on ${escapeText(figure.restsOn.join(", "))}</p>`;
  const code = context.codeBlocks.has(figure.blockId)
    ? `\n<p>Made by block <a href="#${context.ids.of("block", figure.blockId)}"><code>${escapeText(figure.blockId)}</code></a></p>`
    : "";
  return `<details class="data" data-aid><summary>Data <span class="hidden">behind ${label}</span></summary>\n${tables.join("\n")}${rests}${code}\n</details>`;
}
