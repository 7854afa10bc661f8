import type { InlineChange, InlineNode } from "../../document/tree.js";
import { isUnbroken, keptToValue, unknownNode } from "../text.js";
import type { PdfContext } from "./context.js";
import { literal } from "./strings.js";
import { writeTexMath } from "./tex.js";

/** Inline nodes as Typst markup: calls and strings only. Throws on a node or a target it doesn't know. */
export function writeInlines(nodes: readonly InlineNode[], context: PdfContext): string {
  return nodes
    .map((node, at) => {
      const before = nodes[at - 1];
      if (node.type === "text" && before?.type === "quote-value")
        return writeInline({ ...node, text: keptToValue(node.text, before.full) }, context);
      const written = writeInline(node, context);
      const isBoxed =
        node.type === "quote-value" &&
        isUnbroken(node.text) &&
        MAY_BREAK.test(node.text) &&
        isApart(before, nodes[at + 1]);
      return isBoxed ? `#box[${written}];` : written;
    })
    .join("");
}

/** Signs beside which a line could end. */
const MAY_BREAK = /[\s\u2013\u2014\u2212/-]/;

/** Whether a line may end on both sides of a node, or can't for a sign beside it: around a box the typesetter lets it end elsewhere too. */
function isApart(before: InlineNode | undefined, after: InlineNode | undefined): boolean {
  const isOpen = before === undefined || (before.type === "text" && /[\s([\u2018\u201c]$/.test(before.text));
  return isOpen && (after === undefined || (after.type === "text" && /^[\s)\],.;:!?\u2019\u201d]/.test(after.text)));
}

function writeInline(node: InlineNode, context: PdfContext): string {
  const inside = (children: readonly InlineNode[]): string => `[${writeInlines(children, context)}]`;
  switch (node.type) {
    case "text":
      return `#${context.text(node.text.replace(/[ \t]*\n[ \t]*/g, " "))};`;
    case "emphasis":
      return `#emph${inside(node.children)};`;
    case "strong":
      return `#strong${inside(node.children)};`;
    case "strikethrough":
      return `#strike${inside(node.children)};`;
    case "subscript":
      return `#sub${inside(node.children)};`;
    case "superscript":
      return `#super${inside(node.children)};`;
    case "key":
      return `#key${inside(node.children)};`;
    case "task":
      return `#task(${node.done}, ${context.text(node.done ? "done" : "open")});`;
    case "codespan":
      return `#raw(${context.text(node.text)});`;
    case "link": {
      context.inLink = true;
      const body = inside(node.children);
      context.inLink = false;
      return writeLink(node.href, body, context);
    }
    case "break":
      return "#linebreak();";
    case "math":
      return writeTexMath(node, context);
    case "quote-value":
      return context.at(node.place, () => {
        const address = context.addressOf(node);
        return address === undefined
          ? `#${context.text(node.text)};`
          : `#key-number(${literal(address)}, ${context.text(node.text)});`;
      });
    case "reference": {
      const section = context.sections.get(node.target);
      if (section === undefined) throw new Error(`a reference leads to "${node.target}", which the memo doesn't have`);
      const text = context.text(node.text.replace(" ", "\u00a0"));
      return section === context.section
        ? `#to(${literal(node.target)}, ${text});`
        : `#goto(${literal(node.target)}, ${text});`;
    }
    case "citation": {
      const items = node.items.map(({ key, prefix, text, locator }) => {
        if (!context.referenceKeys.has(key))
          throw new Error(`a citation names "${key}", which the reference list doesn't have`);
        const link = `#to(${literal(`reference:${key}`)}, ${context.text(text)});`;
        const before = prefix ? `#${context.text(`${prefix} `)};` : "";
        return `${before}${link}${locator ? `#${context.text(`, ${locator}`)};` : ""}`;
      });
      return `#"(";${items.join('#"; ";')}#")";`;
    }
    case "footnoteReference":
      return writeNote(node.number, context);
    case "change":
      return writeChange(node.kind, inside(node.children), context, node.id);
    default:
      throw unknownNode(node, "PDF");
  }
}

/** What came or went, in its place; `body` in its brackets. An id is a label that the list of changes leads to. */
export function writeChange(kind: InlineChange["kind"], body: string, context: PdfContext, id?: string): string {
  const written = `#${kind === "inserted" ? "came" : "went"}${body}`;
  return id === undefined || !context.mark(id) ? `${written};` : `#[${written}#label(${literal(id)})];`;
}

function writeLink(href: string, body: string, context: PdfContext): string {
  if (href.startsWith("#")) {
    const target = href.slice(1);
    return context.sections.has(target) ? `#to(${literal(target)})${body};` : body;
  }
  return href === "" ? `#${body};` : `#link(${literal(href)})${body};`;
}

function writeNote(number: number, context: PdfContext): string {
  const note = context.notes.get(number);
  if (note === undefined) throw new Error(`a footnote reference names note ${number}, which the memo doesn't have`);
  if (context.notesWritten.has(number)) return `#note-again(${number});`;
  context.notesWritten.add(number);
  const body = context.within(`footnote ${number}`, () => context.blocks(note.children, context));
  return `#note(${number})[${body}];`;
}
