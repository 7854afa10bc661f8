import type { Place } from "../../diagnostic.js";
import type { FigureNode, FormattedTable, InlineNode, ShownPicture, TableCell } from "../../document/tree.js";
import type { Column } from "../../notebook/types.js";
import type { Picture } from "../../pictures/index.js";
import { captionLabel, figureLabel } from "../text.js";
import type { PdfContext } from "./context.js";
import { writeChange, writeInlines } from "./inlines.js";
import type { PageRoom } from "./page.js";
import { array, literal } from "./strings.js";
import { chartTexts, svgSize } from "./svg.js";
import { type TablePlan, tablePlan } from "./widths.js";

/** A chart as an SVG image over the full width, its text kept as text. */
export function writeChart(figure: FigureNode, context: PdfContext): string {
  if (figure.picture) return writePicture(figure, figure.picture, context);
  if (figure.svg === undefined) throw new Error(`the chart "${figure.id}" has no SVG`);
  context.placing(figureLabel(figure), figure.id);
  // A memo that shows changes has the older chart of a number beside the newer.
  const numbered = `charts/${figure.number}.svg`;
  const path = addFile(context.files.has(numbered) ? `charts/${figure.id}.svg` : numbered, figure.svg, context);
  const texts = chartTexts(figure.svg);
  for (const { text, families } of texts)
    context.printed.push({ text, families, place: figure.place, where: figureLabel(figure) });
  const scale = chartScale(figure.svg, context.page);
  const least = texts.reduce((least, { size }) => Math.min(least, scale * size), Number.POSITIVE_INFINITY);
  if (scale < POINTS_A_PIXEL && least < LEAST_TEXT)
    context.tooLarge.push({ id: figure.id, way: "small", needs: LEAST_TEXT, room: least });
  return chart(figure, `file: ${literal(path)}, ${chartWidth(figure.svg, context.page)}`, context);
}

/** A picture at its own size, or at a share of the text's width; of its height no more than there is room for. */
function writePicture(figure: FigureNode, { light, width }: ShownPicture, context: PdfContext): string {
  const { text } = context.page;
  context.placing(figureLabel(figure), figure.id);
  const path = pictureFile(light, context, figure.place, figureLabel(figure));
  const own = width === undefined ? Math.min(light.width * PICTURE_POINTS_A_PIXEL, text) : width * text;
  const points = Math.min(own, (tallest(context.page) * light.width) / light.height);
  return chart(figure, `file: ${literal(path)}, wide: false, width: ${Math.round(points * 100) / 100}pt`, context);
}

/** What is drawn from a file, with what stands around it. */
function chart(figure: FigureNode, drawing: string, context: PdfContext): string {
  return [
    `#chart(${literal(figure.id)}, ${literal(captionLabel(figure))},`,
    `  caption: [${writeInlines(figure.caption, context)}],`,
    `  ${writeBelow(figure, context)},`,
    `  alt: ${literal(figure.alt)},`,
    `  floats: ${context.floats(figure.id)},`,
    `  ${drawing})`,
  ].join("\n");
}

/** Points that a pixel of a picture comes to: 96 of them are an inch. */
const PICTURE_POINTS_A_PIXEL = 0.75;

/** Puts a picture among the source's files and its texts among those that are looked up in the fonts; returns its path. */
export function pictureFile(picture: Picture, context: PdfContext, place: Place | undefined, where: string): string {
  if (typeof picture.content === "string") {
    for (const { text, families } of chartTexts(picture.content))
      context.printed.push({ text, families, where, place });
  }
  return addFile(`pictures/${picture.name}`, picture.content, context);
}

/** Puts a file among the source's, in a folder of its own where another has its path: a memo that shows changes holds both. */
function addFile(wanted: string, content: string | Uint8Array, { files }: PdfContext): string {
  let path = wanted;
  for (let n = 2; files.has(path) && !isSameFile(files.get(path), content); n++) path = `${n}/${wanted}`;
  files.set(path, content);
  return path;
}

const isSameFile = (one: string | Uint8Array | undefined, other: string | Uint8Array): boolean =>
  typeof one === "object" && typeof other === "object" ? Buffer.compare(one, other) === 0 : one === other;

/** A computed table with its head repeated on every page it spans. */
export function writeTable(figure: FigureNode, context: PdfContext): string {
  const { table } = figure;
  if (table === undefined) throw new Error(`the table "${figure.id}" has no cells`);
  context.placing(figureLabel(figure), figure.id);
  const head = table.columns.map(({ label, unit }) => {
    const name = writeCell(label, context);
    return unit ? `[${name}#column-unit(${context.text(unit)});]` : `[${name}]`;
  });
  const plan = tablePlan(
    tableTexts(table),
    table.columns.map((column) => column.align),
    !context.nested,
    context.page,
    table.heads?.map(({ text }) => text),
  );
  if (plan.tooWide) context.tooLarge.push({ id: figure.id, way: "wide", ...plan.tooWide });
  context.checkRows(figure.id, table.rows.length);
  const written = [
    `#memo-table(${literal(figure.id)}, ${literal(captionLabel(figure))},`,
    `  caption: [${writeInlines(figure.caption, context)}],`,
    `  ${writeBelow(figure, context)},`,
    `  ${planOptions(plan)},`,
    `  floats: ${plan.turned ? "none" : context.floats(figure.id, plan.whole)},`,
    `  head: ${array(head)},`,
    ...table.rows.flatMap((row, at) => {
      const head = table.heads?.find((one) => one.at === at);
      const isTotal = at >= table.rows.length - (table.totals ?? 0);
      const cells = row.map((cell, n) => `[${writeTableCell(cell, context)}${drawnIn(cell, table.columns[n]?.drawn)}]`);
      return [
        ...(head ? [`  row-group(${table.columns.length}, [${writeCell(head.text, context)}]),`] : []),
        ...(isTotal && at === table.rows.length - (table.totals ?? 0) ? ["  row-rule,"] : []),
        `  ${(isTotal ? cells.map((cell) => `row-total(${cell})`) : cells).join(", ")},`,
      ];
    }),
    ")",
  ].join("\n");
  return plan.turned ? `#turned[${written}]` : written;
}

/** What is drawn in a cell, behind its text, which says it too: as wide in each cell, so that bars begin at one zero. */
function drawnIn({ bar, line }: TableCell, drawn: Column["drawn"]): string {
  const share = (value: number): string => String(Math.round(value * 1000) / 1000);
  if (bar) return `#cell-bar(${bar.map(share).join(", ")});`;
  if (line) return `#cell-line((${line.map(share).join(", ")},));`;
  return drawn ? "#cell-drawn();" : "";
}

/** Characters as wide as what is drawn. */
const DRAWN = " mmmmmm";

/** How a table is set, as arguments. */
export function planOptions(plan: TablePlan): string {
  const { wide, turned, size, padding, whole, tall, words, columns, align } = plan;
  const rare = [turned ? "turned: true, " : "", words ? "words: true, " : ""].join("");
  return `wide: ${wide}, size: ${size}, padding: ${padding}, whole: ${whole}, tall: ${tall}, ${rare}columns: ${array(columns)}, align: ${array(align)}`;
}

function tableTexts({ columns, rows }: FormattedTable): string[][] {
  const head = columns.map(({ label, unit }) => (unit ? `${label}\n${unit}` : label));
  return [head, ...rows.map((row) => row.map(printedIn))];
}

/** All that a cell prints: what it read before as well, where that is shown. */
const printedIn = ({ text, change, bar, line }: TableCell): string =>
  (change === undefined || change === "gone" || change.was === "" ? text : `${change.was} ${text}`) +
  (bar || line ? DRAWN : "");

function writeTableCell({ text, change, children }: TableCell, context: PdfContext): string {
  const now = (): string => (children ? writeInlines(children, context) : writeCell(text, context));
  if (change === undefined) return now();
  if (change === "gone") return writeChange("deleted", `[${now()}]`, context);
  const was = change.was === "" ? "" : `${writeChange("deleted", `[${writeCell(change.was, context)}]`, context)}#" ";`;
  return was + writeChange("inserted", `[${now()}]`, context, change.id);
}

function writeCell(text: string, context: PdfContext): string {
  return text
    .split("\n")
    .map((line) => `#${context.text(line)};`)
    .join("#linebreak();");
}

/** What stands below a figure, as arguments. */
function writeBelow({ source }: FigureNode, context: PdfContext): string {
  const written = (nodes: readonly InlineNode[]): string =>
    nodes.length === 0 ? "none" : `[${writeInlines(nodes, context)}]`;
  const remark = context.remark ? `, remark: ${written(context.remark)}` : "";
  return `source: ${written(source)}${remark}`;
}

/** Points a pixel of a chart comes to where it does not fill the width: its text of 14 px is then a little smaller than the body's. */
const POINTS_A_PIXEL = 0.68;

/** The height above which a chart would not leave room for its caption and source on a page, in points. */
const tallest = ({ height }: PageRoom): number => height - 137;

/** Letters smaller than these, in points, can't be read on paper. */
const LEAST_TEXT = 5;

/** Points in which a chart is set, of its height no more than there is room for. */
function chartPoints(svg: string, page: PageRoom): number {
  const size = svgSize(svg);
  return size
    ? Math.min(size.width * POINTS_A_PIXEL, (tallest(page) * size.width) / size.height, page.full)
    : page.full;
}

/** How many points a pixel of a chart comes to. */
function chartScale(svg: string, page: PageRoom): number {
  const size = svgSize(svg);
  const points = chartPoints(svg, page);
  return size ? points / size.width : 1;
}

/** Both columns, or less for a chart drawn smaller or too tall for a page; one that fits the text column stands in it. */
function chartWidth(svg: string, page: PageRoom): string {
  const width = chartPoints(svg, page);
  if (width >= page.full) return "wide: true, width: 100%";
  return `wide: ${width > page.text}, width: ${Math.round(width)}pt`;
}
