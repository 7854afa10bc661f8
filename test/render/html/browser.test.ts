import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeHtml } from "../../../src/render/html/index.js";
import { axe } from "../../axe.js";
import { chromiumOrSkip, launchChromium } from "../../browser.js";
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

interface Opened {
  context: BrowserContext;
  page: Page;
  said: string[];
}

describe.skipIf(chromium === undefined)("the page in a browser", () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  /** A page for each way to open one, which tests load anew: a context of its own takes a process each. */
  const opened = new Map<string, Promise<Opened>>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "memo-page-"));
    const file = join(folder, "index.html");
    writeFileSync(file, writeHtml(sampleTree(), { palette: PALETTE }));
    address = pathToFileURL(file).href;
    browser = await launchChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(options: BrowserContextOptions): Promise<Opened> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    page.on("request", (request) => {
      const url = request.url().split("#")[0] ?? "";
      if (url !== address && url !== BLANK && !url.startsWith("data:")) said.push(`asked for ${url}`);
    });
    return { context, page, said };
  }

  /** Opens the page as a reader who was never there, hands it over, and says what came on the console and what it asked for. */
  async function listen(given: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<string[]> {
    const options = { viewport: DESKTOP, ...given };
    const key = JSON.stringify(options);
    const one = opened.get(key) ?? open(options);
    opened.set(key, one);
    const { context, page, said } = await one;
    said.length = 0;
    try {
      await page.mouse.move(0, 0);
      await page.goto(address);
      await look(page);
      // What a reader chose is forgotten, and no scroll or focus is kept for the next.
      await page.evaluate(() => localStorage.clear());
      await page.goto(BLANK);
      await page.setViewportSize(options.viewport ?? DESKTOP);
      await page.emulateMedia({ media: null, colorScheme: options.colorScheme ?? "light" });
    } catch (error) {
      opened.delete(key);
      await context.close();
      throw error;
    }
    return [...said];
  }

  /** As `listen`, where nothing may be said. */
  async function visit(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
    expect(await listen(options, look)).toEqual([]);
  }

  for (const colorScheme of ["light", "dark"] as const)
    for (const viewport of [DESKTOP, PHONE])
      test(`axe finds nothing, ${colorScheme}, ${viewport.width} wide, with everything open`, () =>
        visit({ colorScheme, viewport }, async (page) => {
          await page.evaluate(() => {
            for (const details of document.querySelectorAll("details")) details.open = true;
          });
          await page.focus("#q5");
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

  for (const javaScriptEnabled of [true, false])
    describe(`scripts ${javaScriptEnabled ? "on" : "off"}`, () => {
      for (const viewport of [DESKTOP, PHONE])
        test(`a number tells where it comes from when focused, ${viewport.width} wide, inside the window`, () =>
          visit({ viewport, javaScriptEnabled }, async (page) => {
            for (const id of ["q1", "q2", "q3", "q4", "q5", "q7"]) {
              const card = page.locator(`#${id} > .card`);
              expect(await card.isVisible()).toBe(false);
              await page.focus(`#${id}`);
              expect(await card.isVisible()).toBe(true);
              // The browser may first have to bring the number into the window.
              await expect.poll(() => card.evaluate(outside)).toEqual([]);
            }
          }));

      test("a link on a card is reached by keyboard and leads to the register", () =>
        visit({ javaScriptEnabled }, async (page) => {
          await page.focus("#q1");
          await page.keyboard.press("Tab");
          expect(await page.locator("#q1 > .card").isVisible()).toBe(true);
          await page.keyboard.press("Enter");
          expect(page.url()).toMatch(/#a-gw\.add$/);
        }));

      test("hovering shows the card, and the pointer may move onto it", () =>
        visit({ javaScriptEnabled }, async (page) => {
          const card = page.locator("#q5 > .card");
          await page.hover("#q5");
          expect(await card.isVisible()).toBe(true);
          const value = await page.locator("#q5").boundingBox();
          const box = await card.boundingBox();
          await page.mouse.move((value?.x ?? 0) + 12, (box?.y ?? 0) + 40, { steps: 12 });
          expect(await card.isVisible()).toBe(true);
          await page.mouse.move(2, 2);
          expect(await card.isVisible()).toBe(false);
        }));

      test("showing a card moves nothing", () =>
        visit({ javaScriptEnabled }, async (page) => {
          const places = () =>
            page
              .locator("main p, main figure, main table")
              .evaluateAll((all) => all.map((e) => e.getBoundingClientRect().top + scrollY));
          const before = await places();
          await page.focus("#q5");
          expect(await places()).toEqual(before);
        }));
    });

  test("Escape puts a card away, focused or hovered", () =>
    visit({}, async (page) => {
      const card = page.locator("#q5 > .card");
      await page.focus("#q5");
      await page.keyboard.press("Escape");
      expect(await card.isVisible()).toBe(false);
      await page.hover("#q5");
      expect(await card.isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      expect(await card.isVisible()).toBe(false);
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
      await page.focus("#q5");
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
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#fig-gw a[download]")]);
      expect(download.suggestedFilename()).toBe("fig-gw.csv");
      const text = readFileSync(await download.path(), "utf8");
      expect(text.split(/\r?\n/)).toContain("2029,34");
    }));

  test("a link to folded code opens it", () =>
    visit({}, async (page) => {
      await page.evaluate(() => {
        location.hash = "#block-capacity";
      });
      await page.waitForFunction(() => document.querySelector<HTMLDetailsElement>("#block-capacity")?.open);
    }));

  test("on paper there are light colours and no aids", () =>
    visit({ colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
      for (const aid of ["nav.contents", "button.theme", "details.data", "details.computation"])
        expect(await page.locator(aid).first().isVisible()).toBe(false);
    }));
});
