import { beforeAll, describe, expect, it } from "vitest";
import { writePdf } from "../../../src/render/pdf/index.js";
import { HOSTILE, LONG_TABLE_ROWS, sampleTree } from "../sample.js";
import { type OutlineItem, type ReadPdf, readPdf, structNodes } from "./read.js";

let bytes: Uint8Array;
let pdf: ReadPdf;

beforeAll(async () => {
  bytes = await writePdf(sampleTree());
  pdf = await readPdf(bytes);
});

/** Text of the whole PDF, one space between words. */
const flat = (): string =>
  pdf.pages
    .map((page) => page.text)
    .join("\n")
    .replace(/\s+/g, " ");

describe("the PDF", () => {
  it("is the same, byte for byte, on every run", async () => {
    const again = await writePdf(sampleTree());
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
  });

  it("says what it is: title, authors, description, language, the assumptions' date", () => {
    expect(pdf.info).toMatchObject({
      Title: "Supply & demand of tokens",
      Author: "A. Author, B. <Writer>",
      Subject: 'What comes online through 2029, and "what" it is worth',
      Language: "en",
      CreationDate: "D:20260315000000Z",
      ModDate: "D:20260315000000Z",
    });
    expect(pdf.metadata).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(pdf.marked).toBe(true);
    expect(pdf.labels).toEqual(pdf.pages.map((_, i) => String(i + 1)));
  });

  it("has the memo's headings as bookmarks, with the tree's numbers", () => {
    const titles = (items: OutlineItem[]): unknown[] =>
      items.map((item) => (item.items.length === 0 ? item.title : [item.title, titles(item.items)]));
    expect(titles(pdf.outline)).toEqual([
      ["1 The supply of capacity", [["1.1 The queue for the grid", ["Words used"]]]],
      ["2 What it comes to: 3.5× in 2026", ["2.1 Bandwidth against compute", "2.2 Month by month"]],
      "References",
      "Appendix: assumptions",
    ]);
  });

  it("opens with title, authors, date, version, scenario, notice and contents with page numbers", () => {
    const first = pdf.pages[0]?.text.replace(/\s+/g, " ") ?? "";
    for (const text of [
      "Supply & demand of tokens",
      "How much capacity comes online",
      "A. Author, B. <Writer>",
      "15 March 2026",
      "Assumptions 2026-03 (March 2026), scenario Upside: efficiency outruns appetite, with gw.stock2024 = 7 GW",
      "Not investment advice.",
      "Contents",
    ])
      expect(first).toContain(text);
    expect(first).toMatch(/1 The supply of capacity 2/);
    expect(first).toMatch(/1\.1 The queue for the grid [ .]*2/);
  });

  it("has the memo's title and the chapter at the head of the other pages, and the page's number at the foot", () => {
    expect(pdf.pages[0]?.text.match(/Supply & demand of tokens/g)).toHaveLength(1);
    pdf.pages.forEach((page, i) => {
      expect(page.text.trim().endsWith(String(i + 1))).toBe(true);
      if (i > 0) expect(page.text.startsWith("Supply & demand of tokens")).toBe(true);
    });
    expect(pdf.pages[1]?.text.split("\n")[0]).toContain("The supply of capacity");
    expect(pdf.pages.at(-1)?.text.split("\n")[0]).toContain("Appendix: assumptions");
  });

  it("prints hostile text as it is", () => {
    const squeezed = (text: string): string => text.replace(/\s+/g, "");
    expect(squeezed(flat())).toContain(squeezed(HOSTILE));
  });

  it("prints quoted values, captions, footnotes and the reference list as text", () => {
    for (const text of [
      "Consensus calls for 18 GW of new capacity in 2026",
      "Additions reach 34 GW a year by 2029",
      "Source: Consensus estimates; author’s arithmetic.",
      "Counted at the meter; (Consensus 2026, table 3) counts it at the chip.",
      "Consensus (2026-03). Capacity estimates, first quarter. Collected by the author.",
      "GW added in the year",
    ])
      expect(flat()).toContain(text);
  });

  it("gives the page of what is referred to in another section, and none within the section", () => {
    expect(flat()).toMatch(
      /See Figure 1, Table 1 \(p\. \d+\), Equation 1 \(p\. \d+\) and Section 2\.1 \(p\. \d+\) for/,
    );
  });

  it("links cross-references, citations, footnotes and addresses", () => {
    const links = pdf.pages.flatMap((page) => page.links);
    expect(links.map((link) => link.url).filter((url) => url)).toEqual([
      "https://example.org/queue?a=1&b=(2)",
      "https://example.org/a_b/queue?x=1&y=2#z",
      "https://example.org/sheet",
    ]);
    expect(links.every((link) => (link.url ?? link.dest) && link.contents !== "")).toBe(true);
    expect(links.map((link) => link.contents)).toContain("Section 2.1");
    expect(pdf.destinations).toEqual(
      expect.arrayContaining(["sec-bandwidth", "supply", "memo:references", "memo:appendix"]),
    );
  });

  it("is tagged: headings, tables with heads, lists, notes, figures and formulas with their alternative text", () => {
    const nodes = pdf.pages.flatMap((page) => structNodes(page.tags));
    const roles = new Set(nodes.map((node) => node.role));
    for (const role of [
      "H1",
      "H2",
      "H3",
      "P",
      "Table",
      "THead",
      "TH",
      "TD",
      "L",
      "LI",
      "Note",
      "Link",
      "Caption",
      "TOC",
    ])
      expect(roles, role).toContain(role);
    expect(nodes.find((node) => node.role === "Figure")?.alt).toBe(
      'Bar chart: gigawatts added each year, rising from 6 in 2024 to 34 in 2029 | "with" <hostile> & text',
    );
    expect(nodes.find((node) => node.role === "Formula")?.alt).toMatch(/^stack of year and x 1 equals/);
  });

  it("repeats the head of a table on every page it spans, and breaks no row", () => {
    const spanned = pdf.pages.filter((page) => page.text.includes("Months since 2023"));
    expect(spanned.length).toBeGreaterThan(1);
    expect(flat().match(/20\d\d-\d\d \d+ \d+\.\d\d/g)).toHaveLength(LONG_TABLE_ROWS);
  });

  it("prints the whole register, also ids longer than a column", () => {
    const printed = flat().replace(/\s+/g, "");
    expect(printed).toContain("chip.bandwidth_of_the_accelerator_generation_shipped_in_volume_that_year");
    for (const text of ["AI capacity, end of 2024", "lognormal, P5–P95", "13.5–20", "GW/year", "assumed", "2024-12"])
      expect(flat()).toContain(text);
    expect(flat()).toContain("Changed: the efficiency of a model");
  });

  it("has no invisible characters of the typesetter's in its text", () => {
    expect(flat()).not.toMatch(/[\u200b-\u200f\u2060-\u2064\ufeff]/);
  });

  it("leaves the code of blocks out", () => {
    expect(flat()).not.toContain("const stock");
  });
});
