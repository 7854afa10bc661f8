import { LineMap, type Place } from "../../diagnostic.js";
import { oddSpelling } from "../expressions/number-spelling.js";
import type { DataProblems } from "./problems.js";
import type { RawCell, RawTable } from "./raw-table.js";
import { tooMany } from "./separated.js";

const EXPECTED =
  'an array of objects with a number, a text, true, false or null by name: `[{"month": "2026-01", "kwh": 12.5}]`';

/** What ends the reading of a text, at its place. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly length = 1,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/**
 * An array of flat objects as rows. Read by hand, because `JSON.parse` keeps no places, takes the last of two equal names without a word and
 * loses digits beyond the sixteenth. A name that an object lacks is a missing value. Undefined where it can't be read.
 */
export function readJson(file: string, text: string, problems: DataProblems): RawTable | undefined {
  const lines = new LineMap(text);
  const placeAt = (offset: number, length = 1): Place => {
    const start = lines.at(offset);
    return { file, start, end: { line: start.line, column: start.column + Math.max(1, length) } };
  };
  try {
    const { headers, headerAt, rows, columns, starts, rowAt } = scan(text);
    if (tooMany(file, rows, headers.length, problems)) return undefined;
    return {
      headers,
      headerPlace: (column) => placeAt(headerAt[column] ?? 0, (headers[column]?.length ?? 0) + 2),
      rows,
      columns,
      place: (row, column) => {
        const at = starts[column]?.[row];
        return at === undefined ? placeAt(rowAt[row] ?? 0) : placeAt(at);
      },
      isText: false,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.error("json", `${file}: ${error.message}`, placeAt(error.offset, error.length), {
      expected: EXPECTED,
      ...(error.hint ? { hint: error.hint } : {}),
    });
    return undefined;
  }
}

interface ScannedJson {
  headers: string[];
  /** Where each name stands first. */
  headerAt: number[];
  rows: number;
  columns: RawCell[][];
  /** Where cells begin, by column and row. */
  starts: (number | undefined)[][];
  rowAt: number[];
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

function scan(text: string): ScannedJson {
  let at = 0;
  const skip = (): void => {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
  };
  const found = (): string => (at >= text.length ? "the end" : `\`${text[at]}\``);
  const take = (sign: string, what: string): void => {
    if (text[at] !== sign) throw new Refusal(`${found()} where ${what} should stand`, at);
    at++;
  };
  const string = (what: string): string => {
    if (text[at] !== '"') throw new Refusal(`${found()} where ${what} should stand`, at);
    const from = at;
    for (at++; at < text.length; at++) {
      const sign = text.charCodeAt(at);
      if (sign === 92) at++;
      else if (sign === 34) break;
      else if (sign < 32) throw new Refusal("a text has a line break or a control character in it", at);
    }
    if (at >= text.length) throw new Refusal("a text has no closing quote", from);
    at++;
    try {
      return JSON.parse(text.slice(from, at)) as string;
    } catch {
      throw new Refusal("a text has an escape in it that JSON doesn't know", from, at - from);
    }
  };
  const value = (name: string): RawCell => {
    const sign = text[at];
    if (sign === '"') return string("a value");
    if (sign === "{" || sign === "[")
      throw new Refusal(`\`${name}\` is ${sign === "{" ? "an object" : "an array"}, and no single value`, at);
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text)?.[0];
    if (number !== undefined) {
      const read = Number(number);
      const odd = Number.isFinite(read)
        ? oddSpelling(number, read)
        : { message: `\`${number}\` is too large for a number` };
      if (odd) throw new Refusal(odd.message, at, number.length, "hint" in odd ? odd.hint : undefined);
      at += number.length;
      return read;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (word === undefined) throw new Refusal(`${found()} where a value should stand`, at);
    at += word.length;
    return word === "null" ? null : word === "true";
  };

  const out: ScannedJson = { headers: [], headerAt: [], rows: 0, columns: [], starts: [], rowAt: [] };
  const index = new Map<string, number>();
  const object = (): void => {
    const row = out.rows++;
    out.rowAt.push(at);
    take("{", "an object");
    skip();
    if (text[at] === "}") {
      at++;
      return;
    }
    for (;;) {
      const nameAt = at;
      const name = string("a name in quotes");
      let column = index.get(name);
      if (column === undefined) {
        column = out.headers.push(name) - 1;
        index.set(name, column);
        out.headerAt.push(nameAt);
        out.columns.push([]);
        out.starts.push([]);
      }
      const [cells, starts] = [out.columns[column] ?? [], out.starts[column] ?? []];
      if (cells.length > row) throw new Refusal(`\`${name}\` stands twice in one object`, nameAt, name.length + 2);
      while (cells.length < row) cells.push(undefined);
      skip();
      take(":", "a colon");
      skip();
      starts[row] = at;
      cells.push(value(name));
      skip();
      if (text[at] === ",") {
        at++;
        skip();
        continue;
      }
      take("}", "a comma or `}`");
      return;
    }
  };
  skip();
  if (text[at] === "{")
    throw new Refusal("it is an object", at, 1, "the rows stand between `[` and `]`, with nothing around them");
  take("[", "`[`");
  skip();
  if (text[at] === "]") at++;
  else
    for (;;) {
      object();
      skip();
      if (text[at] === ",") {
        at++;
        skip();
        continue;
      }
      take("]", "a comma or `]`");
      break;
    }
  skip();
  if (at < text.length) throw new Refusal(`${found()} behind the last bracket`, at);
  for (const cells of out.columns) while (cells.length < out.rows) cells.push(undefined);
  return out;
}
