import type { MathNode } from "../../notebook/formula/math-node.js";
import { unknownNode } from "../text.js";

const OPERATORS = { "·": "\\cdot", "≤": "\\le", "≥": "\\ge", "<": "\\lt", ">": "\\gt" } as const;

/** A math node as LaTeX. Throws on a node it doesn't know. */
export function writeTex(node: MathNode): string {
  switch (node.type) {
    case "number":
      return node.text;
    case "symbol":
      return node.sub === undefined ? name(node.base) : `${name(node.base)}_{${name(node.sub)}}`;
    case "row":
      return node.children.map(writeTex).join(" ");
    case "operator":
      return node.text in OPERATORS ? OPERATORS[node.text as keyof typeof OPERATORS] : node.text;
    case "fraction":
      return `\\frac{${writeTex(node.over)}}{${writeTex(node.under)}}`;
    case "power":
      return `{${writeTex(node.base)}}^{${writeTex(node.exponent)}}`;
    case "root":
      return `\\sqrt{${writeTex(node.of)}}`;
    case "call":
      return `${name(node.name)}\\left(${node.arguments.map(writeTex).join(", ")}\\right)`;
    case "parentheses":
      return `\\left(${writeTex(node.of)}\\right)`;
    default:
      throw unknownNode(node, "Markdown");
  }
}

/** One letter is a variable; more are words. */
function name(text: string): string {
  return [...text].length === 1 ? text : `\\text{${text.replaceAll("_", " ").replace(/[\\{}#$%&^~]/g, "\\$&")}}`;
}
