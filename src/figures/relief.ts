import type * as Plot from "@observablehq/plot";
import { largest } from "../lists.js";
import { chartFont } from "./chart-font.js";
import { overlapping, type TextBox } from "./layout.js";
import { size } from "./theme.js";
import { isBand } from "./ticks.js";

type Drawing = ReturnType<typeof Plot.plot>;
type ScaleName = "x" | "y" | "fx" | "fy";

/** Names beside a chart take no more than this share of its width before they are set in lines. */
const WIDEST_NAMES = 0.55;
/** The same of a chart for a phone. */
const WIDEST_NARROW = 0.4;
/** Pixels below which a chart is one for a phone. */
const NARROW_BELOW = 400;
/** Of the lines of a name. */
const MOST_LINES = 4;
/** Pixels between neighbours. */
const GAP = 5;

/** What a chart's labels have been helped with so far. */
export interface Relief {
  /** Axes whose names are set in lines of at most so many pixels. */
  wrapped: Partial<Record<ScaleName, number>>;
  /** Degrees by which names along the bottom are turned. */
  turned?: number;
  /** Every so manieth tick along the bottom stays. */
  thinned?: number;
  /** Space between panels, as a share of their step. */
  panels?: number;
  /** The same between panels one above the other. */
  rows?: number;
}

/**
 * The next thing to try where labels lie over each other or leave no room for the chart: names in several lines, turned names, panels further
 * apart, fewer ticks. Undefined when all is well, or nothing is left to try; what the author set stays as it is.
 */
export function relieve(
  boxes: readonly TextBox[],
  drawing: Drawing,
  options: Plot.PlotOptions,
  done: Relief,
): Relief | undefined {
  const pairs = overlapping(boxes);
  const collide = (role: string): boolean => pairs.some((pair) => pair.some((box) => box.role === role));
  const width = Number(drawing.getAttribute("width"));
  const free = (name: ScaleName, ...settings: (keyof Plot.ScaleOptions)[]): boolean =>
    options.axis === undefined && ["axis" as const, ...settings].every((key) => options[name]?.[key] === undefined);
  const wrap = (name: ScaleName, most: number): Relief | undefined =>
    free(name) && done.wrapped[name] === undefined && canWrap(drawing.scale(name), options[name], most)
      ? { ...done, wrapped: { ...done.wrapped, [name]: most } }
      : undefined;

  const names = boxes.filter(({ role }) => role === "y-axis tick label").map(({ left, right }) => right - left);
  const widest = width * (width < NARROW_BELOW ? WIDEST_NARROW : WIDEST_NAMES);
  const y = Math.max(0, largest(names)) > widest ? wrap("y", widest - 0.1 * width) : undefined;
  if (y) return y;
  const ends = pairs.some((pair) => pair.some(isUp) && pair.every(({ role }) => / tick label$/.test(role)));
  if (ends && drawing.scale("fy") && free("fy", "padding") && (done.rows ?? 0) < WIDEST_GAP)
    return { ...done, rows: (done.rows ?? 0.1) + 0.1 };
  if (collide("fx-axis tick label")) {
    const step = stepOf(drawing.scale("fx"), width);
    const next = wrap("fx", step - GAP);
    if (next) return next;
  }
  if (!collide("x-axis tick label")) return undefined;
  const x = drawing.scale("x");
  const panels = [...(drawing.scale("fx")?.domain ?? [])].length;
  if (!isBand(x)) {
    if (panels > 1 && free("fx", "padding") && (done.panels ?? 0) < WIDEST_GAP)
      return { ...done, panels: Math.min(WIDEST_GAP, (done.panels ?? 0.12) + 0.08) };
    return free("x", "ticks", "tickSpacing", "interval") && (done.thinned ?? 1) < 8
      ? { ...done, thinned: (done.thinned ?? 1) * 2 }
      : undefined;
  }
  const step = stepOf(x, width);
  // A name that is left out is lost; a year between two others is not.
  if (isOrdered([...(x.domain ?? [])]))
    return free("x", "ticks") && (done.thinned ?? 1) < 32 ? { ...done, thinned: (done.thinned ?? 1) * 2 } : undefined;
  if (done.turned !== undefined) return undefined;
  const lines = wrap("x", step - GAP);
  if (lines) return lines;
  const turned = step >= 22 ? -45 : step >= 15 ? -90 : undefined;
  if (turned === undefined || !free("x", "tickRotate")) return undefined;
  const { x: _, ...wrapped } = done.wrapped;
  return { ...done, wrapped, turned };
}

const WIDEST_GAP = 0.36;

const isUp = ({ role }: TextBox): boolean => role === "y-axis tick label";

/** Options with what helps the labels put into them. */
export function relieved(
  themed: Plot.PlotOptions,
  { wrapped, turned, thinned, panels, rows }: Relief,
  drawing: Drawing,
): Plot.PlotOptions {
  const result: Plot.PlotOptions = { ...themed };
  for (const [name, most] of Object.entries(wrapped) as [ScaleName, number][]) {
    const given = themed[name]?.tickFormat;
    const text = typeof given === "function" ? (given as (value: unknown, index: number) => unknown) : undefined;
    const tickFormat = (value: unknown, index: number): string =>
      inLines(String(text ? text(value, index) : value), most).join("\n");
    result[name] = { ...result[name], tickFormat };
  }
  if (turned !== undefined) result.x = { ...result.x, tickRotate: turned };
  if (panels !== undefined) result.fx = { ...result.fx, padding: panels };
  if (rows !== undefined) result.fy = { ...result.fy, padding: rows };
  if (thinned !== undefined) {
    const scale = drawing.scale("x");
    const shown = result.x?.ticks;
    const ticks = Array.isArray(shown) ? (shown as unknown[]) : isBand(scale) ? [...(scale.domain ?? [])] : undefined;
    result.x = ticks
      ? { ...result.x, ticks: ticks.filter((_, i) => i % thinned === 0) as Plot.ScaleOptions["ticks"] }
      : { ...result.x, tickSpacing: (result.x?.tickSpacing ?? 100) * thinned };
  }
  return result;
}

/** How many lines the names of an axis take at most. */
export function linesOf(boxes: readonly TextBox[], role: string): number {
  const lines = new Map<number, number>();
  for (const box of boxes) if (box.role === role) lines.set(box.element, (lines.get(box.element) ?? 0) + 1);
  return Math.max(1, largest(lines.values()));
}

/** Room for each class once the others' names don't push the chart aside any more. */
function stepOf(scale: Plot.Scale | undefined, width: number): number {
  const ends = [...(scale?.range ?? [])].map(Number);
  const drawn = Math.abs((ends.at(-1) ?? 0) - (ends.at(0) ?? 0));
  const step = scale?.step ?? Number.POSITIVE_INFINITY;
  return drawn > 0 ? step * Math.max(1, (width - BESIDE_CHART) / drawn) : step;
}

/** What the values of an axis on the left take, and a little on the right. */
const BESIDE_CHART = 80;

/** Whether names fit when set in lines: all are text, and no word is too long. */
function canWrap(scale: Plot.Scale | undefined, { tickFormat }: Plot.ScaleOptions = {}, most: number): boolean {
  const domain = [...(scale?.domain ?? [])] as unknown[];
  if (tickFormat !== undefined && typeof tickFormat !== "function") return false;
  const texts = domain.map((value, i) =>
    tickFormat === undefined ? value : (tickFormat as (value: unknown, index: number) => unknown)(value, i),
  );
  return texts.every((text) => {
    if (typeof text !== "string") return false;
    const lines = inLines(text, most);
    return lines.length <= MOST_LINES && lines.every((line) => chartFont().width(line, size.text) <= most);
  });
}

/** A text in lines of at most so many pixels where words allow it, evenly filled. */
export function inLines(text: string, most: number): string[] {
  const width = (line: string): number => chartFont().width(line, size.text);
  const fill = (limit: number): string[] => {
    const lines: string[] = [];
    for (const word of text.split(/\s+/)) {
      const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
      if (lines.length === 0) lines.push(word);
      else if (width(longer) <= limit) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };
  if (text.includes("\n") || width(text) <= most) return text.split("\n");
  const least = fill(most).length;
  // The narrowest measure that takes no more lines spreads the words evenly.
  for (let limit = width(text) / least; limit < most; limit += 4) {
    const lines = fill(limit);
    if (lines.length === least && lines.every((line) => width(line) <= most)) return lines;
  }
  return fill(most);
}

/** Numbers, dates, and text that is one or the other: what lies between two of them can be told. */
const isOrdered = (domain: readonly unknown[]): boolean =>
  domain.every(
    (value) =>
      typeof value === "number" ||
      value instanceof Date ||
      (typeof value === "string" && /^-?\d+([.,/-]\d+)*$|^\d{4}[- ]?(Q[1-4]|\w{3})$/.test(value)),
  );
