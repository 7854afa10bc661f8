import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium as engine, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeHtml } from "../../src/render/html/index.js";
import { writePdf } from "../../src/render/pdf/index.js";
import { CHROMIUM_FLAGS, chromiumOrSkip, findChromium, laidOut } from "../browser.js";
import { difference, matchPicture, reduced } from "./compare.js";
import { constructsTree, ROWS_SHOWN } from "./constructs.js";
import { decodePng, encodePng, type Pixels } from "./png.js";

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}.png`, import.meta.url));
const chromium = chromiumOrSkip("how the page looks", findChromium);
const hasPdftoppm = spawnSync("pdftoppm", ["-v"]).status === 0;
if (!hasPdftoppm) console.warn("SKIPPED how pages of paper look: no pdftoppm found; install poppler-utils to run it.");

/** Letters are drawn the same whatever a machine's settings for its own screen are. */
const SAME_LETTERS = [
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
];

/** Pixels of the window put together into one of a golden picture. */
const BY = { 360: 3, 768: 4, 1440: 5 } as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "memo-visual-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Pages of a PDF beside one another, each pixel of a golden picture one of three at 60 to the inch. */
function pages(pdf: Uint8Array, name: string): Pixels {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  execFileSync("pdftoppm", ["-r", "75", "-png", file, join(folder, name)]);
  const all = readdirSync(folder)
    .filter((page) => page.startsWith(`${name}-`) && page.endsWith(".png"))
    .sort()
    .map((page) => reduced(decodePng(readFileSync(join(folder, page))), 3));
  const width = all.reduce((sum, page) => sum + page.width, 0);
  const height = Math.max(...all.map((page) => page.height));
  const data = new Uint8Array(3 * width * height).fill(128);
  let left = 0;
  for (const page of all) {
    for (let y = 0; y < page.height; y++)
      data.set(page.data.subarray(3 * y * page.width, 3 * (y + 1) * page.width), 3 * (y * width + left));
    left += page.width;
  }
  return { width, height, data };
}

describe.skipIf(chromium === undefined)("the page of all constructs looks as it did", () => {
  let browser: Browser;
  let page: Page;
  let address: string;
  beforeAll(async () => {
    const file = join(folder, "index.html");
    writeFileSync(file, writeHtml(constructsTree()));
    address = pathToFileURL(file).href;
    browser = await engine.launch({ executablePath: chromium ?? "", args: [...CHROMIUM_FLAGS, ...SAME_LETTERS] });
    page = await browser.newPage({ reducedMotion: "reduce" });
    page.setDefaultTimeout(8000);
  });
  afterAll(() => browser.close());

  /** Opens the page anew with all its letters there; of the long table a few rows are left. */
  async function open(width: number, colorScheme: "light" | "dark"): Promise<void> {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ media: null, colorScheme });
    await page.goto(address);
    await laidOut(page);
    await page.evaluate(async (rows) => {
      for (const row of document.querySelectorAll(`#tbl-months tbody tr:nth-child(n + ${rows + 1})`)) row.remove();
      await document.fonts.ready;
      for (const chart of document.querySelectorAll("figure.chart")) {
        chart.scrollIntoView();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
      }
      scrollTo(0, 0);
    }, ROWS_SHOWN);
    await page.locator(".acts").nth(3).waitFor();
  }

  for (const width of [360, 768, 1440] as const)
    for (const colorScheme of ["light", "dark"] as const)
      test(`${width} wide, ${colorScheme}`, async () => {
        await open(width, colorScheme);
        const taken = decodePng(await page.screenshot({ fullPage: true }));
        matchPicture(golden(`page-${width}-${colorScheme}`), reduced(taken, BY[width]));
      });

  for (const width of [360, 1440] as const)
    test(`${width} wide with what opens over it`, async () => {
      await open(width, "light");
      await page.click(".tools .find");
      await page.keyboard.type("capacity");
      await page.locator(".search output", { hasText: /^1 of/ }).waitFor();
      await page.locator("details.computed").first().locator("summary").click();
      await page.locator("pre i").first().waitFor();
      await page.locator("#q5").scrollIntoViewIfNeeded();
      await page.click("#q5");
      const taken = decodePng(await page.screenshot());
      matchPicture(golden(`open-${width}`), reduced(taken, 3));
    });

  test("forced colours and a page at twice its size", async () => {
    await open(720, "light");
    await page.emulateMedia({ forcedColors: "active" });
    // Half of the pixels in all lengths is what a browser's zoom of 200% leaves.
    const taken = decodePng(await page.screenshot({ fullPage: true }));
    await page.emulateMedia({ forcedColors: null });
    matchPicture(golden("page-forced"), reduced(taken, 3));
  });

  test.skipIf(!hasPdftoppm)("printed", async () => {
    await open(1440, "dark");
    matchPicture(golden("print"), pages(await page.pdf({ format: "A4", preferCSSPageSize: true }), "print"));
  });

  test("and one style less is seen", async () => {
    const clip = { x: 0, y: 3000, width: 360, height: 8000 };
    const look = async (): Promise<Pixels> =>
      reduced(decodePng(await page.screenshot({ fullPage: true, clip })), BY[360]);
    await open(360, "light");
    const whole = await look();
    expect(difference(whole, await look())).toBe(undefined);
    for (const broken of [
      "figcaption { font-weight: 400 }",
      ".value { text-decoration: none }",
      "h3 { margin-top: 2.5rem }",
      "th, td { padding-top: .3rem }",
      "body { color: #6b7480 }",
      ".canvas svg { width: 96% }",
    ]) {
      const undo = await page.evaluate(
        (rule) => document.styleSheets[0]?.insertRule(rule, document.styleSheets[0].cssRules.length),
        broken,
      );
      expect([broken, difference(whole, await look())]).toEqual([broken, expect.any(String)]);
      await page.evaluate((at) => document.styleSheets[0]?.deleteRule(at ?? 0), undo);
    }
  });
});

describe.skipIf(!hasPdftoppm)("the PDF of all constructs looks as it did", () => {
  test("page by page", async () => {
    matchPicture(golden("pdf"), pages(await writePdf(constructsTree()), "pdf"));
  });
});

test("a picture that is written is read as it was", () => {
  const data = Uint8Array.from({ length: 3 * 7 * 5 }, (_, i) => (i * 37) % 256);
  expect(decodePng(encodePng({ width: 7, height: 5, data }))).toEqual({ width: 7, height: 5, data });
});
