import type { Diagnostic, Place } from "../../diagnostic.js";
import type { MarkKind } from "../template/marks.js";
import type { BlockNode, HeadingNode, InlineNode } from "../tree.js";

/** What Markdown cannot know: asked of the chapter being resolved. */
export interface MarkdownContext {
  /** The node a mark stands for. */
  inlineMark(kind: MarkKind, index: number): InlineNode;
  /** The nodes a fence stands for. `until` reads what follows up to the mark of another fence. */
  fence(n: number, until: (end: number) => readonly BlockNode[]): readonly BlockNode[];
  /** Number and id of a heading. `written` is its place among those that `readHeadings` found, where it is one of them. */
  heading(level: number, children: readonly InlineNode[], written: number | undefined): HeadingNode;
  /** Number and id of a displayed formula's label. */
  equation(id: string): { id: string; number: number };
  /** What a mark was made from, for places where no node can stand; the words of a quoted value. */
  marked(kind: MarkKind, index: number): { written: string; words?: string; place?: Place };
  link(href: string, at: Where): void;
  /** A mark whose text stands nowhere, or in a branch that is not printed. */
  unprintedNote(label: string, at: Where): void;
  /** A note whose text comes to nothing. */
  emptyNote(label: string): void;
  problem(rule: Diagnostic["rule"], message: string, expected: string, at: Where): void;
}

/** Where something stands: at a place that is known, or at an offset of the Markdown. */
export type Where = { place: Place } | { at: number; length: number };
