import { describe, expect, it } from "vitest";
import { column, declared } from "./files.js";
import { sheetOf, workbookParts, zipOf } from "./workbook.js";

const COLUMNS =
  "columns: {day: {type: date}, month: {type: month}, kwh: {unit: kWh}, region: {one_of: [north, south]}, open: {type: boolean}}";
const ROWS = [
  ["day", "month", "kwh", "region", "open"],
  [[1, 46154], [2, 46143], 12.5, "north", true],
  [],
  [[1, 59], [2, 1], [3, 0.1], "south", false],
] as const;
const book = (sheets: Record<string, string>, strings?: string[]): Buffer => zipOf(workbookParts(sheets, strings));
const read = (bytes: Uint8Array, more = "", columns = COLUMNS) =>
  declared(`data: sales.xlsx, ${more}${columns}`, { "sales.xlsx": bytes });
const told = (bytes: Uint8Array, more = "", columns = COLUMNS): string[] =>
  read(bytes, more, columns).diagnostics.map(
    ({ rule, message, expected, hint, place }) =>
      `${rule} ${place?.file}:${place?.start.line}:${place?.start.column} ${message}; expected ${expected}${hint ? `; ${hint}` : ""}`,
  );

describe("a workbook", () => {
  it("is rows of typed cells; a row without anything is none, and 1900 has its 29 February", () => {
    const found = read(book({ Sales: sheetOf(ROWS) }));
    expect(found.diagnostics).toEqual([]);
    expect(column("day", found)).toEqual(["2026-05-12", "1900-02-28"]);
    expect(column("month", found)).toEqual(["2026-05", "1900-01"]);
    expect(column("kwh", found)).toEqual([12.5, 0.1]);
    expect(column("region", found)).toEqual(["north", "south"]);
    expect(column("open", found)).toEqual([true, false]);
  });

  it("has its shared texts, those of formulas, and what formulas came to", () => {
    const sheet =
      '<sheetData><row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row>' +
      '<row><c t="s"><v>2</v></c><c><v>1</v></c></row><row r="5"><c r="B5" t="str"><f>A1</f><v>a &amp; b</v></c><c r="C5"><f>1+1</f><v>2</v></c></row></sheetData>';
    const text = "columns: {name: {type: text}, x: {unit: '1'}}";
    const moved = sheet.replace('<c t="s"><v>2', '<c r="B4" t="s"><v>2').replace("<c><v>1", '<c r="C4"><v>1');
    const found = read(
      book({ A: moved }, ["name", "x", "r<r/>&#x263A; _x0041_</t><rPh><t>no</t></rPh><t>!"]),
      "",
      text,
    );
    expect(found.diagnostics).toEqual([]);
    expect(column("name", found)).toEqual(["r☺ A!", "a & b"]);
    expect(column("x", found)).toEqual([1, 2]);
  });

  it("has names of its signs alone, not those that every object has", () => {
    const found = read(book({ S: sheetOf([["name"], ["a&constructor;b &lt;"]]) }), "", "columns: {name: {type: text}}");
    expect(column("name", found)).toEqual(["a&constructor;b <"]);
  });

  it.each([
    ["[Magenta]#,##0", 1.5, 1.5],
    ["[Yellow][>100]0.0", 1.5, 1.5],
    ["[$-409]d mmm yyyy", 46154, "2026-05-12"],
    ["h:mm", 0.25, "06:00:00"],
    ["[h]:mm", 1.5, "36:00:00"],
    ["[mm]:ss", -0.5, "-12:00:00"],
    ["[Red][ss]", 0.0001, "00:00:09"],
    [46, 4_000_000, "96000000:00:00"],
  ])("shows %s as its sheet does, and no duration as a date or as days", (format, number, shown) => {
    const parts = workbookParts({ S: sheetOf([["x"], [[1, number]]]) });
    const styled = typeof format === "number" ? format : 170;
    const bytes = zipOf({
      ...parts,
      "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${format}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="${styled}"/></cellXfs></styleSheet>`,
    });
    const type = typeof shown === "number" ? "unit: '1'" : /^\d{4}-/.test(shown) ? "type: date" : "type: text";
    expect(column("x", read(bytes, "", `columns: {x: {${type}}}`))).toEqual([shown]);
    if (type === "type: text") expect(told(bytes, "", "columns: {x: {unit: h}}").join()).toContain(`${shown}`);
  });

  it("of several sheets is read by the one that is named", () => {
    const bytes = book({ Notes: sheetOf([["a"], [1]]), Sales: sheetOf(ROWS) });
    expect(told(bytes, "sheet: Sales, ")).toEqual([]);
    expect(told(bytes)).toEqual([
      "data/workbook data/sales.xlsx:1:1 data/sales.xlsx has 2 sheets; expected `sheet:` beside `data:`, one of `Notes` or `Sales`",
    ]);
    expect(told(bytes, "sheet: Sale, ")).toEqual([
      "data/workbook assumptions/2026-03.yaml:4:36 data/sales.xlsx has no sheet `Sale`; expected `Notes` or `Sales`; did you mean `Sales`?",
    ]);
  });

  it("that has a wrong cell is told of at the sheet's row and column", () => {
    const wrong = [...ROWS.slice(0, 2), [[1, 46154], [2, 46150], "#DIV/0!", "west", 1]] as never;
    expect(told(book({ Sales: sheetOf(wrong) })).map((line) => line.slice(0, 66))).toEqual([
      expect.stringMatching(/^data\/cell data\/sales.xlsx:3:2 `month` in row 2/),
      expect.stringMatching(/^data\/cell data\/sales.xlsx:3:3 `kwh` in row 2/),
      expect.stringMatching(/^data\/cell data\/sales.xlsx:3:4 `region` in row 2/),
      expect.stringMatching(/^data\/cell data\/sales.xlsx:3:5 `open` in row 2/),
    ]);
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ["a text", () => Buffer.from("day,kwh\n2026-01-01,5\n"), /1:1 data\/sales.xlsx is no workbook, or is cut off/],
    ["nothing", () => Buffer.alloc(0), /is no workbook, or is cut off/],
    [
      "an older workbook",
      () => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
      /is an older workbook \(.xls\), or has a password/,
    ],
    ["one that is cut off", () => book({ S: sheetOf(ROWS) }).subarray(0, 900), /is no workbook, or is cut off/],
    [
      "a name without end",
      () => zipOf({ ...workbookParts({ S: "" }), "xl/workbook.xml": `<${"a".repeat(200_000)}` }),
      /is damaged/,
    ],
    ["another archive", () => zipOf({ "a.txt": "a" }), /has no `xl\/workbook.xml`/],
    [
      "one with a byte changed",
      () => {
        const bytes = book({ S: sheetOf(ROWS) });
        bytes[120] = (bytes[120] ?? 0) ^ 255;
        return bytes;
      },
      /is damaged/,
    ],
    [
      "a bomb",
      () => zipOf({ ...workbookParts({ S: "" }), "xl/worksheets/sheet1.xml": Buffer.alloc(129 * 1024 * 1024, 32) }),
      /holds more than 128 MB in `xl\/worksheets\/sheet1.xml`/,
    ],
    [
      "a bomb that says it is small",
      () =>
        zipOf({ ...workbookParts({ S: "" }), "xl/workbook.xml": Buffer.alloc(129 * 1024 * 1024, 32) }, { size: 10 }),
      /holds more than 128 MB in `xl\/workbook.xml`/,
    ],
    [
      "a document type",
      () => zipOf({ ...workbookParts({ S: "" }), "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' }),
      /is damaged/,
    ],
    [
      "joined cells",
      () => book({ S: `${sheetOf(ROWS)}<mergeCells><mergeCell ref="C2:C3"/></mergeCells>` }),
      /:2:3 data\/sales.xlsx has cells that are joined, C2:C3/,
    ],
    [
      "a cell beside the columns",
      () => book({ S: sheetOf([...ROWS, [null, null, null, null, null, "sum"]]) }),
      /:5:6 data\/sales.xlsx has a cell beside the columns/,
    ],
    [
      "a formula that was never computed",
      () =>
        book({
          S: '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>day</t></is></c></row><row r="2"><c r="A2"><f>B1</f></c></row></sheetData>',
        }),
      /:2:1 data\/sales.xlsx has a formula whose value was never computed/,
    ],
    [
      "a row beyond all",
      () => book({ S: '<sheetData><row r="99999999"><c r="A1"><v>1</v></c></row></sheetData>' }),
      /has more than 1000000 rows/,
    ],
    ["no rows", () => book({ S: "<sheetData/>" }), /data\/empty data\/sales.xlsx:1:1/],
  ])("refuses %s", (_, bytes, message) => {
    const lines = told(bytes());
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
  });

  it("of 20,000 rows is read in a moment", () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [[1, 40000 + i] as const, i / 10, `name ${i % 7}`]);
    const bytes = book({ S: sheetOf([["day", "x", "name"], ...rows]) });
    const started = performance.now();
    const found = read(bytes, "", "columns: {day: {type: date}, x: {unit: kWh}, name: {type: text}}");
    expect(column("x", found)).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
