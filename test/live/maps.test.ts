import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumOrSkip, openChromium } from "../browser.js";
import { runBlocksHere } from "../cli/in-process.js";
import type { Sources } from "../cli/memo.js";
import { writePage } from "./page.js";

const ISLAND = readFileSync(new URL("../assumptions/data/geographic/island.geojson", import.meta.url), "utf8");

/** A map of a data file's shapes that follows an assumption, and a query that hands shapes on. */
const FILES: Sources = {
  "assumptions/2026.yaml": `version: "2026"
as_of: 2026-03-01
title: An island
defaults: { kind: assumed, as_of: 2026-03 }
assumptions:
  growth: { label: Growth, value: 1, unit: "1", low: 1, high: 9, distribution: uniform, note: made up }
  regions:
    label: Regions
    data: island.geojson
    columns:
      id: { type: text }
      name: { type: text }
      people: { unit: "1" }
      rate: { unit: "%", missing: allowed }
      shape: { type: geometry }
    key: id
    note: made up
`,
  "data/island.geojson": ISLAND,
  "chapters/01-map.md": `---
title: The island
memo:
  live: true
---

@fig-people has {{number parts digits=0}} regions that are one {{text kind}}.

\`\`\`sql {#large}
SELECT name, people, shape FROM regions WHERE people > 20 ORDER BY people
\`\`\`

\`\`\`ts {#shapes}
const parts = large.rows.filter((row) => row.shape.type === "Polygon").length;
const kind = given.regions.columns.shape[0]?.type ?? "";
\`\`\`

\`\`\`ts {#fig-people .chart caption="People by region" alt="A map of the island; Brook has the most people"}
const later = given.regions.rows
  .filter(({ people }) => people > 20)
  .map(({ name, people, shape }) => ({ name, people: people ** given.growth, shape }));
Plot.plot({
  projection: { type: "mercator", domain: { type: "GeometryCollection", geometries: given.regions.columns.shape } },
  color: { legend: true, label: "People", domain: [0, 150] },
  marks: [Plot.geo(later, { geometry: "shape", fill: "people", title: "name" })],
});
\`\`\`
`,
};

const chromium = chromiumOrSkip("maps in a page");

describe.skipIf(chromium === undefined)("a map in a page", () => {
  const folder = mkdtempSync(join(tmpdir(), "memo-maps-"));
  const file = join(folder, "index.html");
  let browser: Browser;
  beforeAll(async () => {
    runBlocksHere();
    await writePage(FILES, file);
    browser = await openChromium(chromium ?? "");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Fills of the regions that are seen, and the boxes of chart and regions. */
  async function seen(options: { width: number; colorScheme: "light" | "dark"; hash?: string }) {
    const { width, colorScheme, hash = "" } = options;
    const page: Page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(pathToFileURL(file).href + hash);
    if (hash !== "") await expect.poll(() => page.evaluate("document.documentElement.dataset.liveState")).toBe("shown");
    await page.locator("#fig-people").scrollIntoViewIfNeeded();
    if (hash !== "") await page.locator("#fig-people").getByText("What-if: drawn").waitFor();
    const canvas = page.locator("#fig-people .canvas:visible").first();
    const fills = await canvas.locator("path").evaluateAll((paths) => paths.map((path) => getComputedStyle(path).fill));
    const within = await canvas.evaluate((element) => {
      const { width, right } = element.getBoundingClientRect();
      return width <= document.documentElement.clientWidth && right <= document.documentElement.clientWidth + 1;
    });
    const said = await canvas.getAttribute("data-tips");
    const text = (await page.locator("main").textContent()) ?? "";
    const rows = (await page.locator("#fig-people pre.csv").textContent()) ?? "";
    await page.close();
    return { fills, within, said, text, rows, errors };
  }

  it("shows regions by value, in a light page and a dark one, wide and narrow", async () => {
    const light = await seen({ width: 1440, colorScheme: "light" });
    expect(light.fills).toHaveLength(5);
    expect(new Set(light.fills).size).toBe(3);
    expect(light.text).toContain("has 4 regions that are one Polygon");
    expect(light.said).toContain("Brook: people 120");
    for (const other of [
      await seen({ width: 1440, colorScheme: "dark" }),
      await seen({ width: 360, colorScheme: "dark" }),
    ]) {
      expect(other.fills).toHaveLength(5);
      expect(other.fills.some((fill) => light.fills.includes(fill))).toBe(false);
      expect([other.within, other.errors]).toEqual([true, []]);
    }
  });

  it("has a table of what its regions are, without positions", async () => {
    expect((await seen({ width: 1440, colorScheme: "light" })).rows).toBe(
      "name,people\nAnders,41\nBrook,120\nDunes,66\nElm,30\nFirth,88\n",
    );
  });

  it("follows an assumption that a reader changes", async () => {
    const before = await seen({ width: 1440, colorScheme: "light" });
    const after = await seen({ width: 1440, colorScheme: "light", hash: "#set=growth:1.05" });
    expect(after.errors).toEqual([]);
    expect(after.fills).toHaveLength(5);
    expect(after.fills).not.toEqual(before.fills);
  });
});
