import type { InlineChange, InlineNode } from "../../document/tree.js";
import { citationText } from "../../document/words.js";
import { citationParts, isUnbroken, keptToValue, unknownNode } from "../text.js";
import { anchors, type PageContext } from "./context.js";
import { escapeAttribute, escapeHref, escapeText } from "./escape.js";
import { writeTexMath } from "./mathematics/tex.js";

/** Where text stands: inside a link nothing may be focused on its own. */
interface Setting {
  inLink: boolean;
}

/** Inline nodes as phrasing content. @throws Error for a node it doesn't know and for links to nowhere. */
export function writeInline(
  nodes: readonly InlineNode[],
  context: PageContext,
  setting: Setting = { inLink: false },
): string {
  let html = "";
  for (const [i, node] of nodes.entries()) {
    const before = nodes[i - 1];
    html +=
      node.type === "text" && before?.type === "quote-value"
        ? escapeText(keptToValue(node.text, before.full))
        : writeNode(node, context, setting);
  }
  return html;
}

/** What came or went, in its place. */
export function writeChange(kind: InlineChange["kind"], content: string, id?: string): string {
  const tag = kind === "inserted" ? "ins" : "del";
  return `<${tag}${id === undefined ? "" : ` id="${escapeAttribute(id)}"`}>${content}</${tag}>`;
}

function writeNode(node: InlineNode, context: PageContext, setting: Setting): string {
  switch (node.type) {
    case "text":
      return escapeText(node.text);
    case "emphasis":
      return `<em>${writeInline(node.children, context, setting)}</em>`;
    case "strong":
      return `<strong>${writeInline(node.children, context, setting)}</strong>`;
    case "strikethrough":
      return `<s>${writeInline(node.children, context, setting)}</s>`;
    case "subscript":
      return `<sub>${writeInline(node.children, context, setting)}</sub>`;
    case "superscript":
      return `<sup class="raised">${writeInline(node.children, context, setting)}</sup>`;
    case "key":
      return `<kbd>${writeInline(node.children, context, setting)}</kbd>`;
    case "task":
      return `<input type="checkbox" class="task" aria-label="${node.done ? "done" : "open"}"${node.done ? " checked" : ""} disabled> `;
    case "codespan":
      return `<code>${escapeText(node.text)}</code>`;
    case "link": {
      const title = node.title === undefined ? "" : ` title="${escapeAttribute(node.title)}"`;
      return `<a href="${escapeHref(node.href)}"${title}>${writeInline(node.children, context, { inLink: true })}</a>`;
    }
    case "break":
      return "<br>";
    case "math":
      return writeTexMath(node, (index) => writeInline(node.children.slice(index, index + 1), context, setting));
    case "quote-value": {
      const id = escapeAttribute(node.id);
      const other = anchors(node.id, context);
      if (setting.inLink) return `${other}<span class="quoted" id="${id}">${escapeText(node.text)}</span>`;
      context.quotes.push(node);
      return `${other}<a class="value${isUnbroken(node.text) ? "" : " long"}" id="${id}" href="#${context.ids.of("of", node.id)}">${escapeText(node.text)}</a>`;
    }
    case "reference": {
      if (!context.ids.has(node.target))
        throw new Error(`a reference leads to ${JSON.stringify(node.target)}, which the memo doesn't have`);
      const text = escapeText(node.text.replace(" ", "\u00a0"));
      return setting.inLink ? text : `<a href="#${escapeAttribute(node.target)}">${text}</a>`;
    }
    case "citation":
      return `(${node.items
        .map((item) => {
          if (!context.references.has(item.key))
            throw new Error(`a citation names ${JSON.stringify(item.key)}, which the reference list doesn't have`);
          const text = escapeText(item.text);
          const link = setting.inLink ? text : `<a href="#${context.ids.of("ref", item.key)}">${text}</a>`;
          return citationText(citationParts(item, escapeText, link));
        })
        .join("; ")})`;
    case "footnoteReference": {
      if (setting.inLink) return `<sup>${node.number}</sup>`;
      const count = (context.noteReferences.get(node.number) ?? 0) + 1;
      context.noteReferences.set(node.number, count);
      const id = context.ids.of("fnref", count === 1 ? node.number : `${node.number}-${count}`);
      return `<sup><a class="note" id="${id}" href="#${context.ids.of("fn", node.number)}" role="doc-noteref">${node.number}</a></sup>`;
    }
    case "change":
      return writeChange(node.kind, writeInline(node.children, context, setting), node.id);
    default:
      throw unknownNode(node, "page");
  }
}
