import { inks, paletteColor } from "../figures/theme.js";

/** A shape with a colour in it, by the box around it in pixels. */
export interface Filled {
  box: readonly [left: number, top: number, right: number, bottom: number];
  color: string;
}

/** The colour that lies under a point: of the last shape there, or undefined for the paper. */
export function behind(filled: readonly Filled[], x: number, y: number): string | undefined {
  return filled.findLast(({ box: [left, top, right, bottom] }) => x >= left && x <= right && y >= top && y <= bottom)
    ?.color;
}

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
