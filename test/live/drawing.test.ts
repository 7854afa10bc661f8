import { describe, expect, it } from "vitest";
import { drawChart, plot } from "../../src/figures/render.js";
import { liveCharts } from "../../src/live/compiled.js";
import type { ChartLibrary } from "../../src/live/page/charts/library.js";
import { drawsAsUsual } from "../../src/live/usual.js";
import { FRAME, ROWS, specs } from "../figures/parity-specs.js";

/** The script of a page that draws charts, as the page runs it. */
function library(all: boolean): ChartLibrary {
  const make = new Function(`${liveCharts(all)}\nreturn memoCharts;`)() as (...listing: unknown[]) => ChartLibrary;
  return make(Object.keys, Object.values, Object.entries, Object.fromEntries);
}

/** Charts as an author has them, with the theme; those of maps and rasters besides. */
const code: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(specs).map(([name, [marks, options = ""]]) => [
      name,
      `${ROWS}\nreturn Plot.plot({ ${FRAME}, ${options === "" ? "" : `${options}, `}marks: [${marks}] });`,
    ]),
  ),
  themed: `${ROWS}\nreturn Plot.plot({ y: { label: "GW" }, color: { legend: true }, marks: [Plot.line(rows, { x: "year", y: "value", stroke: "site" }), Plot.directLabels(rows, { x: "year", y: "value", z: "site" })] });`,
  booleans: `return Plot.plot({ marks: [Plot.dot([{ x: 1, y: 2, ok: true }, { x: 2, y: 3, ok: false }], { x: "x", y: "y", fill: "ok" })] });`,
  heat: `${ROWS}\nreturn Plot.plot({ marks: [Plot.cell(rows, { x: "year", y: "kind", fill: "value" })] });`,
  scheme: `${ROWS}\nreturn Plot.plot({ color: { scheme: "blues" }, marks: [Plot.cell(rows, { x: "year", y: "kind", fill: "value" })] });`,
  quantile: `${ROWS}\nreturn Plot.plot({ color: { type: "quantile" }, marks: [Plot.dot(rows, { x: "year", y: "value", fill: "value" })] });`,
  pivot: `${ROWS}\nreturn Plot.plot({ color: { pivot: 2 }, marks: [Plot.dot(rows, { x: "year", y: "value", fill: "value" })] });`,
  map: `return Plot.plot({ projection: "equal-earth", marks: [Plot.graticule(), Plot.sphere()] });`,
};

const drawn = (name: string, plotted: unknown, draw: typeof drawChart) => {
  const chart = new Function("Plot", code[name] ?? "")(plotted);
  const { svg, narrow, data, tips, narrowTips, warnings } = draw(chart, { id: "fig-x", alt: "" });
  return { svg, narrow, data, tips, narrowTips, warnings };
};

describe("what draws charts in a page", () => {
  const [usual, all] = [library(false), library(true)];

  it.each(Object.keys(code))("draws as a build does: %s", (name) => {
    const built = drawn(name, plot, drawChart);
    expect(built.svg).toContain("<svg");
    expect(drawn(name, all.plot, all.drawChart)).toEqual(built);
    if (drawsAsUsual(code[name] ?? "")) expect(drawn(name, usual.plot, usual.drawChart)).toEqual(built);
  });

  it("says so where the smaller one lacks what a chart needs, and draws nothing else", () => {
    for (const name of ["scheme", "quantile", "pivot", "map"])
      expect(() => drawn(name, usual.plot, usual.drawChart), name).toThrow(
        /is no part of this page$|is not a function$/,
      );
  });

  it("is the larger one where options of another block name what only that has", () => {
    const chart = "Plot.plot({ ...look, marks: [] })";
    for (const other of [
      'const look = { color: { scheme: "blues" } };',
      'const look = { color: { type: "quantile" } };',
      "const look = {}; look.pivot = 1;",
      "const tip = true, look = { tip };",
    ])
      expect(drawsAsUsual(chart, ["", other]), other).toBe(false);
    for (const other of [
      "const look = { median: quantile(costs, 0.5) };",
      "const threshold = 3, look = { limit: threshold };",
      'const look = { color: { type: "linear" } };',
    ])
      expect(drawsAsUsual(chart, [other]), other).toBe(true);
  });

  it("is the smaller one for most of them", () => {
    const names = Object.keys(code).filter((name) => drawsAsUsual(code[name] ?? ""));
    expect(names.length).toBeGreaterThan(20);
    for (const name of ["map", "scheme", "quantile", "pivot"]) expect(names).not.toContain(name);
    expect(liveCharts(false).length).toBeLessThan(0.8 * liveCharts(true).length);
  });
});
