import { mark, splitMarks } from "../../document/template/marks.js";
import {
  type BlockNode,
  type HeadingNode,
  type InlineNode,
  type MemoTree,
  partsOf,
  type QuoteNode,
} from "../../document/tree.js";
import { citationText, plainText } from "../../document/words.js";
import { texWords } from "../../mathematics/index.js";
import type { Json, Placing } from "./json.js";

/** What a passage is; `row` is one of a table typed in Markdown. */
export type PassageKind =
  | "paragraph"
  | "item"
  | "term"
  | "detail"
  | "quote"
  | "verbatim"
  | "row"
  | "formula"
  | "footnote"
  | "subtitle"
  | "notice"
  | "description";

/** A stretch of text, a quoted value, or a reference that prints a number the engine gave. */
type Token = string | { value: string; expression: string } | { reference: string; text: string };

interface Passage {
  kind: PassageKind;
  tokens: readonly Token[];
  quote?: QuoteNode;
}

interface Section {
  file: string;
  heading: Pick<HeadingNode, "level" | "id" | "number" | "children">;
  passages: Passage[];
  /** Figures and tables, with how many passages of the section stand before each. */
  figures: { id: string; after: number }[];
}

/**
 * The memo's text in reading order: a section for each heading with the passages up to the next one, quoted values apart from words.
 * The memo's title and what stands with it come first, at level 0; a footnote follows the passage, heading or figure that refers to it. Figures and code are not
 * prose; where figures stand in it is told.
 */
export function proseEntries(tree: MemoTree, at: Placing): Json {
  return sectionsOf(tree).map((section) => sectionEntry(section, at));
}

/** Inline nodes as tokens: stretches of words joined, white space as single spaces, values and references kept apart. */
export function tokensOf(nodes: readonly InlineNode[]): Token[] {
  const tokens: Token[] = [];
  const add = (token: Token): void => {
    const last = tokens.at(-1);
    if (typeof token === "string" && typeof last === "string") tokens[tokens.length - 1] = last + token;
    else if (token !== "") tokens.push(token);
  };
  const walk = (inline: readonly InlineNode[]): void => {
    for (const node of inline) {
      if (node.type === "quote-value") add({ value: node.text, expression: node.expression });
      else if (node.type === "reference") add({ reference: node.target, text: node.text });
      else if (node.type === "citation") add(`(${node.items.map(citationText).join("; ")})`);
      else if (node.type === "math") {
        const words = texWords(node.math, (index) => mark("quotation", index));
        for (const piece of splitMarks(words))
          if (typeof piece === "string") add(piece);
          else walk(node.children.slice(piece.index, piece.index + 1));
      } else if ("children" in node) walk(node.children);
      else add(plainText([node]));
    }
  };
  walk(nodes);
  return tokens.map((token) => (typeof token === "string" ? token.replace(/\s+/g, " ") : token));
}

function sectionsOf(tree: MemoTree): Section[] {
  const title = { level: 0, id: "", children: tree.title };
  const sections: Section[] = [
    { file: tree.chapters[0]?.file ?? "", heading: title, passages: frontOf(tree), figures: [] },
  ];
  const notes = new Map(tree.footnotes.map((note) => [note.number, note.children]));
  const add = (kind: PassageKind, nodes: readonly InlineNode[]): void => {
    const passages = sections.at(-1)?.passages;
    passages?.push({ kind, tokens: tokensOf(nodes), ...maybeQuote(nodes) });
    addNotes(nodes);
  };
  const addNotes = (nodes: readonly InlineNode[]): void => {
    for (const number of notesIn(nodes)) {
      const note = notes.get(number);
      notes.delete(number);
      if (note) blocks(note, "footnote");
    }
  };
  const blocks = (nodes: readonly BlockNode[], kind: PassageKind): void => {
    for (const node of nodes) {
      switch (node.type) {
        case "heading":
          sections.push({ file: sections.at(-1)?.file ?? "", heading: node, passages: [], figures: [] });
          addNotes(node.children);
          break;
        case "figure":
          sections.at(-1)?.figures.push({ id: node.id, after: sections.at(-1)?.passages.length ?? 0 });
          addNotes([...node.caption, ...node.source]);
          break;
        case "layout":
          blocks(partsOf(node), kind);
          break;
        case "paragraph":
          add(kind, node.children);
          break;
        case "list":
          for (const item of node.items) blocks(item, kind === "paragraph" ? "item" : kind);
          break;
        case "definitions":
          for (const { term, details } of node.items) {
            add("term", term);
            for (const detail of details) blocks(detail, "detail");
          }
          break;
        case "quote":
          blocks(node.children, "quote");
          break;
        case "markdownTable":
          for (const row of [node.head, ...node.rows]) add("row", joined(row));
          break;
        case "verbatim":
          sections.at(-1)?.passages.push({ kind: "verbatim", tokens: [node.text] });
          break;
        case "formula":
          sections.at(-1)?.passages.push({ kind: "formula", tokens: [node.expression] });
          break;
      }
    }
  };
  for (const chapter of tree.chapters) {
    sections.push({ file: chapter.file, heading: chapter.heading, passages: [], figures: [] });
    addNotes(chapter.heading.children);
    blocks(chapter.children, "paragraph");
  }
  return sections;
}

function frontOf({ subtitle, notice, description }: MemoTree): Passage[] {
  const line = (kind: PassageKind, nodes: readonly InlineNode[] | undefined): Passage[] =>
    nodes ? [{ kind, tokens: tokensOf(nodes), ...maybeQuote(nodes) }] : [];
  return [
    ...line("subtitle", subtitle),
    ...line("notice", notice),
    ...line("description", description === undefined ? undefined : [{ type: "text", text: description }]),
  ];
}

function joined(cells: readonly (readonly InlineNode[])[]): InlineNode[] {
  return cells.flatMap((cell, at): InlineNode[] => (at === 0 ? [...cell] : [{ type: "text", text: " | " }, ...cell]));
}

function maybeQuote(nodes: readonly InlineNode[]): { quote?: QuoteNode } {
  for (const node of nodes) {
    if (node.type === "quote-value") return { quote: node };
    const within = "children" in node ? maybeQuote(node.children) : {};
    if (within.quote) return within;
  }
  return {};
}

function notesIn(nodes: readonly InlineNode[]): number[] {
  return nodes.flatMap((node) =>
    node.type === "footnoteReference" ? [node.number] : "children" in node ? notesIn(node.children) : [],
  );
}

function sectionEntry({ file, heading, passages, figures }: Section, at: Placing): Json {
  return {
    file,
    id: heading.id,
    level: heading.level,
    number: heading.number,
    heading: tokensOf(heading.children),
    passages: passages.map(({ kind, tokens, quote }) => ({
      kind,
      position: quote && at(quote.place),
      tokens,
    })),
    figures: figures.length > 0 ? figures : undefined,
  };
}
