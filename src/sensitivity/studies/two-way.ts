import { describeNumber } from "../../assumptions/register/describe.js";
import { Fields } from "../../yaml/fields.js";
import { inputsOf } from "../inputs.js";
import { type Axis, type AxisOptions, DEFAULT_COUNT, type TwoWay, twoWay as twoWayOf } from "../methods/two-way.js";
import { printInput } from "../printing.js";
import { inSentence } from "../words.js";
import { FAILS } from "./parts/alone.js";
import { type Asked, TOP } from "./parts/asked.js";
import { columnsOf, text } from "./parts/columns.js";
import { commandLine, ONE_RESULT, parseNumber, parseWhole, WrongValue } from "./parts/command-line.js";
import { BASE, OUTPUT, type StudyKeys } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import { numberOf, type Settings, spellingHint } from "./parts/settings.js";
import { objectType } from "./parts/value-types.js";
import type { StudyType } from "./study-type.js";

export interface TwoWayRequest extends Asked<"two-way"> {
  rows: AxisOptions;
  columns: AxisOptions;
}

/** An output for every pair of places of two assumptions. */
export const twoWay: StudyType<TwoWayRequest, TwoWay> = {
  title: "Two-way table",
  hasChart: true,

  keys: {
    output: OUTPUT,
    rows: { value: "an id, or a map", needed: true, about: "The assumption that goes down; the map's keys are below." },
    columns: { value: "an id, or a map", needed: true, about: "The assumption that goes across." },
  },
  quotes: {
    ...BASE,
    rows: { about: "The places of the rows, as a list: `rows.0`." },
    columns: { about: "Those of the columns." },
    cells: { of: "result", about: "The results, by row and column from 0: `cells.0.2`." },
    holds: { about: "Of a claim: whether it holds, by row and column." },
    flips: { about: "Of a claim: lines along which it flips." },
  },
  read: (settings, bounds) => {
    const [rows, columns] = [readAxis(settings, "rows"), readAxis(settings, "columns")];
    return rows && columns && { kind: "two-way", outputs: settings.one("output"), rows, columns, ...bounds };
  },
  commandLine: commandLine({
    about: "an output for every pair of places of two assumptions",
    results: ONE_RESULT,
    options: {
      rows: {
        flags: "--rows <axis>",
        about: "id, id=0.6,1,2.5 or id=2..12/5; :ratio, :position, :factor",
        parse: parseAxis,
        required: true,
      },
      columns: { flags: "--columns <axis>", about: "the same for the columns", parse: parseAxis, required: true },
    },
    request: (outputs, { rows, columns }): TwoWayRequest => ({
      kind: "two-way",
      outputs,
      rows: { ...rows, withBase: true },
      columns: { ...columns, withBase: true },
      top: TOP,
    }),
  }),

  varies: ({ rows, columns }) => [rows.id, columns.id],
  run: async (request, { model, results, output }) => {
    const moved = inputsOf(model.register, [request.rows.id, request.columns.id]);
    const { columns, evaluate } = results(moved);
    return twoWayOf(evaluate, moved, columns, output, request);
  },

  valueType: () =>
    objectType([
      ["base", "number"],
      ["rows", "readonly number[]"],
      ["columns", "readonly number[]"],
      ["cells", "readonly (readonly any[])[]"],
      ["holds", "any"],
      ["flips", "any"],
    ]),

  show: ({ rows, columns, cells, base, baseValue, holds, flips }, request, naming) => {
    const {
      outputs: [output = ""],
    } = request;
    const column = columnsOf(output, naming);
    const place = (axis: Axis, index: number): string =>
      `${placeOn(axis, index)}${axis.base === index ? " (base)" : ""}`;
    return {
      value: { base: baseValue, rows: rows.values, columns: columns.values, cells, holds, flips },
      table: {
        columns: [text("row", rows.label), ...columns.values.map((_, j) => column.result(`c${j}`, place(columns, j)))],
        rows: cells.map((row, i) => [place(rows, i), ...row.map((cell) => cell ?? null)]),
      },
      remarks: base ? [`Down: ${rows.label}. Across: ${columns.label}.`] : [],
    };
  },
  alone: ({ holds }, _, output) => ({
    fails: (row, column) => holds?.[row]?.[column - 1] === false,
    notes: holds && [`Margins by which ${output} holds${holds.flat().includes(false) ? `; ${FAILS} it fails` : ""}.`],
  }),

  gaps: ({ rows, columns, gaps }, words) => {
    const [gap] = gaps.first;
    if (!gap) return [];
    const width = columns.values.length;
    const place = (axis: Axis, index: number): string => `${inSentence(axis.label)} at ${placeOn(axis, index)}`;
    return [
      `${gaps.count} cell${gaps.count === 1 ? " has" : "s have"} no result for ${words.label(words.output)}; the first is with ${place(rows, Math.floor(gap.draw / width))} and ${place(columns, gap.draw % width)} (${words.why(words.output, gap)}).`,
    ];
  },
  troubles: ({ rows, columns, gaps }, troubles) => {
    const width = columns.values.length;
    const place = (axis: Axis, index: number): string => `${axis.id} = ${placeOn(axis, index)}`;
    const lacks = gaps.first.map((gap) => ({
      where: `${place(rows, Math.floor(gap.draw / width))}, ${place(columns, gap.draw % width)}`,
      why: troubles.because(gap),
    }));
    return troubles.of(gaps.count, `${describeNumber(rows.values.length * width)} cells`, lacks, "they are empty");
  },

  rows: ({ rows, columns, cells, holds, output }) =>
    dataRows(
      output,
      [rows.id, columns.id, output, ...(holds ? ["holds"] : [])],
      cells.flatMap((row, i) =>
        row.map((cell, j) => [rows.values[i], columns.values[j], cell, ...(holds ? [holds[i]?.[j]] : [])]),
      ),
    ),
};

/** Keys of an axis. */
export const AXIS_KEYS: StudyKeys = {
  vary: { value: "an id", needed: true, about: "The assumption." },
  values: { value: "a list of numbers", about: "The places themselves, in its declared unit: 5 of one in %." },
  from: { value: "a number", default: "its low end", about: "The first place, where `values` are not given." },
  to: { value: "a number", default: "its high end", about: "The last place." },
  count: { value: "a whole number above 0", default: DEFAULT_COUNT, about: "How many places." },
  spacing: { value: "`linear` or `ratio`", default: "linear", about: "Equal steps, or equal ratios." },
  by: {
    value: "`value`, `position` or `factor`",
    default: "value; position of a series or table",
    about: "What places are: values, positions from -1 to 1 in the range, or factors of the base.",
  },
};

const HOW = ["value", "position", "factor"] as const;

/** A place as it is printed. */
function placeOn(axis: Axis, index: number): string {
  const place = axis.values[index] ?? 0;
  return printInput(place, axis, axis.how, { isOwn: index === axis.base || axis.written.includes(place) });
}

/** `rows: mef.base`, or a map with `vary` and its places. */
function readAxis(settings: Settings, key: string): AxisOptions | undefined {
  const { fields, problems } = settings;
  const entry = fields.map.get(key);
  if (!entry) {
    fields.missing(key, "an assumption, or {vary: id, values: […]}");
    return undefined;
  }
  if (entry.value.kind === "scalar") return { id: entry.value.text.trim(), withBase: true };
  if (entry.value.kind === "list") return fields.wrongType(entry, "an assumption, or a map");
  const map = entry.value;
  const inner = new Fields(map, `\`${key}\` of ${fields.subject}`, problems);
  inner.only(Object.keys(AXIS_KEYS));
  const id = inner.text("vary");
  if (!id) {
    if (!map.get("vary")) inner.missing("vary", "the id of an assumption");
    return undefined;
  }
  const list = inner.listAt("values");
  const values = list?.items.flatMap((node) => {
    const value = numberOf(node);
    if (value === undefined)
      problems.error("number", "this place of the axis is no number", node.place, {
        expected: "a number",
        ...spellingHint(node),
      });
    return value ?? [];
  });
  return {
    id: id.text,
    how: inner.choice("by", HOW)?.value,
    values,
    from: settings.number("from", false, map),
    to: settings.number("to", false, map),
    count: settings.number("count", true, map),
    spacing: inner.choice("spacing", ["linear", "ratio"] as const)?.value,
    withBase: true,
  };
}

const AXIS = "Expected an assumption, id=0.6,1,2.5 or id=2..12/5; :ratio, :position or :factor may follow.";
/** `id`, `id=0.6,1,2.5`, `id=2..12/5`, `id=2..32/5:ratio`, `id=-1,0,1:position`. */
export function parseAxis(text: string): AxisOptions {
  const [left = "", ...words] = text.split(":");
  const equals = left.indexOf("=");
  const id = (equals < 0 ? left : left.slice(0, equals)).trim();
  if (id === "") throw new WrongValue(AXIS);
  const axis: AxisOptions = { id };
  for (const word of words.map((w) => w.trim())) {
    const how = HOW.find((known) => known === word);
    if (how) axis.how = how;
    else if (word === "ratio" || word === "linear") axis.spacing = word;
    else throw new WrongValue(`\`${word}\` means nothing here. ${AXIS}`);
  }
  if (equals < 0) return axis;
  const places = left.slice(equals + 1).trim();
  const spaced = /^(.+?)\.\.(.+?)(?:\/(.+))?$/.exec(places);
  if (!spaced) {
    axis.values = places.split(",").map(parseNumber);
    return axis;
  }
  axis.from = parseNumber(spaced[1] ?? "");
  axis.to = parseNumber(spaced[2] ?? "");
  if (spaced[3] !== undefined) axis.count = parseWhole(spaced[3]);
  return axis;
}
