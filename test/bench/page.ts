// What a reader's browser has to do for this memo's page, on a phone, a tablet and a desk.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { launchChromium } from "../browser.js";
import { chromiumHere, compiledEngine } from "./compiled.js";

interface Opened {
  width: number;
  height: number;
  /** Cumulative layout shift while the page comes (web.dev/cls). */
  shift: number;
  /** Largest contentful paint, milliseconds from the start of the navigation, CPU at its own speed. */
  paint: number;
  /** Elements that the keyboard stops at. */
  stops: number;
}

export interface PageReport {
  node: string;
  browser: string;
  rounds: number;
  bytes: number;
  gzipped: number;
  elements: number;
  opened: readonly Opened[];
}

const SCREENS = [
  [360, 740],
  [768, 1024],
  [1440, 900],
] as const;

/** As text: a function that is compiled here names a helper that the page doesn't have. */
const WATCH = `(() => {
  globalThis.seen = { shift: 0, paint: 0 };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.seen.shift += entry.value; }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.seen.paint = entry.startTime; }).observe({ type: "largest-contentful-paint", buffered: true });
})()`;
const STOPS = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((one) => one.tabIndex >= 0 && one.getClientRects().length > 0).length`;

/**
 * @param root folder of the memo
 * @param dist folder of the compiled package
 * @param scratch an empty folder
 * @param rounds times that the page is opened on each screen
 * @throws Error where there is no Chromium
 */
export async function pageReport(root: string, dist: string, scratch: string, rounds: number): Promise<PageReport> {
  const executable = chromiumHere();
  mkdirSync(scratch, { recursive: true });
  const { readProject, computeMemo, writeHtml } = await compiledEngine(dist);
  const { tree } = await computeMemo(readProject(root), { limits: { seconds: 600, megabytes: 4096 } });
  const file = join(scratch, "page.html");
  writeFileSync(file, writeHtml(tree));
  const browser = await launchChromium(executable);
  try {
    const opened: Opened[] = [];
    let elements = 0;
    for (const [width, height] of SCREENS) {
      const all: (Opened & { elements: number })[] = [];
      for (let n = 0; n <= rounds; n++) all.push(await open(browser, pathToFileURL(file).href, width, height));
      const measured = all.slice(1).sort((a, b) => a.paint - b.paint);
      const middle = measured[Math.floor(measured.length / 2)];
      if (!middle) throw new Error("a page is opened at least once");
      elements = middle.elements;
      opened.push({ ...middle, shift: Math.max(...measured.map(({ shift }) => shift)) });
    }
    const bytes = readFileSync(file);
    const gzipped = gzipSync(bytes, { level: 9 }).length;
    return {
      node: process.versions.node,
      browser: browser.version(),
      rounds,
      bytes: bytes.length,
      gzipped,
      elements,
      opened,
    };
  } finally {
    await browser.close();
  }
}

async function open(browser: Browser, address: string, width: number, height: number) {
  const page = await browser.newPage({ viewport: { width, height } });
  try {
    await page.addInitScript(WATCH);
    await page.goto(address);
    await page.evaluate("document.fonts.ready");
    await page.waitForTimeout(800);
    const { shift, paint } = (await page.evaluate("globalThis.seen")) as { shift: number; paint: number };
    const stops = (await page.evaluate(STOPS)) as number;
    const elements = (await page.evaluate("document.querySelectorAll('*').length")) as number;
    return { width, height, shift, paint, stops, elements };
  } finally {
    await page.close();
  }
}

export function pageTable({ node, browser, rounds, bytes, gzipped, elements, opened }: PageReport): string {
  const size = (count: number): string => `${Math.round(count / 1000).toLocaleString("en-US")} kB`;
  return [
    `Node ${node}, Chromium ${browser}; ${size(bytes)}, ${size(gzipped)} gzipped, ${elements.toLocaleString("en-US")} elements. Of ${rounds} openings the greatest shift`,
    "and the median paint.",
    "",
    "| Screen | layout shift | largest paint | stops of the keyboard |",
    "|---|--:|--:|--:|",
    ...opened.map(
      ({ width, height, shift, paint, stops }) =>
        `| ${width} × ${height} | ${Number(shift.toFixed(4))} | ${Math.round(paint)} ms | ${stops.toLocaleString("en-US")} |`,
    ),
    "",
  ].join("\n");
}
