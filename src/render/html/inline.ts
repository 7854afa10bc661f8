import type { InlineNode } from "../../document/tree.js";
import { citationParts, citationText, unknownNode } from "../text.js";
import { writeCard } from "./card.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeHref, escapeText } from "./escape.js";

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
  for (const node of nodes) html += writeNode(node, context, setting);
  return html;
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
    case "codespan":
      return `<code>${escapeText(node.text)}</code>`;
    case "link": {
      const title = node.title === undefined ? "" : ` title="${escapeAttribute(node.title)}"`;
      return `<a href="${escapeHref(node.href)}"${title}>${writeInline(node.children, context, { inLink: true })}</a>`;
    }
    case "break":
      return "<br>";
    case "quote-value": {
      const id = escapeAttribute(node.id);
      if (setting.inLink) return `<span class="quoted" id="${id}">${escapeText(node.text)}</span>`;
      const card = writeCard(node, context);
      return `<span class="value" id="${id}" tabindex="0" aria-describedby="${context.ids.of("card", node.id)}">${escapeText(node.text)}${card}</span>`;
    }
    case "reference": {
      if (!context.ids.has(node.target))
        throw new Error(`a reference leads to ${JSON.stringify(node.target)}, which the memo doesn't have`);
      const text = escapeText(node.text);
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
    default:
      throw unknownNode(node, "page");
  }
}
