import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { JSDOM } from "jsdom";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type QuoteNode, visitQuotes } from "../../src/document/tree.js";
import { plainText } from "../../src/document/words.js";
import { plainFront } from "../../src/render/text.js";
import { axe, thin } from "../axe.js";
import { chromiumOrSkip, openChromium, TOOLS_READ_AGAIN } from "../browser.js";
import { pageText } from "../render/html/page-text.js";
import { type OutlineItem, type ReadPdf, readPdf, structNodes } from "../render/pdf/read.js";
import { figuresOf, formulasOf, type Memo, theMemo, thePdf } from "./memo.js";
import { type PdfText, pdfText, unbroken } from "./pdf-text.js";

let memo: Memo;
let html: string;
let document: Document;
let pdf: PdfText;
let file: ReadPdf;

beforeAll(async () => {
  memo = await theMemo();
  html = memo.text("index.html");
  document = new JSDOM(html).window.document;
  file = await readPdf(await thePdf());
  pdf = pdfText(file);
});

describe("the memo's page", () => {
  const ALL = ["html-validate:standard", "html-validate:a11y"];
  const validate = async (page: string, rules: object, sets: readonly string[] = ALL): Promise<string[]> => {
    const validator = new HtmlValidate({
      extends: [...sets],
      elements: ["html5"],
      rules: { "valid-id": ["error", { relaxed: true }], ...rules },
    });
    const { results } = await validator.validateString(page);
    return results.flatMap(({ messages }) => messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
  };

  it("is valid and accessible HTML", async () => {
    expect(await validate(html, { "unique-landmark": "off" })).toEqual([]);
  });

  it("tells its landmarks apart", async () => {
    // The rule takes as long as all others together on a page of this size, and no landmark stands in what is left out.
    const skeleton = html.replaceAll(
      /<(p|li|pre|table|svg|math|code|script|style)\b[^>]*>[\s\S]*?<\/\1>/g,
      "<$1></$1>",
    );
    expect(skeleton.match(/<(?:section|nav|main|header|figure|details)\b/g)).toEqual(
      html.match(/<(?:section|nav|main|header|figure|details)\b/g),
    );
    expect(await validate(skeleton, { "unique-landmark": "error" }, [])).toEqual([]);
  });

  it("names each quoted number's value, block and assumptions", () => {
    const quotes = [...document.querySelectorAll("a.value[id^=v-]")];
    expect(quotes.length).toBeGreaterThan(100);
    const entries = new Map<string, Element[]>();
    for (const entry of document.querySelectorAll("noscript.values li")) {
      const of = entry.querySelector("a")?.getAttribute("href")?.slice(1) ?? "";
      entries.set(of, [...(entries.get(of) ?? []), entry]);
    }
    const told = new Map<string, QuoteNode>();
    visitQuotes(memo.tree, (quote) => told.set(quote.id, quote));
    for (const { id } of quotes) {
      const [entry, ...more] = entries.get(id) ?? [];
      const { blockId, restsOn = [] } = told.get(id) ?? {};
      expect(more, id).toEqual([]);
      const parts = [
        "b",
        "code",
        ...(blockId === undefined ? [] : [".made"]),
        ...(restsOn.length === 0 ? [] : [".on"]),
      ];
      for (const part of parts) expect(entry?.querySelector(part)?.textContent, `${id} ${part}`).toBeTruthy();
    }
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
const said = (section: Element): string => {
  const numbered = section.cloneNode(true) as Element;
  // A browser draws the numbers and dots of lists, and the PDF prints them.
  for (const list of numbered.querySelectorAll("ol:not([class])"))
    for (const [i, item] of [...list.children].entries())
      item.prepend(`${Number(list.getAttribute("start") ?? 1) + i}.`);
  for (const item of numbered.querySelectorAll("ul:not([class]) > li")) item.prepend("•");
  return unbroken(pageText(numbered, "svg, .equation"));
};

/** A section without what floats in the PDF. */
function withoutFigures(section: Element): Element {
  const copy = section.cloneNode(true) as Element;
  for (const figure of copy.querySelectorAll("figure, .remark-of")) figure.remove();
  return copy;
}

/** A figure's words, with what is said of it behind it. */
function wholly(figure: Element): string {
  const behind = figure.nextElementSibling;
  return said(figure) + (behind?.classList.contains("remark-of") ? said(behind) : "");
}

/** The PDF's text without the pages it adds to references: "Figure 3 (p. 12)". */
const printed = (text: string): string => unbroken(text).replace(/\(p\.\d+\)/g, "");

/** The words of a text, sorted: for the register, whose long values stand in a line of their own in the PDF. */
const words = (text: string): string[] => (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort();

describe("page and PDF say the same", () => {
  const sections = (): Element[] => [...document.querySelectorAll("main > section")];
  const heading = (section: Element): string => unbroken(pageText(section.querySelector("h2") ?? ""));

  it("in the same parts", () => {
    const titles = sections()
      .map(heading)
      .filter((title) => title !== "");
    expect(titles.length).toBe(memo.tree.chapters.length + 2);
    expect(pdf.sections.map(({ title }) => printed(title))).toEqual(titles);
  });

  it("in front", () => {
    const front = document.querySelector("header.title");
    expect(unbroken(pdf.front)).toBe(unbroken(pageText(front ?? "")));
  });

  it("in every chapter and in the references", () => {
    const parts = sections().filter((section) => heading(section) !== "" && !/^Appendix/.test(heading(section)));
    expect(parts).toHaveLength(memo.tree.chapters.length + 1);
    // Charts and tables stand in the same order as on the page, but float.
    const captioned = parts.flatMap((part) => [...part.querySelectorAll("figure")]);
    expect(captioned.length).toBe(figuresOf(memo.tree).length);
    expect(pdf.captioned.map(printed)).toEqual(captioned.map(wholly));
    for (const [index, part] of parts.entries()) {
      const { title = "", text = "" } = pdf.sections[index] ?? {};
      const [page, paper] = [said(withoutFigures(part)), printed(title + text)];
      expect(page.length).toBeGreaterThan(500);
      expect(differences(page, paper), title).toEqual([]);
      expect(paper).toBe(page);
    }
  });

  it("in the footnotes", () => {
    const notes = [...document.querySelectorAll("ol.notes > li")];
    expect(notes.length).toBeGreaterThan(0);
    expect(pdf.notes.map(({ number, text }) => [number, printed(text)])).toEqual(
      notes.map((note) => [note.getAttribute("value"), unbroken(pageText(note))]),
    );
  });

  it("in the printed register and the line that says what it was made from, word by word", () => {
    const receipt = document.querySelector("footer.receipt");
    expect(receipt?.textContent).toMatch(/from sources sha256:[0-9a-f]{64}\.$/);
    const appendix = sections().find((section) => /^Appendix/.test(heading(section)));
    const { title = "", text = "" } = pdf.sections.at(-1) ?? {};
    // A range that stands in a line of its own is said to be one.
    const said = words(`${title} ${text}`).filter((word) => word !== "range");
    const printed = words(`${pageText(appendix ?? "")} ${pageText(receipt ?? "")}`);
    expect(said).toEqual(printed.filter((word) => word !== "range"));
  });

  it("of its charts and equations", () => {
    const charts = figuresOf(memo.tree).filter(({ kind }) => kind === "chart");
    const alts = charts.map(({ alt }) => alt);
    const drawn = [...document.querySelectorAll("figure.chart .canvas:not(.narrow-only) svg")];
    expect(drawn.map((svg) => svg.getAttribute("aria-label"))).toEqual(alts);
    // A second drawing for a narrow column says what the first says, of which there is one.
    for (const narrow of document.querySelectorAll("figure.chart .narrow-only svg")) {
      const wide = [...(narrow.closest("figure")?.querySelectorAll(".canvas.wide-only svg") ?? [])];
      expect(wide.map((svg) => svg.getAttribute("aria-label"))).toEqual([narrow.getAttribute("aria-label")]);
    }
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
    const { description, language, date } = memo.tree;
    const { title, authors } = plainFront(memo.tree);
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
      pageText(h).replace(/\s+/g, " "),
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
    const contents = links.map((link) => link.contents.replace(/\s+/g, " ").trim());
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
      if (i > 0) expect(page.text.startsWith(plainText(memo.tree.title)), `page ${i + 1}`).toBe(true);
    });
  });
});

const chromium = chromiumOrSkip("the memo's page in a browser");
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
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Opened {
    page: Page;
    /** What came on the page's console, and what it asked for: nothing may. */
    heard: string[];
  }
  interface Reader {
    viewport: { width: number; height: number };
    colorScheme?: "light" | "dark";
    javaScriptEnabled?: boolean;
  }
  /** A page with scripts and one without, which are loaded anew each time. */
  const pages = new Map<boolean, Promise<Opened>>();

  async function newPage(javaScriptEnabled: boolean): Promise<Opened> {
    const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
    const heard: string[] = [];
    page.on("console", (message) => {
      if (!TOOLS_READ_AGAIN.test(message.text())) heard.push(message.text());
    });
    page.on("pageerror", (error) => heard.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== address && !request.url().startsWith("data:")) heard.push(`asked for ${request.url()}`);
    });
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => console.error(`refused ${event.violatedDirective}`));
    });
    return { page, heard };
  }
  async function open({
    viewport,
    colorScheme = "light",
    javaScriptEnabled = true,
  }: Reader): Promise<{ page: Page; close(): void }> {
    const made = pages.get(javaScriptEnabled) ?? newPage(javaScriptEnabled);
    pages.set(javaScriptEnabled, made);
    const { page, heard } = await made;
    heard.length = 0;
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    return { page, close: () => expect(heard).toEqual([]) };
  }

  // The sample memo is looked at in all four, and whole; the whole memo, which takes its time, in two and without what repeats.
  const [wide, narrow] = WIDTHS;
  for (const [colorScheme, viewport] of [
    ["light", wide],
    ["dark", narrow],
  ] as const)
    it(`axe finds nothing and nothing overflows, ${colorScheme}, ${viewport.width} wide`, async () => {
      const { page, close } = await open({ colorScheme, viewport });
      await page.waitForFunction(() => document.getAnimations().length === 0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const { before, after } = await thin(page);
      expect(after).toBeGreaterThan(before / 10);
      expect(await axe(page)).toEqual([]);
      close();
    });

  it("reads the same with scripts off, and draws all its letters with its own fonts", async () => {
    // Besides what a script makes for its own use, notes that it repeats in the margin, and the list that stands in for it.
    const text = (page: Page): Promise<string> =>
      page.evaluate(() => {
        const main = document.querySelector("main")?.cloneNode(true) as Element;
        for (const tool of main.querySelectorAll("noscript, .acts, .filter, .side")) tool.remove();
        return main.textContent ?? "";
      });
    const off = await open({ javaScriptEnabled: false, viewport: wide });
    const without = await text(off.page);
    expect(await off.page.locator("noscript.values li").count()).toBeGreaterThan(100);
    off.close();
    const { page, close } = await open({ viewport: wide });
    expect(without).toBe(await text(page));
    expect(await foreignFonts(page)).toEqual([]);
    close();
  });

  /** Fonts that are not the page's own, by what they draw. */
  async function foreignFonts(page: Page): Promise<string[]> {
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
    return [...new Set(foreign)];
  }
});
