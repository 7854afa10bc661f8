import type { FormulaNode } from "../../document/tree.js";
import type { MathNode } from "../../notebook/formula/math-node.js";
import { unknownNode } from "../text.js";
import type { PdfContext } from "./context.js";
import { array, literal } from "./strings.js";

/** A numbered, displayed equation, in terms it may be broken at, with the expression read aloud as its alternative text. */
export function writeEquation(node: FormulaNode, context: PdfContext): string {
  context.placing(`Equation ${node.number}`, node.id);
  const { head, terms } = termsOf(node.math);
  const write = (children: readonly MathNode[]): string => writeMath({ type: "row", children }, context);
  const writeAll = (pieces: readonly (readonly MathNode[])[]): string => array(pieces.map(write));
  return [
    `#equation(${literal(node.id)}, ${node.number}, alt: ${literal(node.alt)},`,
    ...(head.length === 0 ? [] : [`  head: ${write(head)},`, `  parts: ${array(headParts(head, context))},`]),
    ...terms.map((term) => `  ${writeAll(factorsOf(term))},`),
    ")",
  ].join("\n");
}

/** What stands before the first equals sign, with the sign, and the terms after it, each with its plus or minus. */
function termsOf(math: MathNode): { head: readonly MathNode[]; terms: readonly (readonly MathNode[])[] } {
  const children = flat(math);
  const equals = children.findIndex((child) => child.type === "operator" && child.text === "=");
  const terms: MathNode[][] = [[]];
  for (const child of children.slice(equals + 1)) {
    const begins = child.type === "operator" && (child.text === "+" || child.text === "-");
    if (begins && terms.at(-1)?.length !== 0) terms.push([]);
    terms.at(-1)?.push(child);
  }
  return { head: children.slice(0, equals + 1), terms };
}

/** What stands side by side, without the rows it is grouped in. */
function flat(math: MathNode): readonly MathNode[] {
  return math.type === "row" ? math.children.flatMap(flat) : [math];
}

/** A term in pieces that each begin with a multiplication sign, but the first. */
function factorsOf(term: readonly MathNode[]): MathNode[][] {
  const factors: MathNode[][] = [[]];
  for (const child of term) {
    if (child.type === "operator" && child.text === "·" && factors.at(-1)?.length !== 0) factors.push([]);
    factors.at(-1)?.push(child);
  }
  return factors;
}

/** The left side of an equation in pieces: where it is a call, one for each argument, with the comma after it. */
function headParts(head: readonly MathNode[], context: PdfContext): string[] {
  const [call, ...rest] = head;
  const write = (children: readonly MathNode[]): string => writeMath({ type: "row", children }, context);
  if (call?.type !== "call" || call.arguments.length < 2) return [write(head)];
  const last = call.arguments.length - 1;
  return call.arguments.map((argument, n) => {
    const before = n === 0 ? `${name(call.name, context)} + math-open + ` : "";
    const after = n === last ? ` + math-close + ${write(rest)}` : ' + math-operator(",")';
    return before + writeMath(argument, context) + after;
  });
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
