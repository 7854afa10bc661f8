import type { PlotLibrary } from "../../src/figures/plot.js";
import { plot } from "../../src/figures/render.js";

const Plot = plot as unknown as PlotLibrary;

const years = [2025, 2026, 2027, 2028, 2029];
const across = (name: string, values: readonly number[]) =>
  values.map((value, i) => ({ series: name, year: years[i], value }));

const multiples = [
  ...across("Bandwidth", [1, 3.53, 7.47, 12.95, 20.26]),
  ...across("Bandwidth, upside", [1, 4.86, 13.08, 27.5, 50.64]),
  ...across("Compute", [1, 8.6, 21.3, 41.8, 79.3]),
  ...across("Compute, upside", [1, 11.8, 37.2, 88.9, 198.3]),
];
const band = years.map((year, i) => ({
  year,
  low: [1, 3.53, 7.47, 12.95, 20.26][i],
  high: [1, 4.86, 13.08, 27.5, 50.64][i],
}));

const cohorts = [2024, 2025, 2026, 2027, 2028, 2029].flatMap((year) =>
  [
    ["before 2025", 7],
    ["2025", 10],
    ["2026", 18],
    ["2027", 24],
    ["2028", 28],
    ["2029", 34],
  ].flatMap(([cohort, gw]) => (cohort === "before 2025" || Number(cohort) <= year ? [{ year, cohort, gw }] : [])),
);

const mix = [
  [2024, 0.3, 0.6, 0.1, 0, 0],
  [2025, 0.1, 0.35, 0.55, 0, 0],
  [2026, 0.05, 0.2, 0.45, 0.3, 0],
  [2027, 0.02, 0.08, 0.25, 0.45, 0.2],
  [2028, 0.01, 0.04, 0.1, 0.35, 0.5],
].flatMap(([year, ...shares]) =>
  shares.map((share, i) => ({ year, chip: ["A100", "H100", "B300", "R100", "R300"][i], share })),
);

const ranges = [
  { what: "Power added, 2026", low: 13.5, base: 18, high: 20 },
  { what: "Chips shipped in time", low: 9, base: 14, high: 15.5 },
  { what: "Grid connections", low: 8, base: 11, high: 19 },
  { what: "Gas turbines", low: 4, base: 6, high: 7 },
];

const spend = ["Alpha", "Beta", "Gamma", "Delta"].flatMap((firm, i) =>
  [2025, 2026].map((year) => ({
    firm,
    year: String(year),
    spend: ([62, 91, 75, 20][i] ?? 0) * (year === 2026 ? 1.4 : 1),
  })),
);

/** Small charts of the kinds a report uses; each has a golden file of its name. */
export const charts: Record<string, () => unknown> = {
  "lines-log": () =>
    Plot.plot({
      y: { type: "log", label: "Multiple of 2025" },
      marks: [
        Plot.areaY(band, { x: "year", y1: "low", y2: "high", fill: "blue", fillOpacity: 0.14 }),
        Plot.lineY(multiples, { x: "year", y: "value", stroke: "series" }),
        Plot.directLabels(multiples, { x: "year", y: "value", z: "series" }),
      ],
    }),
  "stacked-bars": () =>
    Plot.plot({
      y: { label: "GW in operation at year end" },
      color: { type: "ordinal" },
      marks: [
        Plot.barY(cohorts, { x: "year", y: "gw", fill: "cohort" }),
        Plot.directLabels(cohorts, { ...Plot.stackY({ x: "year", y: "gw", z: "cohort" }), fill: "currentColor" }),
      ],
    }),
  "grouped-bars": () =>
    Plot.plot({
      fx: {},
      x: { axis: null },
      y: { label: "Capital spending, $B a year" },
      color: { legend: true },
      marks: [Plot.barY(spend, { fx: "firm", x: "year", y: "spend", fill: "year" })],
    }),
  ranges: () =>
    Plot.plot({
      x: { label: "GW a year", domain: [0, 22] },
      y: { domain: ranges.map((row) => row.what) },
      marks: [
        Plot.ruleY(ranges, { y: "what", x1: "low", x2: "high", stroke: "blue", strokeWidth: 5, strokeOpacity: 0.3 }),
        Plot.dot(ranges, { y: "what", x: "base", fill: "blue", r: 5 }),
        Plot.text(ranges, {
          y: "what",
          x: "high",
          text: (d) => `${d.base} (${d.low}–${d.high})`,
          textAnchor: "start",
          dx: 8,
        }),
      ],
    }),
  "stacked-area": () =>
    Plot.plot({
      y: { label: "Share of new capacity", tickFormat: "%" },
      marks: [
        Plot.areaY(mix, { x: "year", y: "share", fill: "chip" }),
        Plot.directLabels(
          mix.filter((row) => row.share > 0),
          Plot.stackY({ x: "year", y: "share", z: "chip" }),
        ),
      ],
    }),
  "horizontal-bars": () =>
    Plot.plot({
      x: { label: "Change of the multiple in 2029" },
      marks: [
        Plot.barX(
          [
            { what: "Model efficiency", change: 30.4 },
            { what: "Power added", change: 6.1 },
            { what: "Price of memory", change: -4.8 },
          ],
          { y: "what", x: "change", sort: { y: "-x" } },
        ),
      ],
    }),
  negative: () =>
    Plot.plot({
      y: { label: "Change on the year before, %" },
      marks: [
        Plot.lineY(
          [12, 5, -3, -8, 2, 9].map((change, i) => ({ year: 2020 + i, change })),
          { x: "year", y: "change" },
        ),
      ],
    }),
  scatter: () =>
    Plot.plot({
      x: { type: "log", label: "Price, $ a million tokens", grid: true },
      y: { label: "Tokens served, trillion a day" },
      marks: [
        Plot.dot(
          [
            { model: "A & B", price: 0.3, tokens: 41 },
            { model: "C < D", price: 2.5, tokens: 18 },
            { model: "E", price: 15, tokens: 4 },
          ],
          { x: "price", y: "tokens", fill: "orange", tip: true },
        ),
        Plot.frame({ anchor: "left" }),
      ],
    }),
  clip: () =>
    Plot.plot({
      height: 200,
      x: { domain: [0, 4], label: "Months" },
      y: { domain: [0, 10], label: "TB/s" },
      marks: [
        Plot.lineY(
          [0, 4, 30, 2, 8].map((y, x) => ({ x, y })),
          { x: "x", y: "y", clip: true, marker: "circle", curve: "monotone-x" },
        ),
      ],
    }),
};
