import { unprintable } from "../../characters.js";
import { didYouMean } from "../../diagnostic.js";
import { keyText } from "../../keys/calendar.js";
import { geometryOf } from "../../keys/geometry.js";
import { calendarKey, type Grain } from "../../keys/key.js";
import { shortened } from "../../text/shown.js";
import { quoted } from "../../yaml/problems.js";
import { fromBlocks, isBelowZero, toBlocks } from "../units/block-units.js";
import { parseQuantity, type Quantity } from "../units/quantity.js";
import { convert } from "../units/units.js";
import type { RawCell } from "./raw-table.js";
import type { DataCell, DataType } from "./types.js";

/** What a column's cells are read as. */
export interface CellReading {
  type: DataType;
  /** As declared. */
  unit?: string;
  choices?: readonly string[];
  /** Present where cells may be missing: what stands for nothing beside an empty cell. */
  missing?: readonly string[];
  /** Cells are texts, as in a CSV; otherwise they have the type that the file gives them. */
  isText: boolean;
  /** The file gives columns their types: no quotes stand in it. */
  isTyped?: boolean;
  decimal: "." | ",";
}

/** What is wrong with a cell. */
export interface CellProblem {
  rule: "cell" | "missing-value";
  message: string;
  expected: string;
  hint?: string;
}

/** How each stretch of the calendar is written. */
const SPELLED: Readonly<Record<Exclude<Grain, "year">, { grain: Grain; words: string }>> = {
  day: { grain: "day", words: "a date such as `2026-05-12`" },
  week: { grain: "week", words: "a week such as `2026-W05`" },
  month: { grain: "month", words: "a month such as `2026-05`" },
  quarter: { grain: "quarter", words: "a quarter such as `2026-Q2`" },
  half: { grain: "half", words: "a half-year such as `2026-H1`" },
};

const PLAIN_NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
/** Spellings of nothing that are no number, and no text that is meant. */
const NOTHING = /^(?:n\/?a|nan|null|none|nil|-+|–|—|\?|#n\/a|missing|\.)$/i;

/** Texts of a column whose cells are not read again when they come again. */
const MOST_TEXTS = 10_000;

/** Gives a function that reads the cells of a column, each as blocks have it, or tells what is wrong with it. */
export function cellReader(reading: CellReading): (raw: RawCell) => DataCell | CellProblem {
  const read = eachReader(reading);
  // Numbers differ mostly, and are read as fast as they would be found.
  if (reading.type === "number") return read;
  const known = new Map<string, DataCell | CellProblem>();
  return (raw) => {
    if (typeof raw !== "string") return read(raw);
    const before = known.get(raw);
    if (before !== undefined) return before;
    const cell = read(raw);
    if (known.size < MOST_TEXTS) known.set(raw, cell);
    return cell;
  };
}

function eachReader(reading: CellReading): (raw: RawCell) => DataCell | CellProblem {
  const { missing, unit, type } = reading;
  const nothing = new Set(missing ?? []);
  const typed = typedReader(reading);
  const expected = expectedOf(reading);
  const plainNumbers = type === "number" && unit !== undefined && toBlocks(1, unit) === 1 && toBlocks(0, unit) === 0;
  return (raw) => {
    const text = typeof raw === "string" ? raw.trim() : raw;
    if (text === undefined || text === null || text === "" || (typeof text === "string" && nothing.has(text))) {
      if (missing) return null;
      return {
        rule: "missing-value",
        message: "has no value",
        expected,
        hint: "where values may be missing, declare `missing: allowed` for the column",
      };
    }
    if (plainNumbers && reading.isText && reading.decimal === "." && PLAIN_NUMBER.test(text as string)) {
      // A number has one zero, and sixteen digits are told exactly.
      const digits = (text as string).length <= 16;
      if (digits) return Number(text) + 0;
    }
    const read = typed(text);
    if (!isProblem(read) || typeof text !== "string" || type === "text" || !NOTHING.test(text)) return read;
    return {
      ...read,
      hint: missing
        ? `if it stands for a missing value, declare it: \`missing: ["${text}"]\``
        : `if it stands for a missing value, declare it for the column: \`missing: ["${text}"]\``,
    };
  };
}

export const isProblem = (read: DataCell | CellProblem): read is CellProblem =>
  typeof read === "object" && read !== null;

function expectedOf({ type, choices = [], unit }: CellReading): string {
  switch (type) {
    case "number":
      return unit === undefined || unit === "1" ? "a number" : `a number of ${unit}`;
    case "text":
      return "a text";
    case "boolean":
      return "`true` or `false`";
    case "year":
      return "a year such as `2026`";
    case "choice":
      return `one of ${quoted(choices, "or")}`;
    case "geometry":
      return "a shape of GeoJSON";
    case "date":
      return SPELLED.day.words;
    default:
      return SPELLED[type].words;
  }
}

type Present = string | number | boolean;

function typedReader(reading: CellReading): (value: Present) => DataCell | CellProblem {
  const expected = expectedOf(reading);
  const wrong = (message: string, hint?: string): CellProblem => ({
    rule: "cell",
    message,
    expected,
    hint,
  });
  const shown = (value: Present): string =>
    typeof value === "string" && !reading.isText
      ? `is the text \`${shortened(value)}\``
      : `is \`${shortened(String(value))}\``;
  switch (reading.type) {
    case "number":
      return (value) => readNumber(value, reading, wrong, shown);
    case "geometry":
      return (value) => (geometryOf(value) === undefined ? wrong(shown(value)) : value);
    case "text":
      return (value) => {
        if (typeof value !== "string")
          return wrong(shown(value), reading.isTyped ? "declare the column with a `unit`" : "write it between quotes");
        const odd = unprintable(value.replace(/[\t\n\r]/g, " "));
        return odd ? wrong("has a character in it that can't be printed") : value;
      };
    case "choice":
      return (value) => {
        const text = String(value);
        if (reading.choices?.includes(text)) return text;
        return wrong(shown(value), didYouMean(text, reading.choices ?? []));
      };
    case "boolean":
      return (value) => {
        if (typeof value === "boolean") return value;
        const word = reading.isText ? String(value).toLowerCase() : "";
        if (word === "true" || word === "false") return word === "true";
        const meant = /^(?:yes|y|1|ja|oui|x)$/i.test(String(value))
          ? "true"
          : /^(?:no|n|0|nein|non)$/i.test(String(value))
            ? "false"
            : undefined;
        return wrong(shown(value), meant && `write \`${meant}\`, or declare the column \`one_of\` its words`);
      };
    case "year":
      return (value) => {
        const text = String(value);
        return /^[1-9]\d{3}$/.test(text) ? Number(text) : wrong(shown(value), yearHint(text));
      };
    default:
      return (value) => readStretch(value, reading.type === "date" ? "day" : (reading.type as Grain), wrong, shown);
  }
}

type Wrong = (message: string, hint?: string) => CellProblem;
type Shown = (value: Present) => string;

function readNumber(
  value: Present,
  { unit, isText, isTyped, decimal }: CellReading,
  wrong: Wrong,
  shown: Shown,
): DataCell | CellProblem {
  let number: number;
  if (typeof value === "number") number = value;
  else if (typeof value === "boolean") return wrong(shown(value));
  else {
    if (isTyped && /^-?\d[\d.]*$/.test(value) && value.length > 15)
      return wrong(
        `is \`${shortened(value)}\`, which has more digits than a number keeps`,
        "declare the column `type: text`",
      );
    if (!isText)
      return wrong(shown(value), !isTyped && parseQuantity(value).ok ? "write it without quotes" : undefined);
    let text = value;
    if (decimal === ",") {
      if (/\d\.\d{3}(?!\d)/.test(text) || /\d\.\d/.test(text))
        return wrong(
          `is \`${shortened(value)}\`, with a point in it`,
          '`decimal: ","` is declared; take out marks between digits',
        );
      text = text.replace(",", ".");
    }
    const parsed = parseQuantity(text);
    if (!parsed.ok) {
      const { message, hint } = parsed;
      const said = message.startsWith("`") ? message : message === "found nothing" ? "has no value" : shown(value);
      const comma = decimal === "." && /comma for the decimal/.test(message);
      return wrong(said, comma ? `${hint ?? ""}${hint ? ", or " : ""}declare \`decimal: ","\` for the file` : hint);
    }
    if (parsed.quantity.unit !== undefined)
      return wrong(`is \`${shortened(value)}\`, with a unit`, inColumnsUnit(parsed.quantity, unit));
    number = parsed.quantity.value;
  }
  if (!Number.isFinite(number)) return wrong(shown(value));
  if (isBelowZero(number, unit ?? "1"))
    return {
      rule: "cell",
      message: `is ${number} ${unit}`,
      expected: `at least ${fromBlocks(0, unit)} ${unit}, the absolute zero`,
    };
  return toBlocks(number, unit) + 0;
}

/** What to write for a cell with a unit of its own: its number, in the column's unit. */
function inColumnsUnit({ value, unit: own = "1" }: Quantity, unit = "1"): string {
  let same = own === unit ? value : Number.NaN;
  try {
    same = Number(convert(value, own, unit).toPrecision(12));
  } catch {
    // A unit of the memo's own, or of another dimension.
  }
  return Number.isNaN(same)
    ? `the unit is the column's, \`${unit}\`: write the number in it`
    : `write \`${same}\`; the unit is the column's`;
}

function readStretch(value: Present, grain: Grain, wrong: Wrong, shown: Shown): DataCell | CellProblem {
  if (typeof value !== "string") return wrong(shown(value));
  const key = calendarKey(value);
  if (key?.grain === grain) return keyText(grain, key.index);
  if (key) return wrong(`${shown(value)}, a ${key.grain}`);
  return wrong(shown(value), stretchHint(value, grain));
}

const yearHint = (text: string): string | undefined => {
  const key = calendarKey(text);
  if (!key) return undefined;
  return `it is a ${key.grain}: declare \`type: ${key.grain === "day" ? "date" : key.grain}\``;
};

/** What a date in another way of writing may mean. */
function stretchHint(text: string, grain: Grain): string | undefined {
  const two = (one: string | undefined): string => (one ?? "").padStart(2, "0");
  const offer = (...keys: string[]): string | undefined => {
    const good = [...new Set(keys)].filter((key) => calendarKey(key)?.grain === grain);
    return good.length > 0 ? `write ${quoted(good, "or")}` : undefined;
  };
  const time = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/.exec(text);
  if (time) return grain === "day" ? `write \`${time[1]}\`; times of day are not read` : undefined;
  const turned = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (turned) {
    const [, a, sign, b, year] = turned;
    if (sign === ".") return offer(`${year}-${two(b)}-${two(a)}`);
    return offer(`${year}-${two(b)}-${two(a)}`, `${year}-${two(a)}-${two(b)}`);
  }
  const year = /^(\d{4})[/.-]?(\d{1,2})(?:[/.-]?(\d{1,2}))?$/.exec(text);
  if (year) return offer(`${year[1]}-${two(year[2])}${year[3] === undefined ? "" : `-${two(year[3])}`}`);
  const month = /^(\d{1,2})[/.-](\d{4})$/.exec(text);
  if (month) return offer(`${month[2]}-${two(month[1])}`);
  const quarter = /^(?:(\d{4})[\s-]*[qQ]\s*([1-4])|[qQ]([1-4])[\s/-]*(\d{4}))$/.exec(text);
  if (quarter) return offer(`${quarter[1] ?? quarter[4]}-Q${quarter[2] ?? quarter[3]}`);
  return undefined;
}
