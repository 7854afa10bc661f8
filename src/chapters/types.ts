import type { Place, Severity } from "../diagnostic.js";
import type { YamlMap } from "../yaml/tree.js";

/** What a fenced block is for. */
export type BlockKind =
  | "compute"
  | "claim"
  | "chart"
  | "table"
  | "formula"
  | "sql"
  | "sweep"
  | "graph"
  | "diagram"
  | "picture"
  | "layout";

/** Whether blocks of a kind are part of the model, and not only drawn of what it comes to. */
export const computes = (kind: BlockKind): boolean =>
  !["sweep", "graph", "diagram", "picture", "layout"].includes(kind);

/** What a sweep asks of the model, by the class of its fence. */
export const STUDIES = [
  "tornado",
  "two-way",
  "break-even",
  "scenarios",
  "monte-carlo",
  "importance",
  "sobol",
  "elasticity",
  "spider",
  "information",
] as const;
export type StudyKind = (typeof STUDIES)[number];

/** A text an author wrote, with where it starts. */
export interface Located {
  text: string;
  place: Place;
  /** Where the name of an option stands. */
  key?: Place;
  /** For a text joined from several lines: where in `text` each later piece begins, and its place. */
  pieces?: readonly { offset: number; place: Place }[];
}

/**
 * A fenced block of a chapter: ` ```ts {#id .chart key="value"} `. Options also come as `//| key: value` lines
 * at the head of its code.
 */
export interface Block {
  id: string;
  kind: BlockKind;
  file: string;
  /** Code without the fence's own indentation, option lines included (they are comments). LF line ends. */
  code: string;
  /** Line of the file on which `code` begins, from 1. */
  line: number;
  /** For each line of `code`, how many columns of the source line stand before it (indented fences, quotes). */
  indents: readonly number[];
  /** Options by name: caption, alt, source, title, data, expensive, … */
  options: ReadonlyMap<string, Located>;
  /** The opening fence line. */
  place: Place;
  /** Sweeps only: what is asked, as YAML with places in the chapter. */
  study?: { kind: StudyKind; settings: YamlMap };
  /** Figures only: how many stand beside each other where it stands among others. */
  beside?: 2 | 3;
  /** Figures only: the id of what they are parts of, which has the number. */
  partOf?: string;
  /** Queries only: what columns of the result are, as YAML with places in the chapter. */
  columns?: YamlMap;
}

export interface Chapter {
  file: string;
  /** Position in the memo, from 1. */
  number: number;
  /** `supply` for chapters/06-supply.md. */
  slug: string;
  text: string;
  /** The parsed YAML front matter: title, summary, and for the first chapter `memo`. */
  front: FrontMatter;
  /** First line after the front matter. */
  bodyLine: number;
  blocks: readonly Block[];
  /**
   * Body text with every fence and indented code replaced by a marker paragraph, comments by what leaves nothing behind, and what means
   * something to templates in code spans by `verbatim.ts`'s characters; every line, and every column of prose, is the body's.
   */
  prose: string;
  /** What each marker stands for, by its number. */
  fences: readonly Fence[];
  /** Comments `<!-- memo-ignore … -->` of the prose, without these words. */
  exceptions: readonly Located[];
  /** How much it holds, counted as `structure.ts` does. */
  pieces: number;
}

/** A block to run, code that is only shown, figures side by side up to the marker `end`, or what prints nothing. */
export type Fence =
  | { type: "block"; block: Block }
  | { type: "verbatim"; text: string; language: string; place?: Place }
  | { type: "layout"; columns: 2 | 3; end: number; block?: Block }
  | { type: "nothing" };

/**
 * The marker of fence `n` in a chapter's prose. Private-use characters: no author types them, and Markdown and Handlebars
 * pass them through.
 */
export function fenceMarker(n: number): string {
  return `\uE000${n}\uE001`;
}

/** Stands in prose for a line end that its file doesn't have, which would shift every line below. */
export const LINE_END = "\uE002";

/** The fence a paragraph stands for, if it is a marker. */
export function markedFence(text: string): number | undefined {
  const match = /^\uE000(\d+)\uE001$/.exec(text.trim());
  return match ? Number(match[1]) : undefined;
}

export interface FrontMatter {
  title: Located;
  /** What the chapter is about, printed under its title; the first chapter's is the description of the whole as well. */
  summary?: Located;
  /** False for a chapter without a number, such as a summary. */
  numbered: boolean;
  /** Of an appendix, which has a letter for its number: where it says so. */
  appendix?: Place;
  /** Only in the first chapter: facts about the whole memo. */
  memo?: MemoFacts;
}

/** Texts are Markdown with values, as a chapter's title is. */
export interface MemoFacts {
  /** The first chapter's title unless given. */
  title?: Located;
  subtitle?: Located;
  authors: readonly Located[];
  /** BCP 47 tag; `en` unless given. */
  language: string;
  /** Short statement printed with the title: what this is and is not. */
  notice?: Located;
  /** How much the contents of the PDF list; unless given, sections too where all of it fits a page, and nothing for a memo of a few sections. */
  contents?: Contents;
  /** The PDF's pages, and what it keeps to. */
  pdf?: Pdf;
  /** Address of the folder where the memo is published, with a slash at its end. */
  url?: string;
  /** A picture of `pictures/` that stands with the title. */
  logo?: Logo;
  /** Version of the assumptions when the command names none; the latest otherwise. */
  assumptions?: string;
  /** The unit of time in which the model steps, such as `year`: what flows per step may be added to what stands. */
  step?: Located;
  /** What is listed behind the chapters. */
  lists?: readonly ("figures" | "tables")[];
  /** Names of the outputs that a review's first sentence is about, the most important first. */
  headlines: readonly Located[];
  /**
   * Whether a reader of the page can change assumptions; a list of those that are offered first, each by its id or, of one with keys, by id and key.
   * The drivers of the key outputs unless given.
   */
  live?: boolean | readonly Located[];
  /** Names and addresses that are gone, and what has their place. */
  redirects: readonly WrittenRedirect[];
  /** Severities of rules other than their own; whether there are such rules is told by `src/check/settings.ts`. */
  rules: readonly RuleSetting[];
}

export const CONTENTS = ["none", "chapters", "sections"] as const;
export type Contents = (typeof CONTENTS)[number];

export const PAPERS = ["a4", "us-letter", "us-legal"] as const;
export const STANDARDS = ["ua-1", "a-2a"] as const;
export const MARGINS = ["side", "top", "bottom"] as const;

/** What a memo says of its PDF. */
export interface Pdf {
  /** `a4` unless given. */
  paper?: (typeof PAPERS)[number];
  /** In points; what is not given is as usual. */
  margin?: Partial<Record<(typeof MARGINS)[number], number>>;
  /** PDF/UA-1, which readers of all kinds can use, unless given; PDF/A-2a, which archives ask for. */
  standard?: (typeof STANDARDS)[number];
}

/** The mark of who publishes a memo. */
export interface Logo {
  file: Located;
  /** For dark paper. */
  dark?: Located;
  /** What it says: the name of who publishes. */
  alt: string;
}

/** An old name or address, and the one that it leads to. */
export interface WrittenRedirect {
  from: Located;
  to: Located;
}

/** A rule and how it is to be told in this memo. */
export interface RuleSetting {
  rule: string;
  severity: Severity | "off";
  /** Of the rule's name, and of the severity. */
  place: Place;
  severityPlace: Place;
}
