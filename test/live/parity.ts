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
 * Opens a memo's page, asks it for scenarios and seeded overrides one after the other, and compares each time all of its text, tables and claims with
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
): Promise<{ asked: number; found: Disagreement[]; messages: string[] }> {
  const { cacheFolder, told = () => {} } = options;
  const incremental = openIncremental({ limits, ...(cacheFolder === undefined ? {} : { cacheFolder }) });
  const found: Disagreement[] = [];
  const messages: string[] = [];
  try {
    const base = await computeMemo(project, { limits, incremental, live: true });
    const file = (name: string): string => join(folder, name);
    const livePage = await opened(browser, file("live.html"), writeHtml(base.tree, noFonts), messages);
    const builtPage = await browser.newPage();
    // What names functions where this runs from source is not there in a page.
    for (const page of [livePage, builtPage]) await page.addInitScript("globalThis.__name = (one) => one");
    await livePage.reload();
    const drawn = asksOf(base.register, options.count, options.seed);
    const scenarios = drawn.filter(({ scenario }) => scenario !== undefined);
    const asks = [
      ...(options.asks ?? []),
      ...scenarios.slice(0, options.scenarios),
      ...drawn.filter(({ scenario }) => scenario === undefined),
    ];
    for (const ask of asks) {
      const asked = writeAddress(ask);
      const built = await builtWith(project, ask, { limits, incremental });
      await livePage.evaluate(goTo, asked);
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
        const [live, other] = [await livePage.evaluate(pieces, published), await builtPage.evaluate(pieces, published)];
        differences.push(...compared(live, other));
        differences.push(...unmarked(await livePage.evaluate(charts), await builtPage.evaluate(charts)));
      }
      told(
        `${asked}: ${differences.length === 0 ? (typeof built === "string" ? "agree" : `refused or told by both`) : differences.slice(0, 4).join("\n  ")}`,
      );
      if (differences.length > 0) found.push({ asked, differences });
    }
    await livePage.close();
    await builtPage.close();
    return { asked: asks.length, found, messages };
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

async function opened(browser: Browser, path: string, html: string, messages: string[]): Promise<Page> {
  writeFileSync(path, html);
  const page = await browser.newPage();
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

/** The page's elements as text, without charts, cards, and what says that something did not follow. */
function pieces(published: readonly string[]): string[] {
  const header = document.querySelector("header.title");
  const elements = [...(header ? [header] : []), ...document.querySelectorAll("main > section > *")];
  return elements.map((element) => {
    const copy = element.cloneNode(true) as Element;
    const all = (selector: string): Element[] => [
      ...(copy.matches(selector) ? [copy] : []),
      ...copy.querySelectorAll(selector),
    ];
    for (const one of all("[data-live=own], .card, p.rests, .acts")) one.remove();
    for (const chart of all("figure")) if (chart.querySelector("svg")) chart.querySelector("details.data")?.remove();
    // A chart stays as published, with what its marks come to and its drawing for narrow columns, which may find room or not; the page's script makes it
    // a stop for the keyboard once it comes near.
    for (const narrow of all("figure .canvas.narrow-only")) {
      narrow.previousSibling?.remove();
      narrow.remove();
    }
    for (const wide of all("figure .canvas")) wide.classList.remove("wide-only");
    for (const canvas of all("figure .canvas"))
      for (const name of ["data-tips", "tabindex", "role", "aria-label"]) canvas.removeAttribute(name);
    for (const svg of all("svg")) svg.replaceWith(`[${svg.getAttribute("aria-label")}]`);
    for (const one of all("[data-live]")) {
      one.removeAttribute("data-live");
      one.removeAttribute("title");
    }
    for (const one of all(".value, .quoted")) if (published.includes(one.id)) one.textContent = "as published";
    // Which areas are stops of the keyboard the page's script finds out once they are laid out.
    for (const one of all(".scroll, .formula, .register a"))
      for (const name of ["tabindex", "aria-describedby"]) one.removeAttribute(name);
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

/** Charts with their data, by id, and whether the page says that they are as published. */
function charts(): { id: string; drawn: string; marked: boolean }[] {
  return [...document.querySelectorAll("figure")]
    .filter((figure) => figure.querySelector(".canvas svg"))
    .map((figure) => ({
      id: figure.id,
      // What it is called follows in any case.
      drawn: [...figure.querySelectorAll(".canvas svg > *, pre.csv")].map((one) => one.outerHTML).join("\n"),
      marked: figure.querySelector(".live-note") !== null,
    }));
}

/** Charts that a build draws otherwise, and the page doesn't say that its own are as published. */
function unmarked(live: ReturnType<typeof charts>, built: ReturnType<typeof charts>): string[] {
  const drawn = new Map(built.map(({ id, drawn }) => [id, drawn]));
  return live
    .filter((one) => !one.marked && drawn.get(one.id) !== one.drawn)
    .map(({ id }) => `${id} is drawn otherwise by a build, and the page doesn't say that it stays as published`);
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
