import { LineMap, type Place } from "../../diagnostic.js";
import { JsonRefusal, JsonScanner } from "./json-scanner.js";
import type { DataProblems } from "./problems.js";
import type { RawCell, RawTable } from "./raw-table.js";
import { tooMany } from "./separated.js";

const EXPECTED =
  'an array of objects with a number, a text, true, false or null by name: `[{"month": "2026-01", "kwh": 12.5}]`';

/**
 * An array of flat objects as rows. A name that an object lacks is a missing value. Undefined where it can't be read.
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
    if (!(error instanceof JsonRefusal)) throw error;
    problems.error("json", `${file}: ${error.message}`, placeAt(error.offset, error.length), {
      expected: EXPECTED,
      hint: error.hint,
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

function scan(text: string): ScannedJson {
  const scanner = new JsonScanner(text);
  const value = (name: string): RawCell => {
    const { at, sign } = scanner;
    if (sign === "{" || sign === "[")
      throw new JsonRefusal(`\`${name}\` is ${sign === "{" ? "an object" : "an array"}, and no single value`, at);
    return scanner.single();
  };
  const out: ScannedJson = { headers: [], headerAt: [], rows: 0, columns: [], starts: [], rowAt: [] };
  const index = new Map<string, number>();
  const object = (): void => {
    const row = out.rows++;
    out.rowAt.push(scanner.at);
    scanner.take("{", "an object");
    scanner.items("}", () => {
      const nameAt = scanner.at;
      const name = scanner.string("a name in quotes");
      let column = index.get(name);
      if (column === undefined) {
        column = out.headers.push(name) - 1;
        index.set(name, column);
        out.headerAt.push(nameAt);
        out.columns.push([]);
        out.starts.push([]);
      }
      const [cells, starts] = [out.columns[column] ?? [], out.starts[column] ?? []];
      if (cells.length > row) throw new JsonRefusal(`\`${name}\` stands twice in one object`, nameAt, name.length + 2);
      while (cells.length < row) cells.push(undefined);
      scanner.skip();
      scanner.take(":", "a colon");
      scanner.skip();
      starts[row] = scanner.at;
      cells.push(value(name));
    });
  };
  scanner.skip();
  if (scanner.sign === "{")
    throw new JsonRefusal(
      "it is an object",
      scanner.at,
      1,
      "the rows stand between `[` and `]`, with nothing around them",
    );
  scanner.take("[", "`[`");
  scanner.items("]", object);
  scanner.skip();
  if (scanner.at < text.length) throw new JsonRefusal(`\`${scanner.sign}\` behind the last bracket`, scanner.at);
  for (const cells of out.columns) while (cells.length < out.rows) cells.push(undefined);
  return out;
}
