// What `memo dev` and Observable Framework's preview take from a saved assumption to the page that shows it, in the same browser.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { findChromium, launchChromium } from "../browser.js";
import { OURS, THEIRS } from "./aims.js";
import { generateMemo } from "./generate.js";
import { frameworkSite } from "./peers.js";
import { startPreview } from "./preview-process.js";
import type { Measured, Section } from "./report.js";
import { REGISTER } from "./sites.js";
import { median } from "./trials.js";
import { Workspace } from "./workspace.js";

interface Preview {
  name: string;
  args: readonly string[];
  folder: string;
  register: string;
}

const PATIENCE_MS = 60_000;
/** Edits that are not counted. */
const FIRST = 3;

/**
 * The generated memo of 1× in both previews, turn by turn: median seconds from the write of an assumption on which every value rests to
 * the frame in which the first quoted number is another. Nothing where there is no browser.
 *
 * @param main the compiled command
 * @param scratch a folder in which the site of Framework is installed, which asks the package registry
 */
export async function previewsSection(main: string, scratch: string, rounds: number): Promise<Section[]> {
  const executable = findChromium();
  if (executable === undefined) return [];
  const memo = Workspace.of(generateMemo(1), join(scratch, "memo"));
  const site = join(scratch, "framework");
  mkdirSync(site, { recursive: true });
  const framework = frameworkSite(site);
  const port = String(await freePort());
  const previews: readonly Preview[] = [
    {
      name: THEIRS,
      args: [framework.preview, "preview", "--no-open", "--host", "127.0.0.1", "--port", port],
      folder: site,
      register: framework.register,
    },
    { name: OURS, args: [main, "dev", "-C", memo.folder], folder: memo.folder, register: join(memo.folder, REGISTER) },
  ];
  const running = previews.map(({ args, folder }) => startPreview(args, folder));
  const browser = await launchChromium(executable);
  try {
    const taken = previews.map((): number[] => []);
    const pages: Page[] = [];
    for (const { address } of running) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(await address);
      await page
        .locator("main p", { hasText: /\bat\s\d/ })
        .first()
        .waitFor();
      pages.push(page);
    }
    for (let n = 1; n <= rounds + FIRST; n++)
      for (const [at, { register }] of previews.entries()) {
        const page = pages[at];
        if (!page) continue;
        await page.bringToFront();
        const text = readFileSync(register, "utf8");
        const seconds = await painted(page, () =>
          writeFileSync(
            register,
            text.replace(/value: [\d.]+ GW/, () => `value: ${(5 + n / 10).toFixed(1)} GW`),
          ),
        );
        if (n > FIRST) taken[at]?.push(seconds);
      }
    const rows = previews.map(({ name }, at): Measured => ({ name, seconds: median(taken[at] ?? []) }));
    const theirs = rows[0]?.seconds ?? Number.NaN;
    return [
      {
        title: "Generated, 1×: an assumption saved",
        against: "Framework's",
        rows: rows.map((row, at) => (at === 0 ? row : { ...row, ratio: row.seconds / theirs })),
      },
    ];
  } finally {
    await browser.close();
    for (const { stop } of running) stop();
  }
}

/** The paragraph with the first quoted number. As text: a function that is compiled here names a helper that the page doesn't have. */
const QUOTED = `[...document.querySelectorAll("main p")].find(({ textContent }) => /\\bat\\s\\d/.test(textContent))`;
const WATCH = `{
  const before = ${QUOTED}.textContent;
  const seen = { at: 0 };
  Object.assign(window, { seen });
  const look = () => {
    const now = ${QUOTED}?.textContent;
    if (now === undefined || now === before) requestAnimationFrame(look);
    else setTimeout(() => { seen.at = performance.timeOrigin + performance.now(); });
  };
  requestAnimationFrame(look);
}`;

/** Saves, and waits for the frame in which the first quoted number is another. Seconds. */
async function painted(page: Page, save: () => void): Promise<number> {
  await page.evaluate(WATCH);
  const from = performance.timeOrigin + performance.now();
  save();
  await page.waitForFunction(() => (window as unknown as { seen: { at: number } }).seen.at > 0);
  const at = await page.evaluate(() => (window as unknown as { seen: { at: number } }).seen.at);
  // What rests on it goes on for a while.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return (at - from) / 1000;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
