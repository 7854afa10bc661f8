import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { axe } from "../axe.js";
import { chromiumOrSkip, openChromium, Tabs } from "../browser.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited } from "../cli/memo.js";
import { MEMO } from "./memo.js";
import { writePage } from "./page.js";

/** A chart that stays, one that can fail, one whose data is a table, and one that is only printed in a what-if; all of them far below. */
const MORE = `
${Array.from({ length: 60 }, (_, at) => `Paragraph ${at}, so that what follows is not seen.\n`).join("\n")}

\`\`\`ts {#fig-still .chart}
//| caption: A chart that stays.
//| alt: Bars.
//| live: false
Plot.plot({ y: { label: "USD a month" }, marks: [Plot.barY(rows({ byMonth }, { key: "month" }), { x: "month", y: "byMonth" })] });
\`\`\`

\`\`\`ts {#fig-clock .chart}
//| caption: A chart by the clock.
//| alt: One dot.
Plot.plot({ x: { type: "time" }, y: { label: "trees" }, marks: [Plot.dot([{ at: new Date(Date.UTC(2026, 0, 1)), n: given.orchard.trees }], { x: "at", y: "n" })] });
\`\`\`

\`\`\`ts {#fig-odd .chart}
//| caption: A chart in colours that are told by no word of its code.
//| alt: Two cells.
Plot.plot({ color: { ["sch" + "eme"]: "blues" }, marks: [Plot.cell([{ at: "a", n: given.orchard.trees }, { at: "b", n: 1 }], { x: "at", fill: "n" })] });
\`\`\`

\`\`\`ts {#by-tree}
const times = (n: number) => n * given.orchard.trees;
\`\`\`

\`\`\`ts {#fig-times .chart}
//| caption: A chart by a function.
//| alt: One bar.
Plot.plot({ y: { label: "trees" }, marks: [Plot.barY([{ what: "times", n: times(2) }], { x: "what", y: "n" })] });
\`\`\`

\`\`\`ts {#fig-thin .chart}
//| caption: A chart of a tenth of the trees.
//| alt: One bar.
if (given.orchard.trees > 150) throw new Error("Too many trees to be drawn.");
Plot.plot({ y: { label: "trees" }, marks: [Plot.barY([{ what: "tenth", n: given.orchard.trees / 10 }], { x: "what", y: "n" })] });
\`\`\`

\`\`\`ts {#fig-store .chart}
//| caption: What the store has.
//| alt: One bar.
Plot.plot({ y: { label: "degrees" }, marks: [Plot.barY([{ what: "store", n: given.orchard.cold }], { x: "what", y: "n" })] });
\`\`\`

\`\`\`ts {#of-kinds}
const ofKinds = table(kinds, { columns: { name: "Kind", worth: { label: "Worth", unit: "USD", format: "dollars 0" } } });
\`\`\`

\`\`\`ts {#fig-kinds .chart}
//| caption: What kinds bring.
//| alt: Three bars.
//| data: ofKinds
Plot.plot({ y: { label: "USD" }, marks: [Plot.barY(kinds, { x: "name", y: "worth" })] });
\`\`\`

{{#claim "many"}}There is room.{{else}}There is none:

\`\`\`ts {#fig-none .chart}
//| caption: What there is no room for.
//| alt: One bar.
Plot.plot({ y: { label: "trees" }, marks: [Plot.barY([{ what: "over", n: given.orchard.trees - 100 }], { x: "what", y: "n" })] });
\`\`\`
{{/claim}}
`;

const FILES = { ...MEMO, "chapters/02-income.md": `${MEMO["chapters/02-income.md"]}${MORE}` };
const NONE = edited(
  MEMO,
  "chapters/02-income.md",
  "//| alt: Bars that come",
  "//| live: false\n//| alt: Bars that come",
);

/** Options that a chart has from another block, and texts that are others in a script or a page than they are in a build. */
const SHARED = {
  ...MEMO,
  "chapters/02-income.md": `${MEMO["chapters/02-income.md"]}
One&#13;two: {{number signs digits=0}}.

\`\`\`ts {#look-block}
const look = { color: { scheme: "blues" } };
const signs = String.raw\`<!--</script\`.length * given.orchard.trees;
\`\`\`

\`\`\`ts {#fig-look .chart}
//| caption: A chart in blues.
//| alt: Two cells.
Plot.plot({ ...look, marks: [Plot.cell([{ at: "a", n: given.orchard.trees }, { at: "b", n: 1 }], { x: "at", fill: "n" })] });
\`\`\`
`,
};

/** A chart beside another whose texts grow with an assumption. */
const BESIDE = {
  ...MEMO,
  "chapters/02-income.md": `${MEMO["chapters/02-income.md"]}
::: {layout-ncol=3}

${["one", "two"]
  .map(
    (name) => `\`\`\`ts {#fig-${name} .chart}
//| caption: One bar.
//| alt: A bar.
Plot.plot({ marginLeft: given.orchard.trees > 120 ? 400 : 60, y: { label: null }, x: { label: "trees" }, marks: [Plot.barX([{ what: given.orchard.trees > 120 ? "w".repeat(60) : "few", n: given.orchard.trees }], { y: "what", x: "n" })] });
\`\`\``,
  )
  .join("\n\n")}

:::
`,
};

const chromium = chromiumOrSkip("charts of live pages");

describe.skipIf(chromium === undefined)("charts of a live page", () => {
  const folder = mkdtempSync(join(tmpdir(), "memo-live-charts-"));
  const file = join(folder, "index.html");
  const none = join(folder, "none.html");
  const shared = join(folder, "shared.html");
  const beside = join(folder, "beside.html");
  let browser: Browser;
  let page: Page;
  let tabs: Tabs;
  let messages: string[] = [];

  beforeAll(async () => {
    runBlocksHere();
    await writePage(FILES, file);
    await writePage(NONE, none);
    await writePage(SHARED, shared);
    await writePage(BESIDE, beside);
    browser = await openChromium(chromium ?? "");
    tabs = new Tabs(browser, { viewport: { width: 1280, height: 900 } });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    expect(messages).toEqual([]);
    await tabs.close(page);
  });

  const open = async (hash: string, options: BrowserContextOptions = {}, path = file): Promise<Page> => {
    messages = [];
    const made = await tabs.open(options);
    made.on("console", (message) => messages.push(message.text()));
    made.on("pageerror", (error) => messages.push(String(error)));
    await made.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => console.log('against the policy: ' + event.violatedDirective))",
    );
    await made.goto(pathToFileURL(path).href + hash);
    return made;
  };
  const go = (hash: string): Promise<void> =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);
  const state = (id: string) => page.locator(`#${id}`).getAttribute("data-live");
  const drawn = (id: string): Promise<void> => expect.poll(() => state(id), { timeout: 5000 }).toBe("changed-chart");
  const chart = (id: string) =>
    page.locator(`#${id}`).evaluate((figure) => ({
      drawings: [...figure.querySelectorAll(".canvas svg")].map((svg) => svg.innerHTML),
      tips: [...figure.querySelectorAll<HTMLElement>(".canvas")].map((one) => one.dataset.tips),
      data: [...figure.querySelectorAll("pre.csv")].map((pre) => pre.textContent),
      note: figure.querySelector(".live-note")?.textContent?.trim() ?? "",
    }));

  it("follow in both of their drawings, with what their marks come to and the data behind them, and are again as published after", async () => {
    page = await open("");
    expect(await page.evaluate(() => "memoCharts" in globalThis)).toBe(false);
    const before = await chart("fig-months");
    expect(before.drawings).toHaveLength(2);
    await go("#set=orchard.trees:140");
    await drawn("fig-months");
    await drawn("fig-times");
    const after = await chart("fig-months");
    expect(after.drawings).toHaveLength(2);
    expect(after.note).toBe("What-if: drawn for the changed assumptions, not as published.");
    for (const part of ["drawings", "tips", "data"] as const)
      for (const [at, one] of after[part].entries()) expect(one).not.toBe(before[part][at]);
    expect(after.data[0]).toContain("2026-08,638.4");
    await expect(page.locator("#fig-months .canvas svg").first().getAttribute("aria-label")).resolves.toBe(
      "Bars that come to $3,192.",
    );
    // The one beside it rests on nothing that changed.
    expect(await state("fig-store")).toBe(null);
    await go("#set=orchard.trees:100");
    await expect.poll(() => chart("fig-months")).toEqual(before);
    // Nor is one another that uses a function, which was made anew.
    expect(await state("fig-times")).toBe(null);
    await go("#set=orchard.trees:140");
    await drawn("fig-months");
    expect(await chart("fig-months")).toEqual(after);
    await go("#set=");
    await expect.poll(() => chart("fig-months")).toEqual(before);
  });

  it("that stand beside others say where they have no room for their texts any more", async () => {
    page = await open("#set=orchard.trees:110", {}, beside);
    await drawn("fig-one");
    expect((await chart("fig-one")).note).toBe("What-if: drawn for the changed assumptions, not as published.");
    await go("#set=orchard.trees:140");
    await expect
      .poll(async () => (await chart("fig-one")).note)
      .toBe(
        "What-if: drawn for the changed assumptions, not as published. Its texts have no room beside others, and are small.",
      );
  });

  it("are drawn whether they are seen or not, and all before the page is printed", async () => {
    page = await open("#set=orchard.trees:140");
    await drawn("fig-kinds");
    expect(await page.evaluate(() => scrollY)).toBe(0);
    // Data that a table names is in the units of the table.
    expect((await chart("fig-kinds")).data[0]).toMatch(/^Kind,Worth.*\napple,1596/);
    const states = await page.evaluate(() => {
      location.hash = "#set=orchard.trees:130";
      return new Promise<string[]>((done) =>
        addEventListener("hashchange", () => {
          const of = (): string => document.querySelector("#fig-kinds")?.getAttribute("data-live") ?? "";
          setTimeout(() => {
            const waiting = of();
            dispatchEvent(new Event("beforeprint"));
            done([waiting, of()]);
          });
        }),
      );
    });
    expect(states).toEqual(["waiting", "changed-chart"]);
    const printed = join(folder, "what-if.pdf");
    await page.pdf({ path: printed });
    expect(execFileSync("pdftotext", ["-layout", printed, "-"], { encoding: "utf8" })).toContain("What-if: drawn for");
  });

  it.each(["fig-still", "fig-clock", "fig-odd"])(
    "stay as published where they are said to, show local time or need what the page lacks, and say so: %s",
    async (id) => {
      page = await open("");
      const before = await chart(id);
      await go("#set=orchard.trees:140");
      await drawn("fig-kinds");
      const { note, ...after } = await chart(id);
      expect({ ...after, note: "" }).toEqual(before);
      expect(note).toMatch(/^As published/);
    },
  );

  it("leave a word where a block fails, and come back", async () => {
    page = await open("#set=orchard.trees:155");
    await expect.poll(() => state("fig-thin"), { timeout: 5000 }).toBe("failed-chart");
    await expect(page.locator("#fig-thin .live-message").textContent()).resolves.toMatch(
      /: Too many trees to be drawn\.$/,
    );
    expect(await page.locator("#fig-thin :is(.canvas, details.data)").count()).toBe(0);
    await page.locator("#fig-thin").scrollIntoViewIfNeeded();
    await page.locator("#fig-thin .acts").waitFor({ state: "attached" });
    expect(await page.locator("#fig-thin .acts").isVisible()).toBe(false);
    // Nor does one who pressed before the chart went find a fault.
    await page.locator("#fig-thin .acts button").evaluateAll((all) => {
      for (const button of all) if (button.textContent !== "Full screen") (button as HTMLElement).click();
    });
    await drawn("fig-kinds");
    // Nor is one lost that only a what-if prints.
    await drawn("fig-none");
    expect((await chart("fig-none")).data[0]).toContain("over,55");
    // What is shown, in a page of its own: nothing of the language can be changed in the live one, which axe does.
    const shown = await page.content();
    const other = await page.context().newPage();
    await other.setContent(shown.replace(/<script[\s\S]*?<\/script>/g, ""));
    expect(await axe(other)).toEqual([]);
    await other.close();
    await go("#set=orchard.trees:120");
    await drawn("fig-thin");
    expect(await page.locator("#fig-thin .live-message").count()).toBe(0);
    expect((await chart("fig-thin")).data[0]).toContain("tenth,12");
    expect(await page.locator("#fig-none").count()).toBe(0);
    await go("#set=orchard.trees:152");
    await drawn("fig-none");
  });

  it("are saved as they are drawn, by another name than the published ones", async () => {
    page = await open("#set=orchard.trees:140");
    await drawn("fig-months");
    await page.locator("#fig-months").scrollIntoViewIfNeeded();
    const saved = async (button: string): Promise<[string, string]> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator("#fig-months").getByRole("button", { name: button }).click(),
      ]);
      return [download.suggestedFilename(), readFileSync(await download.path(), "latin1")];
    };
    const [name, svg] = await saved("SVG");
    expect(name).toBe("fig-months-what-if.svg");
    expect(svg).toContain("Bars that come to $3,192.");
    const [png, pixels] = await saved("PNG");
    expect(png).toBe("fig-months-what-if.png");
    expect(pixels.slice(1, 4)).toBe("PNG");
    await page.locator("#fig-months details.data summary").click();
    const [csv, lines] = await saved("Download");
    expect(csv).toBe("fig-months-what-if.csv");
    expect(lines).toContain("2026-08,638.4");
    // What still shows the last what-if while the next is drawn has none of the published name either.
    await page.evaluate(() => {
      location.hash = "#set=orchard.trees:130";
      return new Promise<void>((done) => {
        const figure = document.querySelector("#fig-months") as Element;
        new MutationObserver((_, observer) => {
          if (figure.getAttribute("data-live") !== "waiting") return;
          observer.disconnect();
          const named = [...figure.querySelectorAll<HTMLElement>("button")].find((one) => one.textContent === "SVG");
          addEventListener("click", ({ target }) => {
            if (target instanceof HTMLAnchorElement) document.documentElement.dataset.saved = target.download;
          });
          named?.click();
          done();
        }).observe(figure, { attributes: true });
      });
    });
    expect(await page.evaluate(() => document.documentElement.dataset.saved)).toBe("fig-months-what-if.svg");
    await drawn("fig-months");
    await go("#set=orchard.trees:140");
    await expect.poll(async () => (await chart("fig-months")).data[0]).toContain("2026-08,638.4");
    // Its marks are told by the keyboard as before.
    await page.locator("#fig-months .canvas").first().focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.locator("#fig-months .canvas .at").first().getAttribute("data-text")).resolves.toContain("638.4");
  });

  it("are drawn for a phone too", async () => {
    page = await open("#set=orchard.trees:140", {
      isMobile: true,
      hasTouch: true,
      viewport: { width: 360, height: 740 },
    });
    await drawn("fig-months");
    const shown = await page
      .locator("#fig-months .canvas")
      .evaluateAll((all) => all.map((one) => [one.className, one.getBoundingClientRect().width > 0]));
    expect(shown).toEqual([
      ["canvas wide-only", false],
      ["canvas narrow-only", true],
    ]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  it("are drawn with what options of another block name, in a page with carriage returns and signs of scripts", async () => {
    page = await open("#set=orchard.trees:140", {}, shared);
    await drawn("fig-look");
    const published = readFileSync(shared, "utf8");
    expect(published).toContain("1,200");
    expect(await page.locator("main").textContent()).toContain("two: 1,680.");
  });

  it("wait while the page shows other assumptions than are asked for, and leave no number of them behind", async () => {
    page = await open("");
    // Charts have their turn, and a page at rest its numbers, when they are told to; each step seems to take long.
    await page.evaluate(() => {
      const [wait, clear, now] = [window.setTimeout, window.clearTimeout, performance.now.bind(performance)];
      const turns = new Map<number, () => void>();
      const rests = new Map<number, () => void>();
      let last = 1e6;
      const later = (does: () => void, ms?: number): number => {
        const held = ms === 0 || ms === 50 ? turns : ms === 120 ? rests : undefined;
        if (!held) return wait(does, ms);
        held.set(++last, does);
        return last;
      };
      const never = (id: number): void => {
        if (!turns.delete(id) && !rests.delete(id)) clear(id);
      };
      performance.now = () => now() * 100;
      const run = (held: Map<number, () => void>) => () => {
        const all = [...held.values()];
        held.clear();
        for (const does of all) does();
        return all.length;
      };
      Object.assign(window, { setTimeout: later, clearTimeout: never, turn: run(turns), rest: run(rests) });
    });
    await page.click("button.live-open");
    await page.waitForSelector("#live-panel:not([hidden])");
    const trees = page.locator("#live-panel").getByRole("slider", { name: "Trees", exact: true });
    const to = (value: string, kind: string): Promise<void> =>
      trees.evaluate(
        (element, [next, event]) => {
          (element as HTMLInputElement).value = next ?? "";
          element.dispatchEvent(new Event(event ?? "", { bubbles: true }));
        },
        [value, kind],
      );
    await to("140", "change");
    await expect.poll(() => state("fig-times")).toBe("waiting");
    await to("120", "input");
    const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await page.evaluate(frames);
    expect(await page.evaluate("turn()")).toBe(0);
    expect(await state("fig-months")).toBe("waiting");
    expect(await page.evaluate("rest()")).toBe(1);
    expect(await page.evaluate("turn()")).toBe(1);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect((await chart("fig-months")).data[0]).toContain("2026-08,547.2");
  });

  it("cost a page nothing where none follows", async () => {
    page = await open("#set=orchard.trees:140", {}, none);
    await expect.poll(() => page.evaluate("document.documentElement.dataset.liveState")).toBe("shown");
    expect(await page.locator("#memo-charts").count()).toBe(0);
    expect((await chart("fig-months")).note).toMatch(/^As published/);
    expect(readFileSync(file).length - readFileSync(none).length).toBeGreaterThan(120_000);
  });
});
