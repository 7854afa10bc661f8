import { type Locator, locateLines, locateOption } from "../../chapters/locator.js";
import type { Chapter } from "../../chapters/types.js";
import { factsOf } from "../../document/prepare.js";
import { maskMarkdown } from "./mask.js";

/** A piece of a chapter's prose. */
export interface Passage {
  file: string;
  /** "caption of `fig-x`"; absent for the running text. */
  about?: string;
  /** As written. */
  text: string;
  /** Of the same length, with nothing but the author's own words and numbers in it; see `maskMarkdown`. */
  masked: string;
  /** A quote can be put in here by itself; in YAML braces may need quotation marks around. */
  fixable: boolean;
  locate: Locator;
}

const PROSE_OPTIONS = ["caption", "alt", "source"] as const;
const WORDS = { caption: "caption", alt: "alternative text", source: "source line" };
/** All prose of a chapter: front matter, running text with its headings, and what stands with figures. */
export function passagesOf(chapter: Chapter): Passage[] {
  const { file, front, prose, bodyLine, blocks } = chapter;
  const made = (text: string, locate: Locator, about?: string, fixable = true): Passage => ({
    file,
    about,
    text,
    masked: maskMarkdown(text),
    fixable,
    locate,
  });
  return [
    made(front.title.text, locateOption(front.title), "the title"),
    ...[...factsOf(front)].map(([name, value]) => made(value.text, locateOption(value), `\`${name}\``, false)),
    made(prose, locateLines(file, prose, bodyLine)),
    ...blocks.flatMap((block) =>
      PROSE_OPTIONS.flatMap((key) => {
        const value = block.options.get(key);
        return value ? [made(value.text, locateOption(value), `the ${WORDS[key]} of \`${block.id}\``)] : [];
      }),
    ),
  ];
}
