import { isMap, isScalar, type Node, parseDocument } from "yaml";
import { splitFrontMatter } from "../../chapters/front-matter.js";
import { type Locator, locateLines, locateOption } from "../../chapters/locator.js";
import type { Chapter } from "../../chapters/types.js";
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
  /** A value can be quoted here; front matter other than the title is printed as it stands. */
  quotes: boolean;
  locate: Locator;
}

const PROSE_OPTIONS = ["caption", "alt", "source"] as const;
const WORDS = { caption: "caption", alt: "alternative text", source: "source line" };
/** Front matter that is printed as it is written. */
const FACTS = [["summary"], ["memo", "title"], ["memo", "subtitle"], ["memo", "notice"]];

/** All prose of a chapter: front matter, running text with its headings, and what stands with figures. */
export function passagesOf(chapter: Chapter): Passage[] {
  const { file, front, prose, bodyLine, blocks } = chapter;
  const made = (text: string, locate: Locator, about?: string, quotes = true): Passage => ({
    file,
    ...(about === undefined ? {} : { about }),
    text,
    masked: maskMarkdown(text),
    quotes,
    locate,
  });
  return [
    made(front.title.text, locateOption(front.title), "the title"),
    ...frontMatter(chapter).map(({ text, about, locate }) => made(text, locate, about, false)),
    made(prose, locateLines(file, prose, bodyLine)),
    ...blocks.flatMap((block) =>
      PROSE_OPTIONS.flatMap((key) => {
        const value = block.options.get(key);
        return value ? [made(value.text, locateOption(value), `the ${WORDS[key]} of \`${block.id}\``)] : [];
      }),
    ),
  ];
}

/** Its texts as they stand in the file, line breaks and all, so that each offset has its place. */
function frontMatter({ file, text }: Chapter): { text: string; about: string; locate: Locator }[] {
  const { yaml } = splitFrontMatter(text);
  if (yaml === undefined) return [];
  const locate = locateLines(file, yaml, 2);
  const document = parseDocument(yaml);
  return FACTS.flatMap((path) => {
    const node = path.reduce<Node | undefined>(
      (at, key) => (isMap(at) ? (at.get(key, true) as Node | undefined) : undefined),
      document.contents ?? undefined,
    );
    if (!isScalar(node) || typeof node.value !== "string" || !node.range) return [];
    const [from, to] = node.range;
    const shift = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE" ? 1 : 0;
    return [
      {
        text: yaml.slice(from + shift, to - shift),
        about: `\`${path.join(".")}\``,
        locate: (offset, length) => locate(from + shift + offset, length),
      },
    ];
  });
}
