import type { Source } from "../assumptions/types.js";
import type { ReferenceNode } from "./tree.js";

/** Who a source is by, for a citation: its author, or who published it, or its title. */
function byline(source: Source): string {
  return source.author ?? source.publisher ?? source.title;
}

const year = (source: Source): string => source.date?.slice(0, 4) ?? "n.d.";

/** Reference list in the order of authors, dates and titles. */
export function referenceList(sources: Iterable<Source>): ReferenceNode[] {
  const key = (source: Source): string =>
    [byline(source).toLowerCase(), source.date ?? "", source.title, source.key].join("\u0000");
  return [...sources]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((source, index) => ({ key: source.key, number: index + 1, source }));
}

/** "Epoch AI 2026"; sources that would read alike get a, b, … in the order of the list. */
export function citationTexts(references: readonly ReferenceNode[]): Map<string, string> {
  const alike = new Map<string, ReferenceNode[]>();
  for (const reference of references) {
    const text = `${reference.source.short ?? shortByline(byline(reference.source))} ${year(reference.source)}`;
    alike.set(text, [...(alike.get(text) ?? []), reference]);
  }
  const texts = new Map<string, string>();
  for (const [text, group] of alike)
    for (const [index, reference] of group.entries())
      texts.set(reference.key, group.length === 1 ? text : `${text}${String.fromCharCode(97 + index)}`);
  return texts;
}

/** Two names at the most: "Fradkin et al." for three or more separated by commas or semicolons. */
function shortByline(text: string): string {
  const names = text.split(/\s*;\s*|\s+and\s+/).filter(Boolean);
  return names.length > 2 ? `${names[0]} et al.` : names.join(" and ");
}
