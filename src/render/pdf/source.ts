import type { InlineNode, MemoTree, ShownPicture } from "../../document/tree.js";
import { ADDED_HEADINGS, basisFields, basisText, LIVE_AT, longDate, plainFront, receiptText } from "../text.js";
import { writeAppendix, writeReferences } from "./back.js";
import { writeBlocks, writeChapter } from "./blocks.js";
import { FLOATED, PdfContext, type Placed, type PrintedText, type TooLarge } from "./context.js";
import { pictureFile } from "./figures.js";
import { writeInlines } from "./inlines.js";
import { pageRoom, pageSource } from "./page.js";
import { array, literal } from "./strings.js";
import { STYLE } from "./style.js";

/** The Typst source of a memo. */
export interface TypstSource {
  /** The memo itself, `memo.typ`. */
  main: string;
  /** What it includes, by path beside it: `style.typ`, `page.typ`, `length.typ`, `floated.typ`, `held.typ` and the charts. */
  files: Map<string, Uint8Array | string>;
}

/** The Typst source with what is checked about it. */
export interface ComposedSource extends TypstSource {
  /** Everything it prints, for the check against the fonts. */
  printed: readonly PrintedText[];
  /** What must have room on a page, by the id that the typesetter tells. */
  placed: ReadonlyMap<string, Placed>;
  /** Ids of the figures that may float, and of those among them that have notes or nothing but figures above them on a page. */
  floating: readonly string[];
  noted: readonly string[];
  /** As much of `main` as can move a figure: not what the memo was made from, which is told of it and at its very end. */
  moving: string;
  /** What has none, whatever the typesetter does. */
  tooLarge: readonly TooLarge[];
}

/** What a memo that shows changes says of them at its head. */
export interface ChangesList {
  /** The verdict, and between what. */
  said: string;
  between: string;
  sections: readonly { name: string; marks: readonly { id: string; text: string }[] }[];
  /** What has no place in the memo, with the words before it. */
  rest: { name: string; entries: readonly string[] };
}

/** The memo as Typst source; pure. Throws on a node it doesn't know and on references to nowhere. */
export function typstSource(tree: MemoTree): TypstSource {
  const { main, files } = composeSource(tree);
  return { main, files };
}

/** As `typstSource`, with what is checked about it. */
export function composeSource(tree: MemoTree, changes?: ChangesList): ComposedSource {
  const context = new PdfContext(tree, (nodes, context) => writeBlocks(nodes, context).join("\n\n"));
  const front = writeFront(tree, context);
  const title = writeTitle(tree, context);
  const written = tree.chapters.map((chapter, i) => {
    context.fixed = i === 0 && chapter.number === undefined;
    return writeChapter(chapter, context);
  });
  context.section = "";
  const parts = [writeReferences(tree.references, context), writeAppendix(tree, context)];
  const apart = written.length > 1 && pagesOf(written) >= LEAST_APART * written.length;
  const chapters = written.map((chapter, i) => {
    if (apart && i > 0) return `${APART}\n\n${chapter}`;
    const first = tree.chapters[i]?.listing && !tree.chapters[i - 1]?.listing;
    return first ? `${FLUSH}\n\n${chapter}` : chapter;
  });
  const back = [
    ...parts.map((part) => (apart && part !== "" ? `${APART}\n\n${part}` : part)),
    writeReceipt(tree, context),
  ];
  // Behind all that it leads to.
  const list = changes === undefined ? "" : writeChangesList(changes, context);
  // An unnumbered first chapter is a summary: it stands on the title's page, before the contents.
  const lead = tree.chapters[0]?.number === undefined ? chapters.splice(0, 1) : [];
  const depth = contentsDepth(tree);
  const head = list === "" ? [title] : [title, list, "#pagebreak(weak: true)"];
  const joined = (parts: readonly string[]): string => parts.join("\n\n");
  const opening = lead.length > 0 ? `#[\n#show: lead-page\n\n${joined([...head, ...lead])}\n]` : joined(head);
  const contents =
    depth === 0
      ? ""
      : `#contents(${literal(ADDED_HEADINGS.contents)}, depth: ${depth}${lead.length > 0 ? ", apart: true" : ""})`;
  // A page that begins sets what waits, and a flush on an empty one would make it a page.
  if (back.some((part) => part !== "") && !(apart && parts.some((part) => part !== ""))) chapters.push(FLUSH);
  const main = [front, opening, contents, ...chapters, ...back].filter((part) => part !== "").join("\n\n");
  const files = new Map<string, Uint8Array | string>([
    ["style.typ", STYLE],
    ["page.typ", pageSource(tree.pdf)],
    ["length.typ", lengthSource([...written, ...parts], context.hasLong)],
    [FLOATED_FILE, floatedSource([])],
    [HELD_FILE, heldSource(0)],
    ...context.files,
  ]);
  const { printed, placed, floating, noted, tooLarge } = context;
  const moving = [front.replace(KEYWORDS, ""), opening, contents, ...chapters, ...back.slice(0, -1)].join("\n\n");
  return { main: `${main}\n`, files, printed, placed, floating, noted, moving, tooLarge };
}

/** Characters of source to a page, by and large. */
const CHARACTERS = 3500;
const pagesOf = (source: readonly string[]): number => source.reduce((sum, { length }) => sum + length, 0) / CHARACTERS;

/**
 * What the style has to know of a memo before it is set, `length.typ`: what is said of a page that is not known, as long as most numbers of pages are; the
 * levels of its headings, in their order; and whether a table has a head that says on later pages that it goes on.
 */
function lengthSource(parts: readonly string[], hasLong: boolean): string {
  const levels = parts.flatMap((part) => [...part.matchAll(/^#section\((\d)/gm)].map(([, level = ""]) => level));
  return [
    `#let some-page = "${"0".repeat(String(Math.ceil(pagesOf(parts))).length)}"`,
    `#let levels = ${array(levels)}`,
    `#let has-long = ${hasLong}`,
    "",
  ].join("\n");
}

/** Pages a chapter, on average, from which on each begins one: what moves in one moves nothing in the others. */
const LEAST_APART = 2;
const APART = "#pagebreak(weak: true)";

/** Beside `main`, so that it stays the same, and with it where the typesetter finds what it has set before, whichever figures float. */
export const FLOATED_FILE = "floated.typ";

/** The source that names the figures that float. */
export const floatedSource = (floated: readonly string[]): string =>
  `#let ${FLOATED} = ${array(floated.map(literal))}\n`;

/**
 * What is held where pages do not come to rest, one after the other: nothing; what tables say above their heads on later pages, which is left out; and the
 * room of a page's number as well, which is that of a long one, so that no page rests on another any more.
 */
export const HELD = [0, 1, 2] as const;
export type Held = (typeof HELD)[number];
export const HELD_FILE = "held.typ";
export const heldSource = (held: Held): string => `#let held = ${held}\n`;

/** Points that an entry of the contents takes, by its level, and what else is on a page of all of them, alone and below a title. */
const ENTRY = [17.5, 12.3] as const;
const BESIDE_CONTENTS = { page: 57, belowTitle: 317 };
/** Headings of a memo so short that it needs no contents. */
const FEW_HEADINGS = 6;

/** Levels of headings that the contents list: as many as the memo says, else as many as fit a page, and none for a memo of a few. */
function contentsDepth({ chapters, references, appendix, contents, pdf }: MemoTree): 0 | 1 | 2 {
  if (contents !== undefined) return contents === "none" ? 0 : contents === "chapters" ? 1 : 2;
  const back = Number(references.length > 0) + Number(appendix.length > 0);
  const first = chapters.filter(({ number }, i) => i > 0 || number !== undefined).length + back;
  const second = chapters.reduce(
    (sum, { children }) => sum + children.filter((node) => node.type === "heading" && node.level === 2).length,
    0,
  );
  if (first + second < FEW_HEADINGS) return 0;
  const { page, belowTitle } = BESIDE_CONTENTS;
  const room = pageRoom(pdf).height - (chapters[0]?.number === undefined ? page : belowTitle);
  return first * ENTRY[0] + second * ENTRY[1] <= room ? 2 : 1;
}

function writeFront(tree: MemoTree, context: PdfContext): string {
  const { title, authors } = plainFront(tree);
  const [language = "en", region] = tree.language.split("-");
  return [
    '#import "style.typ": *',
    // Which figures float is known once they have been set.
    `#import "${FLOATED_FILE}": ${FLOATED}`,
    // What it was made by and from, for `memo verify`.
    ...(tree.origin === undefined
      ? []
      : [`#set document(keywords: ${array(keywordsOf(tree, tree.origin).map(literal))})`]),
    "#show: memo.with(",
    `  title: ${context.text(title)},`,
    `  authors: ${array(authors.map((author) => context.text(author)))},`,
    `  description: ${tree.description ? literal(tree.description) : "none"},`,
    `  date: ${dateOf(tree.date)},`,
    `  language: ${literal(language)},`,
    `  region: ${region?.length === 2 ? literal(region) : "none"},`,
    ")",
  ].join("\n");
}

/** Before what stands behind the chapters: no figure of theirs floats into it. */
const FLUSH = "#place.flush()";

const KEYWORDS = /^#set document\(keywords: .*$/m;

const keywordsOf = (tree: MemoTree, { engine, inputs, commit }: NonNullable<MemoTree["origin"]>): string[] => [
  `memo engine ${engine}`,
  inputs,
  `memo basis ${basisFields(tree)}`,
  ...(commit === undefined ? [] : [`memo commit ${commit}`]),
];

/** What the memo was made from and by, at its end. */
function writeReceipt(tree: MemoTree, context: PdfContext): string {
  const text = receiptText(tree);
  return text === undefined ? "" : `#receipt(${context.within("the last line", () => context.text(text))})`;
}

function writeTitle(tree: MemoTree, context: PdfContext): string {
  const content = (nodes: readonly InlineNode[]): string => `[${writeInlines(nodes, context)}]`;
  const optional = (nodes: readonly InlineNode[] | undefined): string => (nodes ? content(nodes) : "none");
  return [
    "#title-block(",
    ...(tree.logo
      ? [
          `  logo: image(${literal(pictureFile(tree.logo.light, context, undefined, "the logo"))}, alt: ${literal(tree.logo.alt)}, height: ${logoHeight(tree.logo)}pt),`,
        ]
      : []),
    `  name: ${content(tree.title)},`,
    `  subtitle: ${optional(tree.subtitle)},`,
    `  authors: ${array(tree.authors.map(content))},`,
    `  date: ${context.text(longDate(tree.date))},`,
    `  basis: ${context.text(basisText(tree))},`,
    ...(tree.published !== undefined && tree.publishedLive
      ? [
          `  live: (${literal(tree.published)}, ${context.text(`${LIVE_AT}: `)}, ${context.text(tree.published.replace(/^https?:\/\//, ""))}),`,
        ]
      : []),
    `  notice: ${optional(tree.notice)},`,
    ...(tree.chapters[0]?.number === undefined ? ["  compact: true,"] : []),
    ")",
  ].join("\n");
}

function writeChangesList({ said, between, sections, rest }: ChangesList, context: PdfContext): string {
  return context.within("the list of changes", () => {
    const entry = ({ id, text }: { id: string; text: string }): string => {
      const label = context.marks.get(id) ?? (context.sections.has(id) ? id : undefined);
      return `(id: ${label === undefined ? "none" : literal(label)}, text: ${context.text(text)})`;
    };
    const all = sections.map(({ name, marks }) => `(name: ${context.text(name)}, marks: ${array(marks.map(entry))})`);
    const others = array(rest.entries.map((text) => context.text(text)));
    return `#changes(${context.text(said)}, ${context.text(between)}, ${array(all)}, ${context.text(rest.name)}, ${others})`;
  });
}

/** Points: of a tall mark more than of a line of letters, and of neither more than stands well above a title. */
function logoHeight({ light: { width, height } }: ShownPicture): number {
  const most = Math.min(height * 0.75, width > 2 * height ? 32 : 56);
  return Math.round(Math.min(most, (240 * height) / width) * 100) / 100;
}

/** An ISO date, or its beginning, as a Typst date. */
function dateOf(iso: string): string {
  const [year = 1970, month = 1, day = 1] = iso.split("-").map(Number);
  return `datetime(year: ${year}, month: ${month}, day: ${day})`;
}
