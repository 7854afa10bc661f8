import { JSDOM } from "jsdom";
import { describe, expect, test, vi } from "vitest";
import { textBoxes } from "../../src/figures/layout.js";
import type { PlotLibrary } from "../../src/figures/plot.js";
import { drawChart, plot } from "../../src/figures/render.js";

const Plot = plot as unknown as PlotLibrary;
const chart = { id: "fig-x", alt: "A test" };
const rows = [
  { year: 2025, gw: 10 },
  { year: 2026, gw: 18 },
];
const gw = { label: "GW a year" };
const line = () => Plot.lineY(rows, { x: "year", y: "gw" });

describe("what is no chart is refused", () => {
  const label = "a chart block ends in a call of `Plot.plot({…})`; this one ends in";
  test.each<[string, () => unknown]>([
    [`${label} nothing`, () => undefined],
    [`${label} null`, () => null],
    [`${label} a value of type number`, () => 3],
    [`${label} an array`, () => rows],
    [`${label} a mark`, line],
    [`${label} a value of type object`, () => ({ marks: [] })],
    [
      "`title` is drawn outside the chart; say it in the block's `caption` or in an axis label",
      () => Plot.plot({ title: "GW", marks: [line()] }),
    ],
    [
      "a legend of `symbol` is drawn outside the chart; label the marks with `Plot.directLabels` or `Plot.text`",
      () => Plot.plot({ symbol: { legend: true }, marks: [line()] }),
    ],
    [
      "`Plot.legend` is drawn outside the chart; use `Plot.directLabels` or `color: {legend: true}`",
      () => Reflect.apply(Reflect.get(Plot, "legend") as () => unknown, undefined, []),
    ],
    [
      "a colour key needs a mark whose `fill` or `stroke` names a field",
      () => Plot.plot({ y: gw, marks: [line(), Plot.colorKey()] }),
    ],
    [
      "directLabels needs `z`, the field that tells the series apart, or `text`",
      () => Plot.plot({ y: gw, marks: [Plot.directLabels(rows, { x: "year", y: "gw" })] }),
    ],
    [
      "a chart can't load `https://example.org/a.png`: a report stands alone",
      () =>
        Plot.plot({ y: gw, marks: [Plot.image(rows, { x: "year", y: "gw", src: () => "https://example.org/a.png" })] }),
    ],
    [
      "the colour `oklch(0.5 0.1 20)` isn't readable everywhere; use one of Plot.palette or a hex value",
      () => Plot.plot({ y: gw, marks: [Plot.dot(rows, { x: "year", y: "gw", fill: "oklch(0.5 0.1 20)" })] }),
    ],
    ["a ramp has 1 to 6 colours, not 7", () => Plot.ramp(7)],
  ])("%s", (message, make) => {
    expect(() => drawChart(make(), chart)).toThrow(message);
  });
});

describe("what the author should know is a warning", () => {
  const warnings = (options: Parameters<PlotLibrary["plot"]>[0]) => drawChart(Plot.plot(options), chart).warnings;

  test("an axis without a unit", () => {
    expect(warnings({ marks: [line()] })).toEqual([
      'the y axis has no label of its own; name the quantity and its unit: y: {label: "GW a year"}',
    ]);
  });

  test("text that is cut off where the author set the margin", () => {
    expect(warnings({ y: gw, marginLeft: 5, marks: [line()] })).toContainEqual(
      expect.stringMatching(
        /^`10`, `12`, `14` and 3 more are cut off at the left by up to \d+ pixels; give them more margin or less text$/,
      ),
    );
  });

  test("a character that the font can't draw", () => {
    const marks = [Plot.text(rows, { x: "year", y: "gw", text: () => "漢 10×" })];
    expect(warnings({ y: gw, marks })).toEqual(["the chart's font has no glyph for `漢` (U+6F22)"]);
  });

  test("a colour that dark mode doesn't know", () => {
    const marks = [Plot.dot(rows, { x: "year", y: "gw", fill: "tomato" })];
    expect(warnings({ y: gw, marks })).toEqual([
      "the colour `tomato` is not one of Plot.palette, so it stays the same in dark mode",
    ]);
  });

  test("more series than colours", () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ name: `series ${i}`, year: 2025 + i, gw: i }));
    expect(warnings({ y: gw, marks: [Plot.dot(many, { x: "year", y: "gw", fill: "name" })] })).toEqual([
      "9 classes are more than the 7 colours there are; put the small ones together",
    ]);
  });

  test("what the library warns of, and nothing is printed", () => {
    const printed = vi.spyOn(console, "warn").mockImplementation(() => {});
    const found = warnings({ y: gw, marks: [Plot.line(rows, { x: "year", y: "gw", stroke: "gw" })] });
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
    expect(found).toEqual([expect.stringMatching(/^the implicit z channel has high cardinality/)]);
  });
});

describe("the theme", () => {
  const svg = (options: Parameters<PlotLibrary["plot"]>[0]) => drawChart(Plot.plot(options), chart).svg;

  test("prints years without a thousands mark and quantities with one", () => {
    const text = svg({ y: gw, marks: [Plot.lineY(rows, { x: "year", y: (d: { gw: number }) => d.gw * 1000 })] });
    expect(text).toContain(">2025<");
    expect(text).toContain(">10,000<");
  });

  test("keeps classes in the order of the data unless a sort is asked for", () => {
    const named = ["b", "a"].map((name, i) => ({ name, gw: i + 1 }));
    const order = (text: string) => [...text.matchAll(/>([ab])</g)].map((match) => match[1]).join("");
    expect(order(svg({ y: gw, marks: [Plot.barY(named, { x: "name", y: "gw" })] }))).toBe("ba");
    expect(order(svg({ y: gw, marks: [Plot.barY(named, { x: "name", y: "gw", sort: { x: "-y" } })] }))).toBe("ab");
    expect(order(svg({ y: gw, x: { domain: ["a", "b"] }, marks: [Plot.barY(named, { x: "name", y: "gw" })] }))).toBe(
      "ab",
    );
  });

  test("leaves to the author what the author sets", () => {
    const text = svg({ width: 300, height: 150, y: { ...gw, domain: [0, 19], grid: false }, marks: [line()] });
    expect(text).toContain('width="300" height="150"');
    expect(text).not.toContain("#e4e7eb");
  });

  test("draws `Plot.dot(…).plot()` like `Plot.plot`", () => {
    const dots = Plot.dot(rows, { x: "year", y: "gw" }) as unknown as { plot(options: object): unknown };
    const same = Plot.plot({ y: gw, marks: [Plot.dot(rows, { x: "year", y: "gw" })] });
    expect(drawChart(dots.plot({ y: gw }), chart).svg).toBe(drawChart(same, chart).svg);
  });
});

test("what is frozen draws the same chart, and stays as it was", () => {
  const data = () => [
    { day: new Date(Date.UTC(2026, 0, 1)), gw: 10 },
    { day: new Date(Date.UTC(2026, 11, 1)), gw: 18 },
  ];
  const options = (rows: ReturnType<typeof data>) => ({
    y: { label: "GW a year", domain: [0, 20] },
    marks: [Plot.lineY(rows, { x: (d: { day: Date }) => d.day, y: { value: "gw", label: "GW" }, sort: "gw" })],
  });
  const frozen = Object.freeze(data().map((row) => Object.freeze(row))) as ReturnType<typeof data>;
  const there = drawChart(Plot.plot(Object.freeze(options(frozen))), chart);
  expect(there).toEqual(drawChart(Plot.plot(options(data())), chart));
  expect(there.data[0]?.rows[0]).toEqual(["2026-01-01", 10]);
});

describe("a chart is drawn again for a narrow column", () => {
  const narrow = (options: Parameters<PlotLibrary["plot"]>[0]) => drawChart(Plot.plot(options), chart).narrow ?? "";
  test.each([{}, { height: 150 }, { marginLeft: 90, height: 150 }])("with %o", (options) => {
    const svg = narrow({ marks: [line()], y: gw, ...options });
    expect(svg).toMatch(/viewBox="0 0 360 /);
    if ("height" in options) expect(svg).toMatch(/viewBox="0 0 360 150"/);
  });
  test("where its width is fixed too, but for one that a phone has room for", () => {
    expect(narrow({ marks: [line()], y: gw, width: 500 })).toMatch(/viewBox="0 0 360 /);
    expect(narrow({ marks: [line()], y: gw, width: 360 })).toBe("");
  });
  test("without the margins that the wide one needs, its names in lines, its rows as high as these, all inside", () => {
    const names = ["Months until a transformer comes", "Months until a turbine comes", "Months until the grid comes"];
    const dots = names.map((name, i) => ({ name, months: 12 * (i + 1) }));
    const marks = [
      Plot.dot(dots, { x: "months", y: "name" }),
      Plot.text(dots, { x: "months", y: "name", text: "months", dx: 8, textAnchor: "start" }),
    ];
    const options = { marginLeft: 260, marginRight: 80, height: 130, x: { type: "log" as const, label: "Months" } };
    const svg = narrow({ ...options, y: { type: "band", label: null, domain: names }, marks });
    const [, height] = /viewBox="0 0 360 (\d+)"/.exec(svg) ?? [];
    expect(Number(height)).toBeGreaterThan(130);
    const root = new JSDOM(svg, { contentType: "image/svg+xml" }).window.document.documentElement;
    const boxes = textBoxes(root);
    expect(boxes.filter(({ text }) => text === "Months until").length).toBeGreaterThan(0);
    expect(boxes.filter(({ left, right }) => left < 0 || right > 360)).toEqual([]);
  });
  test("of ticks of a logarithmic axis the powers of ten stay where all have no room", () => {
    const dots = [1, 10, 100, 1000].map((x) => ({ x, name: `${x} of them, counted in all places` }));
    const svg = narrow({ x: { type: "log", label: "Count" }, marks: [Plot.dot(dots, { x: "x", y: "name" })] });
    const ticks = [...svg.matchAll(/>([\d,]+)<\/text>/g)].map((tick) => tick[1]);
    expect(ticks).toEqual(["1", "10", "100", "1,000"]);
  });
  test("not where a text doesn't fit", () => {
    const text = Plot.text([{ x: 1, y: 1 }], { x: "x", y: "y", text: () => "a text of many words ".repeat(3) });
    expect(narrow({ marks: [text], height: 150 })).toBe("");
  });
});

describe("a text of no colour stands out from what it stands on", () => {
  const inksOf = (marks: readonly unknown[], options: object = {}): string[] => {
    const { svg } = drawChart(Plot.plot({ x: { label: "x" }, y: { label: "y" }, ...options, marks } as never), {
      id: "fig-x",
      alt: "x",
    });
    return [...svg.matchAll(/<text[^>]*?(?: fill="([^"]*)")?>([a-f])<\/text>/g)].map(
      ([, fill = "", text]) => `${text} ${fill === "#ffffff" ? "paper" : fill === "" ? "ink" : fill}`,
    );
  };
  const cells = [..."abcdef"].map((name, i) => ({ name, at: i, v: i * 10 }));
  const cell = Plot.cell(cells, { x: "at", y: () => 0, fill: "v" });
  const named = { x: "at", y: () => 0, text: "name" };
  const color = { label: "v" };

  test("on the cells of a heat map", () => {
    expect(inksOf([cell, Plot.text(cells, named)], { color })).toEqual([
      "a ink",
      "b ink",
      "c paper",
      "d paper",
      "e paper",
      "f paper",
    ]);
  });

  test("but for what its author paints, and for what lies over it or lets the paper through", () => {
    // Its own stands at the group.
    const orange = inksOf([cell, Plot.text(cells, { ...named, fill: "orange" })], { color });
    expect(new Set(orange.map((one) => one.slice(2)))).toEqual(new Set(["ink"]));
    expect(new Set(inksOf([Plot.text(cells, named), cell], { color }).map((one) => one.slice(2)))).toEqual(
      new Set(["ink"]),
    );
    const faint = Plot.cell(cells, { x: "at", y: () => 0, fill: "v", fillOpacity: 0.3 });
    expect(new Set(inksOf([faint, Plot.text(cells, named)], { color }).map((one) => one.slice(2)))).toEqual(
      new Set(["ink"]),
    );
  });

  test("within bars that nobody painted, and beside them", () => {
    const bars = [
      { name: "a", at: 10 },
      { name: "b", at: 2 },
    ];
    const labels = Plot.text(bars, { x: () => 5, y: "name", text: "name" });
    expect(inksOf([Plot.barX(bars, { x: "at", y: "name" }), labels], { y: { label: "y", axis: null } })).toEqual([
      "a paper",
      "b ink",
    ]);
  });

  test("on a shape of a map", () => {
    const square = (at: number) => ({
      type: "Polygon",
      coordinates: [
        [
          [at, 0],
          [at, 2],
          [at + 2, 2],
          [at + 2, 0],
          [at, 0],
        ],
      ],
    });
    const shapes = [
      { name: "a", shape: square(0), v: 1 },
      { name: "b", shape: square(4), v: 9 },
    ];
    const marks = [
      Plot.geo(shapes as never, { geometry: "shape", fill: "v" } as never),
      Plot.text(shapes as never, Plot.centroid({ geometry: "shape", text: "name" } as never)),
    ];
    const projection = {
      type: "identity",
      domain: {
        type: "MultiPoint",
        coordinates: [
          [0, 0],
          [6, 2],
        ],
      },
    };
    expect(inksOf(marks, { x: {}, y: {}, projection, color })).toEqual(["a ink", "b paper"]);
  });
});
