import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { computeMemo } from "../../src/memo/compute.js";
import { openIncremental } from "../../src/memo/incremental.js";
import { writeOutputs } from "../../src/memo/write.js";
import { chromiumOrSkip, openChromium } from "../browser.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf } from "../cli/memo.js";

const limits = { seconds: 60, megabytes: 1024 };

// Each method of lists, which the page's own code calls on what it works on.
const HOSTILE = `
const _p: any = Object.getPrototypeOf([1]);
let _changed = 0;
for (const key of ["map", "forEach", "push", "filter", "find", "join", "slice", "some", "every", "concat", "flatMap", "reduce", "sort", "indexOf", "includes"]) {
  const old = _p[key];
  try { _p[key] = function (this: any, ...parts: any[]) { return old.apply(this, parts); }; _changed++; } catch {}
}`;

const MEMO = {
  "chapters/01-a.md": `---\ntitle: T\nmemo:\n  live: true\n---\n\nChanged {{number changed digits=0}} methods at {{number given.a digits=0}}.\n\n\`\`\`ts {#a}\n${HOSTILE}\nconst changed = given.a * 0 + _changed;\n\`\`\`\n`,
  "assumptions/2026-01.yaml":
    'version: 2026-01\nas_of: 2026-01-15\ndefaults: {kind: assumed, as_of: 2026-01}\nassumptions:\n  a: {label: A, value: 3, unit: "1", low: 2, high: 5, distribution: triangular, note: n}\n',
  "assumptions/scenarios.yaml": "scenarios:\n  up: {title: Up, set: {a: 4}}\n",
};

describe("a live page of a stranger's memo", () => {
  const folder = mkdtempSync(join(tmpdir(), "memo-live-"));
  const file = join(folder, "index.html");
  beforeAll(async () => {
    runBlocksHere();
    const { tree } = await computeMemo(projectOf(MEMO), {
      limits,
      incremental: openIncremental({ limits }),
      live: true,
    });
    // By the door of a build, which looks through all that it writes.
    const page = (await writeOutputs(tree, new Set(["page"]))).get("index.html");
    writeFileSync(file, page as string);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const chromium = chromiumOrSkip("live pages");
  it.skipIf(chromium === undefined)(
    "has no method of lists that its blocks can change",
    async () => {
      const browser = await openChromium(chromium ?? "");
      try {
        const page = await browser.newPage();
        const messages: string[] = [];
        page.on("pageerror", (error) => messages.push(String(error)));
        await page.goto(`${pathToFileURL(file).href}#scenario=up`);
        await page.waitForFunction("document.documentElement.dataset.liveState === 'shown'");
        const text = await page.evaluate("document.querySelector('main').textContent");
        expect(text).toMatch(/Changed 0 methods at 4\./);
        // It did run: a block that waits or draws would not.
        expect(
          await page.evaluate("document.querySelectorAll('[data-live=published], [data-live=failed]').length"),
        ).toBe(0);
        expect(messages).toEqual([]);
        expect(page.url()).toBe(`${pathToFileURL(file).href}#scenario=up`);
      } finally {
        await browser.close();
      }
    },
    120_000,
  );
});
