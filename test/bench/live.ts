// What a live page weighs and how soon it follows, on this memo, in a real browser.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../browser.js";
import { withLive } from "../live/asked.js";
import { chromiumHere, compiledEngine } from "./compiled.js";
import { pageParts, textAlone, type Weight, weight } from "./page-parts.js";
import { median } from "./trials.js";

export interface LiveReport {
  node: string;
  browser: string;
  rounds: number;
  /** The page that follows, the same page without, the parts of the first, and what is packed in it. */
  weights: readonly Weight[];
  elements: number;
  /** Medians in milliseconds. */
  times: readonly { name: string; ms: number }[];
}

/** Sliders that are moved, and steps of each. */
const MOST_SLIDERS = 6;
const STEPS = 5;
const THROTTLED = 4;

/**
 * @param root folder of the memo
 * @param dist folder of the compiled package
 * @param scratch an empty folder
 * @param rounds times that each page is opened
 * @throws Error where there is no Chromium
 */
export async function liveReport(root: string, dist: string, scratch: string, rounds: number): Promise<LiveReport> {
  const executable = chromiumHere();
  mkdirSync(scratch, { recursive: true });
  const { readProject, computeMemo, writeHtml } = await compiledEngine(dist);
  const asked = withLive(readProject(root));
  const limits = { seconds: 600, megabytes: 4096 };
  const { tree } = await computeMemo(asked, { limits, live: true });
  const { live } = tree;
  if (!live) throw new Error("the memo gives no live page");
  const { live: _, ...still } = tree;
  const whole = writeHtml(tree);
  const pages = { live: whole, still: writeHtml(still), text: textAlone(whole) };
  const fileOf = (name: keyof typeof pages): string => join(scratch, `${name}.html`);
  for (const name of ["live", "still", "text"] as const) writeFileSync(fileOf(name), pages[name]);
  const [code = ""] = live.later;
  const browser = await launchChromium(executable);
  try {
    const opened = async (name: keyof typeof pages): Promise<number> => {
      const all: number[] = [];
      for (let n = 0; n <= rounds; n++) all.push(await interactive(browser, pathToFileURL(fileOf(name)).href));
      return median(all.slice(1));
    };
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(pathToFileURL(fileOf("live")).href);
    const elements = await page.evaluate(() => document.querySelectorAll("*").length);
    const { panel, moved, settled } = await follows(page);
    await page.close();
    return {
      node: process.versions.node,
      browser: browser.version(),
      rounds,
      weights: [
        weight("the live page", pages.live),
        weight("the same page without", pages.still),
        ...pageParts(pages.live).map(within),
        weight("before it is packed: the model", live.data),
        weight("code of the blocks", code),
        weight("the engine", live.engine.text),
        ...(live.charts === undefined ? [] : [weight("what draws charts", live.charts.text)]),
      ],
      elements,
      times: [
        { name: `interactive, CPU ${THROTTLED}× slower`, ms: await opened("live") },
        { name: `the same page without, CPU ${THROTTLED}× slower`, ms: await opened("still") },
        { name: `its text alone, no script, CPU ${THROTTLED}× slower`, ms: await opened("text") },
        { name: "the panel first opened: the model read, all blocks run once", ms: panel },
        { name: "a slider moved, the first number changed", ms: moved },
        { name: "a slider let go, all followed", ms: settled },
      ],
    };
  } finally {
    await browser.close();
  }
}

const within = (part: Weight): Weight => ({ ...part, name: `of it: ${part.name}` });

/** From the start of the navigation until a task of the page has its turn after it was loaded. */
async function interactive(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    const debug = await page.context().newCDPSession(page);
    await debug.send("Emulation.setCPUThrottlingRate", { rate: THROTTLED });
    await page.addInitScript(
      "addEventListener('load', () => setTimeout(() => requestAnimationFrame(() => setTimeout(() => { globalThis.ready = performance.now(); }))))",
    );
    await page.goto(address);
    await page.waitForFunction("globalThis.ready > 0");
    return (await page.evaluate("ready")) as number;
  } finally {
    await page.close();
  }
}

/** As text: a function that is compiled here names a helper that the page doesn't have. */
const MOVE = `async ([at, share, kind]) => {
  const slider = document.querySelectorAll(".live-control input[type=range]")[at];
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const before = document.querySelector("main").textContent;
  const started = performance.now();
  slider.value = String(low + (high - low) * share);
  slider.dispatchEvent(new Event(kind, { bubbles: true }));
  for (let frame = 0; frame < 200; frame++) {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    if (kind === "change" ? document.documentElement.dataset.liveState === "shown" && frame > 0 : document.querySelector("main").textContent !== before)
      return performance.now() - started;
  }
  return Infinity;
}`;

async function follows(page: Page): Promise<{ panel: number; moved: number; settled: number }> {
  const panel = (await page.evaluate(`(async () => {
    const started = performance.now();
    document.querySelector(".live-open").click();
    while (!document.querySelector("#live-panel:not([hidden])")) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - started;
  })()`)) as number;
  const sliders = Math.min(MOST_SLIDERS, await page.locator(".live-control input[type=range]").count());
  const moved: number[] = [];
  const settled: number[] = [];
  for (let at = 0; at < sliders; at++)
    for (let step = 1; step <= STEPS; step++) {
      const share = step / (STEPS + 1);
      const took = (await page.evaluate(`(${MOVE})([${at}, ${share}, "input"])`)) as number;
      // Where nothing of the text rests on it to the digits that are printed, nothing is to be waited for.
      if (Number.isFinite(took)) moved.push(took);
      settled.push((await page.evaluate(`(${MOVE})([${at}, ${share}, "change"])`)) as number);
      await page.waitForTimeout(250);
    }
  return { panel, moved: median(moved), settled: median(settled) };
}

export function liveTable({ node, browser, rounds, weights, elements, times }: LiveReport): string {
  const size = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString("en-US")} kB`;
  const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  return [
    `Node ${node}, Chromium ${browser}; medians, of ${rounds} openings and of ${MOST_SLIDERS} sliders moved ${STEPS} times each. The page has`,
    `${elements.toLocaleString("en-US")} elements.`,
    "",
    "| This memo's page | bytes | gzipped |",
    "|---|--:|--:|",
    ...weights.map(({ name, bytes, gzipped }) => `| ${name} | ${size(bytes)} | ${size(gzipped)} |`),
    "",
    "| How soon | time |",
    "|---|--:|",
    ...times.map(({ name, ms: value }) => `| ${name} | ${ms(value)} |`),
    "",
  ].join("\n");
}
