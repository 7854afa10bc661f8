import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { PlotLibrary } from "../../src/figures/plot.js";
import { drawChart, plot } from "../../src/figures/render.js";

const Plot = plot as unknown as PlotLibrary;
const page = new JSDOM("").window;

/** What the colour key of some values says, without its label. */
function keyOf(values: readonly unknown[], color: object = {}, field = "v", isLabelled = "label" in color): string[] {
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
  return texts.slice(isLabelled ? 1 : 0);
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

describe("a colour key of quantities", () => {
  test.each([
    [
      [3, 97],
      ["< 20", "20–40", "40–60", "60–80", "≥ 80"],
    ],
    [
      [0.013, 0.021],
      ["< 0.014", "0.014–0.016", "0.016–0.018", "0.018–0.02", "≥ 0.02"],
    ],
    [
      [-1, 1],
      ["< −0.5", "−0.5–0", "0–0.5", "≥ 0.5"],
    ],
    [
      [1200, 1203],
      ["< 1,200.5", "1,200.5–1,201", "1,201–1,201.5", "1,201.5–1,202", "1,202–1,202.5", "≥ 1,202.5"],
    ],
  ])("from %j parts them at round values", (values, said) => {
    expect(keyOf(values, { label: "GW" })).toEqual(said);
  });

  test("within the ends that an author sets", () => {
    expect(keyOf([3, 97], { label: "GW", domain: [0, 10] })).toEqual(["< 2", "2–4", "4–6", "6–8", "≥ 8"]);
  });

  test("says what they are, and asks for a label where it has none of its own", () => {
    expect(keyOf([3, 97], { label: "GW" }, "v", false)[0]).toBe("GW");
    expect(keyOf([3, 97], {}, "v", false)[0]).toBe("v");
    const chart = (color: object) =>
      drawChart(
        Plot.plot({
          x: { label: "x" },
          y: { label: "y" },
          color: { legend: true, ...color },
          marks: [
            Plot.dot(
              [
                { v: 3, at: 1 },
                { v: 97, at: 2 },
              ],
              { x: "at", y: "at", fill: "v" },
            ),
          ],
        } as never),
        { id: "fig-x", alt: "x" },
      ).warnings;
    expect(chart({})).toEqual([
      'the colours have no label of their own; name the quantity and its unit: color: {label: "GW a year", legend: true}',
    ]);
    expect(chart({ label: "GW" })).toEqual([]);
    expect(chart({ type: "ordinal" })).toEqual([]);
  });

  test("has a colour for each class, and the same for a value of it", () => {
    const { svg } = drawChart(
      Plot.plot({
        x: { label: "x" },
        y: { label: "y" },
        color: { legend: true, label: "GW" },
        marks: [
          Plot.dot(
            [3, 25, 45, 65, 97].map((v) => ({ v })),
            { x: "v", y: "v", fill: "v" },
          ),
        ],
      } as never),
      { id: "fig-x", alt: "x" },
    );
    const paints = (tag: string) =>
      [...svg.matchAll(new RegExp(`<${tag} [^>]*fill="(#\\w+)"`, "g"))].map(([, hex]) => hex);
    expect(paints("circle")).toEqual(paints("rect").slice(1));
    expect(new Set(paints("circle")).size).toBe(5);
  });
});

test("classes of what is counted in pixels are those of the chart's own size, with the room that its axes take", () => {
  const keyOfBins = (n: number): Record<"wide" | "narrow", unknown[]> => {
    const dots = Array.from({ length: n }, (_, i) => ({
      a: Math.sin(i * 12.9898) * (i % 7),
      b: Math.cos(i * 78.233) * (i % 11),
    }));
    const binned = Plot.hexbin({ fill: "count" }, { x: "a", y: "b", binWidth: 14 } as never);
    const color = { label: "Number", legend: true };
    const options = { x: { label: "A" }, y: { label: "B" }, color, marks: [Plot.dot(dots, binned)] };
    const drawn = drawChart(Plot.plot(options as never), { id: "fig-x", alt: "x" });
    const texts = (svg = "<svg/>"): unknown[] => {
      const { documentElement } = new page.DOMParser().parseFromString(svg, "image/svg+xml");
      return [...documentElement.querySelectorAll("text[text-anchor=start]")].map(({ textContent }) => textContent);
    };
    return { wide: texts(drawn.svg), narrow: texts(drawn.narrow) };
  };
  expect(keyOfBins(150).wide).toEqual(["Number", "< 2", "2–3", "3–4", "4–5", "5–6", "6–7", "≥ 7"]);
  expect(keyOfBins(350).narrow).toEqual(["Number", "< 5", "5–10", "10–15", "≥ 15"]);
});

test("labels of what is counted in pixels have the classes of the narrow chart's own size", () => {
  const dots = Array.from({ length: 350 }, (_, i) => ({
    a: Math.sin(i * 12.9898) * (i % 7),
    b: Math.cos(i * 78.233) * (i % 11),
  }));
  const binned = Plot.hexbin({ fill: "count" }, { x: "a", y: "b", binWidth: 14, text: "a" } as never);
  const color = { label: "Number", legend: true };
  const options = { x: { label: "A" }, y: { label: "B" }, color, marks: [Plot.directLabels(dots, binned)] };
  const drawn = drawChart(Plot.plot(options as never), { id: "fig-x", alt: "x" });
  const classes = (svg = ""): number =>
    new Set(svg.match(/(?<=fill=")#(?:cfe1f2|9fc5e4|6aa5d3|3d83bb|1f649f|0f3f6e)/g)).size;
  expect([classes(drawn.svg), classes(drawn.narrow)]).toEqual([6, 3]);
});

describe("the colours of a quantity are the theme's, whatever its scale", () => {
  const values = Array.from({ length: 40 }, (_, i) => (i * i + 1) / 7);
  const KEYS: [string, object, string[]][] = [
    ["sqrt", {}, ["< 8", "8–27", "27–57", "57–99", "99–150", "≥ 150"]],
    ["log", {}, ["< 0.5", "0.5–1.6", "1.6–5.6", "5.6–19", "19–64", "≥ 64"]],
    ["symlog", {}, ["< 1.7", "1.7–5.6", "5.6–15", "15–37", "37–90", "≥ 90"]],
    ["pow", { exponent: 0.3 }, ["< 2.4", "2.4–11", "11–31", "31–67", "67–130", "≥ 130"]],
    ["linear", {}, ["< 50", "50–100", "100–150", "150–200", "≥ 200"]],
    ["linear", { domain: [0, 300] }, ["< 50", "50–100", "100–150", "150–200", "200–250", "≥ 250"]],
    ["sqrt", { domain: [0, 300] }, ["< 8", "8–33", "33–75", "75–130", "130–210", "≥ 210"]],
    ["quantize", { n: 4 }, ["< 54", "54–109", "109–163", "≥ 163"]],
    ["quantile", { n: 2 }, ["< 55", "≥ 55"]],
    ["threshold", { domain: [10, 50] }, ["< 10", "10–50", "≥ 50"]],
  ];
  test.each(KEYS)("%s %o", (type, options, key) => {
    const color = { label: "V", type, ...options };
    expect(keyOf(values, color)).toEqual(key);
    const rows = values.map((v, at) => ({ v, at }));
    const chart = Plot.plot({
      x: { label: "x" },
      y: { label: "y" },
      color: { legend: true, ...color },
      marks: [Plot.dot(rows, { x: "at", y: "at", fill: "v" })],
    } as never);
    expect(drawChart(chart, { id: "fig-x", alt: "x" }).warnings).toEqual([]);
  });

  test("but those of a scheme that the author names", () => {
    const rows = values.map((v, at) => ({ v, at }));
    const marks = [Plot.dot(rows, { x: "at", y: "at", fill: "v" })];
    const chart = Plot.plot({ color: { type: "sqrt", scheme: "blues" }, marks } as never);
    expect(drawChart(chart, { id: "fig-x", alt: "x" }).warnings.join()).toMatch(
      /not of Plot\.palette .*: without `scheme` the scale has those of the page$/,
    );
  });

  test("and of a diverging scale it is said what has those of the page", () => {
    const rows = [-2, 1, 3].map((v, at) => ({ v, at }));
    const warnings = (color: object): readonly string[] => {
      const marks = [Plot.dot(rows, { x: "at", y: "at", fill: "v" })];
      const chart = Plot.plot({ x: { label: "x" }, y: { label: "y" }, color, marks } as never);
      return drawChart(chart, { id: "fig-x", alt: "x" }).warnings;
    };
    const [warning = ""] = warnings({ type: "diverging" });
    expect(warning).toContain(
      'color: { type: "threshold", domain: [0], range: [Plot.palette.orange, Plot.palette.blue] }',
    );
    const { orange, blue } = (plot as unknown as { palette: Record<string, string> }).palette;
    expect(warnings({ type: "threshold", domain: [0], range: [orange, blue] })).toEqual([]);
  });
});
