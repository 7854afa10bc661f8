import MarkdownIt, { type MarkdownIt as Reader, type Token } from "markdown-it";
import deflist from "markdown-it-deflist";
import footnote from "markdown-it-footnote";
import { calloutOf } from "../chapters/callouts.js";
import { isOpenMath, type LentMath, lentMath, restoreMath } from "../chapters/mathematics.js";
import { DEEPEST_READ } from "../chapters/structure.js";
import { LINE_END, markedFence } from "../chapters/types.js";
import { restoreCode } from "../chapters/verbatim.js";
import type { Diagnostic, Place } from "../diagnostic.js";
import { append } from "../lists.js";
import { readTex, texWords } from "../mathematics/index.js";
import { takeHeadingMark } from "./headings.js";
import { attributionAt, behindDash, withDashes } from "./markdown/dashes.js";
import { locateTokens, movePlaces, placeIn, placeInText, placeOfAddress } from "./markdown/places.js";
import { quotationMarks, readQuotes } from "./markdown/quotes.js";
import { readSmall } from "./markdown/small.js";
import { type MarkKind, mark, splitMarks } from "./template/marks.js";
import type { BlockNode, FootnoteNode, HeadingNode, InlineNode } from "./tree.js";

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

const { encode } = new MarkdownIt().utils.lib.mdurl;
const hasMarks = (text: string): boolean => splitMarks(text).some((piece) => typeof piece !== "string");

/** Reads the Markdown of a memo in a language (BCP 47), whose quotation marks it takes. */
function readerOf(language: string, notes = true): Reader {
  const quotes = quotationMarks(language);
  const key = `${quotes.join(" ")} ${notes}`;
  const known = readers.get(key);
  if (known) return known;
  // Footnotes are put together here, not by the plugin: captions and titles refer to them too, and each is numbered where it is met.
  const markdown = new MarkdownIt({ html: false, typographer: true, maxNesting: DEEPEST_READ, quotes })
    .use(notes ? footnote : () => {})
    .use(deflist)
    .use(readQuotes)
    .use(readSmall)
    // Joined, what a backslash stood before couldn't be told from what it didn't.
    .disable(["replacements", "text_join", ...(notes ? ["footnote_tail"] : [])]);
  locateTokens(markdown);
  const { normalizeLink, normalizeLinkText } = markdown;
  // Values get into an address when the tree is made; until then their marks stay what they are.
  markdown.normalizeLink = (url) =>
    hasMarks(url)
      ? splitMarks(restoreCode(url))
          .map((piece) => (typeof piece === "string" ? encode(piece) : piece.mark))
          .join("")
      : normalizeLink.call(markdown, restoreCode(url));
  markdown.normalizeLinkText = (url) => (hasMarks(url) ? url : normalizeLinkText.call(markdown, url));
  // `<br>` is the one way to break a line in a cell.
  markdown.inline.ruler.before("autolink", "line_break", (state, silent) => {
    const found = /^<br\s*\/?>/i.exec(state.src.slice(state.pos, state.pos + 8))?.[0];
    if (!found) return false;
    if (!silent) state.push("hardbreak", "br", 0).markup = found;
    state.pos += found.length;
    return true;
  });
  readers.set(key, markdown);
  return markdown;
}

const readers = new Map<string, Reader>();

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
  private readonly reader: Reader;
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
    return new Cursor([], context, this).inline(token?.children ?? []);
  }

  /** A line that a block computed, which has no notes and begins none. */
  cell(text: string, context: MarkdownContext): InlineNode[] {
    const [token] = readerOf(this.language, false).parseInline(text, {});
    return new Cursor([], context, this).inline(token?.children ?? []);
  }

  /** The memo-wide number of a note, by the id that its mark carries. */
  numberOf(id: number, context: MarkdownContext): number {
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
        ? paragraphOf(new Cursor([], context, this).inline(tokens))
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
export const PAGE_BREAK = "\\newpage";

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

/** Whether words right behind a token go on from it. */
const standsBefore = (token: Token | undefined): boolean =>
  token !== undefined && /_close$|^(?:code_inline|text_special|subscript|superscript|key)$/.test(token.type);

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
            text: this.written(token.content).replace(/\n$/, ""),
            language: this.written(token.info) || undefined,
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

  inline(tokens: readonly Token[]): InlineNode[] {
    const root: InlineNode[] = [];
    const stack: InlineNode[][] = [root];
    const pushAll = (nodes: readonly InlineNode[]): void => append(stack.at(-1) ?? root, nodes);
    const push = (node: InlineNode): void => pushAll([node]);
    const open = (make: (children: InlineNode[]) => InlineNode): void => {
      const children: InlineNode[] = [];
      push(make(children));
      stack.push(children);
    };
    /** Mathematics of which the rest stands on the next line. */
    let begun = "";
    for (const [i, token] of tokens.entries()) {
      switch (token.type) {
        case "text":
        case "text_special": {
          if (token.type === "text") this.checkText(token);
          const content = begun + token.content;
          begun = isOpenMath(content) ? content : "";
          if (begun === "") pushAll(this.text(content, standsBefore(tokens[i - 1])));
          break;
        }
        case "softbreak":
          if (begun === "") push({ type: "text", text: " " });
          else begun += "\n";
          break;
        case "hardbreak":
          push({ type: "break" });
          break;
        case "subscript":
        case "superscript":
        case "key": {
          const { type, content } = token;
          open((children) => ({ type, children }));
          pushAll(this.text(content));
          stack.pop();
          break;
        }
        case "code_inline":
          push({ type: "codespan", text: this.written(token.content) });
          break;
        case "em_open":
          open((children) => ({ type: "emphasis", children }));
          break;
        case "strong_open":
          open((children) => ({ type: "strong", children }));
          break;
        case "s_open":
          open((children) => ({ type: "strikethrough", children }));
          break;
        case "link_open": {
          const title = token.attrGet("title");
          const close = tokens.slice(i).find(({ type }) => type === "link_close") ?? token;
          const href = this.address(String(token.attrGet("href") ?? ""), token, close);
          open((children) => ({
            type: "link",
            href,
            title: title === null ? undefined : this.title(String(title), placeIn(close)),
            children,
          }));
          break;
        }
        case "em_close":
        case "strong_close":
        case "s_close":
        case "link_close":
          stack.pop();
          break;
        case "image":
          this.context.problem(
            "prose/image",
            "a picture within a text",
            'it on a line by itself: `![what it shows](pictures/name.png "caption"){#fig-name}`',
            placeIn(token, token.content.length + 2),
          );
          break;
        case "footnote_ref":
          push({
            type: "footnoteReference",
            number: this.chapter.numberOf((token.meta as { id: number }).id, this.context),
          });
          break;
        default:
          throw new Error(`Markdown gave a token this version doesn't know: ${token.type}`);
      }
    }
    return merge(root);
  }

  /** What Markdown left as it was typed, though it was meant to be more. */
  private checkText(token: Token): void {
    const { content } = token;
    for (const { 0: whole, 1: label = "", index } of content.matchAll(/\[\^([^\]\s]+)\]/g))
      this.context.unprintedNote(label, placeInText(token, index, whole));
    for (const { 0: whole, 1: label = "", index } of content.matchAll(/\]\[(?!\^)([^\][]*)\]/g)) {
      const mark = splitMarks(label).find((piece) => typeof piece !== "string");
      const place = mark && this.context.marked(mark.kind, mark.index).place;
      this.context.problem(
        "prose/link",
        label === "" ? "a link without an address" : `no address is called \`[${this.written(label)}]\``,
        "a line such as `[name]: https://…` in this chapter, or a backslash before the bracket to print it",
        place ? { place } : placeInText(token, index, whole),
      );
    }
  }

  /** @param isInside whether something stands right before it */
  private text(content: string, isInside = false): InlineNode[] {
    const nodes: InlineNode[] = [];
    let last = 0;
    for (const found of lentMath(content)) {
      append(nodes, this.words(content.slice(last, found.at), isInside || last > 0));
      nodes.push(this.math(found));
      last = found.at + found.length;
    }
    append(nodes, this.words(content.slice(last), isInside || last > 0));
    return nodes;
  }

  /** A formula with its values; what is wrong with one was told when its chapter was read, and it stays as it was typed. */
  private math({ lent, display, label }: LentMath): InlineNode {
    const children: InlineNode[] = [];
    const tex = splitMarks(lent)
      .map((piece) =>
        typeof piece === "string"
          ? restoreMath(piece)
          : mark("quotation", children.push(this.context.inlineMark(piece.kind, piece.index)) - 1),
      )
      .join("")
      .trim();
    const read = readTex(tex, display);
    if ("problem" in read) return { type: "text", text: this.written(lent) };
    const id = /^\{#([^{}\s]+)\}$/.exec(label)?.[1];
    return {
      type: "math",
      tex,
      math: read.node,
      children,
      ...(display ? { display: id === undefined ? {} : this.context.equation(id) } : {}),
    };
  }

  private words(content: string, isInside: boolean): InlineNode[] {
    return splitMarks(restoreCode(content)).map((piece, at) =>
      typeof piece === "string"
        ? { type: "text", text: withDashes(piece.replaceAll("\t", " "), isInside || at > 0) }
        : this.context.inlineMark(piece.kind, piece.index),
    );
  }

  /** A text of the chapter as it was typed, marks and all. */
  private written(content: string): string {
    return restoreCode(
      splitMarks(content)
        .map((piece) => (typeof piece === "string" ? piece : this.context.marked(piece.kind, piece.index).written))
        .join(""),
    );
  }

  /** An address with its values in: at its head as one that may have a path of its own, further on as one part. */
  private address(href: string, open: Token, close: Token): string {
    let place: Place | undefined;
    const address = decoded(
      splitMarks(href)
        .map((piece, at) => {
          if (typeof piece === "string") return piece;
          const { words, written, place: found } = this.context.marked(piece.kind, piece.index);
          place ??= found;
          return words === undefined ? encode(written) : at === 0 ? encode(words) : encodeURIComponent(words);
        })
        .join(""),
    );
    this.context.link(address, place ? { place } : placeOfAddress(open, close, address));
    return address;
  }

  private title(title: string, at: Where): string {
    return splitMarks(restoreCode(title))
      .map((piece) => {
        if (typeof piece === "string") return piece;
        const { words, written, place } = this.context.marked(piece.kind, piece.index);
        if (words === undefined)
          this.context.problem(
            "prose/value-place",
            `\`${written}\` in a link's title`,
            "words and values: nothing leads on from a title",
            place ? { place } : at,
          );
        return words ?? "";
      })
      .join("");
  }
}

/** An address within the memo as the ids are: Markdown writes letters of other scripts as bytes. */
function decoded(href: string): string {
  if (!href.startsWith("#")) return href;
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** Neighbouring texts as one, empty ones out. */
function merge(nodes: InlineNode[]): InlineNode[] {
  const merged: InlineNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.type === "text" && last?.type === "text")
      merged[merged.length - 1] = { type: "text", text: last.text + node.text };
    else if (node.type !== "text" || node.text !== "")
      merged.push("children" in node ? { ...node, children: merge([...node.children]) } : node);
  }
  return merged;
}

/** The words of inline nodes, as a reader hears them. */
export function textOf(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case "text":
        case "codespan":
        case "quote-value":
        case "reference":
          return node.text;
        case "citation":
          return `(${node.items
            .map(({ prefix, text, locator }) => `${prefix ? `${prefix} ` : ""}${text}${locator ? `, ${locator}` : ""}`)
            .join("; ")})`;
        case "break":
          return " ";
        case "math":
          return texWords(node.math, (index) => textOf(node.children.slice(index, index + 1)));
        case "task":
          return `[${node.done ? "x" : " "}] `;
        case "footnoteReference":
          return "";
        default:
          return textOf(node.children);
      }
    })
    .join("");
}
