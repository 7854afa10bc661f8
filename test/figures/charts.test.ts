import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { drawChart } from "../../src/figures/render.js";
import { palette } from "../../src/figures/theme.js";
import { matchGolden } from "../golden.js";
import { charts } from "./charts.js";

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}.svg`, import.meta.url));
const draw = (name: string) =>
  drawChart(charts[name]?.(), { id: `fig-${name}`, alt: `A chart of the kind "${name}" & more` });

describe.each(Object.keys(charts))("the chart %s", (name) => {
  const drawn = draw(name);

  test("is the golden file", () => {
    matchGolden(golden(name), drawn.svg);
  });

  test("gives no warning", () => {
    expect(drawn.warnings).toEqual([]);
  });

  test("has nothing that a strict reader of SVG refuses", () => {
    expect(drawn.svg).not.toMatch(
      / (style|class|on\w+|href)=|<style|<script|foreignObject|currentColor|var\(|oklch|system-ui/,
    );
    expect(drawn.svg).toContain('role="img" aria-label="A chart of the kind &quot;');
    expect(drawn.svg).toContain('font-family="Inter"');
    expect(drawn.svg).not.toMatch(/\d\.\d{3}/);
  });

  test("has ids of its own only", () => {
    const ids = [...drawn.svg.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(ids).toEqual(ids.map((_, i) => `fig-${name}-${i + 1}`));
    for (const [, target] of drawn.svg.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(target);
  });

  test("holds colours of the palette only", () => {
    const known = new Set(palette.map(({ light }) => light));
    const used = [...drawn.svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map((match) => match[1] ?? "");
    expect(used.filter((color) => color !== "none" && !known.has(color))).toEqual([]);
  });
});

test("a chart is the same whatever was drawn before it", () => {
  const names = Object.keys(charts);
  const forward = new Map(names.map((name) => [name, draw(name).svg]));
  const backward = new Map(names.reverse().map((name) => [name, draw(name).svg]));
  for (const name of names) expect(backward.get(name)).toBe(forward.get(name));
});

test("the rows behind a chart come with it, once", () => {
  const lines = draw("lines-log").data;
  expect(lines.map((table) => table.columns.map((column) => column.key))).toEqual([
    ["year", "low", "high"],
    ["series", "year", "value"],
  ]);
  expect(draw("stacked-area").data).toHaveLength(1);
});
