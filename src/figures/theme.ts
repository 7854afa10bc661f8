/** One colour of the charts, in both modes. The light one is what an SVG holds; writers swap it by its hex. */
export interface PaletteColor {
  name: string;
  /** Lower-case `#rrggbb`, unique in the palette. */
  light: string;
  dark: string;
}

/**
 * Colours of series, in the order they are given out. The hues follow Okabe and Ito (2008), darkened or lightened until each has a
 * contrast of 4.5 : 1 with its background, so that a label may wear its line's colour, and kept at least 5.5 apart in OKLab (× 100) for normal
 * sight and for protanopia, deuteranopia and tritanopia as simulated after Machado, Oliveira and Fernandes (2009). The names are CSS
 * colour names: `stroke: "orange"` in a mark means this orange.
 */
export const seriesColors: readonly PaletteColor[] = [
  { name: "blue", light: "#1b5e9e", dark: "#4c97f5" },
  { name: "orange", light: "#a33a0a", dark: "#f9702f" },
  { name: "green", light: "#25855a", dark: "#86e6b8" },
  { name: "purple", light: "#82286a", dark: "#ef7fc6" },
  { name: "gold", light: "#966c00", dark: "#f5c83e" },
  { name: "indigo", light: "#321c87", dark: "#cdbcff" },
  { name: "gray", light: "#5d6670", dark: "#868e98" },
];

/** Steps of one hue for ordered classes, from near the background to far from it in both modes. */
export const rampColors: readonly PaletteColor[] = [
  { name: "ramp-1", light: "#cfe1f2", dark: "#1d3a57" },
  { name: "ramp-2", light: "#9fc5e4", dark: "#2a5580" },
  { name: "ramp-3", light: "#6aa5d3", dark: "#3b74ab" },
  { name: "ramp-4", light: "#3d83bb", dark: "#5c96cf" },
  { name: "ramp-5", light: "#1f649f", dark: "#8bb9e6" },
  { name: "ramp-6", light: "#0f3f6e", dark: "#c3dff7" },
];

/** What is no data: text, tick labels and axis labels, axis lines, grid, background. */
export const inks = {
  text: { name: "text", light: "#1c2126", dark: "#e6e9ed" },
  muted: { name: "muted", light: "#59616b", dark: "#a8b0ba" },
  axis: { name: "axis", light: "#8a929c", dark: "#6b747e" },
  grid: { name: "grid", light: "#e4e7eb", dark: "#2b3036" },
  background: { name: "background", light: "#ffffff", dark: "#16191d" },
} as const satisfies Record<string, PaletteColor>;

/** Every colour a chart may hold. */
export const palette: readonly PaletteColor[] = [...seriesColors, ...rampColors, ...Object.values(inks)];

const byLight = new Map(palette.map((color) => [color.light, color]));

/** The palette's entry for a light hex, if it has one. */
export const paletteColor = (light: string): PaletteColor | undefined => byLight.get(light);

/**
 * Replaces every palette colour in the attributes of a normalised SVG, for example by `(c) => "var(--chart-" + c.name + ")"` in a page
 * or by `(c) => c.dark`. Text and foreign colours are left alone.
 */
export function recolor(svg: string, replacement: (color: PaletteColor) => string): string {
  return svg.replace(/ (fill|stroke|stop-color|flood-color|color)="(#[0-9a-f]{6})"/g, (whole, attribute, hex) => {
    const color = byLight.get(hex);
    return color ? ` ${attribute}="${replacement(color)}"` : whole;
  });
}

/**
 * Sizes in CSS pixels. 520 wide with 14 px text leaves 9.7 px text when a chart fills a phone of 360 px, and 9 pt when it is set 115 mm wide on
 * paper; wider than 620 px the text outgrows the prose.
 */
export const size = { width: 520, height: 320, widest: 620, text: 14, row: 30, line: 16 } as const;

/** Family of chart text, as fonts and writers name it. */
export const fontFamily = "Inter";

/** Stroke width of lines that carry data. */
export const lineWidth = 2.25;

/** Inks over colours that are the same on dark paper; none of the palette's. */
const FIXED = { dark: "#1a1d21", light: "#fcfcfc" } as const;

/**
 * The ink for a text over a colour: the one of the two that stands out more, on light paper and on dark.
 * Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
 */
export function inkOver(color: string | undefined): string {
  if (color === undefined || color === "none") return inks.text.light;
  const alpha = /^#[0-9a-f]{6}([0-9a-f]{2})$/i.exec(color)?.[1];
  // Through what is half or less there, the paper shows.
  if (alpha !== undefined && Number.parseInt(alpha, 16) <= 128) return inks.text.light;
  const solid = color.slice(0, 7).toLowerCase();
  const themed = paletteColor(solid);
  if (!themed) return contrast(FIXED.dark, solid) >= contrast(FIXED.light, solid) ? FIXED.dark : FIXED.light;
  const least = (ink: { light: string; dark: string }): number =>
    Math.min(contrast(ink.light, themed.light), contrast(ink.dark, themed.dark));
  return least(inks.text) >= least(inks.background) ? inks.text.light : inks.background.light;
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21, of two colours `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
