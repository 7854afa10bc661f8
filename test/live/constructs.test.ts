import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { chromiumOrSkip, openChromium } from "../browser.js";
import { projectOf } from "../cli/memo.js";
import type { Ask } from "./asks.js";
import { CONSTRUCTS } from "./constructs.js";
import { disagreements } from "./parity.js";

const chromium = chromiumOrSkip("the live page of all constructs");

const one = (id: string, text: string): Ask => ({ sets: [{ id: `orchard.${id}`, text }] });

// The studies need the process of blocks, which takes a second or two.
it.skipIf(chromium === undefined)(
  "a live page with all that a memo can hold prints what builds with the same values print",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "memo-live-"));
    const browser = await openChromium(chromium ?? "");
    try {
      const { found, messages, asked, drawn } = await disagreements(browser, projectOf(CONSTRUCTS), folder, {
        count: 3,
        asks: [
          one("trees", "170"),
          // A claim falls: another picture and other notes are printed, and then those of before again.
          one("trees", "40"),
          { sets: [] },
          one("fenced", "false"),
          one("place", "the hills"),
          one("planted", "2021-02-03"),
          // A reference leads to what is not printed then, which a build refuses.
          one("price", "0.9"),
        ],
      });
      expect(found).toEqual([]);
      expect(messages).toEqual([]);
      expect(asked).toBe(12);
      expect(drawn).toBeGreaterThan(3);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
