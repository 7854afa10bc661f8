import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { normalizeSvg } from "../../../src/figures/svg.js";
import { inks, palette } from "../../../src/figures/theme.js";
import type { Cell } from "../../../src/notebook/types.js";
import { figureFiles, svgFile, writeCsv } from "../../../src/render/data/index.js";
import { svgSize } from "../../../src/render/pdf/svg.js";
import { sampleTree } from "../sample.js";

const table = (...cells: Cell[]) => ({
  columns: [{ key: "a", label: "A", align: "left" as const }],
  rows: cells.map((cell) => [cell]),
});

describe("the files of figures", () => {
  it("are the charts, the data behind them, and the tables", () => {
    expect([...figureFiles(sampleTree()).keys()]).toEqual([
      "charts/fig-gw.svg",
      "charts/dark/fig-gw.svg",
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
        `2027,7.4712,21.2998,1050000000000,"'=SUM(A1:A9)"`,
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
    ["-1+cmd|' /C calc'!A0", `"'-1+cmd|' /C calc'!A0"`],
    ["@SUM(1,2)", `"'@SUM(1,2)"`],
    ["\t=1", `"'\t=1"`],
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

describe("a cell that a spreadsheet would run", () => {
  it("has an apostrophe before it wherever it stands, and no number has one", () => {
    const hidden = ["", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff"];
    for (const before of hidden)
      for (const sign of ["=", "@", "+", "-", "＝", "＠", "＋", "－"]) {
        const text = `${before}${sign}cmd|x!A0`;
        const line = writeCsv({ columns: [{ key: "a", label: text, align: "left" }], rows: [[text]] });
        expect(line).toBe(`"'${text}"\r\n"'${text}"\r\n`);
      }
    for (const number of [-5, -0.25, -1e-9, 7, "-5", "+1.5", "-5 %", "-1,234.5", "+49 30 1234", "−5"])
      expect(writeCsv(table(number)).split("\r\n")[1]?.replaceAll('"', "")).toBe(String(number));
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

  // Each sign that means something in markup, alone and between letters, and what looks like a tag or another frame.
  const SIGNS = [
    ..."<>&\"'=/;#",
    "]]>",
    "-->",
    "/>",
    '"/><script>',
    'viewBox="9 9 9 9"',
    "xmlns=",
    "a > b & c < d",
    "&gt;",
  ];
  it.each(SIGNS.flatMap((sign) => [sign, `more${sign}than`]))(
    "is whole, with its words and one ground, whatever its words hold: %j",
    (alt) => {
      const { document, DOMParser } = new JSDOM("").window;
      const chart = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const { svg } = normalizeSvg(chart, { id: "fig-a", alt });
      const file = new DOMParser().parseFromString(svgFile(svg), "image/svg+xml").documentElement;
      expect(file.getAttribute("aria-label")).toBe(alt);
      expect([...file.children].map((child) => child.outerHTML.replace(/ xmlns="[^"]*"/, ""))).toEqual([
        '<rect x="0" y="0" width="520" height="320" fill="#ffffff"/>',
        '<rect width="520" height="320" fill="#ffffff"/>',
      ]);
      expect(svgSize(svg)).toEqual({ width: 520, height: 320 });
    },
  );

  it("names families that stand in for its own, once", () => {
    const file = svgFile(
      '<svg viewBox="0 0 1 1" font-family="Inter" aria-label="a font-family=&quot;b&quot;"><text font-family="Inter">a</text></svg>',
    );
    expect(file).toContain(
      ' font-family="Inter, Helvetica Neue, Helvetica, Arial, Liberation Sans, Roboto, Noto Sans, sans-serif" aria-label',
    );
    expect(file.match(/sans-serif/g)).toHaveLength(1);
  });

  it("for dark paper has the dark colours of the palette, and no light one", () => {
    const [light, dark] = (["light", "dark"] as const).map((key) => palette.map((color) => color[key]));
    const ink = palette.map(({ light: fill }, i) => `<path fill="${fill}" stroke="${fill}" d="M${i} 0"/>`).join("");
    const text = '<text fill="#123456">#ffffff</text>';
    const file = svgFile(`<svg viewBox="0 0 9 9" fill="${inks.text.light}">${ink}${text}</svg>`, "dark");
    const painted = [...file.matchAll(/(?:fill|stroke)="(#\w+)"/g)].map(([, hex]) => hex ?? "");
    expect(new Set(painted)).toEqual(new Set([...(dark ?? []), "#123456"]));
    expect(painted.filter((hex) => light?.includes(hex) && !dark?.includes(hex))).toEqual([]);
    expect(file).toContain(">#ffffff</text>");
    expect(file).toContain(`<rect x="0" y="0" width="9" height="9" fill="${inks.background.dark}"/>`);
  });

  it("must be an SVG", () => {
    expect(() => svgFile("<figure></figure>")).toThrow("must begin with its svg element");
  });
});
