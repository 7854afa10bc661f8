import { describe, expect, test } from "vitest";
import { inks, palette, recolor, seriesColors } from "../../src/figures/theme.js";

type Mode = "light" | "dark";

const channels = (hex: string): number[] =>
  [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);

/** WCAG 2: relative luminances with 0.05 for stray light. */
function contrast(a: string, b: string): number {
  const [x = 0, y = 0] = [a, b].map((hex) => dot(channels(hex), [0.2126, 0.7152, 0.0722])).sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

/** Machado, Oliveira and Fernandes (2009), severity 1. */
const sights = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function oklab(hex: string, sight: keyof typeof sights): number[] {
  const seen = sights[sight].map((row) => Math.min(1, Math.max(0, dot(row, channels(hex)))));
  const lms = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ].map((row) => Math.cbrt(dot(row, seen)));
  return [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ].map((row) => dot(row, lms));
}

describe.each<Mode>(["light", "dark"])("the %s palette", (mode) => {
  const ground = inks.background[mode];

  test("has distinct colours", () => {
    expect(new Set(palette.map((color) => color[mode])).size).toBe(palette.length);
    expect(new Set(palette.map((color) => color.name)).size).toBe(palette.length);
  });

  test("has text and series that can be read, and axes that can be seen", () => {
    for (const color of [...seriesColors, inks.text, inks.muted])
      expect(contrast(color[mode], ground), color.name).toBeGreaterThan(4.5);
    expect(contrast(inks.axis[mode], ground)).toBeGreaterThan(3);
  });

  test.each(Object.keys(sights) as (keyof typeof sights)[])("keeps series apart for %s", (sight) => {
    seriesColors.forEach((a, i) => {
      for (const b of seriesColors.slice(i + 1)) {
        const [p, q] = [oklab(a[mode], sight), oklab(b[mode], sight)];
        expect(100 * Math.hypot(...p.map((v, k) => v - (q[k] ?? 0))), `${a.name} and ${b.name}`).toBeGreaterThan(5.5);
      }
    });
  });
});

test("recolor swaps palette colours in attributes and leaves text alone", () => {
  const svg = '<text fill="#1b5e9e" stroke="#abcdef">#1b5e9e fill="#1b5e9e"</text>';
  expect(recolor(svg, (color) => `var(--${color.name})`)).toContain(
    '<text fill="var(--blue)" stroke="#abcdef">#1b5e9e',
  );
});
