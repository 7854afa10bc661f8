// Stills of this memo's page for the README, its first screen and the live page as it was published and in a what-if: `npm run stills`.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { computeMemo } from "../../src/memo/compute.js";
import { readProject } from "../../src/memo/project.js";
import { writeOutputs } from "../../src/memo/write.js";
import { findChromium, launchChromium } from "../browser.js";
import { ROOT } from "../cli/memo.js";
import { withLive } from "./asked.js";

/** A what-if under which the memo's thesis fails. */
const WHAT_IF = "#set=dem.g2026:3";

const FIRST_SCREEN = { width: 1280, height: 900 };

const chromium = findChromium();
if (!chromium) throw new Error("there is no Chromium on PATH or at CHROMIUM_PATH");
const folder = mkdtempSync(join(tmpdir(), "memo-stills-"));
const browser = await launchChromium(chromium);
try {
  const { tree } = await computeMemo(withLive(readProject(ROOT)), {
    limits: { seconds: 120, megabytes: 2048 },
    live: true,
  });
  const file = join(folder, "index.html");
  writeFileSync(file, (await writeOutputs(tree, new Set(["page"]))).get("index.html") as string);
  const first = await browser.newPage({ viewport: FIRST_SCREEN });
  await first.goto(pathToFileURL(file).href);
  await first.evaluate(() => document.fonts.ready);
  await first.waitForTimeout(300);
  await first.screenshot({ path: join(ROOT, ".github/page.png"), animations: "disabled" });
  await first.close();
  for (const [name, hash] of [
    ["live-base", ""],
    ["live-what-if", WHAT_IF],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 810 } });
    await page.goto(pathToFileURL(file).href + hash);
    await page.click("button.live-open");
    await page.waitForSelector("#live-panel:not([hidden]) .live-control");
    await page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
      document.querySelector("main section p")?.scrollIntoView({ block: "start" });
      scrollBy(0, -140);
    });
    await page.waitForFunction(() => !document.querySelector("[data-live=waiting]"));
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(ROOT, `.github/${name}.png`), animations: "disabled" });
    await page.close();
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
