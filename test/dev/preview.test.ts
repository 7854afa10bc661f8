import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVENTS } from "../../src/dev/client.js";
import { openServer, type PreviewServer } from "../../src/dev/server.js";
import { Shown } from "../../src/dev/shown.js";
import type { PageParts } from "../../src/render/html/index.js";
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

describe.skipIf(chromium === undefined)("a page that follows its reader", () => {
  let server: PreviewServer;
  let browser: Browser;
  let asked = 0;
  const shown = new Shown((event) => server?.tell(event));

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
    shown.show(page("two"), { stale: { ids: ["text"], text: "drawing 1 chart", more: true } });
    shown.show(page("three"), { stale: { ids: ["text"], text: "computing 1 sweep", more: true } });
    shown.show(page("four"), { stale: { ids: ["text"], text: "computing another", more: true } });
    await expect.poll(() => note.textContent()).toBe("computing another");
    // Whatever it were to ask for would be asked for by now.
    await one.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    expect([asked, await one.locator("#text").textContent()]).toEqual([1, "one"]);
    shown.show(page("five"));
    await expect.poll(() => one.locator("#text").textContent()).toBe("five");
    await expect.poll(() => server.listeners()).toBe(1);
    expect(asked).toBe(2);
  });
});
