// What Handlebars reads, and Markdown would come to something else from: a value within a name, half of a pair within a branch.

/** What is read before values are there, and names something, where a value stands in such on its line; undefined elsewhere. */
export function nameAround(before: string, after: string): string | undefined {
  if (/\[\^[^\]\s]*$/.test(before)) return "the label of a footnote";
  if (/^[ >]*\[[^\]]*$/.test(before) && /^[^\]]*\]:/.test(after)) return "the label of an address";
  if (/^[ >]*#{1,6}\s.*\{(?!#[^\s{}]*$)[#.][^{}]*$/.test(before) && /^[^{}]*\}[^{}]*$/.test(after))
    return "the braces of a heading";
  return undefined;
}

/** Signs of Markdown that come in pairs and stand for nothing else. */
const PAIRED: readonly (readonly [sign: string, pattern: RegExp])[] = [
  ["**", /\*\*(?=\S)|(?<=\S)\*\*/g],
  ["~~", /~~(?=\S)|(?<=\S)~~/g],
  ["`", /`/g],
];

/** A sign that a text opens or closes, and doesn't do both. */
export function halfOfPair(text: string): string | undefined {
  // Code is shown as it is written.
  const prose = text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "").replace(/\\[^\w\s]/g, "");
  return PAIRED.find(([, pattern]) => (prose.match(pattern)?.length ?? 0) % 2 === 1)?.[0];
}
