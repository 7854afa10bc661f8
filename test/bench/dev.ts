// What `memo dev` takes from a saved file to the updated page, in a real browser, on a copy of the memo.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { findChromium, launchChromium } from "../browser.js";
import { startPreview } from "./preview-process.js";
import type { Section } from "./report.js";
import { median } from "./trials.js";
import { Workspace } from "./workspace.js";

/** Longest time for one update, sweeps included. */
const PATIENCE_MS = 120_000;

/** Edits of one kind; `n` is different each time. */
interface Case {
  name: string;
  path: string;
  edit(text: string, n: number): string;
}

/**
 * Median seconds from a save to the frame that shows it: first whatever page is shown, with what is yet to be drawn and run marked, then, for
 * an assumption, the one with its charts drawn, and the one with all sweeps run again.
 *
 * @param root folder of the memo
 * @param dist folder of the compiled package
 * @param scratch an empty folder to copy the memo to
 * @param rounds edits of each kind, after three that are not counted
 */
export async function devSections(root: string, dist: string, scratch: string, rounds: number): Promise<Section[]> {
  const executable = findChromium();
  if (executable === undefined) return [];
  const workspace = Workspace.copyOf(root, scratch);
  const preview = startPreview([join(dist, "cli/main.js"), "dev", "-C", workspace.folder], workspace.folder);
  const browser = await launchChromium(executable);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(await preview.address);
    await page.waitForSelector("main");
    await settled(page);
    const rows: { name: string; seconds: number; megabytes: number }[] = [];
    for (const one of cases(workspace.folder)) {
      const file = join(workspace.folder, one.path);
      const text = readFileSync(file, "utf8");
      const shown: number[] = [];
      const drawn: number[] = [];
      const whole: number[] = [];
      for (let n = 1; n <= rounds + 3; n++) {
        const took = await update(page, () => {
          writeFileSync(file, one.edit(text, n));
        });
        if (n <= 3) continue;
        shown.push(took.shown);
        drawn.push(took.drawn);
        whole.push(took.whole);
      }
      await update(page, () => writeFileSync(file, text));
      rows.push({ name: one.name, seconds: median(shown), megabytes: Number.NaN });
      if (one.path.startsWith("assumptions/"))
        rows.push(
          { name: `${one.name}, with charts`, seconds: median(drawn), megabytes: Number.NaN },
          { name: `${one.name}, with all sweeps`, seconds: median(whole), megabytes: Number.NaN },
        );
    }
    return [{ title: "`memo dev`, from a saved file to the updated page", rows }];
  } finally {
    await browser.close();
    preview.stop();
  }
}

function cases(folder: string): Case[] {
  const names = readdirSync(join(folder, "chapters")).sort();
  const chapter = `chapters/${names[Math.floor(names.length / 2)]}`;
  const sentence = /^(---\n[\s\S]*?\n---\n[\s\S]*?)(^[A-Z][a-z]+ [^\n]*)/m;
  const prose = (added: (n: number) => string) => (text: string, n: number) =>
    replaced(text, sentence, (_, before, line) => `${before}${added(n)}${line}`);
  return [
    { name: "a word", path: chapter, edit: prose((n) => `Version ${n}: `) },
    { name: "a paragraph more", path: chapter, edit: prose((n) => `Version ${n} has a paragraph more.\n\n`) },
    {
      name: "one assumption",
      path: "assumptions/2026-03.yaml",
      edit: (text, n) =>
        replaced(text, /^( {4}add:[\s\S]*?2027: *)([\d.]+)/m, (_, before) => `${before}${24 + n / 100}`),
    },
  ];
}

function replaced(text: string, pattern: RegExp, by: (...parts: string[]) => string): string {
  const found = text.replace(pattern, by);
  if (found === text) throw new Error(`the memo has nothing like ${pattern} to change`);
  return found;
}

/** Asks of a page again and again without frames of its own: a page that draws sixty times a second takes half a core from what is measured. */
const NOW_AND_THEN = { polling: 50 };

/** Resolves when nothing on the page waits for sweeps. */
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => document.querySelector(".memo-preview .note")?.matches("[hidden]"),
    undefined,
    NOW_AND_THEN,
  );

/** As text: a function that is compiled here names a helper that the page doesn't have. */
const LISTEN = `{
  const seen = { first: 0, drawn: 0, last: 0 };
  const frame = () => requestAnimationFrame(() => setTimeout(() => {
    seen.last = performance.timeOrigin + performance.now();
    seen.first ||= seen.last;
    if (!document.querySelector(".memo-preview .note").textContent.startsWith("drawing")) seen.drawn ||= seen.last;
  }));
  document.addEventListener("memo-update", frame);
  Object.assign(window, { seen, stop: () => document.removeEventListener("memo-update", frame) });
}`;

/** Saves, and waits for the frame after the first update and after the last. Seconds. */
async function update(page: Page, save: () => void): Promise<{ shown: number; drawn: number; whole: number }> {
  await page.evaluate(LISTEN);
  const from = performance.timeOrigin + performance.now();
  save();
  await page.waitForFunction(
    () => (window as unknown as { seen: { first: number } }).seen.first > 0,
    undefined,
    NOW_AND_THEN,
  );
  // Sweeps are said to run right after the update that leaves them out.
  await new Promise((resolve) => setTimeout(resolve, 400));
  await settled(page);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const { first, drawn, last } = await page.evaluate(() => {
    const { seen, stop } = window as unknown as { seen: { first: number; drawn: number; last: number }; stop(): void };
    stop();
    return seen;
  });
  return { shown: (first - from) / 1000, drawn: (drawn - from) / 1000, whole: (last - from) / 1000 };
}
