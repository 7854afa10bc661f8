import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { JSDOM } from "jsdom";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumOrSkip, launchChromium } from "../browser.js";
import { pageText } from "../render/html/page-text.js";
import { type OutlineItem, type ReadPdf, readPdf, structNodes } from "../render/pdf/read.js";
import { figuresOf, formulasOf, type Memo, theMemo } from "./memo.js";
import { type PdfText, readPdfText, unbroken } from "./pdf-text.js";

let memo: Memo;
let html: string;
let document: Document;
let pdf: PdfText;
let file: ReadPdf;

beforeAll(async () => {
  memo = await theMemo();
  html = memo.text("index.html");
  document = new JSDOM(html).window.document;
  const bytes = memo.files.get("memo.pdf") as Uint8Array;
  pdf = await readPdfText(bytes);
  file = await readPdf(bytes);
});

describe("the memo's page", () => {
  it("is valid and accessible HTML", async () => {
    const validator = new HtmlValidate({
      extends: ["html-validate:standard", "html-validate:a11y"],
      elements: ["html5"],
      rules: { "valid-id": ["error", { relaxed: true }] },
    });
    const { results } = await validator.validateString(html);
    expect(
      results.flatMap(({ messages }) => messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)),
    ).toEqual([]);
  });

  it("names each quoted number's value, block and assumptions", () => {
    const quotes = [...document.querySelectorAll("[id^=q][tabindex], [id^=q]:has(> .card)")].filter((e) =>
      /^q\d+$/.test(e.id),
    );
    expect(quotes.length).toBeGreaterThan(100);
    for (const quote of quotes) expect(quote.querySelector(".card")?.textContent, quote.id).toBeTruthy();
  });

  it("has no link that leads nowhere", () => {
    const ids = new Set([...document.querySelectorAll("[id]")].map(({ id }) => id));
    const links = [...document.querySelectorAll("a[href^='#']")].map(
      (link) => link.getAttribute("href")?.slice(1) ?? "",
    );
    expect(links.filter((id) => !ids.has(decodeURIComponent(id)))).toEqual([]);
  });
});

/**
 * A section of the page as the PDF says it. Left out are charts and equations, which are drawn from other letters there (their
 * alternative texts are compared instead), and white space and hyphens, since the PDF breaks lines and words.
 */
const said = (section: Element): string => unbroken(pageText(section.outerHTML, "svg, .equation"));

/** The PDF's text without the pages it adds to references: "Figure 3 (p. 12)". */
const printed = (text: string): string => unbroken(text).replace(/\(p\.\d+\)/g, "");

/** The words of a text, sorted: for the register, whose long values stand in a line of their own in the PDF. */
const words = (text: string): string[] => (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort();

describe("page and PDF say the same", () => {
  const sections = (): Element[] => [...document.querySelectorAll("main > section")];
  const heading = (section: Element): string => unbroken(pageText(section.querySelector("h2")?.outerHTML ?? ""));

  it("in the same parts", () => {
    const titles = sections()
      .map(heading)
      .filter((title) => title !== "");
    expect(titles.length).toBe(memo.tree.chapters.length + 2);
    expect(pdf.sections.map(({ title }) => printed(title))).toEqual(titles);
  });

  it("in front", () => {
    const front = document.querySelector("header.title");
    expect(unbroken(pdf.front)).toBe(unbroken(pageText(front?.outerHTML ?? "")));
  });

  it("in every chapter and in the references", () => {
    const parts = sections().filter((section) => heading(section) !== "" && !/^Appendix/.test(heading(section)));
    expect(parts).toHaveLength(memo.tree.chapters.length + 1);
    for (const [index, part] of parts.entries()) {
      const { title = "", text = "" } = pdf.sections[index] ?? {};
      const [page, paper] = [said(part), printed(title + text)];
      expect(page.length).toBeGreaterThan(500);
      expect(differences(page, paper), title).toEqual([]);
      expect(paper).toBe(page);
    }
  });

  it("in the footnotes", () => {
    const notes = [...document.querySelectorAll("ol.notes > li")];
    expect(notes.length).toBeGreaterThan(0);
    expect(pdf.notes.map(({ number, text }) => [number, printed(text)])).toEqual(
      notes.map((note) => [note.getAttribute("value"), unbroken(pageText(note.outerHTML))]),
    );
  });

  it("in the printed register, word by word", () => {
    const appendix = sections().find((section) => /^Appendix/.test(heading(section)));
    const { title = "", text = "" } = pdf.sections.at(-1) ?? {};
    // A range that stands in a line of its own is said to be one.
    const said = words(`${title} ${text}`).filter((word) => word !== "range");
    expect(said).toEqual(words(pageText(appendix?.outerHTML ?? "")).filter((word) => word !== "range"));
  });

  it("of its charts and equations", () => {
    const charts = figuresOf(memo.tree).filter(({ kind }) => kind === "chart");
    const alts = charts.map(({ alt }) => alt);
    expect([...document.querySelectorAll("figure.chart svg")].map((svg) => svg.getAttribute("aria-label"))).toEqual(
      alts,
    );
    expect(pdf.figures).toEqual(alts);
    const equations = formulasOf(memo.tree).map(({ alt }) => alt);
    expect([...document.querySelectorAll("math")].map((math) => math.getAttribute("alttext"))).toEqual(equations);
    expect(pdf.formulas).toEqual(equations);
  });
});

/** Where two texts part, a few letters around it. */
function differences(a: string, b: string): string[] {
  if (a === b) return [];
  let at = 0;
  while (a[at] === b[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 60);
  return [`page: …${around(a)}…`, `PDF: …${around(b)}…`];
}

describe("the memo's PDF", () => {
  it("says what it is", () => {
    const { title, authors, description, language, date } = memo.tree;
    const day = `D:${date.replaceAll("-", "")}000000Z`;
    expect(file.info).toMatchObject({
      Title: title,
      Author: authors.join(", "),
      Subject: description,
      Language: language,
      CreationDate: day,
      ModDate: day,
    });
    expect(file.metadata).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(file.marked).toBe(true);
  });

  it("has a bookmark for every heading", () => {
    const titles = (items: readonly OutlineItem[]): string[] =>
      items.flatMap((item) => [item.title.replace(/\s+/g, " "), ...titles(item.items)]);
    const headings = [...document.querySelectorAll("main > section:not(.back-matter) :is(h2, h3, h4)")].map((h) =>
      pageText(h.outerHTML).replace(/\s+/g, " "),
    );
    expect(titles(file.outline)).toEqual([...headings, "References", "Appendix: assumptions"]);
  });

  it("links what refers to something, and every link says what it is", () => {
    const links = file.pages.flatMap((page) => page.links);
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter(({ url, dest, contents }) => !(url ?? dest) || contents === "")).toEqual([]);
    for (const { id } of memo.tree.chapters) expect(file.destinations).toContain(id);
    const addresses = memo.tree.references.flatMap(({ source }) => source.url ?? []);
    expect(new Set(links.flatMap(({ url }) => url ?? []))).toEqual(new Set(addresses));
    const contents = links.map((link) => link.contents.trim());
    for (const { kind, number } of figuresOf(memo.tree))
      expect(contents).toContain(`${kind === "chart" ? "Figure" : "Table"} ${number}`);
  });

  it("is tagged throughout", () => {
    const roles = new Set(file.pages.flatMap((page) => structNodes(page.tags)).map(({ role }) => role));
    for (const role of ["H1", "H2", "P", "Table", "TH", "TD", "Figure", "Formula", "Caption", "Link", "Note", "TOC"])
      expect(roles, role).toContain(role);
  });

  it("has running heads and a number on every page, outside the text", () => {
    file.pages.forEach((page, i) => {
      expect(page.text.trim().endsWith(String(i + 1)), `page ${i + 1}`).toBe(true);
      if (i > 0) expect(page.text.startsWith(memo.tree.title), `page ${i + 1}`).toBe(true);
    });
  });
});

const chromium = chromiumOrSkip("the memo's page in a browser");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
] as const;

describe.skipIf(chromium === undefined)("the memo's page in a browser", () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "memo-page-"));
    writeFileSync(join(folder, "index.html"), html);
    address = pathToFileURL(join(folder, "index.html")).href;
    browser = await launchChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the page; nothing may come on its console, and it may ask for nothing. */
  async function visit(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const heard: string[] = [];
    page.on("console", (message) => heard.push(message.text()));
    page.on("pageerror", (error) => heard.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== address && !request.url().startsWith("data:")) heard.push(`asked for ${request.url()}`);
    });
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => console.error(`refused ${event.violatedDirective}`));
    });
    await page.goto(address);
    await look(page);
    await context.close();
    expect(heard).toEqual([]);
  }

  // The sample memo is looked at in all four; the whole memo, which takes its time, in two.
  const [wide, narrow] = WIDTHS;
  for (const [colorScheme, viewport] of [
    ["light", wide],
    ["dark", narrow],
  ] as const)
    it(`axe finds nothing and nothing overflows, ${colorScheme}, ${viewport.width} wide`, () =>
      visit({ colorScheme, viewport }, async (page) => {
        await page.waitForFunction(() => document.getAnimations().length === 0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        await page.evaluate(AXE);
        const found = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: {
              run(
                options: object,
              ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
            };
          };
          const { violations } = await axe.run({ resultTypes: ["violations"] });
          return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`));
        });
        expect(found).toEqual([]);
      }));

  it("reads the same with scripts off", async () => {
    const text = async (javaScriptEnabled: boolean): Promise<string> => {
      let found = "";
      await visit({ javaScriptEnabled, viewport: WIDTHS[0] ?? null }, async (page) => {
        found = await page.evaluate(() => document.querySelector("main")?.textContent ?? "");
      });
      return found;
    };
    expect(await text(false)).toBe(await text(true));
  });

  it("draws all its letters with its own fonts", () =>
    visit({ viewport: WIDTHS[0] ?? null }, async (page) => {
      const session = await page.context().newCDPSession(page);
      await session.send("DOM.enable");
      await session.send("CSS.enable");
      const { root } = await session.send("DOM.getDocument");
      const foreign: string[] = [];
      for (const selector of ["main > section > p", "h2", "td", "figcaption", "svg text", "li", "mi", ".source"]) {
        const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
        for (const nodeId of nodeIds.slice(0, 60)) {
          const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
          foreign.push(...fonts.filter((font) => !font.isCustomFont).map((font) => `${selector}: ${font.familyName}`));
        }
      }
      expect([...new Set(foreign)]).toEqual([]);
    }));
});
