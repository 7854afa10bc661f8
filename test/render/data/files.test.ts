import { describe, expect, it } from "vitest";
import type { Cell } from "../../../src/notebook/types.js";
import { figureFiles, svgFile, writeCsv } from "../../../src/render/data/index.js";
import { sampleTree } from "../sample.js";

const table = (...cells: Cell[]) => ({
  columns: [{ key: "a", label: "A", align: "left" as const }],
  rows: cells.map((cell) => [cell]),
});

describe("the files of figures", () => {
  it("are the charts, the data behind them, and the tables", () => {
    expect([...figureFiles(sampleTree()).keys()]).toEqual([
      "charts/fig-gw.svg",
      "charts/fig-gw.csv",
      "tables/tbl-multiples.csv",
      "tables/tbl-months.csv",
    ]);
  });
});

describe("a CSV file", () => {
  it("has labels with units at its head, numbers unrounded, and quotes where needed", () => {
    expect(figureFiles(sampleTree()).get("tables/tbl-multiples.csv")).toBe(
      [
        "Year,Bandwidth (×),Compute (×),Capital spending | of four (USD),Note",
        "2026,3.5302418,8.61234567,685000000000,guided | low end",
        "2027,7.4712,21.2998,1050000000000,=SUM(A1:A9)",
        '2029,20.26,79.31,,"line one\nline ""two"""',
        "",
      ].join("\r\n"),
    );
  });

  it.each<[Cell, string]>([
    [-5, "-5"],
    ["-5%", "-5%"],
    ["+1.5", "+1.5"],
    ["-", "-"],
    ["- no list", "- no list"],
    ["'quoted", "'quoted"],
    ["-1+cmd|' /C calc'!A0", "-1+cmd|' /C calc'!A0"],
    ["@SUM(1,2)", '"@SUM(1,2)"'],
    ["\t=1", '"\t=1"'],
    ['say "hi", then', '"say ""hi"", then"'],
    [" padded ", '" padded "'],
    [null, ""],
    [true, "true"],
    [1e21, "1e+21"],
  ])("writes %j as %s", (cell, text) => {
    const written = writeCsv(table(cell)).split("\r\n")[1];
    expect(written).toBe(text);
  });
});

describe("an SVG file", () => {
  it("stands on white, with its namespace", () => {
    expect(svgFile('<svg viewBox="-10 0 20 30"><g/></svg>')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 0 20 30"><rect x="-10" y="0" width="20" height="30" fill="#ffffff"/><g/></svg>\n',
    );
    expect(svgFile('<svg xmlns="http://www.w3.org/2000/svg" width="1"></svg>')).toContain(
      '<rect width="100%" height="100%"',
    );
  });

  it("must be an SVG", () => {
    expect(() => svgFile("<figure></figure>")).toThrow("must begin with its svg element");
  });
});
