import type { PlotOptions } from "@observablehq/plot";
import { append, largest, least } from "../lists.js";
import { chartFont } from "./chart-font.js";
import { elementsIn } from "./elements.js";
import { COLOR_KEY } from "./labels.js";
import { size } from "./theme.js";

/** A line or block of text as drawn, in the chart's own pixels. */
export interface TextBox {
  text: string;
  /** What the text belongs to: "x-axis tick label", "text", … as the chart library names its groups. */
  role: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The four corners in order, for text that is turned. */
  corners: readonly Point[];
  /** Which element it is a line of. */
  element: number;
}

export type Point = readonly [x: number, y: number];
export type Matrix = readonly [number, number, number, number, number, number];

/** What a group hands down to the texts in it. */
interface TextStyle {
  role: string;
  size: number;
  weight: number;
  anchor: string;
}

/** All text of a drawn chart with its extent, measured with the metrics of the chart font. */
export function textBoxes(svg: Element): TextBox[] {
  const boxes: TextBox[] = [];
  let elements = 0;
  const visit = (element: Element, matrix: Matrix, inherited: TextStyle): void => {
    const isText = element.localName === "text";
    const children = isText ? [] : elementsIn(element);
    // Most of what a chart holds are marks, in which there is no text.
    if (!isText && children.length === 0) return;
    const style = {
      role: (element !== svg && element.getAttribute("aria-label")) || inherited.role,
      size: Number.parseFloat(element.getAttribute("font-size") ?? "") || inherited.size,
      weight: weightOf(element.getAttribute("font-weight")) ?? inherited.weight,
      anchor: element.getAttribute("text-anchor") ?? inherited.anchor,
    };
    const transform = element.getAttribute("transform");
    const here = transform === null ? matrix : multiply(matrix, parseTransform(transform));
    if (isText) append(boxes, linesOf(element, here, style, ++elements));
    else for (const child of children) visit(child, here, style);
  };
  visit(svg, [1, 0, 0, 1, 0, 0], { role: "", size: size.text, weight: 400, anchor: "start" });
  return boxes;
}

/** The lines of one text that have something in them. */
function linesOf(element: Element, matrix: Matrix, style: TextStyle, number: number): TextBox[] {
  const { role, size, weight, anchor } = style;
  const spans = elementsIn(element).filter((child) => child.localName === "tspan");
  let y = length(element, "y", size) + length(element, "dy", size);
  return (spans.length > 0 ? spans : [element]).flatMap((line): TextBox[] => {
    const text = ownText(line);
    if (line !== element) {
      if (line.hasAttribute("y")) y = length(line, "y", size);
      y += length(line, "dy", size);
    }
    if (text.trim() === "") return [];
    const x = length(line.hasAttribute("x") ? line : element, "x", size) + length(line, "dx", size);
    const width = chartFont().width(text, size, weight);
    const start = anchor === "end" ? x - width : anchor === "middle" ? x - width / 2 : x;
    const [top, bottom] = [y - 0.74 * size, y + 0.22 * size];
    const corners = [
      [start, top],
      [start + width, top],
      [start + width, bottom],
      [start, bottom],
    ].map(
      ([px = 0, py = 0]): Point => [
        matrix[0] * px + matrix[2] * py + matrix[4],
        matrix[1] * px + matrix[3] * py + matrix[5],
      ],
    );
    const xs = corners.map((corner) => corner[0]);
    const ys = corners.map((corner) => corner[1]);
    const extent = { left: least(xs), right: largest(xs), top: least(ys), bottom: largest(ys) };
    return [{ text, role, ...extent, corners, element: number }];
  });
}

/** Boxes that reach out of the chart, with the side and by how many pixels. */
export function clipped(
  boxes: readonly TextBox[],
  width: number,
  height: number,
): { box: TextBox; side: string; by: number }[] {
  return boxes.flatMap((box) => {
    const sides: [string, number][] = [
      ["left", -box.left],
      ["right", box.right - width],
      ["top", -box.top],
      ["bottom", box.bottom - height],
    ];
    return sides.filter(([, by]) => by > 1).map(([side, by]) => ({ box, side, by }));
  });
}

/** Pixels by which letters may come into each other's boxes: these reach a little beyond the ink. */
const TOUCH = 1.5;

/** Two ticks on one line read as one number when they stand closer than this. */
const BESIDE = 4;

const isTick = ({ role, corners: [from, to] }: TextBox): boolean =>
  role === "x-axis tick label" && from?.[1] === to?.[1];

/** Values of panels one above the other read as one column when they stand closer than this. */
const ABOVE = 2;

/** By how much two upright ticks may come into each other upwards, where panels stand one above the other; undefined for other pairs. */
function allowedUp(one: TextBox, other: TextBox): number | undefined {
  if ([one, other].some(({ corners: [from, to] }) => from?.[1] !== to?.[1])) return undefined;
  const [x, y] = [one, other].sort((a, b) => (a.role < b.role ? -1 : 1));
  if (y?.role !== "y-axis tick label") return undefined;
  if (x?.role === y.role) return -ABOVE;
  // The values of a panel stand above its own ticks along the bottom, and below those of the panel before.
  return x?.role === "x-axis tick label" && y.top > x.top ? 0 : undefined;
}

/** Pairs of texts that lie over each other. Lines of one text don't count, nor one text drawn twice in the same place. */
export function overlapping(boxes: readonly TextBox[]): [TextBox, TextBox][] {
  const sorted = boxes.filter(({ text }) => text.trim() !== "").sort((a, b) => a.left - b.left);
  const ticks = sorted.map(isTick);
  const pairs: [TextBox, TextBox][] = [];
  sorted.forEach((one, i) => {
    for (let j = i + 1; j < sorted.length; j++) {
      const other = sorted[j] as TextBox;
      if (other.left > one.right + BESIDE) break;
      if (one.element === other.element) continue;
      const between = ticks[i] && ticks[j] ? -BESIDE : TOUCH;
      const isApartBy = (room: number): boolean => other.top > one.bottom + room || one.top > other.bottom + room;
      // No two have to stand further apart upwards.
      if (other.left > one.right - between || isApartBy(ABOVE)) continue;
      const allowed = allowedUp(one, other);
      const apart =
        isApartBy(-(allowed ?? TOUCH)) ||
        (one.text === other.text && Math.abs(one.left - other.left) < 1 && Math.abs(one.top - other.top) < 1);
      if (!apart && (allowed !== undefined || depth(one.corners, other.corners) > between)) pairs.push([one, other]);
    }
  });
  return pairs;
}

/** How far two four-sided boxes reach into each other along the sides of either: their least overlap; negative when they are apart. */
function depth(a: readonly Point[], b: readonly Point[]): number {
  let overlap = Number.POSITIVE_INFINITY;
  for (const corners of [a, b])
    for (const i of [0, 1]) {
      const [[x1, y1], [x2, y2]] = [corners[i] ?? [0, 0], corners[i + 1] ?? [0, 0]];
      const length = Math.hypot(x2 - x1, y2 - y1) || 1;
      const along = ([x, y]: Point): number => (x * (x2 - x1) + y * (y2 - y1)) / length;
      const [as, bs] = [a.map(along), b.map(along)];
      overlap = Math.min(overlap, Math.min(largest(as), largest(bs)) - Math.max(least(as), least(bs)));
    }
  return overlap;
}

/** Space between the plotting area and the edges of a chart, in pixels. */
export type Margins = Required<Pick<PlotOptions, "marginTop" | "marginRight" | "marginBottom" | "marginLeft">>;

/** Space around a chart that its text needs, from where that stands with the margins `drawn`. */
export function fitMargins(boxes: readonly TextBox[], drawn: Margins, width: number, height: number): Margins {
  // These stand at the chart's edge wherever the margin puts it, and say nothing about the room the others need.
  const isEdge = (box: TextBox): boolean => /-axis label$/.test(box.role) || box.role === COLOR_KEY;
  const inner = boxes.filter((box) => !isEdge(box));
  const has = (role: string): boolean => boxes.some((box) => box.role === role);
  const key = Math.max(0, largest(boxes.filter((box) => box.role === COLOR_KEY).map((box) => box.bottom)));
  const most = (values: number[]): number => Math.max(0, largest(values));
  const left = most(inner.map((box) => drawn.marginLeft - box.left));
  const right = most(inner.map((box) => box.right - (width - drawn.marginRight)));
  const top = most(inner.map((box) => drawn.marginTop - box.top));
  const bottom = most(inner.map((box) => box.bottom - (height - drawn.marginBottom)));
  const label = size.text + 6;
  const centred = boxes.some((box) => box.role === "y-axis label" && box.bottom - box.top > 2 * size.text);
  return {
    marginLeft: Math.ceil(left + 2 + (centred ? label : 0)),
    marginRight: Math.max(10, Math.ceil(right + 2)),
    marginTop: Math.ceil(
      key +
        (key > 0 ? 10 : 3) +
        Math.max(5, top) +
        ((has("y-axis label") && !centred) || has("fx-axis label") ? label : 0),
    ),
    marginBottom: Math.max(6, Math.ceil(bottom + (has("x-axis label") ? label + 2 : 4))),
  };
}

/** Moves the y axis's label below the colour key, which takes the chart's top edge; false where there is none. */
export function makeRoomForKey(svg: Element, boxes: readonly TextBox[]): boolean {
  const key = Math.max(0, largest(boxes.filter((box) => box.role === COLOR_KEY).map((box) => box.bottom)));
  if (key === 0) return false;
  for (const group of svg.querySelectorAll("[aria-label='y-axis label'], [aria-label='fx-axis label']")) {
    const element = group as SVGElement;
    element.setAttribute(
      "transform",
      `translate(0,${Math.ceil(key + 6)}) ${element.getAttribute("transform") ?? ""}`.trim(),
    );
  }
  return true;
}

/** Text that is drawn: a `title` inside is not. */
export function ownText(element: Element): string {
  return [...element.childNodes]
    .map((child) => {
      if (child.nodeType === 3) return child.nodeValue ?? "";
      return (child as Element).localName === "tspan" ? ownText(child as Element) : "";
    })
    .join("");
}

function weightOf(value: string | null): number | undefined {
  if (value === null) return undefined;
  return value === "bold" ? 700 : Number(value) || undefined;
}

/** A length in pixels or ems. */
function length(element: Element, name: string, em: number): number {
  const value = element.getAttribute(name);
  if (value === null) return 0;
  return Number.parseFloat(value) * (value.endsWith("em") ? em : 1) || 0;
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

/** Of most texts and groups there is a translation alone. */
const TRANSLATION = /^translate\(([-\d.e]+),([-\d.e]+)\)$/;

/** Translations and rotations, which is all the library writes around text. */
export function parseTransform(text: string): Matrix {
  const alone = TRANSLATION.exec(text);
  if (alone) return [1, 0, 0, 1, Number(alone[1]), Number(alone[2])];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [, name, inside = ""] of text.matchAll(/(translate|rotate)\(([^)]*)\)/g)) {
    const [a = 0, b = 0] = inside.split(/[\s,]+/).map(Number);
    const angle = (a * Math.PI) / 180;
    const step: Matrix =
      name === "translate"
        ? [1, 0, 0, 1, a, b]
        : [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
    matrix = multiply(matrix, step);
  }
  return matrix;
}
