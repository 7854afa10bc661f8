import { describe, expect, it } from "vitest";
import { column, declared } from "./files.js";

const COLUMNS = "columns: {name: {type: text}, x: {unit: kWh, missing: allowed}}";

/** Texts that need quotes, and those that don't. */
const TEXTS = ["a", "a b", "a,b", 'a"b', '""', "a\nb", "a\r\nb", ",", "ä", "a;b", "a\tb", "'", " a", "a|b", "1"];

const quotedCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe("a CSV file", () => {
  const sample = (end: string, last: boolean): string =>
    ["name,x", ...TEXTS.map((text, at) => `${quotedCell(text)},${at}`)].join(end) + (last ? end : "");

  it.each([
    ["\n", true],
    ["\n", false],
    ["\r\n", true],
    ["\r\n", false],
    ["\r", true],
  ])("gives every text back whatever ends its lines (%j, at the end too: %s)", (end, last) => {
    for (const mark of ["", "\ufeff"]) {
      const read = declared(`data: a.csv, ${COLUMNS}`, { "a.csv": mark + sample(end, last) });
      expect(column("name", read)).toEqual(TEXTS.map((text) => text.trim()));
      expect(column("x", read)).toEqual(TEXTS.map((_, at) => at));
    }
  });

  it.each([
    ["comma", ","],
    ["semicolon", ";"],
    ["tab", "\t"],
    ["bar", "|"],
  ])("with %s between its cells", (separator, sign) => {
    const text = `name${sign}x\nnorth${sign}1\n"so${sign}uth"${sign}\n`;
    const read = declared(`data: a.csv, separator: ${separator}, ${COLUMNS}`, { "a.csv": text });
    expect([column("name", read), column("x", read)]).toEqual([
      ["north", `so${sign}uth`],
      [1, null],
    ]);
  });

  it("that is a TSV has tabs between them", () => {
    expect(column("x", declared(`data: a.tsv, ${COLUMNS}`, { "a.tsv": "name\tx\nnorth\t1\n" }))).toEqual([1]);
  });

  it("whose separator is another is told so, with commas in its numbers too", () => {
    const hints = (text: string): unknown[] =>
      declared(`data: a.csv, ${COLUMNS}`, { "a.csv": text }).diagnostics.map(({ rule, hint }) => [rule, hint]);
    expect(hints("name;x\na;1,5\nb;2,5\n")).toEqual([
      [
        "data/ragged-row",
        'the separator seems to be another: declare `separator: semicolon`, and `decimal: ","` where commas are decimal points',
      ],
    ]);
    expect(hints("# of 2026\nname,x\na,1\n")[0]).toEqual([
      "data/ragged-row",
      "the first line names the columns: a remark above it is none",
    ]);
  });

  it("tells every way in which its rows can fail, at its place", () => {
    const found = (text: string | Uint8Array, declaration = COLUMNS): string[] =>
      declared(`data: a.csv, ${declaration}`, { "a.csv": text }).diagnostics.map(
        ({ rule, place }) => `${rule} ${place?.file}:${place?.start.line}:${place?.start.column}`,
      );
    expect(found("")).toEqual(["data/empty data/a.csv:1:1"]);
    expect(found(" \n\n")).toEqual(["data/empty data/a.csv:1:1"]);
    expect(found("name,x\n")).toEqual(["data/empty data/a.csv:1:1"]);
    expect(found("name,name\na,1\n")).toEqual(["data/header data/a.csv:1:6"]);
    expect(found("name,\na,1\n")).toEqual(["data/header data/a.csv:1:6"]);
    expect(found("name,y\na,1\n")).toEqual(["data/missing-column data/a.csv:1:1"]);
    expect(found("name,x,y\na,1,2\n")).toEqual(["data/unknown-column data/a.csv:1:8"]);
    expect(found("name;x\na;1\n")).toEqual([
      "data/missing-column data/a.csv:1:1",
      "data/missing-column data/a.csv:1:1",
    ]);
    expect(found("name,x\na\nb,1\n")).toEqual(["data/ragged-row data/a.csv:2:1"]);
    expect(found("name,x\na,1,2\n")).toEqual(["data/ragged-row data/a.csv:2:5"]);
    expect(found('name,x\n"a,1\n')).toEqual(["data/quotes data/a.csv:2:1"]);
    expect(found('name,x\n"a"b,1\n')).toEqual(["data/quotes data/a.csv:2:4"]);
    expect(found('name,x\n"a\nb",z\n')).toEqual(["data/cell data/a.csv:3:4"]);
    expect(found(Buffer.from("name,x\nB\u00e4r,1\n", "latin1"))).toEqual(["data/encoding data/a.csv:2:2"]);
    expect(found(Buffer.from("\ufeffname,x\na,1\n", "utf16le"))).toEqual(["data/encoding data/a.csv:1:1"]);
    expect(found("name,x\na\0,1\n")).toEqual(["data/encoding data/a.csv:2:2"]);
    expect(found("name,x\na,1\na,2\n", `${COLUMNS}, key: name`)).toEqual(["data/duplicate-key data/a.csv:3:1"]);
    expect(found("name,x\na,1\na,2\n", `${COLUMNS}, key: [name, x]`)).toEqual([]);
    expect(found("name,x,y\na,1,2\n", `${COLUMNS}, ignore: [y]`)).toEqual([]);
    expect(found("name,x\na,1\n", `${COLUMNS}, ignore: [y]`)).toEqual(["data/missing-column data/a.csv:1:1"]);
    expect(found("name,x\na,1\n", `${COLUMNS}, key: nam`)).toEqual([
      "assumptions/unknown-key assumptions/2026-03.yaml:4:94",
    ]);
    expect(found("Name of it,x\na,1\n", "columns: {name: {type: text, header: Name of it}, x: {unit: kWh}}")).toEqual(
      [],
    );
  });

  it("outside the folder, or of another format, is refused", () => {
    for (const [name, rule] of [
      ["../secret.csv", "data/missing-file"],
      ["/etc/passwd", "data/missing-file"],
      ["a/../../b.csv", "data/missing-file"],
      ["C:\\\\a.csv", "data/missing-file"],
      ["b.csv", "data/missing-file"],
      ["a.ods", "data/format"],
      ["a.orc", "data/format"],
      ["a", "data/format"],
    ] as const) {
      const files = { "a.ods": "x", "a.orc": "x", a: "x" };
      const { diagnostics } = declared(`data: "${name}", ${COLUMNS}`, files);
      expect(
        diagnostics.map((d) => d.rule),
        name,
      ).toEqual([rule]);
    }
  });
});

describe("a JSON file", () => {
  const read = (text: string) => declared(`data: a.json, ${COLUMNS}`, { "a.json": text });

  it("gives back what JSON.parse does", () => {
    const rows = TEXTS.map((name, at) => ({ name, x: at % 3 === 0 ? null : at / 7 }));
    for (const text of [JSON.stringify(rows), JSON.stringify(rows, undefined, 2)]) {
      expect(column("name", read(text))).toEqual(TEXTS.map((one) => one.trim()));
      expect(column("x", read(text))).toEqual(rows.map(({ x }) => x));
    }
    expect(column("x", read('[{"name": "a"}, {"x": 5, "name": "b"}]'))).toEqual([null, 5]);
    expect(column("name", read('[{"name": "\\u00e4\\n\\"", "x": 1}]'))).toEqual(['ä\n"']);
  });

  it.each([
    ["{}", "1:1"],
    ["[1]", "1:2"],
    ['[{"name": {}}]', "1:11"],
    ['[{"name": [1]}]', "1:11"],
    ['[{"name": "a", "name": "b"}]', "1:16"],
    ['[{"name": "a"]', "1:14"],
    ['[{"name": "a"}', "1:15"],
    ['[{"name": "a"},]', "1:16"],
    ["[{name: 1}]", "1:3"],
    ['[{"name": "a}]', "1:11"],
    ['[{"x": 01}]', "1:9"],
    ['[{"x": 12345678901234567890}]', "1:8"],
    ['[{"x": 1e999}]', "1:8"],
    ['[{"x": NaN}]', "1:8"],
    ['[{"name": "a", "x": 1}] x', "1:25"],
    ['[{"name": "a\\q"}]', "1:11"],
  ])("%s is refused at its place", (text, at) => {
    const { diagnostics } = read(text);
    expect(diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`)).toEqual([
      `data/json ${at}`,
    ]);
  });

  it("has values of the declared types", () => {
    const places = (text: string): string[] =>
      read(text).diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`);
    expect(places('[{"name": "a", "x": "5"}]')).toEqual(["data/cell 1:21"]);
    expect(places('[{"name": 5, "x": 5}]')).toEqual(["data/cell 1:11"]);
    expect(places('[{"name": null, "x": 5}]')).toEqual(["data/missing-value 1:11"]);
    expect(places('[{"x": 5}]')).toEqual(["data/missing-column 1:3"]);
    expect(places("[]")).toEqual(["data/empty 1:1"]);
    expect(places('[{"name": "a", "x": true}]')).toEqual(["data/cell 1:21"]);
  });
});
