import { texWords } from "../mathematics/index.js";
import type { CitationItem, InlineNode } from "./tree.js";

/** The words of inline nodes without marks, as a screen reader would say them; marks of notes are left out. */
export function plainText(nodes: readonly InlineNode[]): string {
  return nodes.map(plainNode).join("");
}

function plainNode(node: InlineNode): string {
  switch (node.type) {
    case "text":
    case "codespan":
    case "quote-value":
    case "reference":
      return node.text;
    case "task":
      return `[${node.done ? "x" : " "}] `;
    case "break":
      return " ";
    case "math":
      return texWords(node.math, (index) => plainText(node.children.slice(index, index + 1)));
    case "citation":
      return `(${node.items.map(citationText).join("; ")})`;
    case "footnoteReference":
      return "";
    case "change":
      // As the newer version reads.
      return node.kind === "deleted" ? "" : plainText(node.children);
    default:
      return plainText(node.children);
  }
}

/** One item of a bracketed citation: "see Grid Institute 2025, p. 12". Items are joined by "; " inside parentheses. */
export function citationText({ prefix, text, locator }: Pick<CitationItem, "prefix" | "text" | "locator">): string {
  return `${prefix ? `${prefix} ` : ""}${text}${locator ? `, ${locator}` : ""}`;
}
