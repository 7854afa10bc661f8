// Compares live pages with built ones, all of it: `npm run parity`, or those of one memo with fewer draws: `npm run parity -- starter 10`. Ends with 1 where they disagree.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProject } from "../../src/memo/project.js";
import { findHeadless, launchChromium } from "../browser.js";
import { edited, projectOf, ROOT, starter } from "../cli/memo.js";
import { withLive } from "./asked.js";
import { CONSTRUCTS } from "./constructs.js";
import { MEMO } from "./memo.js";
import { disagreements } from "./parity.js";

const chromium = findHeadless();
if (!chromium) throw new Error("there is no Chromium on PATH or at CHROMIUM_PATH");
const folder = mkdtempSync(join(tmpdir(), "memo-parity-"));
const browser = await launchChromium(chromium);
const [names = "", count = "60"] = process.argv.slice(2);
const live = (files: Readonly<Record<string, string>>) => projectOf(files);
const project = withLive(readProject(ROOT));
let wrong = 0;
try {
  for (const [name, one] of [
    ["the memo of the tests", live(MEMO)],
    ["the memo of all constructs", live(CONSTRUCTS)],
    [
      "the starter",
      live(edited(starter(), "chapters/01-summary.md", "authors: [The bakery]", "authors: [The bakery]\n  live: true")),
    ],
    ["the memo", project],
  ] as const) {
    if (!name.includes(names)) continue;
    const { asked, found, messages, drawn } = await disagreements(browser, one, folder, {
      count: Number(count),
      told: (text) => console.log(text),
      ...(one === project ? { cacheFolder: join(tmpdir(), "memo-parity-cache") } : {}),
    });
    wrong += found.length + messages.length;
    console.log(
      `${name}: ${asked - found.length} of ${asked} agree, with ${drawn} charts drawn anew`,
      ...messages.slice(0, 5),
    );
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(wrong === 0 ? 0 : 1);
