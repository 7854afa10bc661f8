import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumOrSkip, openChromium } from "../browser.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited, projectOf, type Sources, starter } from "../cli/memo.js";
import { MEMO } from "./memo.js";
import { disagreements } from "./parity.js";

const chromium = chromiumOrSkip("live pages");

describe.skipIf(chromium === undefined)("a live page and a page that is built with the same values", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "memo-live-"));
  beforeAll(async () => {
    runBlocksHere();
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const memos: [string, Sources][] = [
    ["the memo of this test", MEMO],
    [
      "the starter",
      edited(starter(), "chapters/01-summary.md", "authors: [The bakery]", "authors: [The bakery]\n  live: true"),
    ],
  ];
  it.each(memos)(
    "print the same, character by character: %s",
    async (_, files) => {
      const asks =
        files === MEMO
          ? [
              { sets: [{ id: "orchard.trees", text: "170" }] },
              { sets: [{ id: "orchard.trees", text: "10" }] },
              { sets: [] },
            ]
          : [];
      const { found, messages, asked, drawn } = await disagreements(browser, projectOf(files), folder, {
        count: 3,
        asks,
      });
      expect(found).toEqual([]);
      expect(messages).toEqual([]);
      expect(asked).toBeGreaterThan(4);
      expect(drawn).toBeGreaterThan(3);
    },
    120_000,
  );
});
