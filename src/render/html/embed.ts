import { assetText } from "../../asset.js";
import type { FigureNode, MemoTree, OutputNode } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { palette as house } from "../../figures/theme.js";
import { basisText, figureLabel, longDate, plainFront } from "../text.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { leastWidth } from "./figure.js";
import { receiptHead } from "./page.js";
import { writePicture } from "./picture.js";
import { scriptlessPage } from "./scriptless.js";
import { paletteVariables } from "./styles/colors.js";
import { paperStyle } from "./styles/style.js";
import { usedStyle } from "./styles/used-style.js";
import { writeSvg } from "./svg.js";
import { writeArea, writeFormattedTable } from "./tables.js";

const SHEET = assetText(new URL("../../../src/assets/embed.css", import.meta.url));

/** What stands on a page of its own. */
export type Embedded = { figure: FigureNode } | { output: OutputNode };

export interface EmbedPlace {
  /** Where the memo has it, seen from the embed. */
  back: string;
  /** Further elements of the head. */
  head: readonly string[];
}

/** What it is called, as plain text: "Figure 3: Juice by year" or an output's label. */
export const embedTitle = (what: Embedded): string =>
  "figure" in what ? `${figureLabel(what.figure)}: ${plainText(what.figure.caption)}` : what.output.declaration.label;

/**
 * A figure or a key number as a small page that other pages frame: no script, no request, no font of its own. Its words are plain text, since what
 * the memo's lead to is not here.
 * @throws Error for a chart that the page would refuse
 */
export function writeEmbed(tree: MemoTree, what: Embedded, { back, head }: EmbedPlace): string {
  const palette = paletteVariables(house);
  const content = "figure" in what ? figureText(what.figure, palette.variables) : numberText(what.output);
  const { title } = plainFront(tree);
  const link = `<a href="${escapeAttribute(back)}" target="_blank" rel="noopener">${escapeText(title)}</a>`;
  const body = `${content}
<p class="of">${link} · ${escapeText(basisText(tree))} · as of <time datetime="${escapeAttribute(tree.date)}">${escapeText(longDate(tree.date))}</time></p>`;
  const style = `${paperStyle(palette)}${SHEET}${usedStyle(body)}`;
  return scriptlessPage({
    language: tree.language,
    title: `${embedTitle(what)} – ${title}`,
    style,
    isUnlisted: true,
    head: [...receiptHead(tree), ...head],
    body,
  });
}

function figureText(figure: FigureNode, colors: ReadonlyMap<string, string>): string {
  const { id, kind, alt, svg, extras, picture, table, source } = figure;
  const caption = `<figcaption id="caption"><span class="label">${figureLabel(figure)}</span> ${escapeText(plainText(figure.caption))}</figcaption>`;
  const canvas = (drawing: string, only: string): string =>
    // What scrolls is a stop of the keyboard.
    `<div class="canvas${only}"${only.includes("least") ? ' tabindex="0"' : ""}>${writeSvg(drawing, alt, colors)}</div>`;
  const narrow = extras?.narrow;
  const parts = [
    caption,
    ...(svg === undefined ? [] : [canvas(svg, narrow === undefined ? leastWidth(svg) : " wide-only")]),
    ...(narrow === undefined ? [] : [canvas(narrow, " narrow-only")]),
    ...(picture === undefined ? [] : [writePicture(picture, alt, id)]),
    ...(table === undefined ? [] : [writeArea(writeFormattedTable(table), { by: "caption" }, "scroll")]),
    ...(source.length === 0 ? [] : [`<p class="source">Source: ${escapeText(plainText(source))}</p>`]),
  ];
  return `<figure class="${picture ? "picture" : kind}">\n${parts.join("\n")}\n</figure>`;
}

function numberText({ declaration: { label }, text, band }: OutputNode): string {
  const range = band === undefined ? "" : `\n<p class="range">${escapeText(band)}, P10–P90</p>`;
  return `<figure class="key">
<figcaption>${escapeText(label)}</figcaption>
<p class="number">${escapeText(text)}</p>${range}
</figure>`;
}
