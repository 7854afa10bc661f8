import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readProject } from "../../src/memo/project.js";
import { chromiumOrSkip, openChromium } from "../browser.js";
import { ROOT } from "../cli/memo.js";
import { keptOfMemo, theMemo } from "../memo/memo.js";
import { withLive } from "./asked.js";
import { disagreements } from "./parity.js";

const chromium = chromiumOrSkip("the memo's live page");

// A sample of what `npm run parity` asks; the memo is built four times, with the sweeps that a build of it came to.
it.skipIf(chromium === undefined)(
  "this memo's live page prints what builds with the same values print, character by character",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "memo-live-"));
    const browser = await openChromium(chromium ?? "");
    try {
      await theMemo();
      const project = withLive(readProject(ROOT));
      const { found, messages, asked } = await disagreements(browser, project, folder, {
        count: 2,
        scenarios: 1,
        seed: 5,
        cacheFolder: keptOfMemo(),
      });
      expect(found).toEqual([]);
      expect(messages).toEqual([]);
      expect(asked).toBe(3);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  300_000,
);
