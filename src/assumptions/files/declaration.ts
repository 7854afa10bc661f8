import { append } from "../../lists.js";
import type { DataColumn, Said } from "../data/types.js";
import { describeMeaning, describeRange, describeUnit, describeUnitOf, describeValue } from "../register/describe.js";
import { besidesOf, isRangePath } from "../register/ranges.js";
import type { Assumption, Register } from "../register/types.js";

type Tree = Map<string, Tree | Assumption>;

/**
 * TypeScript for `given`: an interface of read-only numbers whose doc comments say what each is. Series and tables carry an index
 * signature too, because chapters read them with a year or a chip in a variable.
 *
 * @param options `comments: false` leaves the doc comments out, for a checker: then a change of values changes nothing. Of ranges
 * those are declared that `reads` lead to, all without it.
 */
export function givenDeclaration(
  register: Pick<Register, "assumptions">,
  { comments = true, reads }: { comments?: boolean; reads?: readonly string[] } = {},
): string {
  const root: Tree = new Map();
  const besides = besidesOf(register, reads);
  for (const assumption of [...register.assumptions.values(), ...besides.values()]) {
    const parts = assumption.id.split(".");
    const last = parts.pop() ?? assumption.id;
    let at = root;
    for (const part of parts) {
      let below = at.get(part);
      if (!(below instanceof Map)) {
        below = new Map();
        at.set(part, below);
      }
      at = below;
    }
    at.set(last, assumption);
  }
  const lines = ["/** A series by key. */", "export interface GivenSeries {", "  readonly [key: string]: number;", "}"];
  lines.push(
    "/** A table by row and column. */",
    "export interface GivenTable {",
    "  readonly [row: string]: GivenSeries;",
    "}",
  );
  lines.push("/** The assumptions, each a number in its declared unit. */", "export interface Given {");
  write(root, "  ", lines, comments);
  lines.push("}", "export declare const given: Given;", "");
  return lines.join("\n");
}

function write(tree: Tree, indent: string, lines: string[], comments: boolean): void {
  const numbered = [...tree].filter(([key]) => /^\d+$/.test(key)).map(([, value]) => value);
  const shapes = new Set(numbered.map((value) => (value instanceof Map ? "group" : value.shape)));
  const [shape] = shapes;
  // A group of numbered assumptions, such as one mix a year, is read with the number in a variable.
  if (shapes.size === 1 && shape !== "group") {
    const types = { scalar: "number", series: "GivenSeries", table: "GivenTable", said: undefined, data: undefined };
    const [first] = numbered;
    const type =
      first && !(first instanceof Map) && isRangePath(first.id)
        ? rangeType(first, "any")
        : types[shape as Assumption["shape"]];
    if (type) lines.push(`${indent}readonly [key: number]: ${type};`);
  }
  for (const [key, value] of tree) {
    if (value instanceof Map) {
      lines.push(`${indent}readonly ${name(key)}: {`);
      write(value, `${indent}  `, lines, comments);
      lines.push(`${indent}};`);
      continue;
    }
    if (comments) lines.push(`${indent}/** ${comment(value)} */`);
    if (value.said) lines.push(`${indent}readonly ${name(key)}: ${saidType(value.said)};`);
    else if (value.data)
      append(lines, [
        `${indent}readonly ${name(key)}: {`,
        ...dataLines(value.data.columns, indent, comments),
        `${indent}};`,
      ]);
    else if (isRangePath(value.id)) lines.push(`${indent}readonly ${name(key)}: ${rangeType(value)};`);
    else if (value.shape === "scalar") lines.push(`${indent}readonly ${name(key)}: number;`);
    else if (value.shape === "series") {
      lines.push(`${indent}readonly ${name(key)}: ${seriesType(value.keys)};`);
    } else lines.push(`${indent}readonly ${name(key)}: ${tableType(value.keys, value.columns)};`);
  }
}

const seriesType = (keys: readonly string[]): string => `GivenSeries & { ${row(keys)} }`;

const tableType = (keys: readonly string[], columns: readonly string[] = []): string =>
  `GivenTable & { ${keys.map((key) => `readonly ${name(key)}: ${seriesType(columns)};`).join(" ")} }`;

/** Two of what the assumption itself is; with the keys it has, or with any. */
function rangeType({ shape, keys, columns = [] }: Assumption, of?: "any"): string {
  const isTable = keys.some((key) => key.startsWith("low."));
  if (of) {
    const any = shape === "series" ? "number" : isTable ? "GivenTable" : "GivenSeries";
    return `{ readonly low: ${any}; readonly high: ${any} }`;
  }
  const end =
    shape === "series"
      ? "number"
      : isTable
        ? tableType(
            keys.filter((key) => key.startsWith("low.")).map((key) => key.slice("low.".length)),
            columns,
          )
        : seriesType(columns);
  return `{ readonly low: ${end}; readonly high: ${end} }`;
}

const words = (choices: readonly string[]): string => choices.map((one) => JSON.stringify(one)).join(" | ");

const saidType = ({ type, choices = [] }: Said): string =>
  type === "boolean" ? "boolean" : type === "choice" ? words(choices) : "string";

/** A geometry of GeoJSON. */
const SHAPE = `{ readonly type: ${words(["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"])}; readonly coordinates?: unknown; readonly geometries?: readonly unknown[] }`;

function cellType({ type, choices = [], missing }: DataColumn): string {
  const present =
    type === "number" || type === "year"
      ? "number"
      : type === "boolean"
        ? "boolean"
        : type === "choice"
          ? words(choices)
          : type === "geometry"
            ? SHAPE
            : "string";
  return missing === undefined ? present : `${present} | null`;
}

/** Members of a table's type: the rows of a data file or of a query's result, and its columns by name. */
export function dataLines(columns: readonly DataColumn[], indent = "", comments = true): string[] {
  const about = ({ label, type, unit, shown }: DataColumn): string =>
    comments
      ? `/** ${inComment(`${label ?? type}${unit === undefined || (shown ?? unit) === "1" ? "" : `, ${describeUnit(shown ?? unit)}`}`)} */ `
      : "";
  return [
    `${indent}  readonly rows: readonly {`,
    ...columns.map((column) => `${indent}    ${about(column)}readonly ${name(column.name)}: ${cellType(column)};`),
    `${indent}  }[];`,
    `${indent}  readonly columns: {`,
    ...columns.map((column) => `${indent}    readonly ${name(column.name)}: readonly (${cellType(column)})[];`),
    `${indent}  };`,
  ];
}

const row = (keys: readonly string[]): string => keys.map((key) => `readonly ${name(key)}: number;`).join(" ");

const name = (key: string): string => (/^(?:[A-Za-z_$][\w$]*|0|[1-9]\d{0,14})$/.test(key) ? key : JSON.stringify(key));

/** A text as it may stand in a comment. */
const inComment = (text: string): string => text.replaceAll("*/", "*\u200b/").replace(/\s+/g, " ");

function comment(assumption: Assumption): string {
  const { label, id, asOf, kind } = assumption;
  const unit = describeUnitOf(assumption);
  const range = describeRange(assumption);
  const parts = [
    `${label ?? id}: ${describeValue(assumption)}${unit ? ` ${unit}` : ""}`,
    ...(range ? [`range ${range}, ${describeMeaning(assumption)}`] : []),
    `${kind}, ${asOf}`,
  ];
  return inComment(parts.join("; "));
}
