import type { Place, Position } from "../diagnostic.js";
import type { Located } from "./types.js";

/**
 * A text that YAML made of a stretch of its source, with blanks and line ends put together, and where its words stand: one over several
 * lines, or with quotation marks doubled, isn't where it would be counted from its beginning.
 *
 * @param place of the whole
 * @param range offsets of it in `source`
 * @param position gives that of an offset in the file
 */
export function locateWords(
  value: string,
  place: Place,
  source: string,
  [from, to]: readonly [from: number, to: number],
  position: (offset: number) => Position,
): Located {
  const text = value.trim().replace(/\s+/g, " ");
  const pieces: { offset: number; place: Place }[] = [];
  let cursor = from;
  let shift = Number.NaN;
  for (const { index, 0: word } of text.matchAll(/\S+/g)) {
    const found = source.indexOf(word, cursor);
    if (found === -1 || found >= to) continue;
    cursor = found + word.length;
    if (found - index === shift) continue;
    shift = found - index;
    pieces.push({ offset: index, place: { file: place.file, start: position(found), end: position(cursor) } });
  }
  const [first, ...rest] = pieces;
  const begins = first?.offset === 0 ? { ...place, start: first.place.start } : place;
  return { text, place: begins, ...(rest.length > 0 ? { pieces: rest } : {}) };
}
