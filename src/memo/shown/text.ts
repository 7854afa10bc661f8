import {
  describeMeaning,
  describeRange,
  describeUnit,
  describeUnitOf,
  describeValue,
} from "../../assumptions/index.js";
import { shownValue } from "../../assumptions/units/block-units.js";
import { addTo } from "../../lists.js";
import { formatValue } from "../../notebook/library/format.js";
import type { DataTable } from "../../notebook/types.js";
import { textTable, wrap } from "../../text/table.js";
import { queryText } from "./query-table.js";
import { numberText, tableOfValue, tableText } from "./table.js";
import type {
  Shown,
  ShownAssumption,
  ShownClaim,
  ShownFigure,
  ShownScenario,
  ShownSource,
  ShownValue,
} from "./types.js";

/** An empty line between parts; parts that come to nothing are left out. */
const BREAK = "\n";

/** What was found as a person reads it, on lines of at most so many columns. */
export function showText(shown: Shown, width: number): string {
  const parts = partsOf(shown, width);
  const head = `${shown.name}  (${shown.kind}, ${shown.place})`;
  const lines = [head, ...parts.filter((part) => part !== "")].map((part) => (part === BREAK ? "" : part.trimEnd()));
  const text = `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
  if (!("also" in shown) || !shown.also) return text;
  return `${text}\n${wrap(`An assumption has that name too; \`memo show given.${shown.also.name}\` shows it alone:`, width).join("\n")}\n\n${showText(shown.also, width)}`;
}

function partsOf(shown: Shown, width: number): string[] {
  switch (shown.kind) {
    case "claim":
      return claimText(shown, width);
    case "figure":
      return figureText(shown, width);
    case "assumption":
      return assumptionText(shown, width);
    case "source":
      return sourceText(shown, width);
    case "scenario":
      return scenarioText(shown, width);
    case "section":
      return wrap(`${shown.title}  (${shown.label})`, width);
    default:
      return valueText(shown, width);
  }
}

function valueText(shown: ShownValue, width: number): string[] {
  const { label, unit, tolerance, key, value, is, block, restsOn, usedBy } = shown;
  const table = shown.columns ? undefined : tableOfValue(value);
  const about = [
    label,
    unit === undefined || unit === "1" || typeof value === "number" ? undefined : `in ${describeUnit(unit)}`,
    tolerance && `material from ${"absolute" in tolerance ? tolerance.absolute : `${100 * tolerance.relative}%`}`,
    key && "a key output",
  ].filter((part) => part);
  return [
    about.join(", "),
    BREAK,
    shown.columns
      ? queryText(value, shown.columns, width)
      : table
        ? tableText(table, width)
        : is
          ? `a ${is}`
          : printed(shown, width),
    BREAK,
    row("computed by", [block], width),
    row("used by", usedBy, width),
    row("rests on", restsOn, width),
  ];
}

function printed({ value, format, unit = "1", shown, text }: ShownValue, width: number): string {
  if (value === undefined) return "nothing that can be printed";
  if (typeof value === "number" && format && text !== undefined) {
    const seen = describeUnit(format.style === "number" ? (format.to ?? shown ?? unit) : "1");
    const whole = `${text}${seen === "" || /^[%\u2030]/.test(seen) ? seen : ` ${seen}`}`;
    return text.startsWith(String(value)) ? whole : `${whole}  (${`${value} ${describeUnit(unit)}`.trimEnd()})`;
  }
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return wrap(value, width).join("\n");
  if (value instanceof Date) return formatValue(value, { style: "date" });
  if (Array.isArray(value) && value.every((one) => typeof one !== "object"))
    return wrap(value.map((one) => (typeof one === "number" ? numberText(one) : String(one))).join(", "), width).join(
      "\n",
    );
  return JSON.stringify(value, (_, one: unknown) => (one instanceof Map ? Object.fromEntries(one) : one), 2);
}

function claimText(claim: ShownClaim, width: number): string[] {
  const { expression, holds, left, operator, right, margin, relativeMargin } = claim;
  const sides =
    left === undefined || right === undefined || operator === undefined
      ? ""
      : `${numberText(left)} ${operator} ${numberText(right)}`;
  const by =
    margin === undefined
      ? ""
      : `by ${numberText(Math.abs(margin))}${relativeMargin === undefined ? "" : `, ${numberText(Math.abs(100 * Number(relativeMargin.toPrecision(3))))}% of the right side`}`;
  return [
    ...wrap(expression.replace(/\s+/g, " "), width - 2).map((line) => `  ${line}`),
    BREAK,
    [`${holds ? "holds" : "does not hold"}${sides === "" ? "" : `: ${sides}`}`, by].filter(Boolean).join(", "),
    BREAK,
    row("used by", claim.usedBy, width),
    row("rests on", claim.restsOn, width),
  ];
}

function figureText(figure: ShownFigure, width: number): string[] {
  const { label, caption, alt, source, data, cells } = figure;
  return [
    ...wrap(`${label}. ${caption}`, width),
    ...(source === undefined ? [] : wrap(`Source: ${source}`, width)),
    BREAK,
    ...data
      .map((table) => (cells ? printedTable(table, cells, width) : tableText(table, width)))
      .flatMap((table, at) => (at === 0 ? [table] : [BREAK, table])),
    ...(alt === undefined ? [] : [BREAK, ...wrap(`Alternative text: ${alt}`, width)]),
    BREAK,
    row("rests on", figure.restsOn, width),
  ];
}

const printedTable = ({ columns }: DataTable, cells: readonly (readonly string[])[], width: number): string =>
  textTable(
    columns.map(({ label, unit, align }) => ({ head: unit ? `${label} (${unit})` : label, align })),
    cells,
    width,
  );

function assumptionText(shown: ShownAssumption, width: number): string[] {
  const { label, shape, keys, columns, expression, restsOn = [], evidence } = shown;
  // As people type and read them: a share in percent, a temperature in degrees.
  const [value, low, high] = [shown.value, shown.low, shown.high].map((one) =>
    one === undefined ? undefined : shownValue(one, shown),
  );
  const range = describeRange(shown);
  const unit = describeUnitOf(shown);
  const meaning = describeMeaning(shown);
  const table =
    shape === "scalar"
      ? undefined
      : shape === "table"
        ? tableOfValue(ordered(value as Record<string, object>, keys, columns))
        : seriesTable(keys, value, low, high);
  return [
    [label, table && unit !== "" ? `in ${unit}` : undefined].filter((part) => part !== undefined).join(", "),
    BREAK,
    table ? tableText(table, width) : wrap(`${describeValue(shown)} ${unit}`.trim(), width).join("\n"),
    ...(range === ""
      ? []
      : [shape === "series" ? `the range is ${meaning}` : wrap(`range ${range}, ${meaning}`, width).join("\n")]),
    expression === undefined ? "" : `= ${expression}`,
    BREAK,
    row(
      "kind",
      [`${evidence}, as of ${shown.asOf}${shown.staleAfter ? `, stale after ${shown.staleAfter.text}` : ""}`],
      width,
    ),
    row("set by", [shown.setBy], width),
    ...shown.cited.map(({ key, title }) => row("source", [`${key}: ${title}`], width)),
    row("note", shown.note === undefined ? [] : [shown.note], width),
    row("reason", shown.reason === undefined ? [] : [shown.reason], width),
    BREAK,
    row("rests on", restsOn, width),
    shown.readBy.length > 0 ? row("read by", shown.readBy, width) : "read by no block and no sentence",
    row("scenarios", shown.scenarios, width),
  ];
}

/** Rows and columns in the order in which they were declared; keys that are numbers would come first. */
const ordered = (
  value: Readonly<Record<string, object>>,
  keys: readonly string[],
  columns: readonly string[] = [],
): Map<string, Map<string, unknown>> =>
  new Map(
    keys.map((key) => [
      key,
      new Map(columns.map((column) => [column, (value[key] as Record<string, unknown> | undefined)?.[column]])),
    ]),
  );

function seriesTable(keys: readonly string[], value: unknown, low: unknown, high: unknown): DataTable | undefined {
  const at = (of: unknown, key: string): unknown => (of as Record<string, number>)[key];
  return tableOfValue(
    new Map(
      keys.map((key) => [
        key,
        low === undefined || high === undefined
          ? at(value, key)
          : { value: at(value, key), low: at(low, key), high: at(high, key) },
      ]),
    ),
  );
}

const scenarioText = ({ title, note, sets }: ShownScenario, width: number): string[] => [
  ...wrap(title, width),
  row("note", note === undefined ? [] : [note], width),
  BREAK,
  ...(sets.length === 0
    ? ["sets nothing"]
    : sets.flatMap(({ id, value, unit }) => wrap(`${id}: ${value} ${unit}`.trim(), width))),
];

function sourceText(
  { author, title, publisher, date, url, note, citedAt, assumptions }: ShownSource,
  width: number,
): string[] {
  return [
    BREAK,
    ...wrap([author, title, publisher, date].filter((part) => part !== undefined).join(". "), width),
    url ?? "",
    BREAK,
    row("note", note === undefined ? [] : [note], width),
    citedAt.length > 0 ? row("cited at", byFile(citedAt), width) : "cited in no chapter",
    assumptions.length > 0 ? row("behind", assumptions, width) : "behind no assumption",
  ];
}

/** Places of one file together, by line: `chapters/01-summary.md:19, 44`. */
function byFile(places: readonly string[]): string[] {
  const files = new Map<string, number[]>();
  for (const place of places) {
    const [, file = place, line = ""] = /^(.*):(\d+):\d+$/.exec(place) ?? [];
    addTo(files, file, Number(line));
  }
  return [...files].map(([file, lines]) => `${file}:${[...new Set(lines)].sort((a, b) => a - b).join(", ")}`);
}

const MARGIN = 13;

/** What a list is, and the list on as many lines as it takes. */
function row(head: string, items: readonly string[], width: number): string {
  if (items.length === 0) return "";
  const separator = head === "cited at" ? "; " : ", ";
  return wrap(items.join(separator), width - MARGIN)
    .map((line, index) => `${(index === 0 ? head : "").padEnd(MARGIN)}${line}`)
    .join("\n");
}
