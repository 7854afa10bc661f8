import type { Source } from "../assumptions/register/types.js";
import { groupBy } from "../lists.js";
import type { ReferenceNode } from "./tree.js";

/** Who a source is by, for a citation: its author, or who published it, or its title. */
function byline(source: Source): string {
  return source.author ?? source.publisher ?? source.title;
}

const year = (source: Source): string => source.date?.slice(0, 4) ?? "n.d.";

/** Who a source is by, and its year, as citations print them. */
export interface CitationText {
  by: string;
  year: string;
}

/**
 * Reference list in the order of authors, dates and titles. Sources that citations would call alike have a, b, … behind their year, here
 * and there.
 */
export function referenceList(sources: Iterable<Source>): ReferenceNode[] {
  const key = (source: Source): string =>
    [byline(source).toLowerCase(), source.date ?? "", source.title, source.key].join("\u0000");
  const list = [...sources].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const alike = groupBy(list, (source) => `${shortByline(source)} ${year(source)}`);
  return list.map((source, index) => {
    const group = alike.get(`${shortByline(source)} ${year(source)}`) ?? [];
    const reference = { key: source.key, number: index + 1, source };
    if (group.length < 2) return reference;
    return { ...reference, year: `${year(source)}${source.date ? "" : "-"}${letters(group.indexOf(source))}` };
  });
}

/** "Epoch AI" and "2026", by the key of each reference. */
export function citationTexts(references: readonly ReferenceNode[]): Map<string, CitationText> {
  return new Map(
    references.map(({ key, source, year: told }) => [key, { by: shortByline(source), year: told ?? year(source) }]),
  );
}

/** a to z, then aa, ab, … */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** Two authors at the most: "Fradkin et al." for three or more. A publisher or a title is printed as it is. */
function shortByline(source: Source): string {
  const { author, short } = source;
  if (short !== undefined || author === undefined) return short ?? byline(source);
  const names = source.authors ?? authorNames(author);
  return names.length > 2 ? `${names[0]} et al.` : author.split(/\s*;\s*/).join(" and ");
}

/** Authors stand apart by semicolons or "and"; by commas too where each has more than one word, so that none is "Family, Given". */
function authorNames(author: string): string[] {
  const names = author.split(/\s*;\s*|,?\s+(?:and|&)\s+/).filter(Boolean);
  const apart = names.flatMap((name) => name.split(/\s*,\s*/));
  return !author.includes(";") && apart.every((name) => /\S\s+\S/.test(name)) ? apart : names;
}
