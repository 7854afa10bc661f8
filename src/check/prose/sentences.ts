/** A full stop, a question or exclamation mark that ends a sentence, with the marks that close behind it. */
const END = /[.?!][)\]*_\u201d"\u2019]*(?=\s+(?:[\p{Lu}\d"\u201c(*_\uE010]|\{\{|$))/gu;
/** Ends in a full stop and is no end: "e.g.", "p.", "vs.", an initial. */
const SHORT =
  /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|ca|no|nos|pp?|fig|sec|ch|vol|ed|al|Mr|Ms|Mrs|Dr|St|Inc|Ltd|Co)|\b\p{Lu})\.$/iu;

/** Stretches of a masked text (`maskMarkdown`), from and to, that are sentences: none crosses a paragraph, a heading, a list item or a cell. */
export function sentencesOf(masked: string): [number, number][] {
  const breaks = new Set<number>();
  for (const match of masked.matchAll(/\n[ \t]*\n|^[ \t]*#.*$|\|/gm)) {
    breaks.add(match.index);
    breaks.add(match.index + match[0].length);
  }
  for (const match of masked.matchAll(END)) {
    const end = match.index + match[0].length;
    const single = /^\p{Lu}\.$/u.test(masked.slice(Math.max(0, end - 2), end));
    if (single ? !/\s\p{Lu}\.$/u.test(masked.slice(Math.max(0, end - 3), end)) : !SHORT.test(masked.slice(0, end)))
      breaks.add(end);
  }
  const points = [0, ...[...breaks].sort((a, b) => a - b), masked.length];
  return points.flatMap((from, index) => {
    const to = points[index + 1] ?? from;
    return /^[\s|]*$/.test(masked.slice(from, to)) ? [] : [[from, to] as [number, number]];
  });
}
