import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumOrSkip, openChromium } from "../browser.js";
import { edited, removeFolders, type Sources, start, starter, temporaryFolder, write } from "./memo.js";

/** No test waits longer than this for the preview; nothing here takes a second. */
const PATIENCE_MS = 10_000;

const filler = Array.from({ length: 30 }, (_, i) => `Paragraph ${i + 1} is only here to be scrolled past.`);
const MEMO: Sources = {
  ...starter(),
  "chapters/03-later.md": `---\ntitle: Later\n---\n\n${filler.join("\n\n")}\n\n## The end {#sec-end}\n\nThe last word.\n`,
};

/** A memo on disk that is being previewed. */
class Preview {
  readonly folder = write(temporaryFolder(), MEMO);
  private readonly running;
  private said = "";
  private wrong = "";

  constructor(...args: string[]) {
    this.running = start(["dev", ...args], { cwd: this.folder });
    this.running.child.stdout.on("data", (text: string) => {
      this.said += text;
    });
    this.running.child.stderr.on("data", (text: string) => {
      this.wrong += text;
    });
  }

  get terminal(): string {
    return this.said;
  }

  get errors(): string {
    return this.wrong;
  }

  async address(): Promise<string> {
    const found = await this.until(() => /http:\/\/127\.0\.0\.1:\d+\//.exec(this.said)?.[0]);
    return found;
  }

  async until<T>(look: () => T | undefined | false): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`waited in vain; the terminal says:\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  save(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** Changes a text in a file as it is now. */
  edit(path: string, from: string, to: string): void {
    const text = readFileSync(join(this.folder, path), "utf8");
    this.save(path, edited({ [path]: text }, path, from, to)[path] ?? "");
  }

  restore(): void {
    for (const [path, text] of Object.entries(MEMO)) this.save(path, text);
  }

  async stop(): Promise<{ code: number | null; stderr: string }> {
    this.running.child.kill("SIGINT");
    return this.running.ended;
  }
}

interface Heard {
  status: number;
  body: string;
  headers: Record<string, unknown>;
}

function ask(address: string, path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const { hostname, port } = new URL(address);
  return new Promise<Heard>((resolve, reject) => {
    const sent = request({ hostname, port, path, timeout: PATIENCE_MS, ...options }, (answer) => {
      let body = "";
      answer.setEncoding("latin1").on("data", (text: string) => {
        body += text;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

const chromium = chromiumOrSkip("the preview in a browser");

describe.skipIf(chromium === undefined)("memo dev in a browser", () => {
  let preview: Preview;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let address: string;
  const troubles: string[] = [];

  async function open(): Promise<Page> {
    const opened = await context.newPage();
    opened.setDefaultTimeout(PATIENCE_MS);
    opened.on("console", (message) => troubles.push(message.text()));
    opened.on("pageerror", (error) => troubles.push(error.message));
    await opened.goto(address);
    await opened.waitForSelector("main #fig-cost svg");
    // A page that is loaded anew forgets this.
    await opened.evaluate(() => {
      document.documentElement.dataset.loaded = "once";
    });
    return opened;
  }

  const sees = (text: string, where = page) =>
    where.waitForFunction((wanted) => document.querySelector("main")?.textContent?.includes(wanted), text);
  const overlay = (where = page) => where.locator(".memo-preview .problems");

  beforeAll(async () => {
    preview = new Preview();
    [browser, address] = await Promise.all([openChromium(chromium ?? ""), preview.address()]);
    context = await browser.newContext({ viewport: { width: 1100, height: 700 } });
    page = await open();
  });
  afterAll(async () => {
    await browser?.close();
    const said = preview.terminal;
    const { code, stderr } = await preview.stop();
    removeFolders();
    // Ended by Ctrl-C it has nothing to say.
    expect([code, preview.terminal.slice(said.length), stderr.slice(-200)]).toEqual([
      0,
      "",
      expect.not.stringMatching(/interrupt|abort|SIGINT/i),
    ]);
    expect(troubles).toEqual([]);
  });

  test("an edited sentence comes into the page, which stays where the reader is", async () => {
    await page.evaluate(() => {
      for (const selector of ["#block-costs", "#fig-cost details.data"]) {
        const details = document.querySelector(selector)?.closest("details");
        if (details) details.open = true;
      }
      document.documentElement.dataset.theme = "dark";
      const chart = document.querySelector("#fig-cost svg");
      if (chart) Object.assign(chart, { known: true });
      document.querySelector("#sec-end")?.scrollIntoView();
    });
    const place = () => page.evaluate(() => document.querySelector("#sec-end")?.getBoundingClientRect().top);
    // What isn't laid out yet has a height that is guessed.
    const laid = () =>
      page.waitForFunction(
        () => document.querySelector("main > section:not([data-laid]), .register:not([data-laid])") === null,
      );
    await laid();
    await page.evaluate(() => document.querySelector("#sec-end")?.scrollIntoView());
    const before = await place();
    const height = await page.evaluate(() => document.body.scrollHeight);
    preview.edit(
      "chapters/02-cost.md",
      "## Year by year",
      "A sentence that wasn't there.\n\nAnd one more, with {{number given.use.years digits=1}} years.\n\n## Year by year",
    );
    await sees("And one more, with 6.0");
    // What came is marked for a moment, and what the register says of it, and nothing else.
    const fresh = (): Promise<(string | null)[]> => page.locator("[data-fresh]").allTextContents();
    expect(await fresh()).toEqual([
      "A sentence that wasn’t there.",
      "And one more, with 6.0 years.",
      expect.stringMatching(/^use\.years used by 5 values/),
    ]);
    // Browsers scroll by whole pixels.
    expect(Math.abs(((await place()) ?? Number.NaN) - (before ?? 0))).toBeLessThan(1);
    await laid();
    expect(await page.evaluate(() => document.body.scrollHeight)).toBeGreaterThan(height);
    expect(
      await page.evaluate(() => ({
        loaded: document.documentElement.dataset.loaded,
        theme: document.documentElement.dataset.theme,
        open: document.querySelector("#block-costs")?.closest("details")?.open,
        data: document.querySelector<HTMLDetailsElement>("#fig-cost details.data")?.open,
        sameChart: "known" in (document.querySelector("#fig-cost svg") ?? {}),
      })),
    ).toEqual({ loaded: "once", theme: "dark", open: true, data: true, sameChart: true });
    await preview.until(() => /^chapters\/02-cost\.md: 0 blocks ran, (?:\d+ ms|[\d.]+ s)$/m.test(preview.terminal));
    // What it was made from is another text now, and so is how it is cited.
    const ends = (html: string): string[] =>
      ["footer.receipt p", ".cite p", ".cite pre"].map(
        (one) => new JSDOM(html).window.document.querySelector(one)?.textContent ?? "",
      );
    const now = ends((await ask(address, "/")).body.toString());
    expect(now[0]).toContain("sources sha256:");
    expect(ends(await page.content())).toEqual(now);
    await page.waitForFunction(() => document.querySelector("[data-fresh]") === null);
  });

  test("a changed assumption changes values, chart and table", async () => {
    const chart = () => page.locator("#fig-cost .canvas:not(.narrow-only) svg").innerHTML();
    const [cost, before] = [await page.locator("#tbl-cost tbody td").last().textContent(), await chart()];
    // Marks fade when the test says so.
    await page.evaluate(() => {
      const [set, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
      const held = new Map<number, () => void>();
      let id = 1e9;
      Object.assign(window, {
        setTimeout: (does: () => void, ms: number) => (ms === 2500 ? held.set(++id, does) && id : set(does, ms)),
        clearTimeout: (one: number) => held.delete(one) || clear(one),
        held: () => [...held.keys()],
        fade: (ids: number[]) => {
          for (const one of ids) held.get(one)?.();
        },
      });
    });
    // The tools of the register are for the new one too, and go on with what they were asked for.
    const listed = (): Promise<string[]> =>
      page.locator(".register tr[id]:not([hidden]) > :first-child").allTextContents();
    await page.fill(".filter input", "use.");
    await page.selectOption(".filter select", "label");
    const rows = await listed();
    expect(rows.length).toBeGreaterThan(1);
    preview.edit("assumptions/2026-01.yaml", "value: 6 year", "value: 8 year");
    await sees("And one more, with 8.0");
    expect(await page.inputValue(".filter input")).toBe("use.");
    expect(await listed()).toEqual(rows);
    await page.fill(".filter input", "");
    expect((await listed()).length).toBeGreaterThan(rows.length);
    await page.selectOption(".filter select", "");
    const held = await page.evaluate<number[]>("held()");
    expect(held.length).toBeGreaterThan(0);
    preview.edit("assumptions/2026-01.yaml", "value: 8 year", "value: 7 year");
    await sees("And one more, with 7.0");
    // What changed again is marked for as long as if it were for the first time.
    const marked = page.locator("p[data-fresh]", { hasText: "And one more, with 7.0" });
    await page.evaluate(`fade(${JSON.stringify(held)})`);
    expect(await marked.count()).toBe(1);
    await page.evaluate("fade(held())");
    expect(await marked.count()).toBe(0);
    await page.waitForFunction(
      (old) => [...document.querySelectorAll("#tbl-cost tbody td")].at(-1)?.textContent !== old,
      cost,
    );
    expect(await chart()).not.toBe(before);
    expect(await page.evaluate(() => document.documentElement.dataset.loaded)).toBe("once");
  });

  test("an error lies over the last good page with its code frame, as text, and goes when it is mended", async () => {
    preview.edit("chapters/02-cost.md", "The energy for a kilometre", "<b>Energy</b> is {{times cost_elektric}}");
    await overlay().waitFor();
    const said = (await overlay().textContent()) ?? "";
    expect(said).toContain("1 error");
    expect(said).toContain("chapters/02-cost.md:7:26");
    expect(said).toContain("did you mean `cost_electric`?");
    expect(said).toContain("> 7 | <b>Energy</b> is {{times cost_elektric}}");
    expect(await overlay().locator("b").count()).toBe(0);
    await sees("The energy for a kilometre costs");
    expect(await page.evaluate(() => Number(getComputedStyle(document.body).opacity))).toBeLessThan(1);
    preview.edit("chapters/02-cost.md", "<b>Energy</b> is {{times cost_elektric}}", "Driving a kilometre");
    await sees("Driving a kilometre costs");
    await overlay().waitFor({ state: "hidden" });
    expect(await page.evaluate(() => getComputedStyle(document.body).opacity)).toBe("1");
  });

  test("a wrong type is found after the page was updated", async () => {
    preview.edit("chapters/02-cost.md", "const loss = -saving;", 'const loss: string = -saving;\nconst noted = "";');
    await overlay().waitFor();
    expect(await overlay().textContent()).toContain("chapters/02-cost.md");
    // It leads to the place in an editor, and is in the colours of the page.
    const link = overlay().locator("pre a").first();
    const place = (await link.textContent()) ?? "";
    expect(place).toMatch(/^chapters\/0\d-\w+\.md:\d+:\d+$/);
    expect(await link.getAttribute("href")).toBe(`vscode://file${preview.folder}/${place}`);
    const colors = (theme: string) =>
      page.evaluate((wanted) => {
        document.documentElement.dataset.theme = wanted;
        const { color, backgroundColor } = getComputedStyle(
          document.querySelector(".memo-preview .problems") as Element,
        );
        return [color, backgroundColor];
      }, theme);
    expect(await colors("light")).not.toEqual(await colors("dark"));
    preview.edit("chapters/02-cost.md", 'const loss: string = -saving;\nconst noted = "";', "const loss = -saving;");
    await overlay().waitFor({ state: "hidden" });
  });

  test("a second page hears of updates too, and a new chapter comes into the contents of both", async () => {
    const second = await open();
    const contents = (where: Page) => where.locator("nav.contents a").allTextContents();
    preview.save(
      "chapters/04-more.md",
      `---\ntitle: More to say\n---\n\nA chapter of its own.\n\n${filler.join("\n\n")}\n`,
    );
    for (const where of [page, second]) {
      await sees("A chapter of its own.", where);
      expect((await contents(where)).join("; ")).toContain("More to say");
    }
    await page.bringToFront();
    await page.evaluate(() => document.querySelector("#sec-more")?.scrollIntoView());
    await page.waitForFunction(
      () => document.querySelector("nav.contents [aria-current]")?.getAttribute("href") === "#sec-more",
    );
    rmSync(join(preview.folder, "chapters/04-more.md"));
    for (const where of [page, second])
      await where.waitForFunction(
        () => !document.querySelector("main")?.textContent?.includes("A chapter of its own."),
      );
    await second.close();
  });

  test("an editor that writes beside and renames, in bursts, is followed to the last word", async () => {
    const path = join(preview.folder, "chapters/03-later.md");
    const text = readFileSync(path, "utf8");
    for (let i = 1; i <= 12; i++) {
      writeFileSync(`${path}~`, text.replace("The last word.", `The last word but ${i}.`));
      renameSync(`${path}~`, path);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await sees("The last word but 12.");
    writeFileSync(path, "");
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(path, text);
    await sees("The last word.");
    // What was wrong with the half-written file may have been shown, and goes with it.
    await overlay().waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.documentElement.dataset.loaded)).toBe("once");
  });

  test("what is typed in the page's own controls is kept: focus and selection in what did not change", async () => {
    await page.evaluate(() => {
      const paragraph = [...document.querySelectorAll("main p")].find((p) => p.textContent?.startsWith("Paragraph 3 "));
      if (paragraph) getSelection()?.selectAllChildren(paragraph);
      document.querySelector<HTMLElement>("#sec-end .anchor")?.focus({ preventScroll: true });
    });
    preview.edit("chapters/03-later.md", "Paragraph 5 is", "Paragraph five is");
    await sees("Paragraph five is");
    expect(
      await page.evaluate(() => [getSelection()?.toString(), document.activeElement?.getAttribute("href")]),
    ).toEqual(["Paragraph 3 is only here to be scrolled past.", "#sec-end"]);
  });

  test("the page is what a build writes, but for ids of quotes and what the preview adds", async () => {
    const { body, headers } = await ask(address, "/");
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(body).toContain("Content-Security-Policy");
    expect(body).not.toContain("unsafe-inline");
    const { status, body: pdf } = await ask(address, "/memo.pdf");
    expect([status, pdf.slice(0, 5)]).toEqual([200, "%PDF-"]);
    expect(JSON.parse((await ask(address, "/results.json")).body)).toHaveProperty("outputs");
  });

  test("only reading, only by its own name, only what it serves", async () => {
    const { host } = new URL(address);
    const status = async (path: string, options?: Parameters<typeof ask>[2]) =>
      (await ask(address, path, options)).status;
    expect(await status("/", { headers: { host: "memo.example" } })).toBe(403);
    expect(await status("/", { headers: { host: host.replace("127.0.0.1", "localhost") } })).toBe(200);
    expect(await status("/events", { headers: { host: "memo.example" } })).toBe(403);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) expect(await status("/", { method })).toBe(405);
    for (const path of ["/chapters/01-summary.md", "/../package.json", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd"])
      expect(await status(path)).toBe(404);
    const foreign = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "empty" };
    expect(await status("/events", { headers: foreign })).toBe(403);
    expect((await ask(address, "/", { method: "HEAD" })).body).toBe("");
  });
});

describe("memo dev", () => {
  afterAll(removeFolders);

  test("shows the errors of a memo that was broken from the start, and the memo when it is mended", async () => {
    const preview = new Preview("--no-cache");
    preview.edit("chapters/02-cost.md", "const loss = -saving;", "const loss = -savings;");
    const address = await preview.address();
    try {
      await preview.until(() => preview.terminal.length > 0);
      expect((await ask(address, "/")).body).toContain("Computing the memo");
      expect((await ask(address, "/memo.pdf")).body).toContain("`savings` is not defined");
      preview.restore();
      await preview.until(() => /chapters\/02-cost\.md: \d+ blocks ran/.test(preview.terminal));
      expect((await ask(address, "/")).body).toContain("Electric or diesel");
      const taken = start(["dev", "--port", new URL(address).port], { cwd: preview.folder });
      const { code, stderr } = await taken.ended;
      expect(code).toBe(2);
      expect(stderr).toContain(`port ${new URL(address).port} is in use`);
      expect(stderr).toContain("leave out --port");
    } finally {
      const { code, stderr } = await preview.stop();
      expect(stderr).toContain("`savings` is not defined");
      expect(code).toBe(0);
    }
  });

  const GIVES_UP = "gives up blocks that come to no end for a text that is mended, and outlives a link in a circle";
  test(GIVES_UP, { timeout: 100_000 }, async () => {
    const preview = new Preview("--no-cache");
    try {
      await preview.address();
      await preview.until(() => /blocks ran/.test(preview.terminal));
      const ran = (): number => preview.terminal.match(/chapters\/02-cost\.md[^\n]*: \d+ blocks ran/g)?.length ?? 0;
      const before = ran();
      preview.edit("chapters/02-cost.md", "const loss = -saving;", "const loss = -saving; for (;;) {}");
      // Long enough to be in it, and far from the minute after which it would be given up by itself.
      await new Promise((done) => setTimeout(done, 1500));
      expect(ran()).toBe(before);
      const mended = performance.now();
      preview.edit("chapters/02-cost.md", "const loss = -saving; for (;;) {}", "const loss = -saving * 1;");
      await preview.until(() => ran() > before);
      expect(performance.now() - mended).toBeLessThan(20_000);
      const circle = join(preview.folder, "chapters/03-circle.md");
      symlinkSync("03-circle.md", circle);
      await preview.until(() => /a link that leads in a circle/.test(preview.errors));
      rmSync(circle);
      preview.edit("chapters/02-cost.md", "const loss = -saving * 1;", "const loss = -saving * 2;");
      const again = ran();
      await preview.until(() => ran() > again);
      // What is under way when it is ended is no fault of the memo.
      preview.edit("chapters/02-cost.md", "const loss = -saving * 2;", "const loss = -saving * 2; for (;;) {}");
      await new Promise((done) => setTimeout(done, 700));
    } finally {
      const { code, stderr } = await preview.stop();
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(stderr).not.toContain("notebook/crashed");
      expect(code).toBe(0);
    }
  });

  test("says what is missing where there is no memo", async () => {
    const { code, stderr } = await start(["dev"], { cwd: temporaryFolder() }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain("it has no chapters/ and no assumptions/");
  });
});
