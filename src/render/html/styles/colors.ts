import type { PaletteColor } from "../../../figures/theme.js";

export interface Palette {
  /** Light hex, lower case, to `var(--c-name)`. */
  readonly variables: ReadonlyMap<string, string>;
  /** `--c-name: #hex;` declarations for each paper. */
  readonly light: string;
  readonly dark: string;
}

/** CSS variables for a palette. Names become letters, digits and hyphens. */
export function paletteVariables(colors: readonly PaletteColor[]): Palette {
  const name = (color: PaletteColor): string => `--c-${color.name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return {
    variables: new Map(colors.map((color) => [color.light.toLowerCase(), `var(${name(color)})`])),
    light: colors.map((color) => `${name(color)}: ${color.light};`).join(" "),
    dark: colors.map((color) => `${name(color)}: ${color.dark};`).join(" "),
  };
}
