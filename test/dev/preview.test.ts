import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVENTS, PAINTED } from "../../src/dev/client.js";
import { openServer, type PreviewServer } from "../../src/dev/server.js";
import { Shown } from "../../src/dev/shown.js";
import type { PageParts, PageSection } from "../../src/render/html/index.js";
import { chromiumOrSkip, openChromium } from "../browser.js";

const chromium = chromiumOrSkip("an open panel in a preview");

/** A page whose reader has opened the panel. */
const page = (text: string): PageParts => ({
  language: "en",
  title: "A memo",
  about: [],
  style: "p { margin: 0 }",
  lead: [],
  open: '<main id="memo-text">',
  sections: [
    { id: "a", open: '<section id="a">', children: ["<h2>A</h2>", `<p id="text">${text}</p>`] },
    { id: "b", open: '<section id="b">', children: ['<div id="live-panel"></div>'] },
  ],
  tail: "",
});

/** A page with a value and what stands behind it, and a register of one group. */
function valued(one: {
  value: string;
  other?: string;
  note?: string;
  rows: readonly (readonly [string, string])[];
}): PageParts {
  const rows = one.rows.map(
    ([id, value]) =>
      `<tr id="a-${id}"><td><code>${id}</code></td><td>${value}</td><td></td><td>1</td><td></td><td></td><td></td></tr>`,
  );
  const section = (id: string, open: string, ...children: string[]): PageSection => ({ id, open, children });
  return {
    ...page(""),
    lead: [
      "<header class='title'><h1>A memo</h1></header>",
      "<nav class='contents'><details><summary>Contents<span class='where'></span></summary><ol></ol></details></nav>",
    ],
    tail: `<section class="tools"><details class="cite"><summary>Cite</summary><div></div></details>${["find", "print", "all-code", "theme"].map((name) => `<button class="${name}">${name}</button>`).join("")}</section>`,
    sections: [
      section(
        "s",
        '<section class="chapter" id="s">',
        "<h2>S</h2>",
        `<p>It is <a class="value" id="v-one" href="#of-v-one">${one.value}</a>, as said.<a class="note" href="#note-1">1</a></p>`,
        `<p id="other">${one.other ?? ""}</p>`,
        '<figure id="fig-one"></figure>',
        '<p class="remark-of">One is not tried.</p>',
      ),
      section(
        "memo-notes",
        '<section class="back-matter">',
        `<ol><li id="note-1"><p>${one.note ?? ""} <a class="value" id="v-two" href="#of-v-two">7</a></p><ul><li><a href="#%E0">Bad</a></li><li><a href="https://a.example/#a-e">Away</a></li></ul></li></ol>`,
      ),
      section(
        "memo-appendix",
        '<section class="back-matter">',
        "<h2>Assumptions</h2>",
        '<p class="basis">2026-01.</p>',
        "<h3>All</h3>",
        `<div class="register"><table><tbody>${rows.join("")}</tbody></table></div>`,
      ),
      {
        id: "memo-values",
        open: `<noscript class="values"><section>\n<ul>\n<li id="of-v-one" data-on="0-4"><a href="#v-one">one</a> <b>${one.value}</b> <span class="on">Rests on <a href="#a-${one.rows[0]?.[0]}">it</a></span> <code>one</code></li>\n</ul></section></noscript>`,
      },
    ],
  };
}

describe.skipIf(chromium === undefined)("a page that follows its reader", () => {
  let server: PreviewServer;
  let browser: Browser;
  let asked = 0;
  const painted: string[] = [];
  const shown = new Shown((event) => server?.tell(event));
  /** Of what is shown now. */
  const nameOf = (): string => /name="memo-preview" content="([^"]*)"/.exec(shown.page())?.[1] ?? "";

  /** A page when no other is open. */
  const alone = async (): Promise<Page> => {
    for (const context of browser.contexts()) await context.close();
    await expect.poll(() => server.listeners()).toBe(0);
    painted.length = 0;
    return browser.newPage();
  };

  beforeAll(async () => {
    shown.show(page("one"));
    server = await openServer({
      events: EVENTS,
      greet: (showing) => shown.greet(showing),
      paths: new Map([
        [
          "/",
          () => {
            asked++;
            return { type: "text/html; charset=utf-8", body: shown.page() };
          },
        ],
        [
          PAINTED,
          (query: URLSearchParams) => {
            painted.push(query.get("page") ?? "");
            return { type: "text/plain; charset=utf-8", body: "" };
          },
        ],
      ]),
    });
    browser = await openChromium(chromium ?? "");
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test("is loaded once for all pages of a change, when the last of them is there", async () => {
    const one = await browser.newPage();
    await one.goto(`http://127.0.0.1:${server.port}/`);
    await expect.poll(() => server.listeners()).toBe(1);
    const note = one.locator(".memo-preview .note");
    expect(asked).toBe(1);
    await expect.poll(() => painted).toEqual([nameOf()]);
    shown.show(page("two"), { stale: { ids: ["text"], text: "drawing 1 chart", more: true } });
    shown.show(page("three"), { stale: { ids: ["text"], text: "computing 1 sweep", more: true } });
    shown.show(page("four"), { stale: { ids: ["text"], text: "computing another", more: true } });
    await expect.poll(() => note.textContent()).toBe("computing another");
    // Whatever it were to ask for would be asked for by now.
    await one.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    expect([asked, await one.locator("#text").textContent()]).toEqual([1, "one"]);
    // What it leaves out is not waited for.
    await expect.poll(() => painted.at(-1)).toBe(nameOf());
    expect(painted).toHaveLength(4);
    shown.show(page("five"));
    await expect.poll(() => one.locator("#text").textContent()).toBe("five");
    await expect.poll(() => server.listeners()).toBe(1);
    expect(asked).toBe(2);
  });

  test("says which page it has painted, after a frame of it", async () => {
    const two = await alone();
    await two.goto(`http://127.0.0.1:${server.port}/`);
    await two.locator("#live-panel").evaluate((panel) => panel.remove());
    await expect.poll(() => server.listeners()).toBe(1);
    await expect.poll(() => painted).toEqual([nameOf()]);
    await two.evaluate(
      'document.addEventListener("memo-update", (event) => { requestAnimationFrame(() => { window.framed = event.detail; }); })',
    );
    painted.length = 0;
    shown.show({ ...page("six"), sections: [{ id: "a", open: '<section id="a">', children: ["<p>six</p>"] }] });
    await expect.poll(() => painted).toContain(nameOf());
    expect(await two.evaluate("window.framed")).toBe(nameOf());
    await two.close();
  });

  test("says so at once where nobody sees it", async () => {
    const three = await alone();
    await three.addInitScript(
      "Object.defineProperty(document, 'hidden', { value: true }); window.requestAnimationFrame = () => 0;",
    );
    await three.goto(`http://127.0.0.1:${server.port}/`);
    await expect.poll(() => server.listeners()).toBe(1);
    await expect.poll(() => painted).toEqual([nameOf()]);
    await three.close();
  });

  test("keeps the order of its register and the card that is open, which says what stands there now and marks what is old", async () => {
    const first = ["e", "d", "c", "b", "a"].map((id, at) => [id, String(at)] as const);
    const told = new Shown((event) => other.tell(event));
    const other = await openServer({
      events: EVENTS,
      greet: (showing) => told.greet(showing),
      paths: new Map([["/", () => ({ type: "text/html; charset=utf-8", body: told.page() })]]),
    });
    try {
      told.show(valued({ value: "1", rows: first }));
      const one = await browser.newPage();
      const faults: string[] = [];
      one.on("pageerror", (error) => faults.push(error.message));
      one.setDefaultTimeout(5_000);
      await one.goto(`http://127.0.0.1:${other.port}/`);
      await expect.poll(() => other.listeners()).toBe(1);
      expect(faults).toEqual([]);
      const card = one.locator("#memo-card");
      const lines = (): Promise<string[]> => card.locator(".on > li > a").allTextContents();
      await one.locator(".filter select").selectOption("label");
      const ids = (): Promise<string[]> =>
        one.locator(".register tr").evaluateAll((rows) => rows.map(({ id }) => id.slice(2)));
      expect(await ids()).toEqual(["a", "b", "c", "d", "e"]);

      await one.locator("#v-one").click();
      expect(await card.locator(".printed").textContent()).toBe("1");
      // All rows, of all tables, are others: they are ordered again, and the card's are still those that it names.
      const second = first.map(([id, value]) => [id, `${value}0`] as const);
      told.show(valued({ value: "2", rows: second }));
      await expect.poll(() => card.locator(".printed").textContent()).toBe("2");
      expect(await one.locator("#v-one").getAttribute("class")).toBe("value asked");
      expect(await ids()).toEqual(["a", "b", "c", "d", "e"]);
      expect(await lines()).toEqual(["e"]);

      // What is listed once all are asked for is marked too, and stays while nothing of it is another.
      const old = ["a-a", "fig-one"];
      told.show(valued({ value: "2", rows: second }), { stale: { ids: old, text: "drawing 1 chart", more: true } });
      await card.locator(".more").click();
      const marked = card.locator("[data-stale]");
      await expect.poll(() => marked.allTextContents()).toEqual([expect.stringContaining("a 40")]);
      expect(await lines()).toEqual(["e", "d", "c", "b", "a"]);
      // What is said of a figure is as old as it is.
      const remark = one.locator(".remark-of");
      const opacity = (): Promise<string> => remark.evaluate((element) => getComputedStyle(element).opacity);
      expect(await opacity()).toBe("0.5");
      told.show(valued({ value: "2", other: "More.", rows: second }));
      await expect.poll(() => one.locator("#other").textContent()).toBe("More.");
      expect([await lines(), await marked.count(), await opacity()]).toEqual([["e", "d", "c", "b", "a"], 0, "1"]);

      // A copy is marked as what it is of, and links that lead to nothing or away are none of the page's.
      await one.keyboard.press("Escape");
      await one.locator("a.note").focus();
      await one.keyboard.press("Shift+Tab");
      await one.keyboard.press("Tab");
      await expect.poll(() => card.locator(".label").textContent()).toBe("Note 1");
      const said = valued({ value: "2", other: "More.", note: "Said.", rows: second });
      told.show(said, { stale: { ids: ["v-two", "a-e"], text: "computing 1 sweep", more: true } });
      await expect.poll(() => marked.allTextContents()).toEqual(["7"]);
      told.show(said, { stale: { ids: ["v-two", "a-d"], text: "computing another", more: true } });
      await expect.poll(() => one.locator(".memo-preview .note").textContent()).toBe("computing another");
      expect(await marked.allTextContents()).toEqual(["7"]);
      told.show(said);
      await expect.poll(() => marked.count()).toBe(0);
      expect([await card.count(), faults]).toEqual([1, []]);
    } finally {
      await other.close();
    }
  });
});
