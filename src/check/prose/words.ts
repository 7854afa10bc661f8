/** Words that say nothing of what a number is about. */
const COMMON = new Set(
  "about above after against also amount base because been before being below between both case could each from given have highest into level lowest more most much number only other over rate range same share should some such than that their then there these they this those through total under unit value very were what when where which while with would year".split(
    " ",
  ),
);

/** In small letters and the singular, near enough to compare: "Sites" and "site". */
export const stem = (word: string): string => {
  const small = word.toLowerCase();
  return small.length > 3 && /[^s]s$/.test(small) ? small.replace(/ies$/, "y").replace(/s$/, "") : small;
};

/** What a text or a dotted, camel-cased or underscored name is about: the stems of its longer words. */
export function topicWords(text: string): Set<string> {
  const words = text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").match(/\p{L}{4,}/gu) ?? [];
  return new Set(words.map(stem).filter((word) => !COMMON.has(word)));
}
