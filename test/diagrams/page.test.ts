import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fence } from "../../src/rules/base.js";
import { chromiumOrSkip, laidOut, openChromium } from "../browser.js";
import { runBlocksHere } from "../cli/in-process.js";
import { MEMO } from "../live/memo.js";
import { writePage } from "../live/page.js";

const chromium = chromiumOrSkip("diagrams on the page");

const head = (id: string): string => `dot {#fig-${id} caption="A diagram, ${id}." alt="What it shows, ${id}."}`;
const many = Array.from({ length: 12 }, (_, n) => `"a rather long name ${n}"`).join(" -> ");
const FILES = {
  ...MEMO,
  "chapters/09-diagrams.md": [
    "---\ntitle: Diagrams\n---\n",
    "@fig-income, @fig-plain and @fig-wide.\n",
    fence(head("income"), 'digraph { trees -> income; income [label="{{dollars income digits=0}}"] }'),
    fence(head("plain"), "digraph { rankdir=LR; trees -> income; trees [style=filled, fillcolor=blue] }"),
    fence(head("wide"), `digraph { rankdir=LR; ${many} }`),
  ].join("\n\n"),
};

describe.skipIf(chromium === undefined)("diagrams on a page", () => {
  const folder = mkdtempSync(join(tmpdir(), "diagrams-"));
  const file = join(folder, "index.html");
  let browser: Browser;
  const messages: string[] = [];

  beforeAll(async () => {
    runBlocksHere();
    await writePage(FILES, file);
    browser = await openChromium(chromium ?? "");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (options: BrowserContextOptions, hash = ""): Promise<Page> => {
    const page = await (await browser.newContext(options)).newPage();
    page.on("console", (message) => messages.push(message.text()));
    page.on("pageerror", (error) => messages.push(String(error)));
    page.on("request", (request) => {
      if (!/^(?:file|data):/.test(request.url())) messages.push(`asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href + hash);
    await laidOut(page);
    return page;
  };
  const drawing = (
    page: Page,
    id: string,
  ): Promise<{ width: number; letters: number; room: number; scrolls: boolean }> =>
    page.evaluate((figure) => {
      const all = [...document.querySelectorAll<HTMLElement>(`#${figure} .canvas`)];
      const canvas = all.find((one) => one.getClientRects().length > 0);
      const svg = canvas?.querySelector("svg");
      if (!canvas || !svg) throw new Error("there is none");
      const { width } = svg.getBoundingClientRect();
      return {
        width,
        letters: (14 * width) / svg.viewBox.baseVal.width,
        room: canvas.clientWidth,
        scrolls: canvas.scrollWidth > canvas.clientWidth,
      };
    }, `fig-${id}`);

  it("are as wide as the text, and scroll where their letters would be too small", async () => {
    for (const width of [1440, 360]) {
      const page = await open({ viewport: { width, height: 800 } });
      for (const id of ["plain", "wide"]) {
        const { letters, scrolls, width: own, room } = await drawing(page, id);
        expect(letters, `${id} at ${width}`).toBeGreaterThan(10);
        expect(scrolls, `${id} at ${width}`).toBe(own > room + 1);
        expect(scrolls, `${id} at ${width}`).toBe(id === "wide");
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });

  it("have the page's ground and ink on dark paper, and light letters on a light colour nowhere", async () => {
    const page = await open({ viewport: { width: 1440, height: 800 }, colorScheme: "dark" });
    const colors = await page.evaluate(() => {
      const of = (selector: string, name: "fill" | "stroke"): string => {
        const element = document.querySelector(selector);
        return element ? getComputedStyle(element)[name] : "";
      };
      return {
        ground: of("#fig-plain svg > rect", "fill"),
        line: of("#fig-plain svg > path", "stroke"),
        text: of("#fig-plain svg > text:last-of-type", "fill"),
        on: of("#fig-plain svg > ellipse", "fill"),
      };
    });
    expect(colors).toEqual({
      ground: "rgb(22, 25, 29)",
      line: "rgb(168, 176, 186)",
      text: "rgb(230, 233, 237)",
      on: "rgb(76, 151, 245)",
    });
    await page.context().close();
  });

  it("say that they stay as published where what they print would be another, and else nothing", async () => {
    const page = await open({ viewport: { width: 1440, height: 800 } }, "#set=orchard.trees:140");
    await expect.poll(() => page.evaluate("document.documentElement.dataset.liveState")).toBe("shown");
    const note = (id: string): Promise<string | undefined> =>
      page.evaluate((figure) => document.querySelector(`#${figure} .live-note`)?.textContent?.trim(), `fig-${id}`);
    expect(await note("income")).toMatch(/^As published/);
    expect(await note("plain")).toBeUndefined();
    await page.context().close();
  });

  it("ask for nothing, run nothing and break no rule of the page's", () => expect(messages).toEqual([]));
});
