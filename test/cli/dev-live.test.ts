import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumOrSkip, openChromium } from "../browser.js";
import { edited, removeFolders, start, starter, temporaryFolder, write } from "./memo.js";

const PATIENCE_MS = 20_000;
const SPARE = "    spare: {value: 1 year, note: what is in hand}\n";
const YEARS = "    years: {value: 6 year, note: the length of the lease}\n";
const MEMO = edited(
  edited(starter(), "chapters/01-summary.md", "authors: [The bakery]", "authors: [The bakery]\n  live: true"),
  "assumptions/2026-01.yaml",
  YEARS,
  YEARS + SPARE,
);

const chromium = chromiumOrSkip("the preview of a live page");

describe.skipIf(chromium === undefined)("memo dev of a memo with a live page", () => {
  const folder = write(temporaryFolder(), MEMO);
  let running: ReturnType<typeof start>;
  let browser: Browser;
  let page: Page;
  let address = "";
  const troubles: string[] = [];

  const edit = (path: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, path), "utf8");
    writeFileSync(join(folder, path), edited({ [path]: text }, path, from, to)[path] ?? "");
  };
  const state = (): Promise<string> => page.evaluate(() => document.documentElement.dataset.liveState ?? "none");
  const main = async (): Promise<string> => ((await page.locator("main").textContent()) ?? "").replace(/\s+/g, " ");

  /** The preview as somebody opens it for the first time. */
  const openPage = async (): Promise<void> => {
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    await page.goto(address);
  };

  beforeAll(async () => {
    running = start(["dev"], { cwd: folder });
    address = await new Promise((found) => {
      let said = "";
      running.child.stdout.on("data", (text: string) => {
        said += text;
        const [there] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
        if (there !== undefined) found(there);
      });
    });
    browser = await openChromium(chromium ?? "");
    await openPage();
    await page.waitForSelector("main #fig-cost svg");
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    running.child.kill("SIGINT");
    await running.ended;
    removeFolders();
  });

  test("the page of a preview follows its reader, charts included, over what is written now", {
    timeout: 120_000,
  }, async () => {
    // Before anything was asked a change comes in as ever; the model is that of the changed memo all the same.
    await page.evaluate(() => {
      document.documentElement.dataset.loaded = "once";
    });
    edit("assumptions/2026-01.yaml", "value: 6 year", "value: 7 year");
    await expect.poll(main, { timeout: PATIENCE_MS }).toMatch(/7 years/);
    expect(await page.evaluate(() => document.documentElement.dataset.loaded)).toBe("once");
    await page.click("button.live-open");
    await page.waitForSelector("#live-panel:not([hidden])");
    // What the checks of the change bring may load the page anew.
    const asked = async (): Promise<string> => {
      await page.evaluate(() => {
        location.hash = "#set=energy.diesel:2.5";
      });
      return state();
    };
    await expect.poll(asked, { timeout: PATIENCE_MS }).toBe("shown");
    await expect
      .poll(() => page.locator("#fig-cost").getAttribute("data-live"), { timeout: PATIENCE_MS })
      .toBe("changed-chart");
    expect(await main()).toMatch(/7 years/);
  });

  test("a change of a file keeps what a reader asked for, as far as the memo still has it", {
    timeout: 120_000,
  }, async () => {
    edit("chapters/02-cost.md", "The energy for a kilometre", "Energy for one kilometre");
    await expect.poll(main, { timeout: PATIENCE_MS }).toContain("Energy for one kilometre");
    await expect.poll(state, { timeout: PATIENCE_MS }).toBe("shown");
    expect(page.url()).toContain("#set=energy.diesel:2.5");
    expect(await page.locator(".live-band").textContent()).toContain("energy.diesel = 2.5");
    await page.waitForSelector("#live-panel:not([hidden])");
    await page.evaluate(() => {
      location.hash = "#set=use.spare:2;use.years:8";
    });
    await expect
      .poll(() => page.locator(".live-band").textContent(), { timeout: PATIENCE_MS })
      .toContain("use.years = 8");
    // One of the two is gone.
    edit("assumptions/2026-01.yaml", SPARE, "");
    await expect
      .poll(() => page.locator(".live-band").textContent(), { timeout: PATIENCE_MS })
      .toBe("What-if, not the published values: use.years = 8");
    expect(troubles).toEqual([]);
  });

  test("a change that comes while the button is opening loads the page anew, with the panel open", {
    timeout: 120_000,
  }, async () => {
    // The page of before may be about to be loaded anew, with its panel.
    await page.close();
    await openPage();
    await page.waitForSelector("button.live-open");
    await page.evaluate(() => {
      document.documentElement.dataset.loaded = "once";
      // As long as the reader's machine is busy nothing is opened.
      window.requestAnimationFrame = () => 0;
      document.querySelector<HTMLElement>("button.live-open")?.click();
    });
    edit("chapters/02-cost.md", "Energy for one kilometre", "Energy for a kilometre");
    // Where the change before was not at its end yet, it is loaded anew for that first.
    const shown = async (): Promise<unknown> => [
      await page.locator("html:not([data-loaded]) #live-panel:not([hidden])").count(),
      ((await main()) ?? "").includes("Energy for a kilometre"),
    ];
    await expect.poll(() => shown().catch(() => "loading"), { timeout: PATIENCE_MS }).toEqual([1, true]);
    expect(troubles).toEqual([]);
  });

  test("a page that is to be live, or no more, is loaded anew", { timeout: 120_000 }, async () => {
    edit("chapters/01-summary.md", "\n  live: true", "");
    await expect.poll(() => page.locator("button.live-open").count(), { timeout: PATIENCE_MS }).toBe(0);
    edit("chapters/01-summary.md", "authors: [The bakery]", "authors: [The bakery]\n  live: true");
    await page.click("button.live-open");
    await page.waitForSelector("#live-panel:not([hidden])");
    expect(troubles).toEqual([]);
  });
});
