import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { textBoxes } from "../../src/figures/layout.js";
import type { PlotLibrary } from "../../src/figures/plot.js";
import { drawChart, plot } from "../../src/figures/render.js";
import type { ChartThreshold } from "../../src/notebook/types.js";
import { bar, draws, numbers, scenarios, studies, tornado } from "./studies.js";

const Plot = plot as unknown as PlotLibrary;

const rows = [2025, 2026, 2027, 2028].map((year, i) => ({ year, tightness: 1 + i * 0.31, way: "plan" }));
const line = (options: object = {}, ...more: unknown[]) =>
  Plot.plot({
    x: { label: null },
    y: { label: "Tightness" },
    ...options,
    marks: [Plot.line(rows, { x: "year", y: "tightness" }), ...more] as never,
  });

const at = (limit: number, values: readonly unknown[] = [rows[2]?.tightness], isUsed = false): ChartThreshold => ({
  values: () => values,
  limit: () => limit,
  isUsed,
});
const draw = (chart: unknown, ...thresholds: ChartThreshold[]) =>
  drawChart(chart, { id: "fig-t", alt: "A chart", thresholds });
const root = (svg: string): Element => new JSDOM(svg, { contentType: "image/svg+xml" }).window.document.documentElement;
const said = (svg: string | undefined): string[] =>
  textBoxes(root(svg ?? "<svg/>"))
    .map(({ text }) => text)
    .filter((text) => text.startsWith("claim"));
/** The lines that are drawn at limits, as where they stand: up or across. */
const lines = (svg: string): { x: number; y: number }[] =>
  [...root(svg).querySelectorAll("[stroke-dasharray='4,3'] > line, line[stroke-dasharray='4,3']")].map((one) => ({
    x: Number(one.getAttribute("x1")),
    y: Number(one.getAttribute("y1")),
  }));

describe("a claim's threshold in the chart that shows the value", () => {
  test("is a line with a label, in the wide drawing and the narrow one", () => {
    const { svg, narrow, warnings } = draw(line(), at(1.4));
    expect(said(svg)).toEqual(["claim flips at 1.4"]);
    expect(said(narrow)).toEqual(["claim flips at 1.4"]);
    expect(warnings).toEqual([]);
    const ticks = textBoxes(root(svg)).filter(({ text }) => /^\d\.\d+$/.test(text));
    const [first, last] = [ticks.at(0), ticks.at(-1)].map((tick) => ({
      value: Number(tick?.text),
      at: ((tick?.top ?? 0) + (tick?.bottom ?? 0)) / 2,
    }));
    if (!first || !last) throw new Error("an axis has ticks");
    const share = (1.4 - first.value) / (last.value - first.value);
    expect(Math.abs((lines(svg)[0]?.y ?? 0) - first.at - share * (last.at - first.at))).toBeLessThan(1);
  });

  test("is drawn across where quantities run across", () => {
    const chart = Plot.plot({
      x: { label: "Slack" },
      y: { label: null },
      marks: [
        Plot.barX(
          [
            { who: "a", slack: 3.5 },
            { who: "b", slack: 1.25 },
          ],
          { x: "slack", y: "who" },
        ),
      ],
    } as never);
    const { svg, data } = draw(chart, at(2, [3.5]));
    expect(said(svg)).toEqual(["claim flips at 2"]);
    expect(lines(svg)).toHaveLength(1);
    expect(data).toEqual(draw(chart).data);
  });

  test("is printed as the axis prints its ticks", () => {
    const shares = (options: object) =>
      Plot.plot({
        x: { label: "Month" },
        y: { label: "Share", ...options },
        marks: [
          Plot.dot(
            [
              { m: 1, s: 0.125 },
              { m: 2, s: 0.5 },
            ],
            { x: "m", y: "s" },
          ),
        ],
      } as never);
    const label = (options: object) => said(draw(shares(options), at(0.25, [0.125])).svg)[0];
    expect(label({ tickFormat: "%" })).toBe("claim flips at 25%");
    expect(label({ percent: true })).toBe("claim flips at 25%");
    expect(label({ transform: (share: number) => 1000 * share })).toBe("claim flips at 250");
    expect(label({ tickFormat: (share: number) => `${share} of all` })).toBe("claim flips at 0.25 of all");
    expect(label({})).toBe("claim flips at 0.25");
  });

  test.each<[string, unknown, ChartThreshold]>([
    ["the value is not shown", line(), at(1.4, [1.3])],
    ["the author drew a line there", line({}, Plot.ruleY([1.4])), at(1.4)],
    ["it is far from all that is shown", line(), at(40)],
    ["the author set ends that leave it out", line({ y: { label: "Tightness", domain: [1, 2] } }), at(2.5)],
    ["the axis begins there", line({ y: { label: "Tightness", zero: true } }), at(0)],
    [
      "the claim can't be asked",
      line(),
      {
        ...at(1.4),
        values: () => {
          throw new Error("no such key");
        },
      },
    ],
    ["it is no number", line(), at(Number.NaN)],
    ["each panel shows something else", line({}, Plot.line(rows, { x: "year", y: "tightness", fx: "way" })), at(1.4)],
    ["the value is one, which the chart's code doesn't name", line(), at(1.4, [1])],
  ])("is not drawn where %s", (_, chart, threshold) => {
    expect(draw(chart, threshold).svg).toBe(draw(chart).svg);
  });

  test("is drawn for a value of one that the chart's code names", () => {
    expect(said(draw(line(), at(1.4, [1], true)).svg)).toEqual(["claim flips at 1.4"]);
  });

  test("is asked for only where the value is shown, and drawn once", () => {
    const never: ChartThreshold = { values: () => [99], limit: () => expect.unreachable(), isUsed: true };
    expect(said(draw(line(), never, at(1.4), at(1.4 + 1e-15), at(1.7)).svg)).toEqual([
      "claim flips at 1.4",
      "claim flips at 1.7",
    ]);
  });

  test("lies over no other text, and over as little of the data as it can", () => {
    const label = [{ year: 2025, tightness: 1.4, words: "as it was before" }];
    const note = Plot.text(label, { x: "year", y: "tightness", text: "words", textAnchor: "start", dx: 4, dy: -10 });
    const { svg, findings } = draw(line({}, note), at(1.4));
    expect(findings).toEqual([]);
    expect(said(svg)).toEqual(["claim flips at 1.4"]);
    const falling = Plot.plot({
      x: { label: null },
      y: { label: "Tightness" },
      marks: [Plot.line(rows, { x: (row) => 4053 - row.year, y: "tightness" })],
    } as never);
    const left = (chart: unknown): number =>
      textBoxes(root(draw(chart, at(1.8)).svg)).find(({ text }) => text.startsWith("claim"))?.left ?? Number.NaN;
    expect(left(line())).toBeLessThan(100);
    expect(left(falling)).toBeGreaterThan(300);
  });

  test("is tried at no further place once it hides nothing", () => {
    const drawings = (yearOf: (year: number) => number): number => {
      let asked = 0;
      const x = (row: { year: number }): number => {
        if (row.year === 2025) asked++;
        return yearOf(row.year);
      };
      const marks = [Plot.line(rows, { x, y: "tightness" })];
      draw(Plot.plot({ x: { label: null }, y: { label: "Tightness" }, marks } as never), at(1.8));
      return asked;
    };
    // The words stand at the left, which is tried first, or where lines fall from there at the right.
    expect(drawings((year) => year)).toBeLessThan(drawings((year) => 4053 - year));
  });
});

describe("a claim's threshold in the chart of a study", () => {
  const study = (drawing: ReturnType<typeof tornado>, name: string, limits: readonly number[]) => {
    const about = drawing.outputs[name];
    const outputs = { ...drawing.outputs, [name]: { label: name, ...about, limits } };
    return drawChart(Plot.study({ ...drawing, outputs }), { id: "fig-s", alt: "A study" });
  };
  const bars = [bar("a", "Efficiency", 12.2, 50.6), bar("b", "Capacity", 18.7, 20.8)];

  test.each([
    ["a tornado", tornado(bars), "multiple", 40, "claim flips at 40×"],
    ["a tornado, beside the base case", tornado(bars), "multiple", 21, "base 20.3× · claim flips at 21×"],
    [
      "scenarios",
      scenarios(2.24, [
        ["Upside", 1.28],
        ["Slow", 2.85],
      ]),
      "multiple",
      1,
      "claim flips at 1×",
    ],
    [
      "a fan",
      draws([2026, 2027].map((year) => numbers(`tightness.${year}`, [1, 1.3, 1.6, 2.2, 2.7]))),
      "tightness.2026",
      2,
      "claim flips at 2",
    ],
    ["a spider", studies.spider as ReturnType<typeof tornado>, "multiple", 25, "claim flips at 25×"],
  ])("of %s", (_, drawing, name, limit, label) => {
    const { svg, warnings, findings } = study(drawing, name, [limit]);
    const texts = textBoxes(root(svg)).map(({ text }) => text.replace(/\.0+(?=×|$)/, ""));
    expect(texts).toContain(label);
    expect(lines(svg).length).toBeGreaterThan(0);
    expect([warnings, findings]).toEqual([[], []]);
  });

  test.each([
    [
      "a tornado",
      tornado([...bars, bar("c", "Price", 20.3, 24), bar("d", "Yield", 16, 17.5)]),
      [12, 16, 17, 19, 21, 30, 50],
    ],
    [
      "scenarios",
      scenarios(2.24, [
        ["Upside", 1.28],
        ["Slow", 2.85],
        ["Late", 1.7],
      ]),
      [0.9, 1.1, 1.2, 1.6, 2.6, 2.9, 3.2],
    ],
    [
      "scenarios by ratio",
      scenarios(2.24, [
        ["Upside", 0.17],
        ["Slow", 2.85],
        ["Late", 1.1],
      ]),
      [0.15, 0.3, 0.9, 1, 3.1, 3.5],
    ],
  ] as const)("of %s leaves out the rows in which words stand there", (_, drawing, limits) => {
    let [drawn, left] = [0, 0];
    for (const limit of limits) {
      const { svg } = study(drawing, "multiple", [limit]);
      const rows = textBoxes(root(svg)).filter(({ text }) => /^[\d.]+×$/.test(text));
      const dashes = [...root(svg).querySelectorAll("[stroke-dasharray='4,3'] > line")].map((one) =>
        ["x1", "y1", "y2"].map((name) => Number(one.getAttribute(name))),
      );
      drawn += dashes.length;
      left += drawing.study.kind === "tornado" ? bars.length + 2 - dashes.length : 3 - dashes.length;
      for (const [x = 0, top = 0, bottom = 0] of dashes)
        for (const box of rows)
          expect(
            x < box.left || x > box.right || box.bottom < top || box.top > bottom,
            `${limit} through ${box.text}`,
          ).toBe(true);
    }
    expect(drawn).toBeGreaterThan(limits.length);
    expect(left).toBeGreaterThan(0);
  });

  test("is not drawn far from its results", () => {
    const { svg } = study(tornado(bars), "multiple", [400]);
    expect(said(svg)).toEqual([]);
    expect(lines(svg)).toEqual([]);
  });
});
