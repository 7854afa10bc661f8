import type { FigureNode } from "../../document/tree.js";
import type { DataTable } from "../../notebook/types.js";
import { figureCsv } from "../data/files.js";
import { figureLabel } from "../text.js";
import { breakable } from "./card.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { writeInline } from "./inline.js";
import { writePicture } from "./picture.js";
import { writeSvg } from "./svg.js";
import { shownNote, writeArea, writeDataTable, writeFormattedTable } from "./tables.js";

/** A numbered chart or table with caption, source line, and the data behind it to open and download. */
export function writeFigure(figure: FigureNode, context: PageContext): string {
  const caption = context.ids.of("caption", figure.id);
  const label = figureLabel(figure);
  const kind = figure.picture ? "picture" : figure.kind;
  let html = `<figure class="${kind}" id="${escapeAttribute(figure.id)}">`;
  html += `\n<figcaption id="${caption}"><span class="label">${label}</span> ${writeInline(figure.caption, context)}</figcaption>`;
  if (figure.svg !== undefined)
    html += `\n<div class="canvas">${writeSvg(figure.svg, figure.alt, context.colors)}</div>`;
  if (figure.picture) html += `\n${writePicture(figure.picture, figure.alt, figure.id)}`;
  if (figure.table !== undefined)
    html += `\n${writeArea(writeFormattedTable(figure.table), { by: caption }, "scroll")}`;
  if (figure.source.length > 0) html += `\n<p class="source">Source: ${writeInline(figure.source, context)}</p>`;
  if (figure.data.length === 0) return `${html}\n</figure>`;
  return `${html}\n${writeData(figure, label, context)}</figure>`;
}

function writeData(figure: FigureNode, label: string, context: PageContext): string {
  const tables = figure.data.map((table, i) => {
    const name = figure.data.length === 1 ? `Data of ${label}` : `Data of ${label}, part ${i + 1}`;
    const file = figure.data.length === 1 ? `${figure.id}.csv` : `${figure.id}-${i + 1}.csv`;
    const note = shownNote(table);
    return (
      writeArea(writeDataTable(table), { label: name }, "scroll bounded") +
      `\n<p>${note === "" ? "" : `${note} `}<a download="${escapeAttribute(file)}" href="${dataUrl(table, context)}">Download ${escapeText(file)}</a></p>`
    );
  });
  const rests = figure.restsOn.map((id) => {
    const text = `<code>${breakable(id)}</code>`;
    return context.rows.has(id) ? `<a href="#${context.ids.of("a", id)}">${text}</a>` : text;
  });
  const foot = rests.length === 0 ? "" : `\n<p class="rests">Rests on ${rests.join(", ")}</p>`;
  const code = context.codeBlocks.has(figure.blockId)
    ? `\n<p>Made by block <a href="#${context.ids.of("block", figure.blockId)}"><code>${escapeText(figure.blockId)}</code></a></p>`
    : "";
  return `<details class="data" data-aid><summary>Data <span class="hidden">behind ${label}</span></summary>\n${tables.join("\n")}${foot}${code}\n</details>`;
}

function dataUrl(table: DataTable, { tree }: PageContext): string {
  return `data:text/csv;charset=utf-8;base64,${Buffer.from(figureCsv(table, tree), "utf8").toString("base64")}`;
}
