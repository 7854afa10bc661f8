import type { FormulaNode } from "../../document/tree.js";
import type { MathNode } from "../../notebook/math.js";
import { unknownNode } from "../text.js";
import type { PdfContext } from "./context.js";
import { literal } from "./strings.js";

/** A numbered, displayed equation with the expression read aloud as its alternative text. */
export function writeEquation(node: FormulaNode, context: PdfContext): string {
  return [
    `#equation(${literal(node.id)}, ${node.number}, alt: ${literal(node.alt)},`,
    `  ${writeMath(node.math, context)})`,
  ].join("\n");
}

/** A math node as a Typst expression in code mode. Throws on a node it doesn't know. */
function writeMath(node: MathNode, context: PdfContext): string {
  const write = (child: MathNode): string => writeMath(child, context);
  switch (node.type) {
    case "number":
      return `math-number(${context.text(node.text)})`;
    case "symbol": {
      const base = name(node.base, context);
      return node.sub === undefined ? base : `math.attach(${base}, b: ${name(node.sub, context)})`;
    }
    case "row":
      return node.children.length === 0 ? "[]" : node.children.map(write).join(" + ");
    case "operator":
      return `math-operator(${literal(node.text === "-" ? "\u2212" : node.text)})`;
    case "fraction":
      return `math.frac(${write(node.over)}, ${write(node.under)})`;
    case "power":
      return `math.attach(${write(node.base)}, t: ${write(node.exponent)})`;
    case "root":
      return `math.sqrt(${write(node.of)})`;
    case "call":
      return `math-call(${name(node.name, context)}, ${node.arguments.map(write).join(", ")})`;
    case "parentheses":
      return `math-parentheses(${write(node.of)})`;
    default:
      throw unknownNode(node, "PDF");
  }
}

/** One letter is a variable; more are words. */
function name(text: string, context: PdfContext): string {
  return [...text].length === 1
    ? `math-letter(${literal(text)})`
    : `math-words(${context.text(text.replaceAll("_", " "))})`;
}
