import type { MathNode } from "../../notebook/formula/math-node.js";
import { unknownNode } from "../text.js";
import { escapeAttribute, escapeText } from "./escape.js";

/** A displayed equation as MathML; `alt` is the equation read aloud. */
export function writeMath(math: MathNode, alt: string): string {
  return `<math display="block" alttext="${escapeAttribute(alt)}">${write(math)}</math>`;
}

function write(node: MathNode): string {
  switch (node.type) {
    case "number":
      return `<mn>${escapeText(node.text.replace("-", "−"))}</mn>`;
    case "symbol":
      return node.sub === undefined
        ? identifier(node.base)
        : `<msub>${identifier(node.base)}${/^\d+$/.test(node.sub) ? `<mn>${node.sub}</mn>` : identifier(node.sub)}</msub>`;
    case "row":
      return `<mrow>${node.children.map(write).join("")}</mrow>`;
    case "operator":
      return node.text === ","
        ? '<mo separator="true">,</mo>'
        : `<mo>${escapeText(node.text === "-" ? "−" : node.text)}</mo>`;
    case "fraction":
      return `<mfrac>${write(node.over)}${write(node.under)}</mfrac>`;
    case "power":
      return `<msup>${write(node.base)}${write(node.exponent)}</msup>`;
    case "root":
      return `<msqrt>${write(node.of)}</msqrt>`;
    case "call":
      return `<mrow>${identifier(node.name)}<mo>(</mo>${node.arguments
        .map(write)
        .join('<mo separator="true">,</mo>')}<mo>)</mo></mrow>`;
    case "parentheses":
      return `<mrow><mo>(</mo>${write(node.of)}<mo>)</mo></mrow>`;
    default:
      throw unknownNode(node, "page");
  }
}

/**
 * A letter stands in italics, a name upright. The italics come from the text font: without `mathvariant` browsers replace a
 * letter by its mathematical twin, which the page's fonts don't hold.
 */
function identifier(name: string): string {
  const words = escapeText(name.replaceAll("_", " "));
  return [...name].length === 1 ? `<mi mathvariant="normal" class="v">${words}</mi>` : `<mi>${words}</mi>`;
}
