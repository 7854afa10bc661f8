import * as Library from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { drawChart, plot } from "../../src/figures/render.js";
import { normalizeSvg } from "../../src/figures/svg.js";

/** What every chart is drawn with, so that nothing of the theme moves a shape: size, margins, domains' ends, padding. */
const FRAME = `width: 400, height: 300, margin: 40, axis: null, grid: false, fx: { padding: 0.1 }, fy: { padding: 0.1 },
  x: { inset: 0, nice: false, padding: 0.1 }, y: { nice: false, padding: 0.1 }`;
const ROWS = `const rows = [3, 1, 4, 1, 5, 9, 2, 6].map((value, i) =>
  ({ year: 2020 + (i % 4), at: i, to: i + 1, value, more: value + i, site: "ab"[i >> 2], kind: "pqr"[i % 3], date: new Date(Date.UTC(2026, i, 1)) }));
const first = rows.slice(0, 4);`;

/** Marks, and options of the chart besides the frame. */
const specs: Record<string, [marks: string, options?: string]> = {
  line: ['Plot.line(first, { x: "year", y: "value" })'],
  series: ['Plot.line(rows, { x: "year", y: "value", stroke: "site" })'],
  curve: ['Plot.lineY(first, { x: "at", y: "value", curve: "monotone-x" })'],
  dates: ['Plot.lineY(rows, { x: "date", y: "value" })'],
  functions: ["Plot.dot(rows, { x: (d) => d.at * 2, y: (d) => d.date })"],
  arrays: ["Plot.dot(rows, { x: rows.map((d) => d.at), y: rows.map((d) => d.value) })"],
  constant: ['Plot.tickX(rows, { x: "at", y: 3 })'],
  values: ["Plot.barY([1, 2, 3])"],
  pairs: ["Plot.line([[1, 2], [3, 4], [5, 1]])"],
  bars: ['Plot.barY(first, { x: "at", y: "value" })'],
  "stacked bars": ['Plot.barY(rows, { x: "year", y: "value", fill: "site" })'],
  "bars across": ['Plot.barX(rows, { x: "value", y: "kind" })'],
  range: ['Plot.barX(first, { x1: "value", x2: "more", y: "at" })'],
  area: ['Plot.areaY(rows, { x: "year", y: "value", fill: "site" })'],
  stream: ['Plot.areaY(rows, { x: "year", y: "value", fill: "site", offset: "normalize" })'],
  band: ['Plot.areaY(first, { x: "at", y1: "value", y2: "more" })'],
  rect: ['Plot.rect(rows, { x1: "at", x2: "to", y1: "value", y2: "more" })'],
  cell: ['Plot.cell(rows, { x: "year", y: "kind" })'],
  text: ['Plot.text(rows, { x: "at", y: "value", text: "kind", dx: 3 })'],
  rule: ["Plot.ruleY([2, 3])"],
  arrow: ['Plot.arrow(rows, { x1: "at", y1: "value", x2: "to", y2: "more", bend: true })'],
  link: ['Plot.link(rows, { x1: "at", y1: "value", x2: "to", y2: "more" })'],
  vector: ['Plot.vector(rows, { x: "at", y: "value", length: "more", rotate: 30 })'],
  symbols: ['Plot.dot(rows, { x: "at", y: "value", symbol: "kind", r: 5 })'],
  radius: ['Plot.dot(rows, { x: "at", y: "value", r: "more" })'],
  bin: ['Plot.rectY(rows, Plot.binX({ y: "count" }, { x: "value" }))'],
  group: ['Plot.barY(rows, Plot.groupX({ y: "sum" }, { x: "kind", y: "value" }))'],
  window: ['Plot.lineY(first, Plot.windowY(2, { x: "at", y: "value" }))'],
  normalize: ['Plot.lineY(rows, Plot.normalizeY("first", { x: "year", y: "value", stroke: "site" }))'],
  cumulate: ['Plot.lineY(first, Plot.mapY("cumsum", { x: "at", y: "value" }))'],
  select: ['Plot.dot(rows, Plot.selectMaxY({ x: "year", y: "value", z: "site" }))'],
  hexbin: ['Plot.dot(rows, Plot.hexbin({ r: "count" }, { x: "at", y: "value" }))'],
  dodge: ['Plot.dot(rows, Plot.dodgeY({ x: "value", r: 5 }))'],
  filter: ['Plot.dot(rows, { x: "at", y: "value", filter: (d) => d.value > 2 })'],
  sort: ['Plot.barY(rows, { x: "kind", y: "value", sort: { x: "-y" } })'],
  box: ['Plot.boxY(rows, { x: "site", y: "value" })'],
  density: ['Plot.density(rows, { x: "at", y: "value" })'],
  contour: ['Plot.contour(rows, { x: "at", y: "more", fill: "value" })'],
  voronoi: ['Plot.voronoi(rows, { x: "at", y: "value" })'],
  hull: ['Plot.hull(rows, { x: "at", y: "value" })'],
  regression: ['Plot.linearRegressionY(rows, { x: "at", y: "value" })'],
  difference: ['Plot.differenceY(first, { x: "at", y1: "value", y2: "more" })'],
  waffle: ['Plot.waffleY(first, { x: "at", y: "value" })'],
  tree: ['Plot.tree(["a/b", "a/c/d"])'],
  image: ['Plot.image(rows, { x: "at", y: "value", src: () => "data:image/png;base64,AA==" })'],
  marker: ['Plot.lineY(first, { x: "at", y: "value", marker: "circle" })'],
  clip: ['Plot.line(rows, { x: "year", y: "value", z: "site", clip: true })', "y: { domain: [2, 4] }"],
  log: ['Plot.dot(rows, { x: "at", y: "value" })', 'y: { type: "log", domain: [1, 10] }'],
  reversed: ['Plot.dot(rows, { x: "at", y: "value" })', "y: { reverse: true, nice: false }"],
  percent: ['Plot.dot(rows, { x: "at", y: "value" })', "y: { percent: true, nice: false }"],
  "facets of a mark": ['Plot.dot(rows, { x: "at", y: "value", fx: "site" })'],
  "facets both ways": ['Plot.dot(rows, { x: "at", y: "value", fx: "site", fy: "kind" })'],
  "facets of the chart": ['Plot.dot(rows, { x: "at", y: "value" })', 'facet: { data: rows, x: "site" }'],
  "facets of the chart, upwards": ['Plot.lineY(rows, { x: "at", y: "value" })', 'facet: { data: rows, y: "site" }'],
  "facets left out": [
    'Plot.dot(rows, { x: "at", y: "value", facet: "exclude" }), Plot.dot(rows, { x: "at", y: "value", facet: null })',
    'facet: { data: rows, x: "site" }',
  ],
  "facets and other rows": ['Plot.dot(first, { x: "at", y: "value" })', 'facet: { data: rows, x: "site" }'],
  "rows of a set": ['Plot.dot(new Set(rows), { x: "at", y: "value" })'],
  map: [
    'Plot.geo({ type: "Polygon", coordinates: [[[0, 0], [3, 0], [3, 2], [0, 2], [0, 0]]] })',
    'projection: { type: "identity", domain: { type: "MultiPoint", coordinates: [[0, 0], [3, 2]] } }',
  ],
};

const DRAWN = /^\s*<(path|rect|circle|line|polygon|text|image|use)/;

/** Shapes and their places, whatever they are painted with. */
const shapes = (svg: string): string[] =>
  svg
    .split("\n")
    .slice(2)
    .filter((line) => DRAWN.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/ (r|fill|stroke|font)[\w-]*="[^"]*"/g, "")
        .replace(/url\(#[^)]*\)/g, "url"),
    );

/** What code with a call of Plot.plot at its end comes to. */
const inBlock = (code: string, library: object): unknown =>
  new Function("Plot", code.replace("Plot.plot(", "return Plot.plot("))(library);

const page = new JSDOM("").window.document;

test.each(Object.keys(specs))("%s stands where the library alone would put it", (name) => {
  const [marks, options = ""] = specs[name] ?? ["", ""];
  const code = `${ROWS} Plot.plot({ ${FRAME}, ${options}, marks: [${marks}] })`.replace(", ,", ",");
  const ours = drawChart(inBlock(code, plot), { id: "fig-x", alt: "x" });
  const alone = {
    ...Library,
    plot: (given: Library.PlotOptions) => Library.plot({ ...given, document: page, figure: false }),
  };
  const plain = inBlock(code, alone) as SVGElement;
  const expected = shapes(normalizeSvg(plain, { id: "fig-x", alt: "x" }).svg);
  expect(expected.length).toBeGreaterThan(0);
  expect(shapes(ours.svg)).toEqual(expected);
  expect(ours.findings).toEqual([]);
});
