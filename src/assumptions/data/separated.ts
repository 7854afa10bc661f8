import { LineMap, type Place } from "../../diagnostic.js";
import { counted, grouped } from "../../text/counts.js";
import { OPEN_MERGE, openMerges } from "../../text/merge-marks.js";
import { SEPARATOR_SIGNS } from "./declared.js";
import { MOST_CELLS, MOST_ROWS } from "./file.js";
import type { DataProblems } from "./problems.js";
import type { RawTable } from "./raw-table.js";

/** Most faults of one file that are told one by one. */
export const MOST_TOLD = 8;

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;

/** The name of the separator that stands in a header, where it is not the usual one. */
export function otherSeparator(header: string): string | undefined {
  const [name] = Object.entries(SEPARATOR_SIGNS).find(([one, sign]) => one !== "comma" && header.includes(sign)) ?? [];
  return name;
}

const hintFor = ([header = "", ...others]: readonly string[], separator: string): string =>
  others.length === 0 && /^(?:#|\/\/)/.test(header)
    ? "the first line names the columns: a remark above it is none"
    : `a cell with \`${separator}\` in it needs quotes around it`;

/**
 * A text of rows with a separator between their cells, as RFC 4180 has it: a first row of headers, cells with quotes around them where they hold
 * separators, line breaks or quotes (which are doubled). Each cell keeps its place, which is why this is no library: those that read as strictly
 * know the line of a row, not the column of a cell, and take ten times as long. Undefined where it can't be read.
 */
export function readSeparated(
  file: string,
  text: string,
  separator: string,
  problems: DataProblems,
): RawTable | undefined {
  const merges = openMerges(text);
  const { message, expected } = OPEN_MERGE;
  for (const merge of merges) problems.error("ragged-row", message, { file, ...merge }, { expected });
  if (merges.length > 0) return undefined;
  const cells = scan(text, separator.charCodeAt(0));
  const lines = new LineMap(text);
  const placeAt = (offset: number, length = 1): Place => {
    const start = lines.at(offset);
    return { file, start, end: { line: start.line, column: start.column + Math.max(1, length) } };
  };
  if (cells.wrong) {
    const { what, offset, hint } = cells.wrong;
    problems.error("quotes", `${file} ${what}`, placeAt(offset), {
      expected: 'quotes around a whole cell, and each quote in it doubled: `"5"" pipe"`',
      hint,
    });
    return undefined;
  }
  const { starts, texts, rowStarts } = cells;
  const width = (rowStarts[1] ?? texts.length) - (rowStarts[0] ?? 0);
  const count = rowStarts.length - 1;
  if (count < 0) {
    problems.error("empty", `${file} is empty`, { file, start: { line: 1, column: 1 } }, { expected: EXPECTED_EMPTY });
    return undefined;
  }
  const headers = texts.slice(0, width).map((one) => one.trim());
  if (tooMany(file, count, width, problems)) return undefined;
  let ragged = 0;
  for (let row = 1; row <= count; row++) {
    const from = rowStarts[row] ?? 0;
    const has = (rowStarts[row + 1] ?? texts.length) - from;
    if (has === width) continue;
    ragged++;
    const other = width === 1 ? otherSeparator(headers[0] ?? "") : undefined;
    if (other !== undefined) {
      problems.error(
        "ragged-row",
        `row ${row} of ${file} has ${has} cells between \`${separator}\`, and the header 1`,
        placeAt(0),
        {
          expected: "a header with as many cells as the rows have",
          hint: `the separator seems to be another: declare \`separator: ${other}\`${separator === "," ? ', and `decimal: ","` where commas are decimal points' : ""}`,
        },
      );
      return undefined;
    }
    if (ragged > MOST_TOLD) continue;
    const at = has > width ? from + width : from;
    problems.error(
      "ragged-row",
      `row ${row} of ${file} has ${has} ${has === 1 ? "cell" : "cells"}, and the header ${width}`,
      placeAt(starts[at] ?? 0, texts[at]?.length),
      {
        expected: `${counted(width, "cell")}: ${shortened(headers)}`,
        ...(has > width ? { hint: hintFor(headers, separator) } : {}),
      },
    );
  }
  if (ragged > MOST_TOLD) problems.rest(file, "ragged-row", ragged - MOST_TOLD, "rows with another number of cells");
  if (ragged > 0) return undefined;
  const columns = headers.map((_, column) => {
    const out = new Array<string>(count);
    for (let row = 1; row <= count; row++) out[row - 1] = texts[row * width + column] ?? "";
    return out;
  });
  const place = (row: number, column: number): Place => {
    const at = (row + 1) * width + column;
    return placeAt(starts[at] ?? 0, texts[at]?.length);
  };
  return {
    headers,
    headerPlace: (column) => place(-1, column),
    rows: count,
    columns,
    place,
    isText: true,
  };
}

export const EXPECTED_EMPTY = "a first row with the names of the columns, and rows below it";

export const shortened = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 7).join(", ")}, …` : names.join(", ");

/** Reports a file with more rows or cells than are read. */
export function tooMany(file: string, rows: number, width: number, problems: DataProblems): boolean {
  if (rows <= MOST_ROWS && rows * width <= MOST_CELLS) return false;
  const [found, most, what] =
    rows > MOST_ROWS ? [rows, MOST_ROWS, "rows"] : [rows * width, MOST_CELLS, `cells in ${rows} rows`];
  problems.error(
    "too-large",
    `${file} has ${grouped(found)} ${what}`,
    { file, start: { line: 1, column: 1 } },
    {
      expected: `at most ${grouped(most)}`,
      hint: "bring it to fewer rows before: sums by month for days, or the columns that the memo reads",
    },
  );
  return true;
}

interface Scanned {
  /** Cells one after the other, and the offset at which each begins, behind its quote where it has one. */
  texts: string[];
  starts: number[];
  /** Index of the first cell of each row. */
  rowStarts: number[];
  wrong?: { what: string; offset: number; hint?: string };
}

function scan(text: string, separator: number): Scanned {
  const texts: string[] = [];
  const starts: number[] = [];
  const rowStarts: number[] = [];
  const { length } = text;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    // Lines without anything on them are no rows.
    if (code === LINE_FEED || code === RETURN) {
      at++;
      continue;
    }
    rowStarts.push(texts.length);
    for (;;) {
      if (at < length && text.charCodeAt(at) === QUOTE) {
        const open = at;
        let end = text.indexOf('"', at + 1);
        let doubled = false;
        while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) {
          doubled = true;
          end = text.indexOf('"', end + 2);
        }
        if (end < 0)
          return { texts, starts, rowStarts, wrong: { what: "has a quote that nothing closes", offset: open } };
        const inner = text.slice(open + 1, end);
        starts.push(open + 1);
        texts.push(doubled ? inner.replaceAll('""', '"') : inner);
        at = end + 1;
        const next = at < length ? text.charCodeAt(at) : LINE_FEED;
        if (next !== separator && next !== LINE_FEED && next !== RETURN)
          return { texts, starts, rowStarts, wrong: { what: "has text behind a closing quote", offset: at } };
      } else {
        const from = at;
        while (at < length) {
          const one = text.charCodeAt(at);
          if (one === separator || one === LINE_FEED || one === RETURN) break;
          at++;
        }
        starts.push(from);
        texts.push(text.slice(from, at));
      }
      if (at < length && text.charCodeAt(at) === separator) {
        at++;
        if (at < length) continue;
        // The last cell of the text is empty.
        starts.push(at);
        texts.push("");
      }
      break;
    }
  }
  return { texts, starts, rowStarts };
}
