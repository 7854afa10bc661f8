import * as Plot from "@observablehq/plot";
import { nearest } from "../../diagnostic.js";
import { cssColors } from "../css-colors.js";
import { palette } from "../theme.js";
import { symbolNames } from "./option-names.js";
import { type Origin, rowsOf } from "./origin.js";

/** A text that stands where a field's name belongs, and no row has such a field. */
export interface MissingField {
  option: string;
  name: string;
  /** The field, colour or symbol that was meant, if one is near. */
  near?: string;
  /** What else the text might have been: "no colour either". */
  also: string;
}

/** Texts in the options of a mark that name no field of its rows. Empty where there are no rows to look at. */
export function missingFields(origin: Origin): MissingField[] {
  const rows = rowsOf(origin.data);
  if (rows === undefined || rows.length === 0) return [];
  const named = [...origin.written, ...orders(origin.options)];
  return named.flatMap(({ option, value }): MissingField[] => {
    if (typeof value !== "string" || isConstant(option, value) || rows.some((row) => hasField(row, value))) return [];
    // A tree's nodes have fields of their own.
    if (/^(node|parent):/.test(value)) return [];
    const others = isPaint(option)
      ? [...palette.map(({ name }) => name), ...cssColors]
      : option === "symbol"
        ? [...symbolNames]
        : [];
    const also = isPaint(option) ? ", and it is no colour" : option === "symbol" ? ", and it is no symbol" : "";
    const near = nearest(value, [...fieldsOf(rows), ...others]);
    return [{ option, name: value, also, ...(near === undefined ? {} : { near }) }];
  });
}

/** A channel that has objects where numbers, texts and dates belong. */
export interface ObjectField {
  /** "`price`", the field's name or the option's. */
  said: string;
  /** "an object", "an array", "a function" */
  what: string;
  /** Rows, counted from 0. */
  items: number[];
  /** A path to one of the object's values: `.price.base`. */
  near?: string;
}

/** Channels of a mark in which objects stand. Shapes of a map are objects by right. */
export function objectFields(origin: Origin): ObjectField[] {
  const rows = rowsOf(origin.data);
  if (rows === undefined || rows.length === 0) return [];
  return origin.written.flatMap(({ option, value }): ObjectField[] => {
    if (option === "geometry" || (typeof value === "string" && isConstant(option, value))) return [];
    let values: unknown[];
    try {
      values = Array.from((Plot.valueof(rows as unknown[], value as Plot.ChannelValue) ?? []) as Iterable<unknown>);
    } catch {
      // An accessor that throws is told where the chart is drawn.
      return [];
    }
    const items = values.flatMap((one, i) => (isObject(one) ? [i] : []));
    const first = values[items[0] ?? -1];
    if (items.length === 0) return [];
    const inner = typeof first === "object" && first !== null ? innerValue(first) : undefined;
    return [
      {
        said: typeof value === "string" ? `\`${value}\`` : `\`${option}\``,
        what: typeof first === "function" ? "a function" : Array.isArray(first) ? "an array" : "an object",
        items,
        ...(typeof value === "string" && inner !== undefined ? { near: `${member(value)}${inner}` } : {}),
      },
    ];
  });
}

/** Neither a date nor what stands for a number, as quantities of other libraries do. */
const isObject = (value: unknown): boolean =>
  typeof value === "function" ||
  (typeof value === "object" && value !== null && (Array.isArray(value) || typeof value.valueOf() === "object"));

const member = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

function innerValue(value: object): string | undefined {
  if (Array.isArray(value)) return typeof value[0] === "number" ? "[0]" : undefined;
  const name = Object.keys(value).find((key) => typeof (value as Record<string, unknown>)[key] === "number");
  return name === undefined ? undefined : member(name);
}

/** Fields by which a mark's rows are sorted or left out. */
function orders(options: Origin["options"]): { option: string; value: unknown }[] {
  const { sort, filter, order } = options;
  const inner =
    typeof sort === "object" && sort !== null && "value" in sort && !("channel" in sort) ? sort.value : sort;
  const stacked = typeof order === "string" ? order.replace(/^-/, "") : undefined;
  return [
    ...(typeof inner === "string" ? [{ option: "sort", value: inner }] : []),
    ...(typeof filter === "string" ? [{ option: "filter", value: filter }] : []),
    ...(stacked === undefined || /^(x|y|z|value|sum|appearance|inside-out)$/.test(stacked)
      ? []
      : [{ option: "order", value: stacked }]),
  ];
}

const isPaint = (option: string): boolean => /^(fill|stroke|color|positiveFill|negativeFill|textFill)$/.test(option);

function isConstant(option: string, value: string): boolean {
  if (isPaint(option)) return isPaintText(value);
  if (option === "symbol") return symbolNames.has(value.toLowerCase());
  if (option === "fontSize") return /^[\d.]+\w*%?$|^(xx?-|x{3}-)?(small|large)$|^(medium|smaller|larger)$/.test(value);
  if (option === "src") return /^\.?\/|^(https?:|data:|blob:)/.test(value);
  return false;
}

/** What the library takes for a colour and not for a field's name. */
function isPaintText(value: string): boolean {
  const text = value.toLowerCase().trim();
  return (
    /^#[0-9a-f]{3,8}$/.test(text) ||
    /^(url|var|rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(.*\)$/.test(text) ||
    /^(none|currentcolor|transparent)$/.test(text) ||
    cssColors.has(text)
  );
}

function hasField(row: unknown, name: string): boolean {
  if (row === null || row === undefined) return false;
  if (name in Object(row)) return true;
  const { type, properties } = row as { type?: unknown; properties?: object | null };
  return type === "Feature" && properties != null && name in properties;
}

const MOST_ROWS = 1000;

function fieldsOf(rows: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const row of rows.slice(0, MOST_ROWS)) {
    if (typeof row !== "object" || row === null) continue;
    const { type, properties } = row as { type?: unknown; properties?: object | null };
    for (const name of Object.keys(type === "Feature" && properties != null ? properties : row)) names.add(name);
  }
  return [...names];
}
