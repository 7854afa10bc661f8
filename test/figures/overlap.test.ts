import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { chartFont } from "../../src/figures/chart-font.js";
import { textBoxes } from "../../src/figures/layout.js";
import type { PlotLibrary } from "../../src/figures/plot.js";
import { inLines } from "../../src/figures/relief.js";
import { drawChart, plot } from "../../src/figures/render.js";

const Plot = plot as unknown as PlotLibrary;
const page = new JSDOM("").window;

/** The finished picture's texts, measured once more, and what was told. */
function read(options: object) {
  const { svg, findings, warnings } = drawChart(Plot.plot(options as never), { id: "fig-x", alt: "x" });
  const element = new page.DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const boxes = textBoxes(element as unknown as Element);
  const [width, height] = [Number(element.getAttribute("width")), Number(element.getAttribute("height"))];
  const told = findings.filter(({ rule }) => rule === "notebook/chart-overlap").map(({ message }) => message);
  return { boxes, told, warnings, width, height, svg };
}

/** Upright texts whose boxes share ground, found the slow and simple way. */
function shared(boxes: ReturnType<typeof read>["boxes"]): string[] {
  const upright = boxes.filter(({ corners: [a, b] }) => Math.abs((a?.[1] ?? 0) - (b?.[1] ?? 0)) < 0.01);
  return upright.flatMap((a, i) =>
    upright.slice(i + 1).flatMap((b) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const up = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      return a.element !== b.element && across > 2 && up > 2 ? [`${a.text} / ${b.text}`] : [];
    }),
  );
}

const words: Record<string, (i: number) => string> = {
  short: (i) => `T ${i}`,
  "some words": (i) => `Tree of kind ${i}`,
  "many words": (i) => `An orchard with more than a few trees, number ${i}`,
  "one long word": (i) => `Apfelbaumsortenverzeichnis${i}`,
};
const counts = [3, 8, 24, 60];
const named = (count: number, name: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => ({ name: name(i), value: i + 1, year: 2000 + i, panel: name(i % 4) }));

/** Charts whose names lie along an axis: how many of them find room whatever they are called. */
const layouts: Record<string, { room: number; options: (rows: ReturnType<typeof named>) => object }> = {
  "names along the bottom": {
    room: 24,
    options: (rows) => ({
      y: { label: "kg" },
      x: { label: "tree" },
      marks: [Plot.barY(rows, { x: "name", y: "value" })],
    }),
  },
  "names down the side": {
    room: 60,
    options: (rows) => ({
      x: { label: "kg" },
      y: { label: "tree" },
      marks: [Plot.barX(rows, { y: "name", x: "value" })],
    }),
  },
  "years along the bottom": {
    room: 60,
    options: (rows) => ({ y: { label: "kg" }, marks: [Plot.barY(rows, { x: "year", y: "value" })] }),
  },
  "years in panels": {
    room: 60,
    options: (rows) => ({
      y: { label: "kg" },
      fx: { label: "site" },
      marks: [Plot.dot(rows, { x: "year", y: "value", fx: "panel" })],
    }),
  },
  "labels at the ends of lines": {
    room: 24,
    options: (rows) => {
      const points = rows.flatMap((row) =>
        [2026, 2027].map((year) => ({ ...row, year, value: 100 + row.value / 1000 })),
      );
      return {
        y: { label: "kg" },
        marks: [
          Plot.line(points, { x: "year", y: "value", z: "name" }),
          Plot.directLabels(points, { x: "year", y: "value", z: "name", fill: "currentColor" }),
        ],
      };
    },
  },
};

describe.each(Object.keys(layouts))("%s", (layout) => {
  const { room, options } = layouts[layout] ?? { room: 0, options: () => ({}) };
  describe.each(Object.keys(words))("with %s", (length) => {
    test.each(counts)("%i of them can be read, or are told", (count) => {
      const { boxes, told, warnings, height } = read(options(named(count, words[length] ?? String)));
      const cut = warnings.filter((warning) => warning.includes("cut off"));
      if (told.length === 0) expect(shared(boxes)).toEqual([]);
      expect(told.length).toBeLessThan(2);
      const isPanels = layout === "years in panels";
      if (count <= room && !(isPanels && length === "one long word")) expect([...told, ...cut]).toEqual([]);
      expect(height).toBeLessThanOrEqual(2400);
    });
  });
});

test("two texts that an author sets in one place are named", () => {
  const rows = [
    { x: 1, y: 1, text: "North field" },
    { x: 1.02, y: 1, text: "South field" },
    { x: 3, y: 2, text: "West" },
  ];
  const { told } = read({
    x: { label: "x", inset: 60 },
    y: { label: "y", inset: 20 },
    marks: [Plot.text(rows, { x: "x", y: "y", text: "text" })],
  });
  expect(told).toEqual(["`North field` and `South field` lie over each other"]);
});

test("an author's own turn, ticks and padding stay", () => {
  const rows = named(8, words["many words"] ?? String);
  const { told, svg } = read({
    y: { label: "kg" },
    x: { tickRotate: 0, ticks: [rows[0]?.name, rows[1]?.name] },
    marks: [Plot.barY(rows, { x: "name", y: "value" })],
  });
  expect(svg).not.toContain("rotate(-");
  expect(told.length).toBeLessThan(2);
});

test("words are set in lines of their measure, evenly, and none is lost", () => {
  for (const most of [60, 90, 140, 400]) {
    const text = "An orchard with more than a few trees in it";
    const lines = inLines(text, most);
    expect(lines.join(" ")).toBe(text);
    for (const line of lines)
      expect(chartFont().width(line, 14)).toBeLessThanOrEqual(Math.max(most, chartFont().width("orchard", 14)));
  }
  expect(inLines("a\nb", 1000)).toEqual(["a", "b"]);
});

describe("ticks of panels one above the other", () => {
  const rows = (panels: number, across: number) =>
    Array.from({ length: panels * across * 2 }, (_, i) => ({
      at: 2025 + (i % 2),
      value: i * 100,
      up: `panel ${i % panels}`,
      side: `side ${Math.floor(i / panels) % across}`,
    }));
  const cases = [2, 3, 5, 8].flatMap((panels) => [1, 2, 4].map((across) => [panels, across] as const));
  test.each(cases)("%d above and %d beside each other keep apart, or are told", (panels, across) => {
    const { boxes, told } = read({
      x: { label: "x" },
      y: { label: "y" },
      marks: [Plot.dot(rows(panels, across), { x: "at", y: "value", fy: "up", ...(across > 1 ? { fx: "side" } : {}) })],
    });
    const ticks = boxes.filter(({ role }) => role === "" || / tick label$/.test(role));
    const touching = ticks.flatMap((a, i) =>
      ticks.slice(i + 1).filter((b) => {
        const isBeside = a.left < b.right && b.left < a.right;
        return a.element !== b.element && isBeside && a.top < b.bottom - 1.6 && b.top < a.bottom - 1.6;
      }),
    );
    expect(told.length > 0 || touching.length === 0).toBe(true);
    if (across === 1) expect(told).toEqual([]);
  });
});
