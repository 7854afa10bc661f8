import * as Plot from "@observablehq/plot";
import type { ChartFinding } from "../../notebook/types.js";
import { counted } from "../../text/counts.js";
import { type DrawnScales, Drops, droppedItems, faultyRows } from "./drops.js";
import { type MissingField, missingFields, objectFields } from "./fields.js";
import { drawsSomething, isSeen, PAPER } from "./ink.js";
import { type UnknownOption, unknownMarkOptions, unknownPlotOptions } from "./options.js";
import { type Origin, originOf, rowsOf } from "./origin.js";
import type { MarkRecord } from "./watch.js";

/** One of the marks that an author wrote, with the library's marks that it stands for: a box plot is four. */
export interface AuthorsMark {
  /** Counts from 1, as the marks stand in the chart. */
  number: number;
  origin?: Origin;
  marks: readonly Plot.Mark[];
}

/** The marks of a chart as its author would count them. */
export function authorsMarks(marks: unknown): AuthorsMark[] {
  const found: AuthorsMark[] = [];
  const visit = (mark: unknown): void => {
    if (mark === null || mark === undefined) return;
    const origin = typeof mark === "object" ? originOf(mark) : undefined;
    if (Array.isArray(mark) && origin === undefined) {
      for (const one of mark) visit(one);
      return;
    }
    const all = (Array.isArray(mark) ? mark.flat(Number.POSITIVE_INFINITY) : [mark]) as unknown[];
    found.push({
      number: found.length + 1,
      ...(origin ? { origin } : {}),
      marks: all.filter((one): one is Plot.Mark => one instanceof Plot.Mark),
    });
  };
  visit(marks);
  return found;
}

/** What is wrong with a chart before it is drawn: options that don't exist, fields that no row has. */
export function writtenFindings(options: Plot.PlotOptions, authors: readonly AuthorsMark[]): ChartFinding[] {
  return [
    ...unknownPlotOptions(options).map((one) => unknownOption("", "Plot.plot", one)),
    ...missingFacets(options),
    ...authors.flatMap(({ number, origin }) =>
      origin === undefined
        ? []
        : [
            ...objectFindings(number, origin),
            ...unknownMarkOptions(origin).map((one) =>
              unknownOption(`mark ${number}: `, `Plot.${origin.call}`, one, origin.at),
            ),
            ...missingFindings(number, origin),
          ],
    ),
  ];
}

function missingFacets({ facet }: Plot.PlotOptions): ChartFinding[] {
  const written = (["x", "y"] as const).map((option) => ({ option, value: facet?.[option] }));
  return missingFields({ call: "facet", data: facet?.data, options: {}, written, transforms: [], at: new Error() }).map(
    (one) => ({
      rule: "notebook/empty-mark",
      severity: "error",
      message: `no row of the facets has \`${one.name}\`, which \`facet.${one.option}\` names`,
      ...hintOf([one]),
    }),
  );
}

function unknownOption(before: string, call: string, { path, hint }: UnknownOption, at?: Error): ChartFinding {
  return {
    rule: "notebook/chart-option",
    severity: "error",
    message: `${before}\`${call}\` has no option \`${path}\``,
    hint,
    ...(at ? { at } : {}),
  };
}

/** Whether what is wrong with a mark as it is written says already why it draws nothing. */
const isTold = (origin: Origin): boolean =>
  missingFields(origin).some(({ option }) => isVital(option)) || objectFields(origin).length > 0;

/** Objects in place of values: the library takes them for zero, or for a class of their own. */
function objectFindings(number: number, origin: Origin): ChartFinding[] {
  const rows = rowsOf(origin.data)?.length ?? 0;
  return objectFields(origin)
    .slice(0, 1)
    .map(({ said, what, items, near }) => ({
      ...(items.length === rows
        ? { rule: "notebook/empty-mark", severity: "error" as const }
        : { rule: "notebook/dropped-rows", severity: "warning" as const }),
      message: `mark ${number} draws ${rows - items.length} of ${counted(rows, "row")}: ${said} is ${what}${items.length === rows ? "" : ` in ${listed("row", items)}`}`,
      ...(near === undefined ? {} : { hint: `show one of its values: (d) => d${near}` }),
      at: origin.at,
    }));
}

function missingFindings(number: number, origin: Origin): ChartFinding[] {
  const missing = missingFields(origin);
  const vital = missing.filter(({ option }) => isVital(option));
  const rows = counted(rowsOf(origin.data)?.length ?? 0, "row");
  const words = ({ name, also }: MissingField): string => `no row has \`${name}\`${also}`;
  const finding = (message: string, fields: readonly MissingField[]): ChartFinding => ({
    rule: "notebook/empty-mark",
    severity: "error",
    message,
    ...hintOf(fields),
    at: origin.at,
  });
  return [
    ...(vital.length > 0 ? [finding(`mark ${number} draws 0 of ${rows}: ${vital.map(words).join("; ")}`, vital)] : []),
    ...missing
      .filter((one) => !vital.includes(one))
      .map((one) => finding(`mark ${number}: ${words(one)}, which \`${one.option}\` names`, [one])),
  ];
}

/** Without these a mark draws nothing; without others, not what it should. */
const isVital = (option: string): boolean =>
  /^(x|y|fill|stroke)[12]?$|^(fx|fy|text|r|rotate|length|symbol|geometry|src|path)$/.test(option);

function hintOf(missing: readonly MissingField[]): { hint?: string } {
  const near = missing.find((one) => one.near !== undefined)?.near;
  return near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
}

/** What became of a drawn chart's rows: errors where a mark draws nothing, warnings where it leaves rows out. */
export function drawnFindings(
  authors: readonly AuthorsMark[],
  records: ReadonlyMap<unknown, MarkRecord>,
  scales: DrawnScales,
): ChartFinding[] {
  if (authors.length === 0)
    return [{ rule: "notebook/empty-mark", severity: "error", message: "the chart has no marks: it draws nothing" }];
  const given = authors.map(({ origin, marks }) =>
    rowsOf(origin ? origin.data : (marks[0] as { data?: unknown } | undefined)?.data),
  );
  const empty = authors.filter((_, i) => given[i]?.length === 0);
  if (empty.length > 0 && given.every((rows) => rows === undefined || rows.every(isConstant)))
    return [
      {
        rule: "notebook/empty-mark",
        severity: "error",
        message: "the chart has no rows to draw",
        hint: "draw it only where there are rows, or say in a sentence that there is nothing to show",
        ...placeOf(empty[0]),
      },
    ];
  return authors.flatMap((mark, i): ChartFinding[] => {
    const rows = given[i];
    const isDecoration = rows === undefined || (rows.length === 1 && rows[0] === null);
    if (isDecoration || (mark.origin && isTold(mark.origin))) return [];
    const { number, origin, marks } = mark;
    if (rows.length === 0)
      return [
        {
          rule: "notebook/dropped-rows",
          severity: "warning",
          message: `mark ${number} has no rows to draw`,
          ...placeOf(mark),
        },
      ];
    const watched = marks.flatMap((one) => records.get(one) ?? []);
    const others = authors.filter((other) => other !== mark).flatMap((other) => other.marks);
    const isOnPaper = !others.some((one) => records.get(one)?.nodes.some((node) => isSeen(node, PAPER, "areas")));
    const { drawn, all, words, hint } = fateOf(watched, origin, scales, rows.length, isOnPaper);
    if (words === "") return [];
    return [
      {
        ...(drawn === 0
          ? { rule: "notebook/empty-mark", severity: "error" }
          : { rule: "notebook/dropped-rows", severity: "warning" }),
        message: `mark ${number} draws ${drawn} of ${all}: ${words}`,
        hint,
        ...placeOf(mark),
      } as ChartFinding,
    ];
  });
}

/** A value of the author's own in place of a row, as a rule at zero has. */
const isConstant = (row: unknown): boolean => typeof row !== "object" || row === null || row instanceof Date;

const placeOf = (mark: AuthorsMark | undefined): { at?: Error } => (mark?.origin ? { at: mark.origin.at } : {});

interface Fate {
  drawn: number;
  /** "40 rows" */
  all: string;
  /** Why some are not drawn; empty when all are. */
  words: string;
  hint?: string;
}

/** @param isOnPaper no other mark fills areas, on which the paper's colour would be seen. */
function fateOf(
  watched: readonly MarkRecord[],
  origin: Origin | undefined,
  scales: DrawnScales,
  rows: number,
  isOnPaper: boolean,
): Fate {
  const single = watched.length === 1 ? watched[0] : undefined;
  const faulty = origin ? faultyRows(origin, watched.length > 1 || watched.some(isTransformed)) : new Drops();
  const isStill = !/^(tip|crosshair)/.test(origin?.call ?? "");
  const hasShapes = isStill && watched.some(({ nodes }) => nodes.some(drawsSomething));
  // Marks that come together, such as a box plot's, each show another part of the rows.
  const dropped = single ? droppedItems(single, origin, scales) : new Drops();
  const items = single ? new Set((single.items ?? []).flatMap((panel) => Array.from(panel))).size : rows;
  const isRows = single !== undefined && !single.grouped && (items === rows || dropped.has("panel"));
  const count = dropped.items.size > 0 && !isRows ? items : rows;
  const noun = dropped.items.size > 0 && !isRows ? (single?.grouped ? "group" : "item") : "row";
  const all = counted(count, noun);
  const where = (kind: string) => (which: readonly number[]) => ` in ${listed(kind, which)}`;
  const hint = hintFor(dropped);
  const size = sizeless(watched, origin);
  if (size !== undefined) return { drawn: 0, all, words: `${size}, so nothing of them is seen` };
  if (hasShapes && !watched.some(({ nodes }) => nodes.some((node) => isSeen(node))))
    return { drawn: 0, all, words: "they are drawn without fill, stroke or opacity, so nothing of them is seen" };
  if (hasShapes && !watched.some(({ nodes }) => nodes.some((node) => isSeen(node, PAPER)))) {
    const isText = watched.every(({ mark }) => mark instanceof Plot.Text);
    if (isText && !watched.some(({ nodes }) => nodes.some((node) => isSeen(node, undefined, "fills"))))
      return {
        drawn: 0,
        all,
        words: "their letters are outlined in the colour of the paper and not filled, so nothing of them is seen",
        hint: "give `fill` too: where a text has a `stroke` alone, it is not filled",
      };
    if (isOnPaper)
      return { drawn: 0, all, words: "they are drawn in the colour of the paper, so nothing of them is seen" };
  }
  if (!hasShapes) {
    const words =
      dropped.items.size > 0
        ? dropped.words(where(noun), dropped.items.size >= count)
        : faulty.words(where("row"), faulty.items.size >= rows);
    return { drawn: 0, all, words: words || nothingWords(origin), hint };
  }
  const drops = isRows && faulty.items.size > 0 ? merged(dropped, faulty) : dropped.items.size > 0 ? dropped : faulty;
  const left = Math.min(drops.items.size, count);
  return { drawn: count - left, all, words: drops.words(where(drops === faulty ? "row" : noun), left === count), hint };
}

/** Stacks give a faulty row a place of no height, so both accounts are needed, and neither twice. */
const merged = (dropped: Drops, faulty: Drops): Drops => (dropped.items.size >= faulty.items.size ? dropped : faulty);

const isTransformed = ({ mark }: MarkRecord): boolean => {
  const { transform, initializer } = mark as { transform?: unknown; initializer?: unknown };
  return transform != null || initializer != null;
};

function nothingWords(origin: Origin | undefined): string {
  if (/^(tip|crosshair)/.test(origin?.call ?? ""))
    return "tips follow a pointer, which a report's picture doesn't have";
  return "nothing comes of them";
}

function hintFor(dropped: Drops): string | undefined {
  if (dropped.has("alone")) return "add `marker: true`, or draw single points with `Plot.dot`";
  if (dropped.has("zero"))
    return "bars, areas and rules that are given one end start at zero; use dots or lines, give both ends, or use a linear axis";
  if (dropped.has("zero outside"))
    return "bars, areas and rules that are given one end start at zero; let the domain hold it, use dots or lines, or give both ends";
  if (!dropped.has("log")) return undefined;
  return `leave these rows out, or use a linear or \`symlog\` ${dropped.has("scale log") ? "scale" : "axis"}`;
}

/** Sizes that a mark may be given for all its rows, and the scales of those it may be given for each. */
const SIZES: readonly (readonly [name: string, of: abstract new (...values: never[]) => Plot.Mark])[] = [
  ["r", Plot.Dot],
  ["fontSize", Plot.Text],
  ["length", Plot.Vector],
  ["width", Plot.Image],
  ["height", Plot.Image],
];

/** Which size of a mark is zero for every row, so that nothing is seen: "`r` is 0". */
function sizeless(watched: readonly MarkRecord[], origin: Origin | undefined): string | undefined {
  for (const { mark, raw } of watched)
    for (const [name, kind] of SIZES) {
      if (!(mark instanceof kind)) continue;
      if ((mark as unknown as Record<string, unknown>)[name] === 0) return `\`${name}\` is 0`;
      const values = Array.from(raw[name] ?? []);
      const written = origin?.written.find(({ option }) => option === name)?.value;
      if (values.length > 0 && values.every((value) => value === 0))
        return `\`${typeof written === "string" ? written : name}\` is 0`;
    }
  return undefined;
}

const MOST_LISTED = 4;

/** "row 3", "rows 2, 5 and 7", "rows 1, 2, 3, 4 and 36 more". Items count from 0. */
function listed(noun: string, items: readonly number[]): string {
  const numbers = items.map((item) => item + 1);
  if (numbers.length === 1) return `${noun} ${numbers[0]}`;
  const shown = numbers.length > MOST_LISTED + 1 ? numbers.slice(0, MOST_LISTED) : numbers.slice(0, -1);
  const last = numbers.length > MOST_LISTED + 1 ? `${numbers.length - MOST_LISTED} more` : numbers.at(-1);
  return `${noun}s ${shown.join(", ")} and ${last}`;
}
