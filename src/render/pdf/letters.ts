import { LineMap, type Place } from "../../diagnostic.js";
import type { PrintedText } from "./context.js";

/** Neighbours on each side that are compared: what is printed is seldom written letter for letter, but most of a word is. */
const AROUND = 24;
/** Occurrences that are compared; of more the rest are left alone. */
const MOST = 1000;

/**
 * Where a character of a printed text stands in the sources: in the file that the text is of, or in any, where most of its neighbours are the same.
 *
 * @param sources texts of the memo by path, chapters before all else
 */
export function placeOfLetter(
  character: string,
  { text, place, where }: PrintedText,
  sources: ReadonlyMap<string, string>,
): Place | undefined {
  const at = text.indexOf(character);
  const files = [...sources].filter(([file]) => file === place?.file || where.startsWith(`${file},`) || where === file);
  for (const [file, source] of files.length > 0 ? [...files, ...sources] : sources) {
    let best: { index: number; alike: number } | undefined;
    for (let index = source.indexOf(character), n = 0; index !== -1 && n < MOST; n++) {
      const alike = neighbours(source, index, text, at, character.length);
      if (!best || alike > best.alike) best = { index, alike };
      index = source.indexOf(character, index + 1);
    }
    if (!best) continue;
    const map = new LineMap(source);
    return { file, start: map.at(best.index), end: map.at(best.index + character.length) };
  }
  return undefined;
}

/** How many characters on both sides are the same, up to the first that isn't. */
function neighbours(source: string, index: number, text: string, at: number, length: number): number {
  let before = 0;
  while (before < AROUND && at > before && source[index - 1 - before] === text[at - 1 - before]) before++;
  let after = 0;
  const [a, b] = [index + length, at + length];
  while (after < AROUND && b + after < text.length && source[a + after] === text[b + after]) after++;
  return before + after;
}
