import { type Diagnostic, didYouMean, type Place } from "../../../diagnostic.js";
import { largest, least } from "../../../lists.js";
import type { TextAt } from "../../../yaml/fields.js";
import { quoted } from "../../../yaml/problems.js";
import { MOST_CELLS, MOST_ROWS } from "../file.js";
import type { DataProblems } from "../problems.js";
import { cellPlaces, type RawCell, type RawTable } from "../raw-table.js";
import { FileRefusal } from "../refusal.js";
import { tooMany } from "../separated.js";
import { dayText, durationText, type Shown, shownBy } from "./dates.js";
import { attribute, xmlPieces } from "./xml.js";
import { readZip } from "./zip.js";

/** Most columns of a sheet. */
const WIDEST = 16_384;

/**
 * A sheet of a workbook (.xlsx, ECMA-376) as a table: its first row that holds anything names the columns, rows without anything are none. What
 * formulas came to is read as the program that saved it wrote it down. A place's line and column are the sheet's row and column. Undefined where
 * it can't be read.
 *
 * @param sheet the one that is declared; the only one unless given
 */
export function readWorkbook(
  file: string,
  bytes: Uint8Array,
  sheet: TextAt | undefined,
  problems: DataProblems,
): RawTable | undefined {
  const placeAt = cellPlaces(file);
  try {
    const { cells, merged } = new Workbook(readZip(bytes)).sheet(sheet?.text);
    return tableOf(file, cells, merged, placeAt, problems);
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const { message, expected, place, hint } = error;
    problems.error(
      "workbook",
      `${file} ${message}`,
      place === "declared" ? (sheet?.place ?? placeAt(0, 0)) : placeAt(...(place ?? ([0, 0] as const))),
      { expected, hint } satisfies Partial<Diagnostic>,
    );
    return undefined;
  }
}

interface Sheet {
  /** By row, then by column, both from 0; rows without cells are absent. */
  cells: ReadonlyMap<number, ReadonlyMap<number, RawCell>>;
  merged: readonly { name: string; row: number; column: number }[];
}

class Workbook {
  private readonly targets = new Map<string, string>();

  constructor(private readonly parts: ReadonlyMap<string, () => string>) {}

  private part(path: string): string | undefined {
    return this.parts.get(path)?.();
  }

  private need(path: string): string {
    const found = this.part(path);
    if (found === undefined)
      throw new FileRefusal(`has no \`${path}\``, "a workbook that a spreadsheet program has saved as .xlsx");
    return found;
  }

  /** The workbook's own part, which the archive's relations name. */
  private main(): string {
    for (const piece of xmlPieces(this.part("_rels/.rels") ?? ""))
      if (piece.type === "open" && /\/officeDocument["']/.test(piece.attributes))
        return (attribute(piece.attributes, "Target") ?? "").replace(/^\//, "");
    return "xl/workbook.xml";
  }

  sheet(wanted: string | undefined): Sheet {
    const main = this.main();
    const [, folder = "", name = ""] = /^(.*\/)?([^/]*)$/.exec(main) ?? [];
    const sheets: { name: string; relation: string }[] = [];
    let from1904 = false;
    for (const piece of xmlPieces(this.need(main))) {
      if (piece.type !== "open") continue;
      if (piece.name === "workbookPr") from1904 = /^(?:1|true)$/.test(attribute(piece.attributes, "date1904") ?? "");
      if (piece.name === "sheet")
        sheets.push({
          name: attribute(piece.attributes, "name") ?? "",
          relation: attribute(piece.attributes, "[\\w.-]+:id") ?? "",
        });
    }
    for (const piece of xmlPieces(this.need(`${folder}_rels/${name}.rels`)))
      if (piece.type === "open" && piece.name === "Relationship")
        this.targets.set(
          attribute(piece.attributes, "Id") ?? "",
          inside(folder, attribute(piece.attributes, "Target") ?? ""),
        );
    const names = sheets.map(({ name }) => name);
    const found = wanted === undefined && sheets.length === 1 ? sheets[0] : sheets.find(({ name }) => name === wanted);
    if (!found)
      throw wanted === undefined
        ? new FileRefusal(
            `has ${sheets.length} sheets`,
            `\`sheet:\` beside \`data:\`, one of ${quoted(names.slice(0, 8), "or")}`,
          )
        : new FileRefusal(
            `has no sheet \`${wanted}\``,
            quoted(names.slice(0, 8), "or"),
            "declared",
            didYouMean(wanted, names),
          );
    return this.cells(
      this.need(this.targets.get(found.relation) ?? "a sheet"),
      this.strings(folder),
      this.formats(folder),
      from1904,
    );
  }

  private strings(folder: string): string[] {
    const strings: string[] = [];
    const xml = this.part(`${folder}sharedStrings.xml`);
    if (xml === undefined) return strings;
    let [inText, inReading] = [false, false];
    for (const piece of xmlPieces(xml))
      if (piece.type === "text") {
        if (inText && !inReading) strings[strings.length - 1] += piece.text;
      } else if (piece.name === "si") {
        if (piece.type === "open") strings.push("");
      } else if (piece.name === "t") inText = piece.type === "open" && !piece.empty;
      // How a Japanese text is read aloud stands beside it.
      else if (piece.name === "rPh") inReading = piece.type === "open";
    return strings.map(plain);
  }

  /** What each style of a cell shows of a date. */
  private formats(folder: string): Shown[] {
    const xml = this.part(`${folder}styles.xml`);
    const codes = new Map<number, string>();
    const shown: Shown[] = [];
    let inCells = false;
    for (const piece of xml === undefined ? [] : xmlPieces(xml)) {
      if (piece.type === "text") continue;
      if (piece.name === "cellXfs") inCells = piece.type === "open";
      else if (piece.type !== "open") continue;
      else if (piece.name === "numFmt")
        codes.set(Number(attribute(piece.attributes, "numFmtId")), attribute(piece.attributes, "formatCode") ?? "");
      else if (piece.name === "xf" && inCells) {
        const id = Number(attribute(piece.attributes, "numFmtId") ?? 0);
        shown.push(shownBy(id, codes.get(id)));
      }
    }
    return shown;
  }

  private cells(xml: string, strings: readonly string[], formats: readonly Shown[], from1904: boolean): Sheet {
    const cells = new Map<number, Map<number, RawCell>>();
    const merged: { name: string; row: number; column: number }[] = [];
    let [row, column, count] = [-1, -1, 0];
    let cell: { type: string; style: number; text: string; formula: boolean } | undefined;
    let inside = "";
    const close = (): void => {
      if (!cell) return;
      const value = this.value(cell, strings, formats, from1904, [row, column]);
      if (value !== undefined) {
        const line = cells.get(row) ?? new Map<number, RawCell>();
        line.set(column, value);
        cells.set(row, line);
        count++;
      }
      cell = undefined;
    };
    for (const piece of xmlPieces(xml)) {
      if (piece.type === "text") {
        if (cell && (inside === "v" || inside === "t")) cell.text += piece.text;
        continue;
      }
      const { name } = piece;
      if (piece.type === "close") {
        if (name === "c") close();
        if (name === inside) inside = "";
        continue;
      }
      if (name === "row") {
        row = Number(attribute(piece.attributes, "r") ?? row + 2) - 1;
        column = -1;
        if (!(row >= 0 && row < MOST_ROWS + 1000) || count > MOST_CELLS)
          throw new FileRefusal(`has more than ${MOST_ROWS} rows or ${MOST_CELLS} cells`, "fewer rows");
      } else if (name === "c") {
        const at = attribute(piece.attributes, "r");
        column = at === undefined ? column + 1 : columnOf(at);
        if (!(column >= 0 && column < WIDEST)) throw new FileRefusal("is damaged", "a workbook that can be read");
        cell = {
          type: attribute(piece.attributes, "t") ?? "n",
          style: Number(attribute(piece.attributes, "s") ?? 0),
          text: "",
          formula: false,
        };
        if (piece.empty) close();
      } else if (name === "f" && cell) cell.formula = true;
      else if (name === "mergeCell") {
        const name = attribute(piece.attributes, "ref") ?? "";
        merged.push({ name, row: Number(/\d+/.exec(name)?.[0] ?? 1) - 1, column: columnOf(name) });
      }
      if (!piece.empty) inside = name === "v" || name === "t" ? name : name === "rPh" ? "rPh" : inside;
    }
    return { cells, merged };
  }

  private value(
    { type, style, text, formula }: { type: string; style: number; text: string; formula: boolean },
    strings: readonly string[],
    formats: readonly Shown[],
    from1904: boolean,
    place: readonly [number, number],
  ): RawCell {
    if (text === "" && type !== "inlineStr" && type !== "str") {
      if (formula)
        throw new FileRefusal(
          "has a formula whose value was never computed",
          "a workbook that a spreadsheet program has saved",
          place,
        );
      return undefined;
    }
    switch (type) {
      case "s": {
        const found = strings[Number(text)];
        if (found === undefined) throw new FileRefusal("is damaged", "a workbook that can be read", place);
        return found.trim() === "" ? undefined : found;
      }
      case "b":
        return text === "1" || text === "true";
      case "n": {
        const number = Number(text);
        const shown = formats[style];
        if (shown === "duration") return Number.isFinite(number) ? durationText(number) : number;
        return shown && Number.isFinite(number) && number >= 0 && number < 2_958_466
          ? dayText(number, shown, from1904)
          : number;
      }
      case "d":
        return text.replace(/T00:00:00(?:\.0+)?Z?$/, "");
      default:
        // Texts in place, of formulas, and what a formula failed with: `#DIV/0!`.
        return plain(text).trim() === "" ? undefined : plain(text);
    }
  }
}

/** A part's path by what a part of `folder` calls it. */
const inside = (folder: string, target: string): string => (target.startsWith("/") ? target.slice(1) : folder + target);

/** "C7" is in column 2. */
function columnOf(name: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(name)?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Characters that XML can't hold are written by their codes there. */
const plain = (text: string): string =>
  text
    .replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, "\n");

function tableOf(
  file: string,
  cells: Sheet["cells"],
  merged: Sheet["merged"],
  placeAt: (row: number, column: number) => Place,
  problems: DataProblems,
): RawTable | undefined {
  const rows = [...cells.keys()].sort((a, b) => a - b);
  const [head, ...body] = rows;
  const header = cells.get(head ?? 0) ?? new Map<number, RawCell>();
  const width = header.size === 0 ? 0 : largest(header.keys()) + 1;
  const first = header.size === 0 ? 0 : least(header.keys());
  for (const { name, row, column } of merged)
    if (row >= (head ?? 0) && column < width)
      throw new FileRefusal(
        `has cells that are joined, ${name}`,
        "each cell by itself: what stands in joined cells stands in the first of them alone",
        [row, column],
      );
  if (tooMany(file, body.length, width - first, problems)) return undefined;
  for (const row of body)
    for (const column of cells.get(row)?.keys() ?? [])
      if (column >= width || column < first)
        throw new FileRefusal(
          "has a cell beside the columns that its first row names",
          "a name above it, or an empty cell",
          [row, column],
        );
  const count = width - first;
  const headers = Array.from({ length: count }, (_, at) => String(header.get(first + at) ?? "").trim());
  const columns = headers.map((_, at) => body.map((row) => cells.get(row)?.get(first + at)));
  return {
    headers,
    headerPlace: (column) => placeAt(head ?? 0, first + column),
    rows: body.length,
    columns,
    place: (row, column) => placeAt(body[row] ?? 0, first + column),
    isText: false,
  };
}
