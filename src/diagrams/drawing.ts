import { chartFont } from "../figures/chart-font.js";
import { fontFamily, inkOver, inks, size } from "../figures/theme.js";
import { largest } from "../lists.js";
import { LARGEST } from "../notebook/drawing/allowed.js";
import type { DataTable } from "../notebook/types.js";
import { escapeXml } from "../text/xml-entities.js";
import { TEXT_COLOR } from "./check.js";
import { behind, type Filled } from "./contrast.js";
import type { LaidObject, Layout, Operation } from "./layout.js";
import { tablesOf } from "./tables.js";

/** What is drawn around all, in pixels, where lines are one wide. */
const EDGE = 6;
/** By how much a drawing is made larger at most: beyond that, its letters would be those of headings. */
const MOST_ZOOM = 1.5;
const LINE_WIDTH = /^setlinewidth\(([\d.]+)\)$/;
const PAPER = "#ffffff";
const BOLD = 1;
const ITALIC = 2;
const UNDERLINED = 4;
const RAISED = 8;
const LOWERED = 16;
const STRUCK = 32;

/** A diagram's SVG with the light palette's colours, its texts, and what it shows as tables. */
export interface Diagram {
  svg: string;
  texts: readonly string[];
  tables: DataTable[];
  width: number;
  height: number;
}

/** Width and height of a layout in pixels, with what is drawn around it. */
export function sidesOf(layout: Layout): readonly [width: number, height: number] {
  const { left, bottom, right, top, fit, edge } = boxOf(layout);
  return [(right - left) * fit + 2 * edge, (top - bottom) * fit + 2 * edge];
}

function boxOf(layout: Layout): Record<"left" | "bottom" | "right" | "top" | "fit" | "edge", number> {
  const [left = 0, bottom = 0, right = 0, top = 0] = (layout.bb ?? "").split(",").map(Number);
  // Graphviz guesses at widths by another font: where ours is wider, all but the letters grows until each text has its room.
  const operations = operationsOf(layout);
  const fit = Math.max(1, largest(operations.flatMap(textRatios)));
  // Which leaves room for no more than the middles of lines.
  const widths = operations.flat().map(({ style }) => Number(LINE_WIDTH.exec(style ?? "")?.[1] ?? 1));
  return { left, bottom, right, top, fit, edge: EDGE + Math.max(0, largest(widths) - 1) / 2 };
}

/**
 * Draws a layout as the memo's charts are drawn: its font, its colours, nothing that runs or leads elsewhere.
 *
 * @param share of the width that the drawing takes, from 0 to 1, as far as its letters and its height allow; its own size unless given
 * @param least pixels that the drawing is wide: what is narrower stands in the middle
 */
export function drawLayout(
  layout: Layout,
  { id, alt, share, least = size.width }: { id: string; alt: string; share?: number; least?: number },
): Diagram {
  const { left, top, fit, edge } = boxOf(layout);
  const [natural, tall] = sidesOf(layout);
  const zoom =
    share === undefined ? 1 : Math.min((share * least) / natural, MOST_ZOOM, LARGEST / Math.max(natural, tall));
  const width = Math.max(least, Math.ceil(natural * zoom));
  const height = Math.ceil(tall * zoom);
  const shift = (width - natural * zoom) / 2;
  const pen = new Pen(id, {
    x: (x) => shift + ((x - left) * fit + edge) * zoom,
    y: (y) => ((top - y) * fit + edge) * zoom,
    scale: fit * zoom,
    letters: zoom,
  });
  for (const list of operationsOf(layout)) pen.draw(list);
  const head =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" ` +
    `aria-label="${escapeXml(alt)}" fill="${inks.text.light}" font-family="${fontFamily}" font-size="${size.text}" text-anchor="middle">`;
  const ground = `  <rect width="${width}" height="${height}" fill="${inks.background.light}"/>`;
  return {
    svg: [head, ground, ...pen.lines, "</svg>", ""].join("\n"),
    texts: pen.texts,
    tables: tablesOf(layout),
    width,
    height,
  };
}

/** In the order in which they are drawn: the ground, clusters from the outside in, edges, and nodes over them. */
function operationsOf(layout: Layout): (readonly Operation[])[] {
  const { objects = [], edges = [] } = layout;
  const of = (one: object): (readonly Operation[])[] =>
    Object.entries(one).flatMap(([key, value]) => (/^_\w*draw_$/.test(key) ? [value as readonly Operation[]] : []));
  const isGroup = ({ nodes, bb }: LaidObject): boolean => nodes !== undefined || bb !== undefined;
  // Without a colour of the author's, Graphviz paints the paper.
  const ground = of(layout).filter((list) => list.every(({ op, color }) => op !== "C" || color !== PAPER));
  return [
    ...ground,
    ...objects.filter(isGroup).flatMap(of),
    ...edges.flatMap(of),
    ...objects.filter((one) => !isGroup(one)).flatMap(of),
  ];
}

/** By how much each text is wider than the room that it was given. */
function textRatios(operations: readonly Operation[]): number[] {
  let [letters, look] = [14, 0];
  return operations.flatMap((one) => {
    if (one.op === "F") letters = one.size ?? letters;
    if (one.op === "t") look = one.fontchar ?? 0;
    if (one.op !== "T" || !one.text?.trim() || !one.width) return [];
    return [chartFont().width(one.text, letters, look & BOLD ? 600 : 400) / one.width];
  });
}

interface Frame {
  x(x: number): number;
  y(y: number): number;
  /** Pixels a point. */
  scale: number;
  /** Pixels a point of a letter's size. */
  letters: number;
}

const number = (value: number): string => {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
};

/** Carries operations out, and keeps what it wrote. */
class Pen {
  readonly lines: string[] = [];
  readonly texts: string[] = [];
  private readonly filled: Filled[] = [];
  private gradients = 0;

  constructor(
    private readonly id: string,
    private readonly frame: Frame,
  ) {}

  draw(operations: readonly Operation[]): void {
    const state = {
      line: "#000000",
      fill: "none",
      gradient: undefined as string | undefined,
      width: 1,
      dash: "",
      letters: 14,
      look: 0,
    };
    for (const one of operations) {
      if (one.op === "c") state.line = one.color ?? one.stops?.[0]?.color ?? state.line;
      else if (one.op === "C") {
        state.fill = one.color ?? one.stops?.[0]?.color ?? "none";
        state.gradient = one.stops ? this.gradient(one) : undefined;
      } else if (one.op === "S") {
        const width = LINE_WIDTH.exec(one.style ?? "")?.[1];
        // Where all is drawn smaller, wide lines are no wider than the room that they have.
        if (width !== undefined) state.width = Math.min(Number(width), Math.max(1, Number(width) * this.frame.letters));
        else if (one.style === "bold") state.width = 2;
        else if (one.style === "dashed") state.dash = ' stroke-dasharray="6,4"';
        else if (one.style === "dotted") state.dash = ' stroke-dasharray="1.5,4"';
        else if (one.style === "solid") state.dash = "";
      } else if (one.op === "F") state.letters = one.size ?? state.letters;
      else if (one.op === "t") state.look = one.fontchar ?? 0;
      else if (one.op === "T") this.text(one, state);
      else this.shape(one, state);
    }
  }

  private shape(
    one: Operation,
    state: { line: string; fill: string; gradient: string | undefined; width: number; dash: string },
  ): void {
    const form = this.form(one);
    if (!form) return;
    const fill = /^[EPB]$/.test(one.op) ? (state.gradient ?? paint("fill", state.fill)) : ' fill="none"';
    const line = ` ${state.width > 0 ? paint("stroke", state.line).trim() : 'stroke="none"'}`;
    if (fill === ' fill="none"' && line === ' stroke="none"') return;
    if (fill !== ' fill="none"' && form.box) this.filled.push({ box: form.box, color: state.fill });
    const width = line === ' stroke="none"' || state.width === 1 ? "" : ` stroke-width="${number(state.width)}"`;
    this.lines.push(`  <${form.tag}${fill}${line}${width}${state.dash}/>`);
  }

  private form({ op, rect, points = [] }: Operation): { tag: string; box?: Filled["box"] } | undefined {
    const { x, y, scale } = this.frame;
    if ((op === "E" || op === "e") && rect) {
      const [cx, cy, rx, ry] = [x(rect[0]), y(rect[1]), rect[2] * scale, rect[3] * scale];
      return {
        tag: `ellipse cx="${number(cx)}" cy="${number(cy)}" rx="${number(rx)}" ry="${number(ry)}"`,
        box: [cx - rx, cy - ry, cx + rx, cy + ry],
      };
    }
    if (points.length === 0 || !/^[PpLBb]$/.test(op)) return undefined;
    const at = points.map(([px, py]) => [x(px), y(py)] as const);
    const xs = at.map(([one]) => one);
    const ys = at.map(([, one]) => one);
    const box = [-largest(xs.map((one) => -one)), -largest(ys.map((one) => -one)), largest(xs), largest(ys)] as const;
    const pairs = at.map(([px, py]) => `${number(px)},${number(py)}`);
    if (op === "P" || op === "p") return { tag: `polygon points="${pairs.join(" ")}"`, box };
    if (op === "L") return { tag: `polyline points="${pairs.join(" ")}"` };
    const [first = "", ...rest] = pairs;
    return { tag: `path d="M${first}C${rest.join(" ")}"`, box };
  }

  private text(
    { pt = [0, 0], align, text = "" }: Operation,
    { line, letters, look }: { line: string; letters: number; look: number },
  ): void {
    if (text.trim() === "") return;
    const { x, y, letters: zoom } = this.frame;
    const isSmall = (look & (RAISED | LOWERED)) !== 0;
    const height = letters * zoom * (isSmall ? 0.7 : 1);
    const [px, py] = [x(pt[0]), y(pt[1]) + (look & RAISED ? -0.35 : look & LOWERED ? 0.15 : 0) * letters * zoom];
    const color = line === TEXT_COLOR ? inkOver(behind(this.filled, px, py - height / 3)) : line;
    const attributes = [
      `x="${number(px)}" y="${number(py)}"`,
      height === size.text ? "" : `font-size="${number(height)}"`,
      align === "l" ? 'text-anchor="start"' : align === "r" ? 'text-anchor="end"' : "",
      look & BOLD ? 'font-weight="600"' : "",
      look & ITALIC ? 'font-style="italic"' : "",
      look & UNDERLINED ? 'text-decoration="underline"' : look & STRUCK ? 'text-decoration="line-through"' : "",
      color === inks.text.light ? "" : paint("fill", color).trim(),
    ];
    this.texts.push(text);
    this.lines.push(`  <text ${attributes.filter(Boolean).join(" ")}>${escapeXml(text)}</text>`);
  }

  /** The paint of a gradient, whose definition is written before what it fills. */
  private gradient({ grad, p0 = [], p1 = [], stops = [] }: Operation): string {
    const { x, y, scale } = this.frame;
    // No id of a block has a point.
    const id = `${this.id}.${++this.gradients}`;
    const [x0 = 0, y0 = 0] = p0;
    const [x1 = 0, y1 = 0, r1 = 0] = p1;
    const tag = grad === "radial" ? "radialGradient" : "linearGradient";
    const where =
      grad === "radial"
        ? `cx="${number(x(x1))}" cy="${number(y(y1))}" r="${number(r1 * scale)}"`
        : `x1="${number(x(x0))}" y1="${number(y(y0))}" x2="${number(x(x1))}" y2="${number(y(y1))}"`;
    const inner = stops.map(({ frac, color }) => `<stop offset="${number(frac)}"${paint("stop-color", color)}/>`);
    this.lines.push(
      `  <defs><${tag} id="${id}" gradientUnits="userSpaceOnUse" ${where}>${inner.join("")}</${tag}></defs>`,
    );
    return ` fill="url(#${id})"`;
  }
}

/** An attribute for a colour `#rrggbb` or `#rrggbbaa`, with how much shows through. */
function paint(name: "fill" | "stroke" | "stop-color", color: string): string {
  if (color === "none" || /^#[0-9a-f]{6}00$/i.test(color)) return ` ${name}="none"`;
  const [, solid = "#000000", alpha] = /^(#[0-9a-f]{6})([0-9a-f]{2})?$/i.exec(color) ?? [];
  const opacity = name === "stop-color" ? "stop-opacity" : `${name}-opacity`;
  const through =
    alpha === undefined || alpha === "ff" ? "" : ` ${opacity}="${number(Number.parseInt(alpha, 16) / 255)}"`;
  return ` ${name}="${solid.toLowerCase()}"${through}`;
}
