import { joinedWords, likeness, type PassageWords, passageWords } from "../passages.js";
import type { PassageChange, SectionChange } from "../types.js";
import { chapterPieces } from "./chapter-pieces.js";
import type { SourceTexts } from "./types.js";

/** A paragraph of the sources is a passage's own when they have this much of their words in common. */
const ALIKE = 0.4;

/**
 * Changed passages with the line of the paragraph that they are written in, where no value in them tells it. What a chapter has typed is
 * wording, numbers too: nothing else tells that they changed. What no chapter has, such as a study's remark, has values.
 */
export function placed(
  sections: readonly SectionChange[],
  old: SourceTexts | undefined,
  now: SourceTexts | undefined,
): SectionChange[] {
  const read = new Map<string, ReturnType<typeof paragraphsOf>>();
  const paragraphs = (texts: SourceTexts | undefined, side: string, file: string): ReturnType<typeof paragraphsOf> => {
    const key = `${side} ${file}`;
    const found = read.get(key) ?? paragraphsOf(file, texts?.chapters.get(file));
    read.set(key, found);
    return found;
  };
  const place = (passage: PassageChange, file: string): PassageChange => {
    if (passage.place) return passage;
    const isGone = passage.presence === "removed";
    const own = joinedWords([passageWords({ tokens: [textOn(passage, isGone)] })]);
    const all = paragraphs(isGone ? old : now, isGone ? "old" : "new", file);
    const scored = all.map((one) => ({ ...one, score: likeness(own, one.words) }));
    const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { score: 0 } as Partial<
      (typeof scored)[number]
    > & { score: number });
    return best.score >= ALIKE && best.place ? { ...passage, place: best.place } : passage;
  };
  return sections.map((section) => ({
    ...section,
    passages: section.passages.map((passage) => withTyped(place(passage, section.file))),
  }));
}

function withTyped(passage: PassageChange): PassageChange {
  const values = passage.tokens.filter((token) => token.type === "value");
  const typed = values.filter(({ expression }) => expression === undefined);
  if (!passage.place || typed.length === 0) return passage;
  return { ...passage, kind: typed.length < values.length ? "both" : "wording" };
}

function paragraphsOf(
  file: string,
  text: string | undefined,
): { words: PassageWords; place: PassageChange["place"] }[] {
  if (text === undefined) return [];
  return chapterPieces(file, text).passages.map((passage) => ({ words: passageWords(passage), place: passage.place }));
}

/** What a passage says on one side. */
function textOn({ tokens }: PassageChange, old: boolean): string {
  return tokens
    .map((token) => {
      if (token.type === "value") return old ? token.old : token.new;
      return token.type === (old ? "inserted" : "deleted") ? "" : token.text;
    })
    .join("");
}
