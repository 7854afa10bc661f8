import type { Token } from "markdown-it";
import { calloutOf } from "../chapters/callouts.js";
import { LINE_END, markedFence } from "../chapters/types.js";
import { append } from "../lists.js";
import { takeHeadingMark } from "./headings.js";
import type { MarkdownContext } from "./markdown/context.js";
import { attributionAt, behindDash } from "./markdown/dashes.js";
import { asWritten, Inlines } from "./markdown/inlines.js";
import { movePlaces } from "./markdown/places.js";
import { readerOf } from "./markdown/reader.js";
import type { BlockNode, FootnoteNode, InlineNode } from "./tree.js";

/** What the footnote plugin keeps of the notes a text refers to, by the id that its marks carry. */
interface Environment {
  [key: PropertyKey]: unknown;
  footnotes?: { list?: ({ label?: string; tokens?: Token[] } | undefined)[] };
}

/**
 * A chapter's Markdown: its running text, read once, and the lines that stand beside it, which share its footnotes. Notes are numbered in
 * the order in which they are met: title, text and captions first, then notes that notes refer to.
 */
export class ChapterMarkdown {
  private readonly reader: ReturnType<typeof readerOf>;
  private readonly environment: Environment = {};
  private readonly body: Token[];
  private readonly definitions: ReadonlyMap<string, readonly Token[]>;
  /** In the order of their numbers; an inline note is read as the line it stands in, one with a label as the running text. */
  private readonly met: { id: number; context: MarkdownContext }[] = [];

  /** @param before how many notes of earlier chapters there are */
  constructor(
    text: string,
    private readonly context: MarkdownContext,
    private readonly before: number,
    private readonly language: string,
  ) {
    this.reader = readerOf(language);
    ({ body: this.body, definitions: this.definitions } = takeDefinitions(
      this.reader.parse(text.replaceAll(LINE_END, "\n"), this.environment),
    ));
  }

  blocks(): BlockNode[] {
    return new Cursor(this.body, this.context, this).blocks();
  }

  /** One line of Markdown, as titles, captions and source lines are. */
  line(text: string, context: MarkdownContext): InlineNode[] {
    const [token] = this.reader.parseInline(text.trim(), this.environment);
    movePlaces(token?.children ?? [], text.length - text.trimStart().length);
    return this.inlines(token?.children ?? [], context);
  }

  /** A line that a block computed, which has no notes and begins none. */
  cell(text: string, context: MarkdownContext): InlineNode[] {
    const [token] = readerOf(this.language, false).parseInline(text, {});
    return this.inlines(token?.children ?? [], context);
  }

  inlines(tokens: readonly Token[], context: MarkdownContext): InlineNode[] {
    return new Inlines(context, (id) => this.numberOf(id, context)).read(tokens);
  }

  /** The memo-wide number of a note, by the id that its mark carries. */
  private numberOf(id: number, context: MarkdownContext): number {
    let index = this.met.findIndex((note) => note.id === id);
    if (index === -1) index = this.met.push({ id, context }) - 1;
    return this.before + index + 1;
  }

  /** The notes that were met so far, and those that they refer to. */
  notes(): FootnoteNode[] {
    const notes: FootnoteNode[] = [];
    for (let n = 0; n < this.met.length; n++) {
      const { id, context } = this.met[n] as (typeof this.met)[number];
      const { label, tokens } = this.environment.footnotes?.list?.[id] ?? {};
      const children = tokens
        ? paragraphOf(this.inlines(tokens, context))
        : new Cursor([...(this.definitions.get(label ?? "") ?? [])], this.context, this).blocks();
      if (label !== undefined && isCode(children)) this.context.emptyNote(label);
      notes.push({ number: this.before + n + 1, children });
    }
    return notes;
  }
}

/** Parts the texts of notes from the text between which they stand. Of two texts the first counts. */
function takeDefinitions(tokens: readonly Token[]): { body: Token[]; definitions: Map<string, Token[]> } {
  const body: Token[] = [];
  const definitions = new Map<string, Token[]>();
  const open: Token[][] = [body];
  for (const token of tokens)
    if (token.type === "footnote_reference_open") {
      const { label } = token.meta as { label: string };
      const text: Token[] = [];
      if (!definitions.has(label)) definitions.set(label, text);
      open.push(text);
    } else if (token.type === "footnote_reference_close") open.pop();
    else open.at(-1)?.push(token);
  return { body, definitions };
}

/** Alone in its paragraph: on paper the next page begins. */
const PAGE_BREAK = "\\newpage";

/** Blocks that are run and print nothing. */
const isCode = (nodes: readonly BlockNode[]): boolean => nodes.every(({ type }) => type === "code");

/** An item that begins with `[ ]` or `[x]` says whether it is done. */
function withTask(item: BlockNode[]): BlockNode[] {
  const [first, ...rest] = item;
  if (first?.type !== "paragraph") return item;
  const [words, ...more] = first.children;
  const found = words?.type === "text" ? /^\[([ xX])\] (?=\S|$)/.exec(words.text) : undefined;
  if (!found || words?.type !== "text") return item;
  const text = { type: "text", text: words.text.slice(found[0].length) } as const;
  const children = [{ type: "task", done: found[1] !== " " } as const, ...(text.text === "" ? [] : [text]), ...more];
  return [{ type: "paragraph", children }, ...rest];
}

/** A quotation; code that is run is no part of one, and alone leaves none. */
const quoteOf = (children: BlockNode[]): BlockNode[] =>
  isCode(children) ? children : [{ type: "quote", children: attributed(children) }];

/** The last paragraph of a quotation, where it alone begins with a dash, says whose words those above it are. */
function attributed(children: BlockNode[]): BlockNode[] {
  const last = children.at(-1);
  const [name, ...spoken] = children.map(saidBehindDash).reverse();
  if (children.length < 2 || last?.type !== "paragraph" || name === undefined) return children;
  if (spoken.some((words) => words !== undefined)) return children;
  const text = `\u2014 ${name}`;
  const shown = [{ type: "text", text } as const, ...last.children.slice(1)];
  return [...children.slice(0, -1), { ...last, children: shown, attribution: true }];
}

function saidBehindDash(node: BlockNode): string | undefined {
  const first = node.type === "paragraph" ? node.children[0] : undefined;
  return first?.type === "text" ? behindDash(first.text) : undefined;
}

const paragraphOf = (children: InlineNode[]): BlockNode[] =>
  children.length > 0 ? [{ type: "paragraph", children }] : [];

class Cursor {
  private at = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly context: MarkdownContext,
    private readonly chapter: ChapterMarkdown,
  ) {}

  /** Nodes up to the token that closes the container at hand, which is consumed. */
  blocks(until?: string): BlockNode[] {
    const nodes: BlockNode[] = [];
    for (;;) {
      const token = this.next();
      if (!token || token.type === until) return nodes;
      append(nodes, this.block(token));
    }
  }

  /** Nodes up to the mark of a fence, which is consumed. */
  private untilFence(end: number): BlockNode[] {
    const nodes: BlockNode[] = [];
    for (;;) {
      const token = this.next();
      if (!token) throw new Error(`no mark ${end} ends what another begins`);
      const inline = this.tokens[this.at];
      if (token.type === "paragraph_open" && inline && markedFence(inline.content) === end) {
        this.at += 2;
        return nodes;
      }
      append(nodes, this.block(token));
    }
  }

  private next(): Token | undefined {
    return this.tokens[this.at++];
  }

  private block(token: Token): readonly BlockNode[] {
    switch (token.type) {
      case "paragraph_open": {
        const inline = this.take("inline");
        this.take("paragraph_close");
        const fence = markedFence(inline.content);
        if (fence !== undefined) return this.context.fence(fence, (end) => this.untilFence(end));
        if (token.level === 0 && inline.content === PAGE_BREAK) return [{ type: "pageBreak" }];
        return paragraphOf(this.inline(inline.children ?? []));
      }
      case "heading_open": {
        const inline = this.take("inline");
        this.take("heading_close");
        const { tokens, written } = takeHeadingMark(inline.children ?? []);
        return [this.context.heading(Number(token.tag.slice(1)), this.inline(tokens), written)];
      }
      case "bullet_list_open":
      case "ordered_list_open":
        return this.list(token);
      case "blockquote_open":
        return this.quotation(token);
      case "hr":
        return [{ type: "rule" }];
      case "fence":
      case "code_block":
        return [
          {
            type: "verbatim",
            text: asWritten(token.content, this.context).replace(/\n$/, ""),
            language: asWritten(token.info, this.context) || undefined,
          },
        ];
      case "table_open":
        return [this.table()];
      case "dl_open":
        return [this.definitions()];
      default:
        throw new Error(`Markdown gave a token this version doesn't know: ${token.type}`);
    }
  }

  /** One whose first line says what kind of note to the reader it is, is a callout. */
  private quotation(open: Token): BlockNode[] {
    this.attribute(open.level);
    const inline = this.tokens[this.at + 1];
    const [mark, after] = inline?.type === "inline" ? (inline.children ?? []) : [];
    const callout =
      open.level === 0 && mark?.type === "text" && (!after || after.type === "softbreak") && calloutOf(mark.content);
    if (!callout || !inline) return quoteOf(this.blocks("blockquote_close"));
    inline.children = (inline.children ?? []).slice(after ? 2 : 1);
    const [quote] = quoteOf(this.blocks("blockquote_close"));
    return quote?.type === "quote" ? [{ ...quote, callout }] : quote ? [quote] : [];
  }

  /** Whose words a quotation has is a paragraph of its own, also where no empty line stands above it. */
  private attribute(quoted: number): void {
    const close = this.tokens.findIndex(
      ({ type, level }, at) => at >= this.at && type === "blockquote_close" && level === quoted,
    );
    const [open, inline, end] = this.tokens.slice(close - 3, close);
    const at = inline?.type === "inline" ? attributionAt(inline.children ?? []) : undefined;
    if (at === undefined || !open || !inline || !end || close - 3 < this.at) return;
    const [words, name] = [inline.children?.slice(0, at) ?? [], inline.children?.slice(at + 1) ?? []];
    const part = (children: Token[]): Token => Object.assign(Object.create(inline) as Token, { children });
    this.tokens.splice(close - 2, 2, part(words), end, open, part(name), end);
  }

  private inline(tokens: readonly Token[]): InlineNode[] {
    return this.chapter.inlines(tokens, this.context);
  }

  private take(type: string): Token {
    const token = this.next();
    if (token?.type !== type) throw new Error(`expected the Markdown token ${type}, got ${token?.type}`);
    return token;
  }

  private list(open: Token): BlockNode[] {
    const close = open.type.replace("_open", "_close");
    const before: BlockNode[] = [];
    const items: BlockNode[][] = [];
    let tight = true;
    for (;;) {
      const token = this.next();
      if (!token || token.type === close) break;
      if (this.tokens[this.at]?.type === "paragraph_open" && !this.tokens[this.at]?.hidden) tight = false;
      // A backslash before the bracket makes it a word, which the nodes no longer tell.
      const begins = this.tokens[this.at + 1];
      const isTask = begins?.type === "inline" && /^\[[ xX]\] /.test(begins.content);
      const blocks = this.blocks("list_item_close");
      const item = isTask ? withTask(blocks) : blocks;
      // An item of code that is run has nothing to print.
      if (item.length > 0 && isCode(item)) append(items.at(-1) ?? before, item);
      else items.push(item);
    }
    if (items.length === 0) return before;
    const ordered = open.type === "ordered_list_open";
    return [...before, { type: "list", ordered, start: Number(open.attrGet("start") ?? 1), tight, items }];
  }

  private table(): BlockNode {
    const align: ("left" | "right" | "center")[] = [];
    const head: InlineNode[][] = [];
    const rows: InlineNode[][][] = [];
    let row: InlineNode[][] = head;
    for (;;) {
      const token = this.next();
      if (!token || token.type === "table_close") return { type: "markdownTable", align, head, rows };
      if (token.type === "tbody_open") rows.length = 0;
      else if (token.type === "tr_open" && head.length > 0) {
        row = [];
        rows.push(row);
      } else if (token.type === "th_open" || token.type === "td_open") {
        const style = String(token.attrGet("style") ?? "");
        if (token.type === "th_open")
          align.push(style.includes("right") ? "right" : style.includes("center") ? "center" : "left");
        row.push(this.inline(this.take("inline").children ?? []));
      }
    }
  }

  private definitions(): BlockNode {
    const items: { term: InlineNode[]; details: BlockNode[][] }[] = [];
    for (;;) {
      const token = this.next();
      if (!token || token.type === "dl_close") return { type: "definitions", items };
      if (token.type === "dt_open") items.push({ term: this.inline(this.take("inline").children ?? []), details: [] });
      else if (token.type === "dd_open") items.at(-1)?.details.push(this.blocks("dd_close"));
    }
  }
}
