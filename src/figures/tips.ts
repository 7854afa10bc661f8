import * as Plot from "@observablehq/plot";
import { largest, least } from "../lists.js";
import type { ChartTip } from "../notebook/types.js";
import { toDigits } from "../text/counts.js";
import type { MarkRecord } from "./checks/watch.js";

/** Tips of one chart; one with more items is a cloud, of which a reader asks for no single one. */
const MOST = 400;
/** Digits of a value that a tip says. */
const DIGITS = 4;
/** Marks that print what they say, or say nothing of their own. */
const SILENT: readonly unknown[] = [Plot.Text, Plot.Frame];

interface DrawnScale {
  bandwidth?: number | undefined;
  label?: unknown;
}

/**
 * Where the items of a chart stand and what each comes to, for who points at it: the values of their channels before scales, named as the
 * axes are. None for charts in panels, for what a transform made anew, and where there are too many.
 */
export function tipsOf(
  records: ReadonlyMap<unknown, MarkRecord>,
  scales: { readonly x: DrawnScale | undefined; readonly y: DrawnScale | undefined },
): ChartTip[] {
  const labels = { x: labelOf(scales.x?.label), y: labelOf(scales.y?.label) };
  const tips = new Map<string, ChartTip>();
  for (const { mark, panels, derived, raw, shapes } of records.values()) {
    const [panel, other] = panels;
    if (!panel || other || derived || SILENT.some((kind) => mark instanceof (kind as typeof Plot.Mark))) continue;
    const middle = (name: "x" | "y", i: number): number | undefined => {
      const at = (channel: string): number | undefined => {
        const value = panel.values[channel]?.[i];
        return typeof value === "number" && Number.isFinite(value) ? value : undefined;
      };
      const [from, to] = [at(`${name}1`), at(`${name}2`)];
      if (from !== undefined && to !== undefined) return (from + to) / 2;
      const one = at(name) ?? from ?? to;
      return one === undefined ? undefined : one + (scales[name]?.bandwidth ?? 0) / 2;
    };
    for (const i of Array.from(panel.kept)) {
      const [x, y] = (raw.geometry ? centreOf(shapes.get(i)) : undefined) ?? [middle("x", i), middle("y", i)];
      if (x === undefined || y === undefined) continue;
      const key = `${Math.round(x)} ${Math.round(y)}`;
      if (tips.has(key)) continue;
      const text = wordsOf(mark, raw, panel.channels, labels, i);
      if (text === "") continue;
      tips.set(key, { x: Math.round(x), y: Math.round(y), text });
      if (tips.size > MOST) return [];
    }
  }
  return [...tips.values()].sort((a, b) => a.x - b.x || a.y - b.y);
}

/** The middle of what a region's largest part takes up; undefined for one that isn't seen. */
function centreOf(shape: Element | undefined): [x: number, y: number] | undefined {
  const parts = (shape?.getAttribute("d") ?? "").split(/(?=M)/).map((part) => {
    const corners = [...part.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)];
    const [xs, ys] = [1, 2].map((axis) => corners.map((corner) => Number(corner[axis])));
    const [left, right] = [least(xs ?? []), largest(xs ?? [])];
    const [top, bottom] = [least(ys ?? []), largest(ys ?? [])];
    return { area: (right - left) * (bottom - top), x: (left + right) / 2, y: (top + bottom) / 2 };
  });
  const [most] = parts.filter(({ x, y }) => Number.isFinite(x + y)).sort((a, b) => b.area - a.area);
  return most && [most.x, most.y];
}

/** "2026, added in the year: 18 GW": names first, then what is measured, with the axis's words. */
function wordsOf(
  mark: unknown,
  raw: MarkRecord["raw"],
  channels: MarkRecord["panels"][number]["channels"],
  labels: Readonly<Record<"x" | "y", string | undefined>>,
  i: number,
): string {
  const names: string[] = [];
  const measured: string[] = [];
  const add = (label: string | undefined, value: unknown): void => {
    if (value === null || value === undefined || value === "") return;
    if (typeof value !== "number") {
      const name = said(value);
      if (name !== "" && !names.includes(name)) names.push(name);
    } else if (isYear(label, value)) names.push(String(value));
    else measured.push(`${label === undefined ? "" : `${label} `}${said(value)}`);
  };
  for (const name of ["x", "y"] as const) {
    const label = labels[name];
    const [one, from, to] = [raw[name]?.[i], raw[`${name}1`]?.[i], raw[`${name}2`]?.[i]];
    if (one !== undefined && one !== null) add(label, one);
    else if (typeof from === "number" && typeof to === "number" && !isYear(label, to)) {
      if (mark instanceof Plot.BarX || mark instanceof Plot.BarY || mark instanceof Plot.Rect) add(label, to - from);
      else if (from === to) add(label, to);
      else
        measured.push(
          `${label === undefined ? "" : `${label} `}${said(Math.min(from, to))}\u2013${said(Math.max(from, to))}`,
        );
    } else add(label, to ?? from);
  }
  // Nothing else of a map says which region it is.
  if (raw.geometry) add(undefined, raw.title?.[i]);
  for (const name of ["z", "fill", "stroke"] as const) {
    const value = raw[name]?.[i];
    if (typeof value === "string" && channels[name]?.scale !== undefined && channels[name]?.scale !== null)
      add(undefined, value);
    else if (name === "fill" && typeof value === "number") add(labelOf(channels[name]?.label), value);
  }
  const head = names.join(", ");
  const tail = measured.join("; ");
  return (head === "" || tail === "" ? head + tail : `${head}: ${tail}`).slice(0, 200);
}

/** The words of an axis without its arrow. */
function labelOf(label: unknown): string | undefined {
  if (typeof label !== "string") return undefined;
  const words = label.replace(/^[\u2190-\u2193]\s*|\s*[\u2190-\u2193]$/g, "").trim();
  return words === "" ? undefined : words;
}

const isYear = (label: string | undefined, value: number): boolean =>
  Number.isInteger(value) && value >= 1900 && value <= 2100 && (label === undefined || /^(?:year|years)$/i.test(label));

function said(value: unknown): string {
  if (typeof value === "number") {
    const rounded = Number.isInteger(value) ? value : toDigits(value, DIGITS);
    const [whole = "", rest = ""] = String(Math.abs(rounded)).split(/(?=[.e])/, 2);
    const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
    return `${rounded < 0 ? "\u2212" : ""}${grouped}${rest}`;
  }
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? value.toISOString().slice(0, 10) : "";
  return typeof value === "string"
    ? value.replace(/\s+/g, " ").trim()
    : typeof value === "boolean"
      ? String(value)
      : "";
}
