import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { MemoError } from "../../src/diagnostic.js";
import { writeAddress } from "../../src/live/page/address.js";
import { computeMemo } from "../../src/memo/compute.js";
import { openIncremental } from "../../src/memo/incremental.js";
import type { Project } from "../../src/memo/project.js";
import { writeHtml } from "../../src/render/html/index.js";
import { type Ask, asksOf } from "./asks.js";

const limits = { seconds: 120, megabytes: 2048 };
const noFonts = { fonts: () => "" };

/** What a live page and a page that was built with the same values disagree in; nothing where they agree. */
export interface Disagreement {
  asked: string;
  differences: string[];
}

/**
 * Opens a memo's page, asks it for scenarios and seeded overrides one after the other, and compares each time all of its text, tables, claims and charts with
 * a page that was built so, element by element and character by character. Sweeps are those of the published memo on both sides.
 */
export async function disagreements(
  browser: Browser,
  project: Project,
  folder: string,
  options: {
    /** Seeded overrides. */
    count: number;
    seed?: number;
    /** Asked for before them. */
    asks?: readonly Ask[];
    /** The first so many; all where it is absent. */
    scenarios?: number;
    cacheFolder?: string;
    told?(text: string): void;
  },
): Promise<{ asked: number; found: Disagreement[]; messages: string[]; drawn: number }> {
  const { cacheFolder, told = () => {} } = options;
  const incremental = openIncremental({ limits, ...(cacheFolder === undefined ? {} : { cacheFolder }) });
  const found: Disagreement[] = [];
  const messages: string[] = [];
  // Charts that followed.
  let drawn = 0;
  try {
    const base = await computeMemo(project, { limits, incremental, live: true });
    const file = (name: string): string => join(folder, name);
    const livePage = await opened(browser, file("live.html"), writeHtml(base.tree, noFonts), messages);
    const builtPage = await emptyPage(browser);
    const some = asksOf(base.register, options.count, options.seed);
    const scenarios = some.filter(({ scenario }) => scenario !== undefined);
    const asks = [
      ...(options.asks ?? []),
      ...scenarios.slice(0, options.scenarios),
      ...some.filter(({ scenario }) => scenario === undefined),
    ];
    for (const ask of asks) {
      const asked = writeAddress(ask);
      const built = await builtWith(project, ask, { limits, incremental });
      await livePage.evaluate(goTo, asked);
      // Charts that are not seen are drawn when there is time; before the page is printed they all are.
      await livePage.evaluate(() => dispatchEvent(new Event("beforeprint")));
      const state = await livePage.evaluate(() => document.documentElement.dataset.liveState ?? "none");
      const differences: string[] = [];
      if (typeof built !== "string") {
        // What can't be built has to be said on the page too.
        const marks = await livePage.evaluate(
          () => document.querySelectorAll("[data-live=failed], .live-changed .failed").length,
        );
        if (state !== "refused" && marks === 0)
          differences.push(`it can't be built, ${built.join("; ")}, and the page says nothing`);
      } else if (state !== "shown") differences.push(`it can be built, and the page is ${state}`);
      else {
        writeFileSync(file("built.html"), built);
        await builtPage.goto(pathToFileURL(file("built.html")).href);
        const published = await livePage.evaluate(() =>
          [...document.querySelectorAll("[data-live=published]")].map(({ id }) => id),
        );
        const still = await livePage.evaluate(stillCharts);
        const [live, other] = [
          await livePage.evaluate(pieces, { published, still }),
          await builtPage.evaluate(pieces, { published, still }),
        ];
        differences.push(...compared(live, other));
        drawn += await livePage.evaluate(() => document.querySelectorAll("[data-live=changed-chart]").length);
      }
      told(
        `${asked}: ${differences.length === 0 ? (typeof built === "string" ? "agree" : `refused or told by both`) : differences.slice(0, 4).join("\n  ")}`,
      );
      if (differences.length > 0) found.push({ asked, differences });
    }
    await livePage.close();
    await builtPage.close();
    return { asked: asks.length, found, messages, drawn };
  } finally {
    incremental.close();
  }
}

async function builtWith(
  project: Project,
  { scenario, sets }: Ask,
  options: { limits: typeof limits; incremental: ReturnType<typeof openIncremental> },
): Promise<string | string[]> {
  const { incremental } = options;
  try {
    const { tree } = await computeMemo(project, {
      ...options,
      scenario,
      sets,
      postpone: (study) => incremental.lastResult(study),
    });
    return writeHtml(tree, noFonts);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return error.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  }
}

async function emptyPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  // What names functions where this runs from source is not there in a page.
  await page.addInitScript("globalThis.__name = (one) => one");
  return page;
}

async function opened(browser: Browser, path: string, html: string, messages: string[]): Promise<Page> {
  writeFileSync(path, html);
  const page = await emptyPage(browser);
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(error.message));
  page.on("request", (request) => {
    if (!/^(?:file|data):/.test(request.url())) messages.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(path).href);
  return page;
}

/** Goes to another address of the page; it has followed when this is done. */
function goTo(hash: string): Promise<void> {
  return new Promise((done) => {
    if (location.hash === hash || (hash === "" && location.hash === "")) return done();
    addEventListener("hashchange", () => setTimeout(done), { once: true });
    location.hash = hash;
  });
}

/** Charts that a page says are as published. */
const stillCharts = (): string[] =>
  [...document.querySelectorAll("figure")]
    .filter(
      (figure) =>
        figure.querySelector(".canvas svg") &&
        /^ As published/.test(figure.querySelector(".live-note")?.textContent ?? ""),
    )
    .map(({ id }) => id);

/** The page's elements as text, with the drawings of charts but for those that stay, without cards, and what says that something did not follow. */
function pieces({ published, still }: { published: readonly string[]; still: readonly string[] }): string[] {
  const header = document.querySelector("header.title");
  const elements = [...(header ? [header] : []), ...document.querySelectorAll("main > section > *")];
  return elements.map((element) => {
    const copy = element.cloneNode(true) as Element;
    const all = (selector: string): Element[] => [
      ...(copy.matches(selector) ? [copy] : []),
      ...copy.querySelectorAll(selector),
    ];
    for (const one of all("[data-live=own], .card, p.rests, .acts")) one.remove();
    for (const figure of all("figure")) {
      // Blanks between what stands in a figure say nothing.
      for (const node of [...figure.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove();
      // The page's script makes a chart a stop for the keyboard once it comes near.
      for (const canvas of figure.querySelectorAll(".canvas"))
        for (const name of ["tabindex", "role", "aria-label"]) canvas.removeAttribute(name);
      if (!still.includes(figure.id)) continue;
      // One that stays is as it was published, with its data, what its marks come to and its drawing for narrow columns, which may find room or not.
      figure.querySelector("details.data")?.remove();
      figure.querySelector(".canvas.narrow-only")?.remove();
      for (const wide of figure.querySelectorAll(".canvas")) {
        wide.classList.remove("wide-only");
        wide.removeAttribute("data-tips");
      }
      for (const svg of figure.querySelectorAll("svg")) svg.replaceWith(`[${svg.getAttribute("aria-label")}]`);
    }
    for (const one of all("[data-live]")) {
      one.removeAttribute("data-live");
      one.removeAttribute("title");
    }
    for (const one of all(".value, .quoted")) if (published.includes(one.id)) one.textContent = "as published";
    // Which areas are stops of the keyboard the page's script finds out once they are laid out.
    for (const one of all(".scroll, .formula, .register a"))
      for (const name of ["tabindex", "aria-describedby"]) one.removeAttribute(name);
    for (const one of all("[data-live-drawn]")) one.removeAttribute("data-live-drawn");
    for (const one of all("[data-laid]")) one.removeAttribute("data-laid");
    for (const one of all("[open]")) one.removeAttribute("open");
    for (const one of all(".where")) one.textContent = "";
    for (const one of all("[aria-current]")) one.removeAttribute("aria-current");
    // The order of an element's attributes says nothing.
    for (const one of all("*")) {
      const sorted = [...one.attributes].sort((x, y) => (x.name < y.name ? -1 : 1));
      for (const { name } of sorted) one.removeAttribute(name);
      for (const { name, value } of sorted) one.setAttribute(name, value);
    }
    return copy.outerHTML;
  });
}

function compared(live: readonly string[], built: readonly string[]): string[] {
  const differences: string[] = [];
  if (live.length !== built.length) differences.push(`${live.length} elements, and ${built.length} where it is built`);
  for (let at = 0; at < Math.max(live.length, built.length); at++) {
    const [a = "", b = ""] = [live[at], built[at]];
    if (a === b) continue;
    let same = 0;
    while (a[same] === b[same] && same < a.length) same++;
    const around = (text: string): string => JSON.stringify(text.slice(Math.max(0, same - 60), same + 60));
    differences.push(`${around(a)} where a build has ${around(b)}`);
  }
  return differences;
}
