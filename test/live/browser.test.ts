import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { axe } from "../axe.js";
import { chromiumOrSkip, openChromium, Tabs } from "../browser.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited } from "../cli/memo.js";
import { MEMO } from "./memo.js";
import { writePage } from "./page.js";

const FILES = edited(
  MEMO,
  "chapters/01-summary.md",
  "  live: true",
  "  live: [orchard.trees, orchard.price, orchard.kinds.apple, orchard.kinds.pear, orchard.kinds.plum, orchard.buyer]\n  redirects:\n    orchard.plants: orchard.trees\n    orchard.fruit: orchard.kinds\n    cold-spring: frost",
);

const chromium = chromiumOrSkip("live pages");

describe.skipIf(chromium === undefined)("a live page, by its reader", () => {
  const folder = mkdtempSync(join(tmpdir(), "memo-live-"));
  const file = join(folder, "index.html");
  let browser: Browser;
  let tabs: Tabs;
  let page: Page;
  let messages: string[];

  beforeAll(async () => {
    runBlocksHere();
    await writePage(FILES, file);
    // Alone in another folder, as it comes with a mail.
    mkdirSync(join(folder, "mail"));
    copyFileSync(file, join(folder, "mail/memo.html"));
    browser = await openChromium(chromium ?? "");
    tabs = new Tabs(browser, { viewport: { width: 1280, height: 900 } });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const address = pathToFileURL(join(folder, "mail/memo.html")).href;
  const open = async (hash = "", options: BrowserContextOptions = {}): Promise<Page> => {
    const made = await tabs.open(options);
    made.on("console", (message) => messages.push(message.text()));
    made.on("pageerror", (error) => messages.push(String(error)));
    made.on("dialog", (dialog) => messages.push(`a dialog: ${dialog.message()}`));
    made.on("request", (request) => {
      if (!/^(?:file|data):/.test(request.url())) messages.push(`asked for ${request.url()}`);
    });
    await made.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => console.log('against the policy: ' + event.violatedDirective))",
    );
    await made.goto(address + hash);
    return made;
  };
  beforeEach(() => {
    messages = [];
  });
  afterEach(async () => {
    // Nothing was said, asked for or stopped in any of it.
    expect(messages).toEqual([]);
    if (page) await tabs.close(page);
  });

  const shown = (which = page): Promise<void> =>
    expect.poll(() => which.evaluate("document.documentElement.dataset.liveState")).toBe("shown");
  const openPanel = async (): Promise<void> => {
    await page.click("button.live-open");
    await page.waitForSelector("#live-panel:not([hidden])");
  };
  const slider = (label: string) => page.locator("#live-panel").getByRole("slider", { name: label, exact: true });
  const field = (label: string) => page.locator("#live-panel").getByRole("textbox", { name: label, exact: true });
  /** What an element says, blanks as one. */
  const read = async (element: Locator): Promise<string> =>
    ((await element.textContent()) ?? "").replace(/\s+/g, " ").trim();
  const summary = (): Promise<string> => read(page.locator("main > section").first());
  const heading = (): Promise<string> => read(page.locator("main h2").first());

  it("shows nothing but a button before it is asked", async () => {
    page = await open();
    expect(await page.locator(".live-panel, .live-band, [data-live=changed]").count()).toBe(0);
    expect(await read(page.locator("button.live-open"))).toBe("What if?");
  });

  it("follows a slider that the mouse drags, and marks what changed with what was published", async () => {
    page = await open();
    await openPanel();
    const box = await slider("Trees").boundingBox();
    if (!box) throw new Error("the slider is not seen");
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2, { steps: 6 });
    await page.mouse.up();
    await shown();
    const trees = await slider("Trees").inputValue();
    expect(Number(trees)).toBeGreaterThan(120);
    expect(await field("Trees").inputValue()).toBe(trees);
    expect(await heading()).toContain(`An orchard of ${trees} trees`);
    expect(await page.locator("main h2 [data-live=changed]").first().getAttribute("title")).toBe("Published: 100");
    expect(new URL(page.url()).hash).toBe(`#set=orchard.trees:${trees}`);
    expect(await read(page.locator(".live-band"))).toBe(`What-if, not the published values: orchard.trees = ${trees}`);
    const cells = page.locator("#tbl-income td[data-live=changed]");
    expect(await cells.count()).toBe(3);
    expect(await cells.first().getAttribute("title")).toMatch(/^Published: 456/);
    // A chart follows, and says so; so does nothing that rests on other values.
    await expect.poll(() => read(page.locator("#fig-months .live-note"))).toMatch(/^What-if/);
  });

  it("follows the keyboard, is left by Escape, and says politely what changed", async () => {
    page = await open();
    await page.focus("button.live-open");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#live-panel:not([hidden])");
    await slider("Trees").focus();
    const before = Number(await slider("Trees").inputValue());
    await page.keyboard.press("ArrowRight");
    await shown();
    expect(Number(await slider("Trees").inputValue())).toBeGreaterThan(before);
    const said = page.locator("[role=status][aria-live=polite]");
    await expect.poll(() => read(said), { timeout: 5000 }).toMatch(/^1 key output changed, 0 claims/);
    await page.keyboard.press("Escape");
    expect(await page.locator("#live-panel").isVisible()).toBe(false);
    expect(await page.evaluate("document.activeElement.className")).toBe("live-open");
  });

  it("follows a finger on a phone, with room left for the text", async () => {
    page = await open("", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
    await page.tap("button.live-open");
    await page.waitForSelector("#live-panel:not([hidden])");
    const box = await slider("Trees").boundingBox();
    if (!box) throw new Error("the slider is not seen");
    await page.touchscreen.tap(box.x + box.width * 0.9, box.y + box.height / 2);
    await shown();
    expect(Number(await slider("Trees").inputValue())).toBeGreaterThan(130);
    const panel = await page.locator("#live-panel").boundingBox();
    expect(panel?.height).toBeLessThan(800 * 0.66);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  it("opens the same from a link in another page; back, Undo and Reset lead to what was before", async () => {
    page = await open();
    await openPanel();
    for (const value of ["120", "140"]) {
      await field("Trees").fill(value);
      await field("Trees").press("Enter");
      await expect.poll(heading).toContain(value);
    }
    const other = await open(new URL(page.url()).hash);
    await shown(other);
    const text = "document.querySelector('main').textContent";
    const there = await page.evaluate(text);
    await expect.poll(() => other.evaluate(text)).toBe(there);
    await tabs.close(other);
    await page.goBack();
    await expect.poll(heading).toContain("120");
    expect(await field("Trees").inputValue()).toBe("120");
    await page.goForward();
    await expect.poll(heading).toContain("140");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(heading).toContain("120");
    await page.getByRole("button", { name: "Reset" }).click();
    await expect.poll(heading).toContain("An orchard of 100 trees");
    expect(new URL(page.url()).hash).toBe("");
    expect(await page.locator("[data-live=changed]").count()).toBe(0);
    expect(await page.locator(".live-band").isVisible()).toBe(false);
  });

  it("leaves the title's picture and what is said of its reading where they are", async () => {
    page = await open();
    await page.evaluate(() => {
      const title = document.querySelector("header.title");
      const [picture, read] = [document.createElement("div"), document.createElement("p")];
      picture.className = "shown";
      read.className = "read";
      title?.querySelector("h1")?.before(picture, "\n");
      title?.querySelector("p.date")?.after("\n", read);
    });
    const parts = (): Promise<string[]> =>
      page.evaluate(() => [...document.querySelectorAll("header.title > *")].map((one) => one.className));
    const before = await parts();
    expect(before).toContain("read");
    await page.evaluate(() => {
      location.hash = "#set=orchard.trees:120";
    });
    await shown();
    expect(await read(page.locator("header.title"))).toContain("of 120 trees");
    expect(await parts()).toEqual(before);
  });

  it("copies the link", async () => {
    page = await open("#set=orchard.trees:120", { permissions: ["clipboard-read", "clipboard-write"] });
    await openPanel();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(`${address}#set=orchard.trees:120`);
  });

  it("prints the other branch of a claim that falls, and names it", async () => {
    page = await open();
    await openPanel();
    expect(await summary()).toContain("That pays for the work");
    await field("Price").fill("0.5");
    await field("Price").press("Enter");
    await shown();
    expect(await summary()).toContain("That does not pay");
    expect(await summary()).toContain("$930 are missing");
    // Its note and its source came with it.
    expect(await read(page.locator("main"))).toContain("As after 2026-10");
    const strip = page.locator(".live-changed");
    expect(await read(strip)).toMatch(/No longer holds: pays/);
    expect(await read(strip.locator("tbody tr"))).toBe("Income$2,280$570");
  });

  it("shows where a block can't be computed, and goes on with the rest", async () => {
    page = await open("#set=orchard.trees:10");
    await shown();
    await openPanel();
    expect(await heading()).toContain("An orchard of 10 trees");
    const failed = page.locator("[data-live=failed]");
    expect(await read(failed)).toBe("\u2014");
    expect(await read(page.locator(".live-changed"))).toContain("tenth-block: too few trees for a tenth");
    expect(await read(page.locator("#live-panel"))).toContain("below its range");
    await field("Trees").fill("110");
    await field("Trees").press("Enter");
    await expect.poll(heading).toContain("110");
    expect(await failed.count()).toBe(0);
  });

  it("takes a mix once its shares sum to 1, and says beside the field why not before", async () => {
    page = await open();
    await openPanel();
    const apple = page.locator(".live-control").nth(2);
    const pear = page.locator(".live-control").nth(3);
    await apple.locator("input[type=text]").fill("0.6");
    await apple.locator("input[type=text]").press("Enter");
    await expect.poll(() => read(apple.locator(".live-message"))).toContain("no longer sums to 1 but to 1.1");
    expect(await apple.locator("input[type=text]").getAttribute("aria-invalid")).toBe("true");
    expect(await summary()).toContain("apple: 50.0%");
    await pear.locator("input[type=text]").fill("0.2");
    await pear.locator("input[type=text]").press("Enter");
    await shown();
    expect(await summary()).toContain("apple: 60.0%");
    expect(await apple.locator(".live-message").isVisible()).toBe(false);
    expect(await apple.locator("input[type=text]").getAttribute("aria-invalid")).toBe("false");
    for (const [field, share] of [
      [pear, "0.25"],
      [apple, "0.65"],
    ] as const) {
      await field.locator("input[type=text]").fill(share);
      await field.locator("input[type=text]").press("Enter");
    }
    for (const field of [pear, apple])
      await expect.poll(() => read(field.locator(".live-message"))).toMatch(/no longer sums to 1 but to 1\.\d/);
  });

  it("has the scenarios as buttons, words as choices, and every assumption by a search", async () => {
    page = await open();
    await openPanel();
    await page.getByRole("button", { name: "A late frost" }).click();
    await shown();
    expect(await page.getByRole("button", { name: "A late frost" }).getAttribute("aria-pressed")).toBe("true");
    expect(new URL(page.url()).hash).toBe("#scenario=frost");
    await page.locator("#live-panel select").last().selectOption("press");
    await expect.poll(summary).toContain("the buyer is the press");
    expect(new URL(page.url()).hash).toBe("#scenario=frost&set=orchard.buyer:press");
    await page.getByLabel("All assumptions").fill("store");
    await page.locator(".live-found button").click();
    await field("Store").fill("7");
    await field("Store").press("Enter");
    await expect.poll(summary).toContain("The store has 7.0");
  });

  it("says on every printed page that it is a what-if, and prints no panel", async () => {
    page = await open("#set=orchard.trees:120");
    await shown();
    await openPanel();
    const printed = join(folder, "printed.pdf");
    writeFileSync(printed, await page.pdf({ format: "A6", printBackground: true }));
    const pages = execFileSync("pdftotext", ["-layout", printed, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.map((one) => /What-if, not the published\s+values/.test(one))).toEqual(pages.map(() => true));
    expect(pages.join("")).not.toContain("All assumptions");
    await page.getByRole("button", { name: "Reset" }).click();
    await expect.poll(heading).toContain("100");
    writeFileSync(printed, await page.pdf({ format: "A6" }));
    expect(execFileSync("pdftotext", [printed, "-"], { encoding: "utf8" })).not.toContain("What-if");
  });

  it.each(["light", "dark"] as const)(
    "has nothing that axe finds wrong with the panel open, %s",
    async (colorScheme) => {
      page = await open("#set=orchard.trees:10;orchard.price:0.5", { colorScheme });
      await shown();
      await openPanel();
      await field("Trees").fill("many");
      await field("Trees").press("Enter");
      await page.locator(".live-control .live-message.refused").waitFor();
      // What is shown, in a page of its own: nothing of the language can be changed in the live one, which axe does.
      const still = join(folder, "still.html");
      writeFileSync(still, (await page.content()).replace(/<script[\s>][\s\S]*?<\/script>| style="[^"]*"/g, ""));
      await page.goto(pathToFileURL(still).href);
      expect(await page.locator(".live-control .live-message.refused").isVisible()).toBe(true);
      expect(await axe(page)).toEqual([]);
    },
  );

  it.each([
    ["#set=__proto__:1", "unknown assumption `__proto__`"],
    ["#set=constructor.prototype:1", "unknown assumption `constructor.prototype`"],
    ["#set=orchard.tree:3", "did you mean `orchard.trees`?"],
    ["#set=orchard.trees:1e999", "`1e999` is too large for a number"],
    ["#set=orchard.trees:NaN", "found `NaN`; expected a number"],
    ["#set=orchard.trees:<script>alert(1)</script>", "found `<script>alert(1)</script>`; expected a number"],
    ["#set=<img src=x onerror=alert(1)>:1", "unknown assumption `<img src=x onerror=alert(1)>`"],
    ["#set=orchard.trees", "names no value"],
    ["#set=%E0%A4%A:1", "can't be read"],
    ["#scenario=__proto__", "this memo has no scenario `__proto__`"],
    ["#scenario=toString", "this memo has no scenario `toString`"],
    ["#set=orchard.kinds.apple:0.9", "no longer sums to 1"],
    ["#set=orchard.buyer:nobody", "expected one of `market` or `press`"],
    ["#set=orchard.cold:3 kg", "expected a unit that converts to `degC`"],
    ["#set=orchard.trees:1&x=2", "the address holds `x`"],
  ])("says a clear word about %s, and stays as published", async (hash, words) => {
    page = await open(hash);
    expect(await read(page.locator("#live-panel"))).toContain(words);
    expect(await read(page.locator("#live-panel"))).not.toMatch(/undefined|\[object/);
    expect(await heading()).toContain("An orchard of 100 trees");
    expect(await page.locator("[data-live=changed]").count()).toBe(0);
    expect(await page.locator(".live-band").isVisible()).toBe(false);
    // What could not be read is in nobody's way.
    await field("Price").fill("3");
    await field("Price").press("Enter");
    if (!/#set=orchard\.[a-z.]+:/.test(hash) || hash.includes("&")) {
      await shown();
      expect(new URL(page.url()).hash).toBe("#set=orchard.price:3");
    }
  });

  it("takes up what is left of a link that was refused, once it is asked for", async () => {
    page = await open("#set=orchard.trees:120;orchard.gone:3");
    expect(await read(page.locator("#live-panel"))).toContain("unknown assumption `orchard.gone`");
    expect(await heading()).toContain("100");
    expect(await field("Trees").inputValue()).toBe("120");
    await field("Trees").press("End");
    await field("Trees").press("Enter");
    await expect.poll(heading).toContain("120");
    expect(new URL(page.url()).hash).toBe("#set=orchard.trees:120");
    // The one that is refused alone leaves nothing: the memo as published.
    await page.evaluate(() => {
      location.hash = "#set=orchard.gone:3";
    });
    await expect.poll(() => read(page.locator("#live-panel"))).toContain("unknown assumption `orchard.gone`");
    await page.getByRole("button", { name: "As published" }).click();
    await expect.poll(heading).toContain("An orchard of 100 trees");
    expect(new URL(page.url()).hash).toBe("");
  });

  it("shows in a field what the page has, whatever was typed and taken back", async () => {
    page = await open();
    await openPanel();
    await field("Trees").click();
    await page.keyboard.press("End");
    await page.keyboard.type("5");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Tab");
    await page.evaluate(() => {
      location.hash = "#set=orchard.trees:120";
    });
    await expect.poll(heading).toContain("120");
    expect(await field("Trees").inputValue()).toBe("120");
    // The value is published already; an empty field asks for just that.
    await field("Price").fill("");
    await field("Price").press("Enter");
    expect(await field("Price").inputValue()).toBe("2");
  });

  it("offers no scenario over another one that the page was built with, and refuses a link to one", async () => {
    await writePage(FILES, join(folder, "mail/frost.html"), "frost");
    page = await open();
    await page.goto(`${pathToFileURL(join(folder, "mail/frost.html")).href}#scenario=sale`);
    const panel = page.locator("#live-panel");
    expect(await read(panel)).toContain("scenario `sale` can't be shown over the scenario");
    expect(await panel.getByRole("button", { name: "A good year" }).count()).toBe(0);
    await field("Price").fill("3");
    await field("Price").press("Enter");
    await shown();
    expect(await summary()).toContain("It brings $1,425 a year from 500 kg");
  });

  it("follows an old link to what has another name now, and says so", async () => {
    page = await open("#scenario=cold-spring&set=orchard.plants:120;orchard.fruit.apple:0.6;orchard.fruit.pear:0.2");
    await shown();
    expect(await heading()).toContain("An orchard of 120 trees");
    expect(await summary()).toContain("apple: 60.0%");
    expect(new URL(page.url()).hash).toBe(
      "#scenario=frost&set=orchard.trees:120;orchard.kinds.apple:0.6;orchard.kinds.pear:0.2",
    );
    await openPanel();
    expect(await read(page.locator("#live-panel"))).toContain("`orchard.plants` is called `orchard.trees` now");
  });

  it("shows the numbers of sentences while the hand moves, and all else once it rests", async () => {
    page = await open();
    // Rests when it is told to.
    await page.evaluate(() => {
      const wait = window.setTimeout;
      const waiting: (() => void)[] = [];
      const patient = (does: () => void, ms?: number): number => (ms === 120 ? waiting.push(does) : wait(does, ms));
      Object.assign(window, { setTimeout: patient, rest: () => waiting.splice(0).at(-1)?.() });
    });
    await openPanel();
    const quoted = (): Promise<[string, string][]> =>
      page.evaluate(() => [...document.querySelectorAll(".value")].map((one) => [one.id, one.textContent ?? ""]));
    const published = new Map(await quoted());
    await slider("Trees").evaluate((element) => {
      (element as HTMLInputElement).value = "140";
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await expect.poll(heading).toContain("An orchard of 140 trees");
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const cell = page.locator("#tbl-income td").nth(1);
    const before = await read(cell);
    const moving = new Map(await quoted());
    await page.evaluate(() => (window as unknown as { rest: () => void }).rest());
    await shown();
    const rested = new Map(await quoted());
    expect([...rested].filter(([id, text]) => text !== published.get(id)).length).toBeGreaterThan(3);
    for (const [id, text] of moving)
      if (text !== published.get(id)) expect(`${id}: ${text}`).toBe(`${id}: ${rested.get(id)}`);
    expect([...moving].filter(([id, text]) => text !== published.get(id)).length).toBeGreaterThan(1);
    expect(await read(cell)).not.toBe(before);
  });

  it("says so where it can't follow, for its text is not the one that it came with", async () => {
    const damaged = join(folder, "mail/damaged.html");
    writeFileSync(damaged, readFileSync(file, "utf8").replace(/(<main[\s\S]*?)brings/, "$1brought"));
    page = await open();
    await page.goto(pathToFileURL(damaged).href);
    await page.click("button.live-open");
    await expect.poll(() => read(page.locator("button.live-open"))).toMatch(/^What if\? can’t be asked/);
    expect(await page.locator("button.live-open").isDisabled()).toBe(true);
    expect(await page.locator("#live-panel").count()).toBe(0);
  });
});
