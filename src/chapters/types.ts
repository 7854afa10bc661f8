import type { Place } from "../diagnostic.js";

/** What a fenced block is for. */
export type BlockKind = "compute" | "claim" | "chart" | "table" | "formula";

/** A text an author wrote, with where it starts. */
export interface Located {
  text: string;
  place: Place;
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
  /** Body text with every fence of a block replaced by a marker paragraph; same number of lines as the body. */
  prose: string;
}

export interface FrontMatter {
  title: Located;
  /** One or two sentences for the page's description. */
  summary?: Located;
  /** Only in the first chapter: facts about the whole memo. */
  memo?: MemoFacts;
}

export interface MemoFacts {
  title: string;
  subtitle?: string;
  authors: readonly string[];
  /** BCP 47 tag; `en` unless given. */
  language: string;
  /** Short statement printed with the title: what this is and is not. */
  notice?: string;
  /** Version of the assumptions when the command names none; the latest otherwise. */
  assumptions?: string;
}
