import { largest } from "../../../lists.js";
import type { MathNode } from "../../../notebook/formula/math-node.js";
import { unknownNode } from "../../text.js";
import { escapeAttribute, escapeText } from "../escape.js";

/** Letters of a piece of an equation from which on it is divided at products as well, and how far all of it has to fit a phone. */
const LONG = 26;

/**
 * A displayed equation as MathML; `alt` is the equation read aloud. It is written in the pieces between which a line may end: behind
 * "=", before the signs of sums, between arguments; browsers break no equation themselves.
 */
export function writeMath(math: MathNode, alt: string): string {
  const pieces = piecesOf(math);
  const widest = largest(pieces.map(({ length }) => length));
  const size = widest > 1.7 * LONG ? ' class="widest"' : widest > 1.15 * LONG ? ' class="wide"' : "";
  const written =
    pieces.length === 1 ? (pieces[0]?.html ?? "") : pieces.map(({ html }) => `<mrow>${html}</mrow>`).join("");
  return `<math display="block"${size} alttext="${escapeAttribute(alt)}">${written}</math>`;
}

interface Piece {
  html: string;
  /** In letters. */
  length: number;
}

function piecesOf(math: MathNode): Piece[] {
  const pieces: Piece[] = [];
  let html = "";
  let length = 0;
  const cut = (): void => {
    if (html !== "") pieces.push({ html, length });
    html = "";
    length = 0;
  };
  const add = (node: MathNode): void => {
    html += write(node);
    length += lengthOf(node);
  };
  const children = math.type === "row" ? math.children : [math];
  for (const [i, node] of children.entries()) {
    const next = children[i + 1];
    if (node.type === "operator" && (node.text === "+" || node.text === "-")) {
      cut();
      html += `<mo form="infix">${node.text === "-" ? "−" : "+"}</mo>`;
      length += 2;
    } else if (node.type === "operator" && isRelation(node.text)) {
      html += `<mo form="infix">${escapeText(node.text)}</mo>`;
      length += 2;
      cut();
    } else if (node.type === "operator" && node.text === "·" && length + lengthOf(next) > LONG) {
      cut();
      html += '<mo form="infix">·</mo>';
      length += 1;
    } else if (node.type === "call" && length + lengthOf(node) > LONG && node.arguments.length > 1) {
      html += `${identifier(node.name)}<mo>(</mo>`;
      length += node.name.length + 1;
      for (const [k, argument] of node.arguments.entries()) {
        add(argument);
        html += k === node.arguments.length - 1 ? "<mo>)</mo>" : '<mo separator="true">,</mo>';
        length += 1;
        if (k < node.arguments.length - 1) cut();
      }
    } else add(node);
  }
  cut();
  return pieces;
}

const isRelation = (text: string): boolean =>
  text === "=" || text === "<" || text === ">" || text === "≤" || text === "≥";

/** How wide a node is, in letters. */
function lengthOf(node: MathNode | undefined): number {
  if (node === undefined) return 0;
  const sum = (nodes: readonly MathNode[]): number => nodes.reduce((all, each) => all + lengthOf(each), 0);
  switch (node.type) {
    case "number":
      return node.text.length;
    case "symbol":
      return node.base.length + (node.sub?.length ?? 0) * 0.7;
    case "row":
      return sum(node.children);
    case "operator":
      return 2;
    case "fraction":
      return Math.max(lengthOf(node.over), lengthOf(node.under)) + 1;
    case "power":
      return lengthOf(node.base) + lengthOf(node.exponent) * 0.7;
    case "root":
      return lengthOf(node.of) + 1.5;
    case "call":
      return node.name.length + 2 + sum(node.arguments) + node.arguments.length;
    case "parentheses":
      return lengthOf(node.of) + 1.5;
    default:
      throw unknownNode(node, "page");
  }
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
      return writePower(node);
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

/** A power with one over something above it is a root, and one of e with much above it is written in a line. */
function writePower({ base, exponent }: MathNode & { type: "power" }): string {
  const of = exponent.type === "parentheses" ? exponent.of : exponent;
  if (of.type === "fraction" && of.over.type === "number" && of.over.text === "1")
    return of.under.type === "number" && of.under.text === "2"
      ? `<msqrt>${write(base)}</msqrt>`
      : `<mroot><mrow>${write(base)}</mrow><mrow>${write(of.under)}</mrow></mroot>`;
  if (base.type === "symbol" && base.base === "e" && base.sub === undefined && lengthOf(exponent) > LONG / 3)
    return `<mrow><mi>exp</mi><mo>(</mo>${write(of)}<mo>)</mo></mrow>`;
  return `<msup>${write(base)}${write(exponent)}</msup>`;
}

/**
 * A letter stands in italics, a name upright. The italics come from the text font: without `mathvariant` browsers replace a
 * letter by its mathematical twin, which the page's fonts don't hold.
 */
function identifier(name: string): string {
  const words = escapeText(name.replaceAll("_", " "));
  return [...name].length === 1 ? `<mi mathvariant="normal" class="v">${words}</mi>` : `<mi>${words}</mi>`;
}
