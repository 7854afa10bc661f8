import { describe, expect, it } from "vitest";
import type { PlotLibrary } from "../../src/figures/plot.js";
import { drawChart, plot } from "../../src/figures/render.js";
import { printed, stretchOf } from "../../src/keys/calendar.js";
import { kindOf } from "../../src/keys/order.js";
import { dates, months } from "../../src/notebook/library/calendar-series.js";
import { FAMILIES, shuffled } from "../keys/families.js";

const Plot = plot as unknown as PlotLibrary;

interface Row {
  key: string;
  n: number;
}
const rowsOf = (keys: readonly string[]): Row[] => keys.map((key, n) => ({ key, n: n + 1 }));

/** Texts of a chart with where they begin, from left to right. */
function textsOf(svg: string): { text: string; x: number; y: number }[] {
  const found = [...svg.matchAll(/<text[^>]*?transform="translate\((-?[\d.]+),\s*(-?[\d.]+)\)"[^>]*>([^<]*)</g)];
  return found.map(([, x, y, text = ""]) => ({ text, x: Number(x), y: Number(y) })).sort((a, b) => a.x - b.x);
}

function drawn(
  marks: unknown[],
  options: object = {},
): { texts: ReturnType<typeof textsOf>; warnings: readonly string[] } {
  const chart = Plot.plot({ y: { label: "n" }, marks, ...options } as never);
  const { svg, warnings } = drawChart(chart, { id: "fig-x", alt: "x" });
  return { texts: textsOf(svg), warnings };
}

const short = (key: string): string => {
  const stretch = stretchOf(key);
  return (stretch && printed(stretch, "short")) ?? key;
};

describe("an axis of the calendar", () => {
  const families = Object.entries(FAMILIES).filter(([, keys]) => kindOf(keys) === "calendar");
  it.each(families)("stands in the order of time and reads as people write it: %s", (_, keys) => {
    const wide = { width: 1600, style: {} };
    for (let turn = 0; turn < 4; turn++) {
      const rows = rowsOf(shuffled(keys, turn));
      const { texts, warnings } = drawn([Plot.barY(rows, { x: "key", y: "n" })], wide);
      const labels = texts.map(({ text }) => text).filter((text) => keys.map(short).includes(text));
      expect(labels).toEqual(keys.map(short));
      expect(warnings).toEqual([]);
    }
  });

  it("has as many labels as have room, at the beginnings of years and quarters", () => {
    const labels = (keys: readonly string[]): string[] => {
      const { texts } = drawn([Plot.lineY(rowsOf(keys), { x: "key", y: "n" })]);
      return texts.map(({ text }) => text).filter((text) => /^[A-Z][a-z]{2} \d{4}$/.test(text));
    };
    expect(labels(months("2025-11", "2026-03"))).toEqual(["Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026"]);
    const many = labels(months("2020-02", "2026-11"));
    expect(many.length).toBeGreaterThan(2);
    expect(many.every((text) => text.startsWith("Jan "))).toBe(true);
  });

  it("has a place for stretches that no row names", () => {
    const { texts } = drawn([Plot.barY(rowsOf(["2025-11", "2026-03"]), { x: "key", y: "n" })]);
    expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(["Nov 2025", "Jan 2026", "Mar 2026"]));
  });

  it("keeps the distances of dates", () => {
    const { texts } = drawn([Plot.dot(rowsOf(["2026-01-15", "2026-04-15", "2026-08-15"]), { x: "key", y: "n" })]);
    const places = texts.filter(({ text }) => / 2026$/.test(text));
    const [first, second, third] = places.map(({ x }) => x);
    expect(places.map(({ text }) => text)).toEqual(["15 Jan 2026", "15 Apr 2026", "15 Aug 2026"]);
    expect(((second ?? 0) - (first ?? 0)) / ((third ?? 0) - (first ?? 0))).toBeCloseTo(90 / 212, 2);
  });

  it("thins daily labels", () => {
    const { texts } = drawn([Plot.lineY(rowsOf(dates("2026-01-01", "2026-03-31")), { x: "key", y: "n" })]);
    const labels = texts.filter(({ text }) => /\d{4}$/.test(text));
    expect(labels.length).toBeGreaterThan(2);
    for (const [at, one] of labels.entries()) {
      const next = labels[at + 1];
      if (next) expect(next.x - one.x).toBeGreaterThan(55);
    }
  });

  it("leaves what the author says", () => {
    const options = { x: { tickFormat: (key: string) => key.slice(5), label: "Month" } };
    const { texts } = drawn([Plot.barY(rowsOf(["2026-01", "2026-02"]), { x: "key", y: "n" })], options);
    expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(["01", "02", "Month"]));
  });
});
