import type { Token } from "markdown-it";
import { isOpenMath, type LentMath, lentMath, restoreMath } from "../../chapters/mathematics.js";
import { restoreCode } from "../../chapters/verbatim.js";
import type { Place } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { readTex } from "../../mathematics/index.js";
import { mark, splitMarks } from "../template/marks.js";
import type { InlineNode } from "../tree.js";
import type { MarkdownContext, Where } from "./context.js";
import { withDashes } from "./dashes.js";
import { placeIn, placeInText, placeOfAddress } from "./places.js";
import { encode } from "./reader.js";

/** Makes nodes of the tokens within a line: words, values, links, mathematics, marks of notes. */
export class Inlines {
  constructor(
    private readonly context: MarkdownContext,
    /** The memo-wide number of a note, by the id that its mark carries. */
    private readonly numberOf: (id: number) => number,
  ) {}

  read(tokens: readonly Token[]): InlineNode[] {
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
          push({ type: "codespan", text: asWritten(token.content, this.context) });
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
            number: this.numberOf((token.meta as { id: number }).id),
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
        label === "" ? "a link without an address" : `no address is called \`[${asWritten(label, this.context)}]\``,
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
    if ("problem" in read) return { type: "text", text: asWritten(lent, this.context) };
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

/** A text of a chapter as it was typed, marks and all. */
export function asWritten(content: string, context: MarkdownContext): string {
  return restoreCode(
    splitMarks(content)
      .map((piece) => (typeof piece === "string" ? piece : context.marked(piece.kind, piece.index).written))
      .join(""),
  );
}

/** Whether words right behind a token go on from it. */
const standsBefore = (token: Token | undefined): boolean =>
  token !== undefined && /_close$|^(?:code_inline|text_special|subscript|superscript|key)$/.test(token.type);

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
