import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { PlotLibrary } from "../../src/figures/plot.js";
import { drawChart, plot } from "../../src/figures/render.js";

const Plot = plot as unknown as PlotLibrary;
const page = new JSDOM("").window;

/** What the colour key of some values says, without its label. */
function keyOf(values: readonly unknown[], color: object = {}, field = "v"): string[] {
  const rows = values.map((v, i) => ({ [field]: v, at: i }));
  const options = {
    x: { label: "x" },
    y: { label: "y" },
    color: { legend: true, ...color },
    marks: [Plot.dot(rows, { x: "at", y: "at", fill: field })],
  };
  const { svg } = drawChart(Plot.plot(options as never), { id: "fig-x", alt: "x" });
  const element = new page.DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const texts = [...element.querySelectorAll("text[text-anchor=start]")].map(({ textContent }) => textContent ?? "");
  return texts.slice("label" in color ? 1 : 0);
}

const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe("a colour key of dates prints dates", () => {
  const days = [day("2024-01-01"), day("2026-01-01")];
  const scales: Record<string, object> = {
    "in the theme's steps": {},
    "in steps of a scheme": { type: "quantize", scheme: "blues" },
    "in quantiles": { type: "quantile", scheme: "blues", n: 3 },
    "parted by a date": { type: "threshold", domain: [day("2025-01-01")], range: ["blue", "green"] },
    "along a scheme": { scheme: "blues" },
    "as classes": { type: "ordinal" },
  };
  test.each(Object.keys(scales))("%s", (name) => {
    const texts = keyOf(days, scales[name]);
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts)
      expect(text).toMatch(/^([<≥] )?\d{1,2} [A-Z][a-z]{2} 20\d\d(–\d{1,2} [A-Z][a-z]{2} 20\d\d)?$/);
  });

  test("with as many classes as colours", () => {
    expect(keyOf(days)).toEqual([
      "< 2 May 2024",
      "2 May 2024–1 Sep 2024",
      "1 Sep 2024–1 Jan 2025",
      "1 Jan 2025–3 May 2025",
      "3 May 2025–2 Sep 2025",
      "≥ 2 Sep 2025",
    ]);
  });

  test("with the hour where days are not whole", () => {
    const hours = [new Date("2024-01-01T03:00:00Z"), new Date("2024-01-02T15:30:00Z")];
    expect(keyOf(hours, { type: "ordinal" })).toEqual(["1 Jan 2024, 03:00", "2 Jan 2024, 15:30"]);
    expect(keyOf(hours)[0]).toMatch(/^< 1 Jan 2024, \d\d:\d\d$/);
  });

  test("as the author's own format has it", () => {
    const tickFormat = (value: unknown): string => `in ${(value as Date).getUTCFullYear()}`;
    expect(keyOf(days, { tickFormat }).at(-1)).toBe("≥ in 2025");
    expect(keyOf(days, { tickFormat, type: "ordinal" })).toEqual(["in 2024", "in 2026"]);
  });
});

describe("a colour key of years prints whole years without a mark", () => {
  const spans: [number, number][] = [
    [2021, 2024],
    [2021, 2022],
    [2000, 2050],
    [1720, 1830],
  ];
  const scales: Record<string, object> = {
    "in the theme's steps": {},
    "along a scheme": { scheme: "blues" },
    "in quantiles": { type: "quantile", scheme: "blues", n: 3 },
    "parted by a year": { type: "threshold", domain: [2022], range: ["blue", "green"] },
    "as classes": { type: "ordinal" },
  };
  const cases = spans.flatMap((span) => Object.keys(scales).map((name) => [...span, name] as const));
  test.each(cases)("from %d to %d %s", (from, to, name) => {
    const years = [from, to, ...(name === "as classes" ? [] : [from + 1])];
    const called = { ...scales[name], label: "Year" };
    for (const texts of [keyOf(years, called), keyOf(years, scales[name], "year")]) {
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) expect(text).toMatch(/^([≤≥] )?\d{4}(–\d{4})?$/);
    }
  });

  test("and every year is in one class, whose colour it has", () => {
    expect(keyOf([2021, 2022, 2023, 2024], { label: "Year" })).toEqual(["≤ 2021", "2022", "2023", "≥ 2024"]);
    expect(keyOf([2021, 2022, 2023, 2024])).toEqual(["≤ 2021", "2022", "2023", "≥ 2024"]);
  });

  test("but quantities of that size are quantities", () => {
    expect(keyOf([2021, 2024], { label: "Watts" })[0]).toBe("< 2,021.5");
  });
});
