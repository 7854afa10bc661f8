import { didYouMean, type Place } from "../../diagnostic.js";
import { describeNode, Fields, type TextAt } from "../../yaml/fields.js";
import { type Problems, quoted } from "../../yaml/problems.js";
import type { YamlEntry } from "../../yaml/tree.js";
import { COLUMN_FIELDS, DECIMALS, keysOf, NAME, SEPARATORS } from "../files/field-table.js";
import { shownUnit, unitInBlocks } from "../units/block-units.js";
import { DATA_TYPES, type DataColumn, type DataType } from "./types.js";

/** A column as its declaration has it. */
export interface RawColumn {
  name: string;
  place: Place;
  header?: string;
  label?: string;
  type?: DataType;
  unit?: TextAt;
  choices?: readonly string[];
  /** Cells may be empty, and what stands for nothing beside an empty cell. */
  missing?: readonly string[];
}

/** How a data file is read, as its declaration has it. */
export interface RawData {
  file?: TextAt;
  columns?: ReadonlyMap<string, RawColumn>;
  key?: readonly TextAt[];
  ignore?: readonly TextAt[];
  separator?: Separator;
  decimal?: "." | ",";
  /** Of a workbook. */
  sheet?: TextAt;
  /** Of a database. */
  table?: TextAt;
  /** Of a topology. */
  object?: TextAt;
  /** Of shapes: positions are those of a plane. */
  planar?: boolean;
}

export type Separator = (typeof SEPARATORS)[number];
export const SEPARATOR_SIGNS: Readonly<Record<Separator, string>> = { comma: ",", semicolon: ";", tab: "\t", bar: "|" };

/** The fields of an entry that only a data file has. */
export const DATA_ONLY = [
  "data",
  "columns",
  "key",
  "ignore",
  "separator",
  "decimal",
  "sheet",
  "table",
  "object",
  "planar",
] as const;

/** Reads what an entry says of a data file; undefined where it says nothing. */
export function readData(fields: Fields, problems: Problems): RawData | undefined {
  if (!DATA_ONLY.some((name) => fields.map.get(name))) return undefined;
  const data: RawData = {
    file: fields.text("data", "the name of a file in data/, such as `sales.csv`"),
    key: fields.texts("key"),
    ignore: fields.texts("ignore"),
    separator: fields.choice("separator", SEPARATORS)?.value,
    decimal: fields.choice("decimal", DECIMALS)?.value,
    sheet: fields.text("sheet", "the name of a sheet of the workbook"),
    table: fields.text("table", "the name of a table of the database"),
    object: fields.text("object", "the name of an object of the topology"),
    planar: fields.boolean("planar"),
  };
  const columns = fields.mapAt("columns", "a map of columns by name");
  if (!columns) return data;
  const read = new Map<string, RawColumn>();
  for (const entry of columns.entries) {
    const column = readColumn(entry, fields.subject, problems);
    if (column) read.set(column.name, column);
  }
  return { ...data, columns: read };
}

/**
 * Reads what is said of one column, with what is wrong put into `problems`.
 *
 * @param noHeader of columns that stand in no file: what to say of a `header`
 */
export function readColumn(
  { key, keyPlace, value }: YamlEntry,
  of: string,
  problems: Problems,
  noHeader?: string,
): RawColumn | undefined {
  const subject = `column \`${key}\` of ${of}`;
  if (!NAME.assumption.test(key) || key in Object.prototype) {
    problems.error("name", `\`${key}\` can't name a column of ${of}`, keyPlace, {
      expected: "letters from a to z, digits and `_`, beginning with a letter",
      ...(noHeader === undefined
        ? { hint: `name it otherwise, and write \`header: ${JSON.stringify(key)}\` under it` }
        : {}),
    });
    return undefined;
  }
  if (value.kind !== "map") {
    problems.error("wrong-type", `${subject} is ${describeNode(value)}`, value.place, {
      expected: "a map such as `{unit: kWh}` or `{type: month}`",
    });
    return undefined;
  }
  const fields = new Fields(value, subject, problems);
  fields.only(keysOf(COLUMN_FIELDS));
  const column: RawColumn = { name: key, place: keyPlace };
  const header = fields.text("header");
  if (header && noHeader !== undefined)
    problems.error("unknown-key", `${subject} has a \`header\``, header.place, { expected: noHeader });
  else if (header) column.header = header.text;
  const label = fields.text("label");
  if (label) column.label = label.text;
  const unit = fields.text("unit", "a unit such as `kWh`");
  if (unit) column.unit = unit;
  const choices = fields.texts("one_of");
  if (choices) column.choices = choices.map(({ text }) => text);
  const type = fields.choice("type", DATA_TYPES)?.value;
  const implied = unit ? "number" : choices ? "choice" : undefined;
  column.type = type ?? implied;
  const says = (key: string): boolean => value.get(key) !== undefined || fields.misspelt.has(key);
  if (!column.type && !says("type") && !says("unit") && !says("one_of"))
    problems.error("column-type", `${subject} has no type`, keyPlace, {
      expected: `a \`unit\` for numbers ("1" for pure ones), or \`type:\` with one of ${quoted(
        DATA_TYPES.filter((t) => t !== "number"),
        "or",
      )}`,
    });
  if (unit && type && type !== "number")
    problems.error("column-type", `${subject} is \`${type}\` and has a unit`, unit.place, {
      expected: "a unit on numbers only",
    });
  if (type === "number" && !says("unit"))
    problems.error("missing-unit", `${subject} has no unit`, keyPlace, {
      expected: '`unit:`; "1" for a pure number',
    });
  if ((type === "choice") !== (choices !== undefined) && (type === "choice" || (choices && type)))
    problems.error(
      "column-type",
      `${subject} is \`${type}\`, ${choices ? "and has `one_of`" : "and has no `one_of`"}`,
      keyPlace,
      {
        expected: "a list of what a choice may be: `one_of: [north, south]`",
      },
    );
  const missing = value.get("missing");
  if (missing) column.missing = readMissing(missing, fields, problems);
  return column;
}

/** A column of which all that was read is right, as blocks have it. */
export function declaredColumn({ name, header, label, type = "text", unit, choices, missing }: RawColumn): DataColumn {
  return {
    name,
    ...(header === undefined || header === name ? {} : { header }),
    ...(label === undefined ? {} : { label }),
    type,
    ...(unit ? { unit: unitInBlocks(unit.text) } : {}),
    ...(unit && shownUnit(unit.text) !== undefined ? { shown: unit.text } : {}),
    ...(choices ? { choices } : {}),
    ...(missing ? { missing: 0 } : {}),
  };
}

/** `allowed`, or what stands for nothing: `["NA", "-"]`. */
function readMissing(entry: YamlEntry, fields: Fields, problems: Problems): readonly string[] | undefined {
  const { value } = entry;
  if (value.kind === "list") {
    const texts = fields.texts("missing");
    return texts?.map(({ text }) => text);
  }
  if (value.kind === "scalar" && value.text === "allowed") return [];
  if (value.kind === "scalar" && value.value === null) return [];
  problems.error("wrong-type", `\`missing\` of ${fields.subject} is ${describeNode(value)}`, value.place, {
    expected: '`allowed`, or a list of what stands for nothing: `["NA", "-"]`',
    ...(didYouMean(value.kind === "scalar" ? value.text : "", ["allowed"]) ? { hint: "did you mean `allowed`?" } : {}),
  });
  // That was meant: cells without a value are not told beside it.
  return [];
}

/** A later version's declaration over an earlier one's: what it says counts, a column it names is replaced. */
export function mergeData(base: RawData | undefined, change: RawData | undefined): RawData | undefined {
  if (!base || !change) return change ?? base;
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return {
    ...base,
    ...said,
    ...(base.columns && change.columns ? { columns: new Map([...base.columns, ...change.columns]) } : {}),
  };
}
