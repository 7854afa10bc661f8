import { addTo } from "../../lists.js";
import { readFont } from "../../text/open-type.js";
import type { Font } from "./fonts.js";

/** Which characters each family can set in every one of its faces, by family. */
export type Coverage = ReadonlyMap<string, { has(code: number): boolean }>;

/** The coverage of the fonts. Throws an Error when a file has no character map. */
export function coverageOf(fonts: readonly Font[]): Coverage {
  const families = new Map<string, ((code: number) => boolean)[]>();
  for (const font of fonts) {
    const face = readFont(font.bytes);
    addTo(families, font.family, (code) => face.glyph(code) !== 0);
  }
  return new Map(
    [...families].map(([family, faces]) => [family, remembering((code) => faces.every((has) => has(code)))]),
  );
}

function remembering(test: (code: number) => boolean): { has(code: number): boolean } {
  const known = new Map<number, boolean>();
  return {
    has(code) {
      let answer = known.get(code);
      if (answer === undefined) {
        answer = test(code);
        known.set(code, answer);
      }
      return answer;
    },
  };
}

/** Line breaks, joiners, soft hyphens, variation selectors and byte-order marks need no glyph. */
function isInvisible(code: number): boolean {
  return (
    code === 0x0a ||
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2064) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff
  );
}

/** The characters of `text` that none of `families` can set, each once. */
export function missingCharacters(text: string, families: readonly string[], coverage: Coverage): string[] {
  const missing = new Set<string>();
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (!isInvisible(code) && !families.some((family) => coverage.get(family)?.has(code))) missing.add(character);
  }
  return [...missing];
}
