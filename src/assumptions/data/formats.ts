import { LineMap, type Place } from "../../diagnostic.js";
import { grouped } from "../../text/counts.js";
import { firstNotUtf8 } from "../../text/utf8.js";
import { type RawData, SEPARATOR_SIGNS } from "./declared.js";
import { type DataFile, LARGEST_DATA } from "./file.js";
import { isGeographic, readGeographic } from "./geographic/read.js";
import { readJson } from "./json-table.js";
import type { DataProblems } from "./problems.js";
import type { RawTable } from "./raw-table.js";
import { EXPECTED_EMPTY, readSeparated } from "./separated.js";
import { readTyped, type TypedFormat } from "./typed.js";
import { readWorkbook } from "./workbook/read.js";

/** What each ending of a name means. */
export const FORMATS: Readonly<Record<string, string>> = {
  csv: "CSV",
  tsv: "TSV",
  json: "JSON",
  geojson: "GeoJSON",
  topojson: "TopoJSON",
  xlsx: "XLSX",
  parquet: "Parquet",
  arrow: "Arrow",
  feather: "Arrow",
  sqlite: "SQLite",
  sqlite3: "SQLite",
  db: "SQLite",
};

/** Formats whose cells have types. */
const TYPED: Readonly<Record<string, TypedFormat>> = { Parquet: "parquet", Arrow: "arrow", SQLite: "sqlite" };

/** The format of a file by its name, as `FORMATS` has it. */
export const formatOf = (path: string): string | undefined => {
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(FORMATS, extension) ? extension : undefined;
};

export const top = (file: string): Place => ({ file, start: { line: 1, column: 1 } });

/** A file taken apart by its format; undefined where it can't be. */
export function rawTable(file: DataFile, declared: RawData, problems: DataProblems): RawTable | undefined {
  const { path, size } = file;
  if (size > LARGEST_DATA) {
    problems.error("too-large", `${path} has ${grouped(Math.round(size / 1024 / 1024))} MB`, top(path), {
      expected: `at most ${LARGEST_DATA / 1024 / 1024} MB`,
      hint: "bring it to fewer rows before: sums by month for days, or the columns that the memo reads",
    });
    return undefined;
  }
  const unreadable = whyUnreadable(file);
  if (unreadable !== undefined) {
    problems.error("missing-file", `${path} can't be read: ${unreadable}`, top(path), {
      expected: "a file that can be read",
    });
    return undefined;
  }
  const format = formatOf(path);
  if (format === "xlsx") return readWorkbook(path, file.bytes, declared.sheet, problems);
  const typed = TYPED[format === undefined ? "" : (FORMATS[format] ?? "")];
  if (typed) return readTyped(typed, path, file.bytes, declared, problems);
  const wrong = firstNotUtf8(file.bytes);
  if (wrong) {
    const { at, before, looksUtf16 } = wrong;
    const byte = (file.bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0");
    problems.error(
      "encoding",
      `byte ${at + 1} of ${path}, 0x${byte}, is no UTF-8`,
      { file: path, start: new LineMap(before).at(before.length) },
      {
        expected: "a text saved as UTF-8",
        hint: looksUtf16
          ? "it begins as UTF-16 does: save it as CSV UTF-8"
          : "spreadsheets save it so as CSV UTF-8; `iconv -f windows-1252 -t utf-8` turns an older file into it",
      },
    );
    return undefined;
  }
  const { text } = file;
  if (text.trim() === "") {
    problems.error("empty", `${path} is empty`, top(path), { expected: EXPECTED_EMPTY });
    return undefined;
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    problems.error(
      "encoding",
      `${path} has a character NUL in it`,
      { file: path, start: new LineMap(text).at(nul) },
      {
        expected: "a text saved as UTF-8",
      },
    );
    return undefined;
  }
  if (format === "geojson" || format === "topojson" || (format === "json" && isGeographic(text)))
    return readGeographic(path, text, declared, problems);
  if (format === "json") return readJson(path, text, problems);
  const separator = SEPARATOR_SIGNS[declared.separator ?? (format === "tsv" ? "tab" : "comma")];
  return readSeparated(path, text, separator, problems);
}

/** The system's own word for what keeps a file from being read. */
export function whyUnreadable(file: DataFile): string | undefined {
  try {
    if (file.size <= LARGEST_DATA) file.bytes;
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "the system refuses it";
  }
}
