import * as Plot from "@observablehq/plot";
import { largest, least } from "../../lists.js";
import { show } from "../../notebook/library/reasons.js";
import { drawsSomething, isShapeSeen, NO_PAINT, PAPER } from "./ink.js";
import { type Origin, rowsOf } from "./origin.js";
import type { Channels, DrawnChannel, MarkRecord } from "./watch.js";

/** Scales of the finished chart with what the author said of them. */
export interface DrawnScales {
  get(name: string): Plot.Scale | undefined;
  /** Whether the author set the domain, and nothing takes care of what lies outside. */
  isBounded(name: string): boolean;
  /** Whether places are those of a map. */
  isProjected?: boolean;
}

/** Why items of a mark are not to be seen: by reason, the items. A reason is words after "draws 3 of 7 rows:". */
export class Drops {
  readonly items = new Set<number>();
  private readonly reasons = new Map<string, { words: Reason; items: number[]; values: Set<string> }>();

  add(item: number, key: string, words: Reason, value?: string): void {
    this.items.add(item);
    const known = this.reasons.get(key) ?? { words, items: [], values: new Set() };
    known.items.push(item);
    if (value !== undefined) known.values.add(value);
    this.reasons.set(key, known);
  }

  /** Whether one of the reasons is of this kind. */
  has(kind: "alone" | "log" | "scale log" | "zero" | "zero outside" | "panel"): boolean {
    return [...this.reasons.keys()].some((key) => key === kind || key.endsWith(` ${kind}`));
  }

  /** All reasons, those of most items first: "`value` is NaN in rows 2 and 5". */
  words(where: (items: readonly number[]) => string, all: boolean): string {
    const sorted = [...this.reasons.values()].sort((a, b) => b.items.length - a.items.length);
    const said = sorted
      .slice(0, MOST_REASONS)
      .map(({ words, items, values }) => words(all ? "" : where(items), items.length, either([...values])));
    const more = sorted.length - MOST_REASONS;
    if (more > 0) said.push(more === 1 ? "one more reason" : `${more} more reasons`);
    return said.join("; ");
  }
}

type Reason = (where: string, count: number, values: string) => string;

const MOST_REASONS = 4;
const MOST_VALUES = 3;

/** "-1", "-1 or -2", "-1, -2, -3 or others". */
function either(values: readonly string[]): string {
  const shown = values.length > MOST_VALUES ? [...values.slice(0, MOST_VALUES), "others"] : values;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
}

/** What the library left out of a mark, item by item. */
export function droppedItems(record: MarkRecord, origin: Origin | undefined, scales: DrawnScales): Drops {
  const drops = new Drops();
  const rawValue = rawValues(record, origin);
  const shown = new Set<number>();
  const isMeant = origin?.transforms.some((name) => name.endsWith("strict"));
  const isClipped = (record.mark as { clip?: unknown }).clip != null;
  const bounded: DrawnScales = isClipped ? { get: (name) => scales.get(name), isBounded: () => false } : scales;
  for (const { before, kept, channels, values } of record.panels) {
    const left = new Set(Array.from(kept));
    for (const item of Array.from(before)) {
      shown.add(item);
      // An initializer's items are its own: contours have no place among the channels of the points that they go around.
      let meant = false;
      if (record.derived && left.has(item)) continue;
      // What leaves places empty on purpose is asked no further.
      if (isMeant && left.has(item)) continue;
      for (const [name, channel] of Object.entries(channels)) {
        const raw = rawValue(name, channel, item);
        const reason = reasonFor(
          { name, channel, raw, value: values[name]?.[item], isKept: left.has(item), shape: record.shapes.get(item) },
          origin,
          bounded,
        );
        if (reason === undefined) continue;
        if (reason !== MEANT) drops.add(item, ...reason);
        meant ||= reason === MEANT;
        break;
      }
      if (meant || drops.items.has(item)) continue;
      if (!left.has(item)) drops.add(item, "", (where) => `nothing comes of them${where}`);
      else if (scales.isProjected && isUndrawn(record.shapes.get(item))) drops.add(item, ...NO_PLACE_ON_MAP);
    }
    for (const item of lonePoints(record.mark, kept, channels, values))
      if (!drops.items.has(item))
        drops.add(item, "alone", (where, count) =>
          where === ""
            ? `${kindOf(record.mark)} needs two points side by side`
            : `the ${count === 1 ? "point" : "points"}${where.replace(" in ", " of ")} stand${count === 1 ? "s" : ""} alone, and ${kindOf(record.mark)} needs two`,
        );
  }
  // An initializer may put other items in place of these, so only marks without one can miss any.
  const rows = origin && !record.grouped && !record.derived && !choosesRows(origin) ? rowsOf(origin.data)?.length : 0;
  for (let row = 0; row < (rows ?? 0); row++)
    if (!shown.has(row))
      drops.add(row, "panel", (where) => `no panel shows ${where === "" ? "them" : where.replace(" in ", "")}`);
  return drops;
}

/** Whether the mark was asked to leave rows out, or to leave places empty. */
const choosesRows = ({ call, options, transforms }: Origin): boolean =>
  options.filter !== undefined ||
  call === "directLabels" ||
  transforms.some((name) => /^(filter|select|pointer)|strict$/.test(name));

const kindOf = (mark: Plot.Mark): string => (mark instanceof Plot.Area ? "an area" : "a line");

const POSITION = /^(x|y)$/;

const isUndrawn = (shape: Element | undefined): boolean => shape !== undefined && !drawsSomething(shape);

const NO_PLACE_ON_MAP: [string, Reason] = [
  "projection",
  (where) => `the map's projection has no place for ${where === "" ? "them" : where.replace(" in ", "")}`,
];

/** Left out on purpose: no text, or a size of zero. */
const MEANT = "meant";

interface Judged {
  name: string;
  channel: DrawnChannel;
  /** As the author's data has it, and as it is drawn. */
  raw: unknown;
  value: unknown;
  isKept: boolean;
  /** What was drawn for the item alone. */
  shape: Element | undefined;
}

/** Why this channel keeps an item from being seen; undefined where it doesn't. */
function reasonFor(
  { name, channel, raw, value, isKept, shape }: Judged,
  origin: Origin | undefined,
  scales: DrawnScales,
): Dropped | typeof MEANT | undefined {
  const scaleName = channel.scale ?? "";
  const position = POSITION.test(scaleName);
  const scale = scaleName === "" ? undefined : scales.get(scaleName);
  const said = nameOf(name, channel, origin);
  if (position && scales.isBounded(scaleName) && isOutside(raw, scale))
    return raw === 0 && isOwnZero(name, origin)
      ? startsOutside(scaleName, scales)
      : outside(said, raw, scaleName, scales);
  const isSeen = position ? isPlace(value) : channel.filter === null || passes(channel.filter, value);
  // Among names the library makes a place, and a colour, for what has none.
  const isNameless = scale !== undefined && isNamed(scale) && (raw === null || raw === undefined || Number.isNaN(raw));
  if (isNameless && (position || scaleName === "color")) return faulty(said, raw, scale, scaleName);
  if (scaleName === "color" && isKept && isUnpainted(value, shape)) return unpainted(said, raw, scale);
  // A colour that is missing stops only those marks that go by it.
  if (isSeen || (!position && isKept)) return undefined;
  if (
    (name === "r" && raw === 0 && scale?.type !== "log") ||
    (name === "text" && (raw === null || raw === undefined || raw === ""))
  )
    return MEANT;
  if (position && scales.isProjected && typeof raw === "number" && Number.isFinite(raw)) return NO_PLACE_ON_MAP;
  if (scale?.type === "log" && raw === 0 && isOwnZero(name, origin)) return STARTS_AT_ZERO;
  if (raw === undefined && origin?.options.interval !== undefined && /[12]$/.test(name))
    return [
      `${said} interval`,
      (where) => `\`interval\` has no place for ${said}${where}, which has to be a date or a number`,
    ];
  return faulty(said, raw, scale, scaleName);
}

type Dropped = [key: string, words: Reason, value?: string];

function faulty(said: string, raw: unknown, scale: Plot.Scale | undefined, scaleName: string): Dropped {
  const { what, why } = faultOf(raw, scale, scaleName);
  return [
    `${said} ${kindOfFault(raw, scale, scaleName)}`,
    (where, _, values) => `${said} is ${values}${where}${why}`,
    what,
  ];
}

/** One end of a bar is zero of itself where only the other was given. */
const isOwnZero = (name: string, origin: Origin | undefined): boolean =>
  /[12]$/.test(name) && !origin?.written.some(({ option }) => option === name);

const STARTS_AT_ZERO: Dropped = [
  "zero",
  (where) => `${where === "" ? "they" : `those${where}`} start at zero, for which a logarithmic axis has no place`,
];

/** A colour that is none, where nothing else of the item has one. */
const isUnpainted = (value: unknown, shape: Element | undefined): boolean =>
  typeof value === "string" && NO_PAINT.has(value) && shape !== undefined && !isShapeSeen(shape, PAPER);

function unpainted(said: string, raw: unknown, scale: Plot.Scale | undefined): Dropped {
  const isOutside = scale !== undefined && isNamed(scale) && ![...(scale.domain ?? [])].includes(raw as never);
  const why = isOutside ? ", which is not in the domain of `color`" : "";
  return [
    `${said} unpainted${isOutside ? " outside" : ""}`,
    (where, _, values) => `${said} is ${values}${where}${why}, and has no paint`,
    show(raw),
  ];
}

/**
 * A value before the library made numbers of all: it turns null into NaN. Only where items are rows can it be looked up; elsewhere it
 * is what the channel holds.
 */
function rawValues(
  record: MarkRecord,
  origin: Origin | undefined,
): (name: string, channel: DrawnChannel, item: number) => unknown {
  const rows = origin && rowsOf(origin.data);
  const isTransformed = (record.mark as { transform?: unknown }).transform != null;
  const read = new Map<string, ArrayLike<unknown> | undefined>();
  return (name, channel, item) => {
    const drawn = channel.value?.[item];
    if (typeof drawn === "number" && Number.isFinite(drawn)) return drawn;
    const before = record.derived ? undefined : record.raw[name]?.[item];
    if (typeof before === "number" && Number.isFinite(before)) return before;
    if (!rows || isTransformed || record.derived) return drawn;
    if (!read.has(name)) {
      const written = writtenFor(name, origin);
      read.set(
        name,
        written &&
          (Plot.valueof(rows as unknown[], written.value as Plot.ChannelValue) as ArrayLike<unknown> | undefined),
      );
    }
    const values = read.get(name);
    return values && item in values ? values[item] : drawn;
  };
}

const writtenFor = (name: string, origin: Origin | undefined) =>
  origin?.written.find(({ option }) => option === name) ??
  origin?.written.find(({ option }) => option === name.replace(/[12]$/, ""));

const passes = (filter: DrawnChannel["filter"], value: unknown): boolean =>
  filter ? Boolean(filter(value)) : value !== null && value !== undefined && !Number.isNaN(value);

const isPlace = (value: unknown): boolean =>
  value !== null && value !== undefined && (typeof value !== "number" || Number.isFinite(value));

/** The field's name where there is one, else the option's. */
function nameOf(name: string, channel: DrawnChannel, origin: Origin | undefined): string {
  const written = writtenFor(name, origin);
  if (typeof written?.value === "string") return `\`${written.value}\``;
  if (!written && typeof channel.label === "string") return `\`${channel.label}\``;
  return `\`${written?.option ?? name}\``;
}

function kindOfFault(raw: unknown, scale: Plot.Scale | undefined, scaleName: string): string {
  if (raw === null || raw === undefined) return "missing";
  if (typeof raw === "number" && Number.isFinite(raw))
    return scale?.type !== "log" ? "domain" : POSITION.test(scaleName) ? "log" : "scale log";
  return typeof raw === "string" ? "text" : String(raw);
}

/** The fault of a value, after "`x` is"; where it is comes between the two. */
function faultOf(raw: unknown, scale: Plot.Scale | undefined, scaleName: string): { what: string; why: string } {
  if (raw === null || raw === undefined) return { what: "missing", why: "" };
  if (raw instanceof Date && Number.isNaN(raw.getTime())) return { what: "no valid date", why: "" };
  if (scale?.type === "log" && typeof raw === "number" && Number.isFinite(raw))
    return {
      what: String(raw),
      why: `, for which a logarithmic ${POSITION.test(scaleName) ? "axis" : "scale"} has no place`,
    };
  if (Number.isNaN(raw)) return { what: "NaN", why: "" };
  if (scale && isNamed(scale)) return { what: show(raw), why: `, which is not in the domain of \`${scaleName}\`` };
  if (typeof raw === "string") return { what: `the text ${show(raw)}`, why: ", which is no number" };
  return { what: String(raw), why: "" };
}

const isNamed = (scale: Plot.Scale): boolean => /^(ordinal|categorical|band|point)$/.test(String(scale.type));

function isOutside(raw: unknown, scale: Plot.Scale | undefined): boolean {
  if (!scale || isNamed(scale) || scale.clamp === true) return false;
  if (typeof raw !== "number" && !(raw instanceof Date)) return false;
  const [low, high] = bounds(scale);
  const slack = (high - low) * 1e-9;
  return Number(raw) < low - slack || Number(raw) > high + slack;
}

function bounds(scale: Plot.Scale): [low: number, high: number] {
  const ends = [...(scale.domain ?? [])].map(Number);
  return [least(ends), largest(ends)];
}

function rangeOf(name: string, scales: DrawnScales): string {
  const ends = [...(scales.get(name)?.domain ?? [])].map(endText);
  return `${ends.at(0)} to ${ends.at(-1)}`;
}

const startsOutside = (name: string, scales: DrawnScales): Dropped => [
  "zero outside",
  (where) =>
    `${where === "" ? "they" : `those${where}`} start at zero, outside the domain of \`${name}\`, ${rangeOf(name, scales)}`,
];

function outside(said: string, raw: unknown, name: string, scales: DrawnScales): [string, Reason] {
  const range = rangeOf(name, scales);
  return [
    `${said} outside ${name}`,
    (where, count) =>
      `${said} ${count === 1 ? `is ${endText(raw)}${where}` : `lies${where}`} outside the domain of \`${name}\`, ${range}`,
  ];
}

const endText = (value: unknown): string =>
  value instanceof Date ? value.toISOString().replace("T00:00:00.000Z", "") : String(value);

/** Points of a line or an area with a gap, or nothing, on both sides: there is nothing between them to draw. */
function lonePoints(
  mark: Plot.Mark,
  kept: ArrayLike<number>,
  channels: Channels,
  values: MarkRecord["panels"][number]["values"],
): number[] {
  const { markerStart, markerMid, markerEnd } = mark as {
    markerStart?: unknown;
    markerMid?: unknown;
    markerEnd?: unknown;
  };
  const drawsRuns = mark instanceof Plot.Line || mark instanceof Plot.Area;
  if (!drawsRuns || markerStart || markerMid || markerEnd) return [];
  const places = Object.keys(channels).filter((name) => POSITION.test(channels[name]?.scale ?? ""));
  const runs = new Map<unknown, { before?: number; alone: boolean }>();
  const alone: number[] = [];
  const close = (run: { before?: number; alone: boolean } | undefined): void => {
    if (run?.alone && run.before !== undefined) alone.push(run.before);
  };
  for (const item of Array.from(kept)) {
    const series = keyOf(values.z?.[item]);
    const run = runs.get(series);
    if (!places.every((name) => isPlace(values[name]?.[item]))) {
      close(run);
      runs.delete(series);
    } else runs.set(series, { before: item, alone: run === undefined });
  }
  for (const run of runs.values()) close(run);
  return alone;
}

const keyOf = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);

/**
 * Rows with a value that is no number though it should be one, which a transform sums up or stacks as if it were none or zero. Empty for
 * marks without a transform, where `droppedItems` tells, and for those that choose among their rows.
 */
export function faultyRows(origin: Origin, isTransformed: boolean): Drops {
  const drops = new Drops();
  const rows = rowsOf(origin.data);
  if (!rows || !isTransformed || choosesRows(origin)) return drops;
  for (const { option, value } of origin.written) {
    if (!/^(x|y|r|weight|value)[12]?$/.test(option)) continue;
    const values = Array.from((Plot.valueof(rows as unknown[], value as Plot.ChannelValue) ?? []) as Iterable<unknown>);
    const first = values.find((one) => one !== null && one !== undefined);
    const said = typeof value === "string" ? `\`${value}\`` : `\`${option}\``;
    values.forEach((one, row) => {
      const isWrong =
        one === null ||
        one === undefined ||
        (typeof one === "number" && !Number.isFinite(one)) ||
        (one instanceof Date && Number.isNaN(one.getTime())) ||
        (typeof one === "string" && typeof first === "number" && Number.isNaN(Number(one)));
      if (isWrong) drops.add(row, ...faulty(said, one, undefined, ""));
    });
  }
  return drops;
}
