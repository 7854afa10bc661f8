import type { Face } from "../text/open-type.js";
import { faces } from "./font-faces.js";

/** Advance widths of the chart font, from its character map and horizontal metrics (OpenType tables cmap, head, hhea, hmtx). */
export interface Font {
  /** Whether the font draws this code point. */
  has(codePoint: number): boolean;
  /** Width of one line of text in the unit of `fontSize`; kerning is left out, a missing glyph counts one em. */
  width(text: string, fontSize: number, fontWeight?: number): number;
}

let loaded: Font | undefined;

/** The font of chart text, read once. */
export function chartFont(): Font {
  if (loaded) return loaded;
  const regular = faces.regular();
  let bold: Face | undefined;
  loaded = {
    has: (codePoint) => regular.glyph(codePoint) !== 0,
    width(text, fontSize, fontWeight = 400) {
      if (fontWeight >= 600) bold ??= faces.bold();
      const face = fontWeight >= 600 && bold ? bold : regular;
      let sum = 0;
      for (const character of text) sum += face.advance(character.codePointAt(0) ?? 0);
      return sum * fontSize;
    },
  };
  return loaded;
}
