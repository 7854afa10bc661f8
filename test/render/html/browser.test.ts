import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grouped as groupedTable, pointsOf } from "../../../src/document/cells/drawn-cells.js";
import { figuresOf, type MemoTree } from "../../../src/document/tree.js";
import type { Column, DataTable } from "../../../src/notebook/types.js";
import { coloured } from "../../../src/render/html/code.js";
import { writeHtml } from "../../../src/render/html/index.js";
import { axe } from "../../axe.js";
import { chromiumOrSkip, laidOut, openChromium, TOOLS_READ_AGAIN } from "../../browser.js";
import { readPdf } from "../pdf/read.js";
import { sampleTree } from "../sample.js";

/** Sides on which an element leaves the window; runs in the page. */
function outside(element: Element): string[] {
  const box = element.getBoundingClientRect();
  const sides = {
    left: box.left < 0,
    top: box.top < 0,
    right: box.right > innerWidth,
    bottom: box.bottom > innerHeight,
  };
  return Object.entries(sides).flatMap(([side, past]) => (past ? [side] : []));
}

const chromium = chromiumOrSkip("the page in a browser");
const BLANK = "about:blank";
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** The colours of the sample's chart. */
const PALETTE = [
  { name: "text", light: "#1b1f24", dark: "#e6e9ed" },
  { name: "muted", light: "#5b636e", dark: "#a8b0ba" },
  { name: "blue", light: "#1f5fa8", dark: "#4c97f5" },
];

/** The sample with another table: two groups of a row each and totals, lines in the column that names the rows. */
function groupedTree(): MemoTree {
  const tree = sampleTree();
  const figure = figuresOf(tree).find(({ id }) => id === "tbl-multiples");
  if (!figure) throw new Error("the sample has tables");
  const columns: Column[] = [
    { key: "region", label: "Region", align: "left" },
    { key: "town", label: "Town", align: "left", drawn: "line" },
    { key: "kwh", label: "kWh", align: "right" },
  ];
  const data: DataTable = {
    columns,
    rows: [
      ["North", "Aberg", 3.1],
      ["South", "Bern", 4.2],
      [null, "All", 7.3],
    ],
    groups: "region",
    totals: 1,
  };
  const lines = [pointsOf("3"), pointsOf("1 2"), undefined];
  const rows = data.rows.map((row, at) =>
    row.map((value, c) => ({
      value,
      text: typeof value === "number" ? value.toFixed(0) : String(value ?? ""),
      ...(c === 1 && lines[at] ? { line: lines[at] } : {}),
    })),
  );
  Object.assign(figure, { table: groupedTable({ columns, rows }, data), data: [data] });
  return tree;
}

/** What a reader comes with. */
interface Reader {
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  javaScriptEnabled?: boolean;
  grouped?: boolean;
}

interface Opened {
  context: BrowserContext;
  page: Page;
  said: string[];
}

describe.skipIf(chromium === undefined)("the page in a browser", () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  /** The same with a table of groups, totals and drawings. */
  let grouped: string;
  /** A page with scripts and one without, which tests load anew: another one takes two seconds. */
  const opened = new Map<boolean, Promise<Opened>>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "memo-page-"));
    const file = join(folder, "index.html");
    writeFileSync(file, writeHtml(sampleTree(), { palette: PALETTE }));
    address = pathToFileURL(file).href;
    const other = join(folder, "grouped.html");
    writeFileSync(other, writeHtml(groupedTree(), { palette: PALETTE }));
    grouped = pathToFileURL(other).href;
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(javaScriptEnabled: boolean): Promise<Opened> {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const said: string[] = [];
    page.on("console", (message) => {
      if (!TOOLS_READ_AGAIN.test(message.text())) said.push(message.text());
    });
    page.on("pageerror", (error) => said.push(error.message));
    page.on("request", (request) => {
      const url = request.url().split("#")[0] ?? "";
      if (url !== address && url !== grouped && url !== BLANK && !url.startsWith("data:"))
        said.push(`asked for ${url}`);
    });
    return { context, page, said };
  }

  /** Opens the page as a reader who was never there, hands it over, and says what came on the console and what it asked for. */
  async function listen(
    { viewport = DESKTOP, colorScheme = "light", javaScriptEnabled = true, grouped: isGrouped = false }: Reader,
    look: (page: Page) => Promise<void>,
  ): Promise<string[]> {
    const one = opened.get(javaScriptEnabled) ?? open(javaScriptEnabled);
    opened.set(javaScriptEnabled, one);
    const { context, page, said } = await one;
    said.length = 0;
    try {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ media: null, colorScheme });
      await page.mouse.move(0, 0);
      await page.goto(isGrouped ? grouped : address);
      if (javaScriptEnabled) await laidOut(page);
      await look(page);
      // What a reader chose is forgotten, and no scroll or focus is kept for the next.
      await page.evaluate(() => localStorage.clear());
      await page.goto(BLANK);
    } catch (error) {
      opened.delete(javaScriptEnabled);
      await context.close();
      throw error;
    }
    return [...said];
  }

  /** As `listen`, where nothing may be said. */
  async function visit(options: Reader, look: (page: Page) => Promise<void>): Promise<void> {
    expect(await listen(options, look)).toEqual([]);
  }

  for (const colorScheme of ["light", "dark"] as const)
    for (const viewport of [DESKTOP, PHONE])
      test(`axe finds nothing, ${colorScheme}, ${viewport.width} wide, with everything open`, () =>
        visit({ colorScheme, viewport }, async (page) => {
          await page.evaluate(() => {
            for (const details of document.querySelectorAll("details")) details.open = true;
          });
          await page.click("#q5");
          expect(await page.locator(".card").isVisible()).toBe(true);
          await page.waitForFunction(() => document.getAnimations().length === 0);
          expect(await axe(page)).toEqual([]);
        }));

  test("the page's policy is in force", async () => {
    const said = await listen({}, async (page) => {
      const ran = await page.evaluate(() => {
        const violated = new Promise<string>((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective), {
            once: true,
          });
        });
        const script = document.createElement("script");
        script.textContent = "document.documentElement.dataset.ran = 'yes'";
        document.head.append(script);
        return violated.then((directive) => `${directive} ${document.documentElement.dataset.ran}`);
      });
      expect(ran).toBe("script-src-elem undefined");
    });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/violates the following Content Security Policy directive/);
  });

  test("nothing overflows at any width, open or closed", () =>
    visit({}, async (page) => {
      const excess = async (): Promise<number[]> => {
        const found: number[] = [];
        for (const width of [320, 360, 390, 600, 768, 1071, 1072, 1280, 1920]) {
          await page.setViewportSize({ width, height: 800 });
          found.push(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
        }
        return found.filter((pixels) => pixels > 0);
      };
      expect(await excess()).toEqual([]);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(await excess()).toEqual([]);
    }));

  test("no text is smaller than 12 px", () =>
    visit({ viewport: PHONE }, async (page) => {
      const small = await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
        return [...document.querySelectorAll("body *:not(svg *):not(math *)")]
          .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim() !== ""))
          .filter((e) => Number.parseFloat(getComputedStyle(e).fontSize) < 12)
          .map((e) => e.outerHTML.slice(0, 80));
      });
      expect(small).toEqual([]);
    }));

  test("the memo's fonts draw the text", () =>
    visit({}, async (page) => {
      const loaded = await page.evaluate(async () => {
        await document.fonts.ready;
        return [...document.fonts].filter((f) => f.status === "error").map((f) => f.family);
      });
      expect(loaded).toEqual([]);
      const session = await page.context().newCDPSession(page);
      await session.send("DOM.enable");
      await session.send("CSS.enable");
      const { root } = await session.send("DOM.getDocument");
      for (const [selector, family] of [
        ["main > section p", "Source Serif 4"],
        ["#sec-queue", "Inter"],
        ["p > code", "Source Code Pro"],
      ] as const) {
        const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
        const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
        expect(fonts.filter((font) => !font.isCustomFont)).toEqual([]);
        expect(fonts.map((font) => font.familyName).join()).toContain(family);
      }
    }));

  test("a root has its sign and parentheses grow with what they hold", () =>
    visit({}, async (page) => {
      const heights = await page.evaluate(() => {
        const equation = document.querySelector("math");
        const formula = (inner: string): number => {
          if (equation) equation.innerHTML = inner;
          return equation?.firstElementChild?.getBoundingClientRect().height ?? 0;
        };
        const width = (inner: string): number => {
          formula(inner);
          return equation?.firstElementChild?.getBoundingClientRect().width ?? 0;
        };
        const tall = "<mfrac><mfrac><mi>a</mi><mi>b</mi></mfrac><mfrac><mi>c</mi><mi>d</mi></mfrac></mfrac>";
        const open = (inner: string): number => {
          formula(`<mrow><mo>(</mo>${inner}<mo>)</mo></mrow>`);
          return equation?.querySelector("mo")?.getBoundingClientRect().height ?? 0;
        };
        return {
          sign: width("<msqrt><mi>kkkk</mi></msqrt>") - width("<mrow><mi>kkkk</mi></mrow>"),
          growth: open(tall) / open("<mi>x</mi>"),
        };
      });
      expect(heights.sign).toBeGreaterThan(5);
      expect(heights.growth).toBeGreaterThan(2);
    }));

  for (const viewport of [DESKTOP, { width: 768, height: 1024 }, PHONE])
    test(`a card stands inside the window and never over its number, ${viewport.width} wide`, () =>
      visit({ viewport }, async (page) => {
        for (const id of ["q1", "q2", "q3", "q4", "q5", "q7"])
          for (const block of ["start", "center", "end"] as const) {
            await page.locator(`#${id}`).evaluate((value, where) => {
              value.scrollIntoView({ block: where });
              (value as HTMLElement).click();
            }, block);
            const card = page.locator(".card");
            expect(await card.evaluate(outside)).toEqual([]);
            const covered = await card.evaluate((shown, value) => {
              const [a, b] = [shown.getBoundingClientRect(), document.getElementById(value)?.getBoundingClientRect()];
              return !b || !(a.right <= b.left || a.left >= b.right || a.bottom <= b.top || a.top >= b.bottom);
            }, id);
            expect([id, block, covered]).toEqual([id, block, false]);
            await page.keyboard.press("Escape");
          }
      }));

  test("a card tells label, value, assumptions with their values, block and source text, in this order", () =>
    visit({}, async (page) => {
      await page.click("#q1");
      expect((await page.locator(".card").innerText()).replace(/\s+/g, " ")).toBe(
        'gw.add, 2026 18 GW Rests on gw.add 6, 10, 18, 24, 28, 34 (2024–2029) GW/year (6–6, 10–10, 13.5–20, 18–26, 20–31, 22–38) unit given.gw.add.2026 to="GW" digits=0 ×',
      );
      await page.click(".card .on a");
      expect(page.url()).toMatch(/#a-gw\.add$/);
      expect(await page.locator(".card").count()).toBe(0);
    }));

  test("by keyboard a number is one stop; Enter leads into its card, Escape and the last link back", () =>
    visit({}, async (page) => {
      const active = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);
      await page.focus("#q1");
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Tab");
      expect(await page.locator(".card").isVisible()).toBe(true);
      await page.keyboard.press("Tab");
      expect(await active()).toBe("q2");
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Enter");
      expect(await active()).toBe("gw.add");
      await page.keyboard.press("Escape");
      expect([await active(), await page.locator(".card").count()]).toEqual(["q1", 0]);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      expect([await active(), await page.locator(".card").count()]).toEqual(["q1", 0]);
    }));

  test("without scripts a number leads to its entry in a list at the end", () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      expect(await page.locator("noscript.values li").first().isVisible()).toBe(true);
      await page.click("#q1");
      expect(page.url()).toMatch(/#of-q1$/);
      expect(await page.locator("#of-q1").innerText()).toContain("18 GW");
    }));

  test("hovering shows the card, and the pointer may move onto it", () =>
    visit({}, async (page) => {
      const card = page.locator(".card");
      await page.hover("#q5");
      await card.waitFor();
      const value = await page.locator("#q5").boundingBox();
      await page.mouse.move((value?.x ?? 0) + 12, (value?.y ?? 0) + 40, { steps: 12 });
      await page.waitForTimeout(300);
      expect(await card.isVisible()).toBe(true);
      await page.mouse.move(2, 2);
      await card.waitFor({ state: "detached" });
    }));

  test("a card goes on Escape, on its button and on a tap elsewhere, and moves nothing", () =>
    visit({}, async (page) => {
      const places = () =>
        page
          .locator("main p, main figure, main table")
          .evaluateAll((all) => all.map((e) => e.getBoundingClientRect().top + scrollY));
      const before = await places();
      for (const leave of [
        () => page.keyboard.press("Escape"),
        () => page.click(".card .close"),
        () => page.mouse.click(4, 400),
      ]) {
        await page.click("#q5");
        expect(await page.locator(".card").isVisible()).toBe(true);
        expect(await places()).toEqual(before);
        await leave();
        expect(await page.locator(".card").count()).toBe(0);
      }
    }));

  test("a cell of a table has a card, by pointer and by keyboard", () =>
    visit({}, async (page) => {
      await page.click("#tbl-multiples tbody tr:nth-child(1) td:nth-child(2)");
      const said = async (): Promise<string> => (await page.locator(".card").innerText()).replace(/\s+/g, " ");
      expect(await said()).toMatch(
        /^2026, Bandwidth 3\.5× 3\.530242 before rounding The table rests on AI capacity|gw\.add/,
      );
      await page.keyboard.press("Escape");
      await page.focus("#tbl-multiples > .scroll");
      await page.keyboard.press("Enter");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowRight");
      expect(await said()).toMatch(/^2027, Compute 21\.3×/);
    }));

  test("a cell of a table of groups and totals has the card of its own number, and arrow keys lead from group to group", () =>
    visit({ grouped: true }, async (page) => {
      const said = async (): Promise<string> => (await page.locator(".card").innerText()).replace(/\s+/g, " ");
      await page.click("#tbl-multiples tfoot td.right");
      expect(await said()).toMatch(/^All, kWh 7 7\.3 before rounding/);
      await page.keyboard.press("Escape");
      await page.click("#tbl-multiples tbody:nth-of-type(2) td.right");
      expect(await said()).toMatch(/^Bern, kWh 4 4\.2 before rounding/);
      await page.keyboard.press("Escape");
      await page.focus("#tbl-multiples > .scroll");
      await page.keyboard.press("Enter");
      expect(await said()).toMatch(/^Aberg, kWh 3 3\.1 before rounding/);
      await page.keyboard.press("ArrowDown");
      expect(await said()).toMatch(/^Bern, kWh 4 4\.2 before rounding/);
      await page.keyboard.press("ArrowDown");
      expect(await said()).toMatch(/^All, kWh 7/);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      expect(await said()).toMatch(/^Aberg, kWh 3/);
      await page.keyboard.press("Escape");
    }));

  test("what is drawn in a cell is as wide in a column that names the rows, and a line of one number is seen", () =>
    visit({ grouped: true }, async (page) => {
      const drawn = await page.locator("#tbl-multiples tbody svg.line").evaluateAll((all) =>
        all.map((svg) => {
          const { width, height } = svg.getBoundingClientRect();
          const [line] = svg.children as unknown as SVGPolylineElement[];
          return { cell: svg.parentElement?.localName, width, height, length: Math.round(line?.getTotalLength() ?? 0) };
        }),
      );
      expect(drawn).toHaveLength(2);
      expect(drawn[0]).toMatchObject({ cell: "th", length: 96 });
      expect(drawn[1]?.length).toBeGreaterThan(96);
      for (const { width, height } of drawn) {
        expect(width).toBeCloseTo(64, 0);
        expect(height).toBeCloseTo(14.4, 0);
      }
    }));

  test("the keyboard stops once at a number, a table, a group of the register and a chart's tools, and not at what leads nowhere new", () =>
    visit({}, async (page) => {
      await page.locator("figure.chart").first().scrollIntoViewIfNeeded();
      await page.locator("figure.chart .acts").first().waitFor();
      await page.locator(".register[aria-describedby]").first().waitFor();
      const stops = await page.evaluate(() => {
        const all = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, summary, [tabindex]")];
        return all.filter((one) => one.tabIndex >= 0 && one.getClientRects().length > 0).map((one) => one.outerHTML);
      });
      const counted = (selector: string) =>
        page.locator(selector).evaluateAll((all) => all.filter((one) => (one as HTMLElement).tabIndex >= 0).length);
      expect(await counted(".anchor")).toBe(0);
      expect(await counted(".register a")).toBe(0);
      expect(await counted(".register")).toBe(await page.locator(".register").count());
      expect(await counted(".acts button")).toBe(await page.locator(".acts").count());
      expect(await counted("main .value")).toBe(await page.locator("main .value").count());
      // None of its formulas is wider than its place.
      expect(await counted(".formula")).toBe(0);
      expect(stops.length).toBeLessThan(70);
      await page.evaluate(() => {
        for (const math of document.querySelectorAll<HTMLElement>(".formula > *")) math.style.minWidth = "60rem";
      });
      await page.setViewportSize({ width: 700, height: 800 });
      await page.locator(".formula[tabindex='0']").waitFor();
    }));

  test("arrow keys lead through the register's links and a chart's tools, Escape out", () =>
    visit({}, async (page) => {
      const active = () => page.evaluate(() => document.activeElement?.textContent?.slice(0, 40));
      await page.locator(".register[aria-describedby]").first().waitFor();
      await page.focus(".register >> nth=0");
      await page.keyboard.press("Enter");
      const first = await active();
      expect(first).toMatch(/^used by \d+ values?$|^Consensus/);
      await page.keyboard.press("ArrowDown");
      expect(await active()).not.toBe(first);
      await page.keyboard.press("ArrowUp");
      expect(await active()).toBe(first);
      await page.keyboard.press("Escape");
      expect(await page.evaluate(() => document.activeElement?.matches(".register"))).toBe(true);
      await page.locator("figure.chart").first().scrollIntoViewIfNeeded();
      await page.locator("figure.chart .acts button").first().focus();
      await page.keyboard.press("ArrowRight");
      expect(await active()).toBe("SVG");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      expect(await active()).toBe("PNG");
    }));

  test("nothing moves while the page comes, on a phone and on a desk", async () => {
    for (const viewport of [PHONE, { width: 768, height: 1024 }, DESKTOP])
      await visit({ viewport }, async (page) => {
        await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(done))));
        const shifts = await page.evaluate(
          () =>
            new Promise<string[]>((done) => {
              const moved: string[] = [];
              const observer = new PerformanceObserver((list) => {
                for (const entry of list.getEntries() as (PerformanceEntry & {
                  value: number;
                  sources: { node?: Element }[];
                })[])
                  moved.push(`${entry.value} ${entry.sources.map(({ node }) => node?.nodeName).join()}`);
              });
              observer.observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(moved), 200);
            }),
        );
        expect([viewport.width, shifts]).toEqual([viewport.width, []]);
      });
  });

  test("references and notes are previewed", () =>
    visit({}, async (page) => {
      await page.hover("a[href='#ref-consensus'] >> nth=0");
      await page.locator(".card .text").waitFor();
      expect(await page.locator(".card").innerText()).toContain("Consensus");
      expect(await page.locator(".card [id]").count()).toBe(0);
    }));

  test("the bar searches, cites and opens all code; the register finds and orders its rows", () =>
    visit({}, async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("operating capacity");
      await page.locator(".search output", { hasText: /^1 of \d+$/ }).waitFor();
      await page.keyboard.press("Enter");
      await page.locator(".search output", { hasText: /^2 of \d+$/ }).waitFor();
      await page.keyboard.press("Escape");
      expect(await page.locator(".search").count()).toBe(0);
      await page.click(".cite summary");
      expect(await page.locator(".cite pre").innerText()).toMatch(/^@techreport\{[\w-]+,\n {2}title = \{/);
      await page.click(".tools .all-code");
      expect(await page.locator("details.computed:not([open])").count()).toBe(0);
      await page.fill(".filter input", "end of 2024");
      expect(await page.locator(".register tr[id]:visible").count()).toBe(1);
      await page.fill(".filter input", "");
      await page.selectOption(".filter select", "label");
      await page.click("[id='a-gw.add'] .uses");
      expect(await page.locator(".card .on li").count()).toBeGreaterThan(0);
      const uses = await page.locator("[id='a-gw.add'] .uses").innerText();
      expect(uses).toBe(`used by ${await page.locator(".card .on li").count()} values`);
    }));

  test("no equation scrolls at 1,024 px and none is cut at 360; all stand in the middle of their line", () =>
    visit({}, async (page) => {
      const gaps = await page.locator(".formula > math").evaluateAll((all) =>
        all.map((math) => {
          const [own, place] = [math, math.parentElement ?? math].map((one) => one.getBoundingClientRect());
          return Math.abs((own?.left ?? 0) - (place?.left ?? 0) - ((place?.right ?? 0) - (own?.right ?? 0)));
        }),
      );
      expect(gaps.length).toBeGreaterThan(0);
      expect(Math.max(...gaps)).toBeLessThan(1);
      const widths = await page
        .locator(".formula > math")
        .evaluateAll((all) => all.map((one) => one.clientWidth / (one.parentElement?.clientWidth ?? 1)));
      expect(Math.min(...widths)).toBeLessThan(0.9);
      for (const width of [1024, 360]) {
        await page.setViewportSize({ width, height: 800 });
        expect(
          await page.locator(".formula").evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth).length),
        ).toBe(0);
      }
    }));

  test("a wide table holds its first column on a phone, and shows at its edge that it goes on", () =>
    visit({ viewport: { width: 360, height: 740 } }, async (page) => {
      const found = await page
        .locator("figure.table .scroll")
        .first()
        .evaluate((area) => {
          const shown = (count: number) => {
            const row = (tag: string) =>
              `<tr>${Array.from({ length: count }, (_, i) => `<${tag}>${i === 0 ? "Name" : "12,345"}</${tag}>`).join("")}</tr>`;
            area.innerHTML = `<table><thead>${row("th")}</thead><tbody>${row("td")}</tbody></table>`;
            const first = area.querySelector("td") as Element;
            const left = (): number => Math.round(first.getBoundingClientRect().left);
            const before = left();
            area.scrollLeft = 120;
            const scrolled = area.scrollLeft;
            return {
              scrolled: scrolled > 0,
              moved: left() - before,
              beyond: area.getBoundingClientRect().right > innerWidth,
            };
          };
          return { few: shown(6), many: shown(12), edge: getComputedStyle(area).backgroundImage.includes("gradient") };
        });
      expect(found).toEqual({
        few: { scrolled: false, moved: 0, beyond: false },
        many: { scrolled: true, moved: 0, beyond: false },
        edge: true,
      });
    }));

  test("no printed page ends with the rule and number of a figure whose words are on the next", () =>
    visit({}, async (page) => {
      await page.evaluate(() => {
        const main = document.querySelector("main") as Element;
        const figure = document.querySelector("figure.table") as Element;
        main.replaceChildren(
          ...Array.from({ length: 12 }, (_, i) => {
            const part = document.createElement("section");
            part.style.breakBefore = "page";
            const space = document.createElement("div");
            space.style.height = `${215 + 3 * i}mm`;
            part.append(space, figure.cloneNode(true));
            return part;
          }),
        );
      });
      const { pages } = await readPdf(new Uint8Array(await page.pdf({ format: "A4", preferCSSPageSize: true })));
      expect(pages.length).toBeGreaterThan(20);
      expect(pages.map(({ text }) => text.trim()).filter((text) => /(?:^|\n)(?:Figure|Table) \d+$/.test(text))).toEqual(
        [],
      );
    }));

  test("scripts move nothing of what a page shows first, on a phone and on a desk", async () => {
    for (const viewport of [PHONE, DESKTOP]) {
      const places: number[][] = [];
      for (const javaScriptEnabled of [true, false])
        await visit({ viewport, javaScriptEnabled }, async (page) => {
          const boxes = page.locator("header.title > *, main h2, main p, main figure, nav.contents");
          places.push(
            await boxes.evaluateAll((all) =>
              all
                .slice(0, 12)
                .map((box) => (box.getClientRects().length > 0 ? Math.round(box.getBoundingClientRect().y) : -1)),
            ),
          );
        });
      expect(places[0]).toEqual(places[1]);
    }
  });

  test("what is far from the screen is laid out last, and is as tall then as it was said to be", () =>
    listen({ viewport: PHONE }, async (page) => {
      await page.addInitScript(() => {
        addEventListener("load", () => {
          const parts = [...document.querySelectorAll("main > section")];
          const isSeen = (part: Element | undefined): unknown =>
            part?.querySelector("p, li, td")?.checkVisibility({ contentVisibilityAuto: true });
          Object.assign(globalThis, {
            atLoad: [isSeen(parts.at(-1)), document.querySelectorAll("[data-laid]").length],
            tall: document.documentElement.scrollHeight,
          });
        });
      });
      await page.reload();
      const tallAtLoad = await page.evaluate(() => (globalThis as unknown as { tall: number }).tall);
      expect(await page.evaluate(() => (globalThis as unknown as { atLoad: unknown }).atLoad)).toEqual([false, 0]);
      await laidOut(page);
      const ratio = tallAtLoad / (await page.evaluate(() => document.documentElement.scrollHeight));
      expect(ratio).toBeGreaterThan(0.7);
      expect(ratio).toBeLessThan(1.4);
    }));

  test("parts are laid out once, however often the page changes meanwhile", () =>
    visit({}, async (page) => {
      const told = await page.evaluate(async () => {
        let count = 0;
        document.addEventListener("memo-laid", () => count++);
        const parts = document.querySelectorAll("[data-laid]");
        for (const part of parts) part.removeAttribute("data-laid");
        for (let i = 0; i < 3; i++) document.dispatchEvent(new Event("memo-update"));
        while (document.querySelectorAll("[data-laid]").length < parts.length)
          await new Promise((go) => setTimeout(go));
        await new Promise((go) => setTimeout(go, 200));
        // What comes when all is laid out is laid out too.
        parts[0]?.removeAttribute("data-laid");
        document.dispatchEvent(new Event("memo-update"));
        while (document.querySelectorAll("[data-laid]").length < parts.length)
          await new Promise((go) => setTimeout(go));
        await new Promise((go) => setTimeout(go, 100));
        return count;
      });
      expect(told).toBe(4);
    }));

  test("a table wider than the text takes the margin before it scrolls, and never more than the window", () =>
    visit({ viewport: { width: 1440, height: 900 } }, async (page) => {
      const widths = (copies: number) =>
        page.evaluate((count) => {
          const area = document.querySelector<HTMLElement>("#tbl-multiples > .scroll");
          for (const row of area?.querySelectorAll("tr") ?? [])
            for (let n = 0; n < count; n++) row.append(row.lastElementChild?.cloneNode(true) ?? "");
          const main = document.querySelector("main")?.getBoundingClientRect();
          const box = area?.getBoundingClientRect();
          return {
            past: (box?.right ?? 0) - (main?.right ?? 0),
            scrolls: (area?.scrollWidth ?? 0) > (area?.clientWidth ?? 0),
            isInside: document.documentElement.scrollWidth <= innerWidth,
          };
        }, copies);
      expect(await widths(0)).toEqual({ past: 0, scrolls: false, isInside: true });
      const wide = await widths(20);
      expect(wide).toMatchObject({ scrolls: true, isInside: true });
      expect(wide.past).toBeGreaterThan(120);
      const within = await page.evaluate(() => {
        const figure = document.querySelector("#tbl-multiples") as Element;
        const section = figure.parentElement as Element;
        return ["blockquote", "div.callout", "ul li", "ol li", "dl dd"].map((path) => {
          const [outer = "", inner] = path.split(" ");
          const [name = "", kind = ""] = outer.split(".");
          const box = section.appendChild(document.createElement(name));
          box.className = kind;
          const place = inner === undefined ? box : box.appendChild(document.createElement(inner));
          const copy = place.appendChild(figure.cloneNode(true)) as Element;
          const [table, around] = [copy.querySelector(".scroll"), place].map((one) => one?.getBoundingClientRect());
          const past = Math.max(0, (table?.right ?? 0) - (around?.right ?? 0));
          box.remove();
          return [path, past];
        });
      });
      expect(within.filter(([, past]) => past !== 0)).toEqual([]);
      await page.evaluate(() => document.querySelector("#tbl-multiples")?.requestFullscreen());
      expect(
        await page.evaluate(() => {
          const figure = document.querySelector("#tbl-multiples") as HTMLElement;
          const area = figure.querySelector(".scroll")?.getBoundingClientRect();
          return (area?.right ?? 0) <= figure.getBoundingClientRect().right && figure.scrollWidth <= figure.clientWidth;
        }),
      ).toBe(true);
    }));

  test("a table beside a chart never scrolls where it has room by itself: it takes its width, or stands below", async () => {
    for (const width of [768, 1024, 1440])
      await visit({ viewport: { width, height: 900 } }, async (page) => {
        const laid = await page.evaluate(() => {
          const [table, chart] = ["#tbl-multiples", "figure.chart"].map(
            (one) => document.querySelector(one) as Element,
          );
          const beside = (columns: number): { scrolls: boolean; isBeside: boolean; isInside: boolean } => {
            const layout = document.createElement("div");
            layout.className = "layout two";
            layout.innerHTML = '<div class="cells"><div></div><div></div></div>';
            const [left, right] = [...layout.querySelectorAll(".cells > div")] as [Element, Element];
            left.append(chart?.cloneNode(true) as Element);
            const copy = table?.cloneNode(true) as Element;
            for (const row of copy.querySelectorAll("tr"))
              while (row.children.length > columns) row.lastElementChild?.remove();
            right.append(copy);
            table?.parentElement?.append(layout);
            const area = copy.querySelector(".scroll") as Element;
            const [a, b] = [left.getBoundingClientRect(), right.getBoundingClientRect()];
            const found = {
              scrolls: area.scrollWidth > area.clientWidth,
              isBeside: a.top === b.top && a.right < b.left,
              isInside:
                document.documentElement.scrollWidth <= innerWidth &&
                b.right <= layout.getBoundingClientRect().right + 1,
            };
            layout.remove();
            return found;
          };
          return [2, 5].map(beside);
        });
        expect(laid[0]).toEqual({ scrolls: false, isBeside: true, isInside: true });
        expect(laid[1]).toMatchObject({ scrolls: false, isInside: true });
      });
  });

  test("a note stands beside its place where the margin has room", () =>
    visit({ viewport: { width: 1600, height: 900 } }, async (page) => {
      await page.locator(".side").first().waitFor();
      const apart = await page.evaluate(() => {
        const side = document.querySelector(".side")?.getBoundingClientRect();
        const mark = document.querySelector("a.note")?.getBoundingClientRect();
        return side && mark && { right: side.left > mark.right, level: Math.abs(side.top - mark.top) < 240 };
      });
      expect(apart).toEqual({ right: true, level: true });
    }));

  test("code is coloured once it is opened, and reads the same", () =>
    visit({}, async (page) => {
      const fold = page.locator("details.computed").first();
      const before = await fold.locator("pre").first().textContent();
      expect(await page.locator("details.computed i").count()).toBe(0);
      await fold.locator("summary").click();
      await fold.locator("pre i").first().waitFor();
      expect(await fold.locator("pre").first().textContent()).toBe(before);
      expect(await fold.locator("pre").first().innerHTML()).toBe(coloured(before ?? "", "ts"));
    }));

  test("copied prose is without cards", () =>
    visit({}, async (page) => {
      const copied = () =>
        page.evaluate(() => {
          const paragraph = document.querySelector("#q5")?.closest("p");
          if (paragraph) getSelection()?.selectAllChildren(paragraph);
          return getSelection()?.toString();
        });
      expect(await copied()).toMatch(
        /^Bandwidth grows to 20\.3× its level of 2025 by 2029, and the date is 15 March 2026\./,
      );
      await page.click("#q5");
      expect(await copied()).not.toContain("Rests on");
    }));

  test("the contents follow the reader", () =>
    visit({}, async (page) => {
      for (const id of ["sec-queue", "sec-bandwidth", "memo-references"]) {
        await page.evaluate((target) => document.getElementById(target)?.scrollIntoView(), id);
        await page.waitForFunction(
          (target) => document.querySelector("nav [aria-current]")?.getAttribute("href") === `#${target}`,
          id,
        );
      }
    }));

  test("the contents fold away on a phone and stand open on a desk", async () => {
    await visit({ viewport: PHONE }, async (page) => {
      const list = page.locator("nav.contents details > ol");
      expect(await list.isVisible()).toBe(false);
      await page.click("nav.contents summary");
      expect(await list.isVisible()).toBe(true);
      await page.click('nav.contents a[href="#sec-queue"]');
      expect(await list.isVisible()).toBe(false);
    });
    await visit({ javaScriptEnabled: false }, async (page) => {
      expect(await page.locator("nav.contents details > ol").isVisible()).toBe(true);
      expect(await page.locator("button.theme").isVisible()).toBe(false);
    });
  });

  test("the colours follow the system, then the reader, and are remembered", () =>
    visit({ colorScheme: "dark" }, async (page) => {
      const colors = () =>
        page.evaluate(() => {
          const bars = document.querySelector("#fig-gw svg g[clip-path]");
          const button = document.querySelector("button.theme");
          return [
            getComputedStyle(document.body).backgroundColor,
            bars && getComputedStyle(bars).fill,
            button?.textContent,
          ];
        });
      expect(await colors()).toEqual(["rgb(22, 25, 29)", "rgb(76, 151, 245)", "Light colours"]);
      await page.click("button.theme");
      expect(await colors()).toEqual(["rgb(253, 253, 251)", "rgb(31, 95, 168)", "Dark colours"]);
      await page.reload();
      expect(await colors()).toEqual(["rgb(253, 253, 251)", "rgb(31, 95, 168)", "Dark colours"]);
    }));

  test("the data of a figure opens and downloads whole", () =>
    visit({}, async (page) => {
      await page.click("#fig-gw details summary");
      expect(await page.locator("#fig-gw details table").textContent()).toContain("34");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#fig-gw button.save")]);
      expect(download.suggestedFilename()).toBe("fig-gw.csv");
      const text = readFileSync(await download.path(), "utf8");
      expect(text.split(/\r?\n/)).toContain("2029,34");
    }));

  test("a link to folded code opens it", () =>
    visit({}, async (page) => {
      await page.evaluate(() => {
        location.hash = "#block-capacity";
      });
      await page.waitForFunction(() => document.querySelector("#block-capacity")?.closest("details")?.open);
    }));

  test("on paper there are light colours and no aids", () =>
    visit({ colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
      for (const aid of ["nav.contents", "button.theme", "details.data", "details.computed"])
        expect(await page.locator(aid).first().isVisible()).toBe(false);
    }));
});
