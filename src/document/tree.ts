import type { Assumption, Register, Source } from "../assumptions/register/types.js";
import type { CalloutKind } from "../chapters/callouts.js";
import type { BlockKind, Contents, Pdf } from "../chapters/types.js";
import type { Place } from "../diagnostic.js";
import type { TexNode } from "../mathematics/index.js";
import type { MathNode } from "../notebook/formula/math-node.js";
import type { Cell, ChartExtras, ClaimResult, Column, DataTable, OutputDeclaration } from "../notebook/types.js";
import type { Picture } from "../pictures/index.js";
import type { Redirect } from "./addresses/redirects.js";

/**
 * The memo after everything is computed, numbered and resolved. Every writer renders this tree and nothing else;
 * a writer that meets a node it doesn't know throws.
 */
export interface MemoTree {
  title: readonly InlineNode[];
  subtitle?: readonly InlineNode[];
  authors: readonly (readonly InlineNode[])[];
  /** BCP 47. */
  language: string;
  /** Description for the page's head, plain text. */
  description?: string;
  notice?: readonly InlineNode[];
  /** How much the contents of the PDF list, where the memo says. */
  contents?: Contents;
  /** The PDF's pages and what it keeps to, where the memo says. */
  pdf?: Pdf;
  /** Stands with the title. */
  logo?: ShownPicture & { alt: string };
  /** ISO date: the assumptions' as-of date. */
  date: string;
  register: Register;
  /** Absent for a page that stays as it is. */
  live?: LivePage;
  /**
   * What it was made by and from: the engine's version, a digest of the sources and options, one of each block by its id, and, of what is published,
   * the commit that the sources are of.
   */
  origin?: { engine: string; inputs: string; blocks?: Readonly<Record<string, string>>; commit?: string };
  /** Where the page of it lasts, in a memo that says where it is published: what a PDF's key numbers lead to. */
  published?: string;
  /** Whether that page is a live one: the other outputs say where assumptions can be changed. */
  publishedLive?: true;
  /** Names and addresses that are gone, with what they lead to. */
  redirects?: readonly Redirect[];
  /** In a memo that keeps who read it: the latest day on which a passage was read as it stands, and how many are to be read. */
  reading?: { on?: string; toRead: number };
  chapters: readonly ChapterNode[];
  /** In order of number. */
  footnotes: readonly FootnoteNode[];
  /** Cited sources, in the order of the reference list. */
  references: readonly ReferenceNode[];
  /** Every assumption some block read or some quote shows, in register order. */
  appendix: readonly RegisterGroup[];
  outputs: readonly OutputNode[];
  /** With the assumptions each rests on, register order. */
  claims: readonly (ClaimResult & { restsOn?: readonly string[] })[];
}

/** What a page carries so that a reader can change assumptions: the model as JSON, scripts, and their style. */
export interface LivePage {
  data: string;
  /** Scripts that stand in the page as text until its own script makes them run. */
  later: readonly string[];
  /** The one after them, the same in every page. */
  engine: PackedScript;
  /** Another one, which runs when the first chart is to be drawn anew; absent where none follows. */
  charts?: PackedScript;
  scripts: readonly string[];
  style: string;
}

/** A script of the engine's own, and the same as `pack` packs it: what follows changes beside nothing, what draws charts beside that. */
export interface PackedScript {
  text: string;
  packed: string;
}

/** One chapter; its title is the level-1 heading that opens it. */
export interface ChapterNode {
  type: "chapter";
  id: string;
  /** "1", "2", …; absent for unnumbered ones. */
  number?: string;
  /** File it was written in, for links and results. */
  file: string;
  heading: HeadingNode;
  children: readonly BlockNode[];
  /** It lists the others' figures or tables, behind them. */
  listing?: true;
}

export interface HeadingNode {
  type: "heading";
  /** 1 for the chapter's title, then 2, 3, … with no level skipped. */
  level: number;
  id: string;
  /** "6.2"; absent for unnumbered ones. */
  number?: string;
  children: readonly InlineNode[];
}

export type BlockNode =
  | HeadingNode
  /** `of` names the figure before it that it says more of: where that is set elsewhere, it goes with it. The attribution of a quotation says whose words it has. */
  | { type: "paragraph"; children: readonly InlineNode[]; of?: string; attribution?: true }
  | { type: "list"; ordered: boolean; start: number; tight: boolean; items: readonly (readonly BlockNode[])[] }
  | {
      type: "definitions";
      items: readonly { term: readonly InlineNode[]; details: readonly (readonly BlockNode[])[] }[];
    }
  /** A quotation, or a note to the reader of one of GitHub's kinds. */
  | { type: "quote"; callout?: CalloutKind; children: readonly BlockNode[] }
  | { type: "verbatim"; text: string; language?: string }
  | { type: "rule" }
  /** On paper the next page begins here. */
  | { type: "pageBreak" }
  | MarkdownTableNode
  | FigureNode
  | LayoutNode
  | FormulaNode
  | CodeNode
  | BlockChange;

/** Blocks that one of two versions lacks, in a memo that shows changes in their places. */
export interface BlockChange {
  type: "changed";
  kind: "inserted" | "deleted";
  /** Of the place, for links to it. */
  id: string;
  children: readonly BlockNode[];
}

/** A table typed in Markdown; cells may quote values. Not numbered. */
export interface MarkdownTableNode {
  type: "markdownTable";
  align: readonly ("left" | "right" | "center")[];
  head: readonly (readonly InlineNode[])[];
  rows: readonly (readonly (readonly InlineNode[])[])[];
}

/** A picture from a file, and the one that stands for it on dark paper. */
export interface ShownPicture {
  light: Picture;
  dark?: Picture;
  /** Its share of the text's width, from 0 to 1; its own size, where there is room, unless given. */
  width?: number;
}

/** A numbered figure: a chart, a picture from a file, or a table with the data behind it. */
export interface FigureNode {
  type: "figure";
  kind: "chart" | "table";
  id: string;
  /** "Figure 3" is kind chart, number 3, and so is a picture; tables count on their own. */
  number: number;
  /** Of a part of the figure, or table, of that number: "a", "b", …. */
  part?: { letter: string; of: "chart" | "table" };
  /** How many stand in a row where it is one of several. */
  beside?: 2 | 3;
  /** All of some that stand side by side: the caption of a layout, which shows nothing itself. */
  isWhole?: true;
  blockId: string;
  caption: readonly InlineNode[];
  /** Alternative text, plain. */
  alt: string;
  /** The same with the values that it quotes; absent where it quotes none. Nothing of it has an address. */
  spoken?: readonly InlineNode[];
  /** Source line, without the word "Source". */
  source: readonly InlineNode[];
  /** Normalised SVG with the light palette's hex colours; charts only. */
  svg?: string;
  /** Charts only: the same for a narrow column, and what items come to, by place in either drawing. */
  extras?: ChartExtras;
  /** Pictures only. */
  picture?: ShownPicture;
  /** Tables only. */
  table?: FormattedTable;
  /** What the figure shows, for download; none for a picture. */
  data: readonly DataTable[];
  /** Assumptions the figure rests on, register order. */
  restsOn: readonly string[];
  place: Place;
}

/** Figures side by side: `columns` of them in a row, and on a phone one below the other. */
export interface LayoutNode {
  type: "layout";
  columns: 2 | 3;
  /** What has the number, the caption and the source of all, where they have one; the figures are its parts then. */
  whole?: FigureNode;
  /** Figures, and what is said of one behind it. */
  children: readonly BlockNode[];
}

/** The cells of a layout: each begins with a figure. */
export function cellsOf({ children }: Pick<LayoutNode, "children">): BlockNode[][] {
  const cells: BlockNode[][] = [];
  for (const node of children) {
    const last = cells.at(-1);
    if (last && node.type === "paragraph") last.push(node);
    else cells.push([node]);
  }
  return cells;
}

/** A computed table with its cells already formatted. */
export interface FormattedTable {
  columns: readonly Column[];
  /** Column units, printed under the labels where present. */
  rows: readonly (readonly TableCell[])[];
  /** What heads groups of rows, each with the index of its first row. */
  heads?: readonly { at: number; text: string }[];
  /** How many of the last rows are totals. */
  totals?: number;
}

/** `change`, in a memo that shows changes: what it read before ("" for nothing), or that it went; `id` for links to it. */
export interface TableCell {
  text: string;
  /** Of Markdown: what `text` is the words of. */
  children?: readonly InlineNode[];
  value: Cell;
  change?: { was: string; id?: string } | "gone";
  /** Where a bar begins and ends, as shares of the room for it. */
  bar?: readonly [from: number, to: number];
  /** How high the points of a line stand, as shares of the room for it. */
  line?: readonly number[];
}

/** A displayed equation; `math` is what was evaluated. */
export interface FormulaNode {
  type: "formula";
  id: string;
  number: number;
  math: MathNode;
  /** The expression read aloud, for alternative text. */
  alt: string;
  /** The expression as written in mathjs. */
  expression: string;
  place: Place;
}

/** The code of a computation block, for the reader who wants to check it; writers may fold or leave it out. */
export interface CodeNode {
  type: "code";
  blockId: string;
  kind: BlockKind;
  text: string;
  language: string;
  /** It is meant to be read, and not folded away. */
  echo?: true;
  place: Place;
}

export type InlineNode =
  | { type: "text"; text: string }
  | { type: "emphasis"; children: readonly InlineNode[] }
  | { type: "strong"; children: readonly InlineNode[] }
  | { type: "strikethrough"; children: readonly InlineNode[] }
  | { type: "subscript" | "superscript"; children: readonly InlineNode[] }
  /** A key of a keyboard. */
  | { type: "key"; children: readonly InlineNode[] }
  /** Before an item of a list: whether it is done. */
  | { type: "task"; done: boolean }
  | { type: "codespan"; text: string }
  | { type: "link"; href: string; title?: string; children: readonly InlineNode[] }
  | { type: "break" }
  | TexMathNode
  | QuoteNode
  /** "Figure 3", "Section 6.2": links to the id `target`. */
  | { type: "reference"; target: string; text: string }
  /** One bracketed citation; each item links to a reference. */
  | { type: "citation"; items: readonly CitationItem[] }
  | { type: "footnoteReference"; number: number }
  | InlineChange;

/** Mathematics that was written in TeX. A displayed one is its paragraph's only child. */
export interface TexMathNode {
  type: "math";
  /** As it was written, with a mark for each value. */
  tex: string;
  math: TexNode;
  /** Its values, by their numbers in `math`. */
  children: readonly InlineNode[];
  /** Stands by itself; one with a label has a number. */
  display?: { id?: string; number?: number };
}

/** The displayed mathematics that a paragraph is, if it is nothing else. */
export function displayedIn(
  children: readonly InlineNode[],
): (TexMathNode & Required<Pick<TexMathNode, "display">>) | undefined {
  const [only] = children;
  return children.length === 1 && only?.type === "math" && only.display
    ? { ...only, display: only.display }
    : undefined;
}

/** Words that one of two versions lacks, in a memo that shows changes in their places. */
export interface InlineChange {
  type: "change";
  kind: "inserted" | "deleted";
  /** Of the place, for links to it. */
  id?: string;
  children: readonly InlineNode[];
}

/** A quoted value: the text printed and what stands behind it. */
export interface QuoteNode {
  type: "quote-value";
  /** "v-sec-supply-bandwidth-2029"; unique. See `giveLastingIds`; "q1", "q2", … until then. */
  id: string;
  /** What is printed: "3.5×". */
  text: string;
  /** The expression as written, without the braces: `times multiples.2029`. */
  expression: string;
  /** The value unrounded, with its unit if any: "3.5302418 ", "18 GW/year". */
  full: string;
  value: Cell;
  /** The block it comes from; absent for values straight from the register. */
  blockId?: string;
  /** Assumptions it rests on, register order. */
  restsOn: readonly string[];
  /** Those that move it most within their ranges, furthest first; absent where that was not looked at. */
  movedBy?: readonly string[];
  place: Place;
}

export interface FootnoteNode {
  number: number;
  children: readonly BlockNode[];
}

/** One source of a bracketed citation: "see Grid Institute 2025a, p. 12". */
export interface CitationItem {
  key: string;
  prefix?: string;
  /** Author and year, or the year alone; it leads to the reference. */
  text: string;
  locator?: string;
}

export interface ReferenceNode {
  key: string;
  /** From 1, order of the list; citations print as author-year, the number is for ids. */
  number: number;
  /** The year as citations print it, "2020b" or "n.d.", where it tells this source from another. */
  year?: string;
  source: Source;
}

/** Rows of the printed register, grouped by the first part of their ids. */
export interface RegisterGroup {
  id: string;
  /** What the register calls it; its id where it says nothing. */
  title: string;
  rows: readonly RegisterRow[];
}

export interface RegisterRow {
  assumption: Assumption;
  /** Formatted: "18, 24, 28, 34 (2026–2029)". */
  value: string;
  /** "13.5–20", or "" where none is given. */
  range: string;
  /** What the range means: "triangular", "lognormal, P5–P95", "" for a point. */
  meaning: string;
  unit: string;
  sources: string;
  /** What the register said before, in a memo that shows changes. */
  was?: { value: string; range: string };
}

export interface OutputNode {
  declaration: OutputDeclaration;
  value: Cell;
  text: string;
  restsOn: readonly string[];
  /** "14.2×–26.0×": between which it lies in eight of ten draws, where a study of the memo has drawn it. */
  band?: string;
}

/** Calls `visit` for every quoted value of the memo: title block, chapters in document order, then footnotes. */
export function visitQuotes(tree: MemoTree, visit: (quote: QuoteNode) => void): void {
  const inline = (nodes: readonly InlineNode[]): void => {
    for (const node of nodes) {
      if (node.type === "quote-value") visit(node);
      else if ("children" in node) inline(node.children);
    }
  };
  visitLines(tree, inline);
}

/** Calls `visit` for every line of text that the memo prints, in the same order; what a block came to stands in none. */
export function visitLines(tree: MemoTree, visit: (line: readonly InlineNode[]) => void): void {
  const blocks = (nodes: readonly BlockNode[]): void => {
    for (const node of nodes) {
      if (node.type === "figure") {
        visit(node.caption);
        visit(node.source);
      } else if (node.type === "list") node.items.forEach(blocks);
      else if (node.type === "layout") blocks(partsOf(node));
      else if (node.type === "quote" || node.type === "changed") blocks(node.children);
      else if (node.type === "definitions")
        for (const item of node.items) {
          visit(item.term);
          item.details.forEach(blocks);
        }
      else if (node.type === "markdownTable") for (const row of [node.head, ...node.rows]) row.forEach(visit);
      else if (node.type === "paragraph" || node.type === "heading") visit(node.children);
    }
  };
  for (const line of [tree.title, tree.subtitle, ...tree.authors, tree.notice]) if (line) visit(line);
  for (const chapter of tree.chapters) {
    visit(chapter.heading.children);
    blocks(chapter.children);
  }
  for (const { children } of tree.footnotes) blocks(children);
}

/** What a layout is made of: the whole, where it has a number, before its parts. */
export const partsOf = ({ whole, children }: LayoutNode): readonly BlockNode[] =>
  whole ? [whole, ...children] : children;

/** Calls `visit` for every block, those inside lists, quotes and definitions too, in document order. */
export function visitBlocks(blocks: readonly BlockNode[], visit: (block: BlockNode) => void): void {
  for (const block of blocks) {
    visit(block);
    if (block.type === "list") for (const item of block.items) visitBlocks(item, visit);
    else if (block.type === "layout") visitBlocks(partsOf(block), visit);
    else if (block.type === "quote" || block.type === "changed") visitBlocks(block.children, visit);
    else if (block.type === "definitions")
      for (const item of block.items) for (const detail of item.details) visitBlocks(detail, visit);
  }
}

/** The memo's figures in document order. */
export function figuresOf(tree: Pick<MemoTree, "chapters">): FigureNode[] {
  const figures: FigureNode[] = [];
  for (const chapter of tree.chapters)
    visitBlocks(chapter.children, (block) => {
      if (block.type === "figure") figures.push(block);
    });
  return figures;
}
