import { describe, expect, it } from "vitest";
import type { Pdf } from "../../../src/chapters/types.js";
import type { MemoTree } from "../../../src/document/tree.js";
import { writePdf } from "../../../src/render/pdf/index.js";
import { A4, pageRoom } from "../../../src/render/pdf/page.js";
import { sampleTree } from "../sample.js";
import { getDocument } from "./pdfjs.js";

/** The sizes of pages, how far the letters of those after the first reach, in points from each edge, and what the PDF says that it keeps to. */
async function pagesOf(settings: Pdf | undefined, shown: Partial<MemoTree> = {}) {
  const bytes = await writePdf({ ...sampleTree(), ...shown, ...(settings ? { pdf: settings } : {}) });
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const sizes = new Set<string>();
  const reached = { left: Infinity, right: Infinity };
  let top = Infinity;
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n);
    const { width, height } = page.getViewport({ scale: 1 });
    sizes.add(`${Math.round(width)} ${Math.round(height)}`);
    for (const item of (await page.getTextContent()).items) {
      if (!("str" in item) || item.str.trim() === "" || item.transform[1] !== 0) continue;
      if (n === 1) top = Math.min(top, height - item.transform[5]);
      reached.left = Math.min(reached.left, item.transform[4]);
      reached.right = Math.min(reached.right, width - item.transform[4] - item.width);
    }
  }
  const { metadata } = await pdf.getMetadata();
  const raw = (metadata as unknown as { getRaw(): string }).getRaw();
  const part = (name: string): string | undefined => new RegExp(`<${name}>([^<]+)<`).exec(raw)?.[1];
  return {
    sizes: [...sizes],
    ...reached,
    top,
    ua: part("pdfuaid:part"),
    a: part("pdfaid:part"),
    level: part("pdfaid:conformance"),
  };
}

describe("pages of the PDF", () => {
  it("are A4 with room for a margin column unless the memo says otherwise", async () => {
    expect(A4).toEqual({ full: 464, text: 379, turned: 711, height: 697 });
    const { sizes, left, right, ua, a } = await pagesOf(undefined);
    expect(sizes).toEqual(["595 842"]);
    expect(left).toBeGreaterThan(64);
    expect(right).toBeGreaterThan(60);
    expect([ua, a]).toEqual(["1", undefined]);
  });

  it("have the paper and the margins of the front matter, and all fits them", async () => {
    const settings: Pdf = { paper: "us-letter", margin: { side: 100, top: 60, bottom: 60 } };
    const { sizes, left, right } = await pagesOf(settings);
    expect(sizes).toEqual(["612 792"]);
    expect(Math.round(left)).toBe(100);
    expect(right).toBeGreaterThanOrEqual(99);
    expect(pageRoom(settings)).toEqual({ full: 412, text: 326, turned: 592, height: 672 });
  });

  it("begin below the margin of the front matter, the one with a summary before the contents too", async () => {
    const { number: _, ...summary } = sampleTree().chapters[0] ?? expect.fail();
    const chapters = sampleTree().chapters.slice(1);
    const tops = async (lead: boolean) => {
      const part = lead ? { chapters: [summary, ...chapters] } : {};
      const at = async (top: number) => (await pagesOf({ margin: { top } }, part)).top;
      return (await at(150)) - (await at(60));
    };
    expect(await tops(true)).toBeCloseTo(90, 0);
    expect(await tops(false)).toBeCloseTo(90, 0);
    // Where it isn't said, a summary's page has more room.
    expect((await pagesOf(undefined, { chapters: [summary, ...chapters] })).top).toBeLessThan(100);
  });

  it("keep to PDF/A-2a where the memo asks for that", async () => {
    const { ua, a, level } = await pagesOf({ standard: "a-2a" });
    expect([ua, a, level]).toEqual([undefined, "2", "A"]);
  });
});
