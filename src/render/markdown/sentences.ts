/** Stands for a space of running text, where a line may be broken, until `breakSentences` has seen the whole paragraph. */
export const SOFT_SPACE = "\u0001";

/** Words whose full stop ends no sentence; single letters never do. */
const ABBREVIATIONS = new Set(
  "e.g i.e vs cf p pp ca approx no nos fig figs eq sec ch vol ed eds al st dr mr mrs ms prof inc corp co ltd u.s u.k".split(
    " ",
  ),
);

/** Signs one of which the text before the end of a sentence ends with. */
const ENDS = '.?!…)"”’*_]';

/** How far back the end of a sentence is looked for: a long word, its mark, quotes and footnote marks. */
const TAIL = 60;

/**
 * One sentence a line: a changed sentence is a changed line. Breaks only at soft spaces, never inside quotation marks; the
 * other soft spaces become spaces.
 */
export function breakSentences(text: string): string {
  let out = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if (character === '"') quoted = !quoted;
    else if (character === "“") quoted = true;
    else if (character === "”") quoted = false;
    if (character !== SOFT_SPACE) out += character;
    else {
      const ends = !quoted && endsSentence(text.slice(Math.max(0, i - TAIL), i)) && startsSentence(text.slice(i + 1));
      out += ends ? "\n" : " ";
    }
  }
  return out;
}

/** Whether a sentence ends with a text, the last part of what is before a space. */
function endsSentence(before: string): boolean {
  // Most places follow a letter, and the pattern below would be tried from each of those before it.
  if (!ENDS.includes(before.at(-1) ?? " ")) return false;
  const [, word = "", mark] = /([\p{L}\p{N}.]*?)([.?!…]|\\!)(?:\[\^\d+\]|[)"”’*_\]])*$/u.exec(before) ?? [];
  if (mark === undefined) return false;
  return mark !== "." || !(ABBREVIATIONS.has(word.toLowerCase()) || /^\p{L}$/u.test(word));
}

function startsSentence(after: string): boolean {
  return /^[("“‘*_[`\\]*[\p{Lu}\p{N}$]/u.test(after);
}
