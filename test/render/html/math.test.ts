import { expect, test } from "vitest";
import type { MathNode } from "../../../src/notebook/formula/math-node.js";
import { writeMath } from "../../../src/render/html/mathematics/formula.js";

const inside = (node: MathNode): string => writeMath(node, "").replace(/^<math[^>]*>|<\/math>$/g, "");
const x: MathNode = { type: "symbol", base: "x" };

test.each<[string, MathNode, string]>([
  ["a letter stands in italics of the text font", x, '<mi mathvariant="normal" class="v">x</mi>'],
  ["a name stands upright, as words", { type: "symbol", base: "gw_added" }, "<mi>gw added</mi>"],
  [
    "a subscript",
    { type: "symbol", base: "x", sub: "1" },
    '<msub><mi mathvariant="normal" class="v">x</mi><mn>1</mn></msub>',
  ],
  ["minus is a minus sign", { type: "operator", text: "-" }, '<mo form="infix">−</mo>'],
  ["less than is escaped", { type: "operator", text: "<" }, '<mo form="infix">&lt;</mo>'],
  ["a negative number", { type: "number", text: "-2" }, "<mn>−2</mn>"],
  [
    "a fraction",
    { type: "fraction", over: { type: "number", text: "1" }, under: { type: "number", text: "2" } },
    "<mfrac><mn>1</mn><mn>2</mn></mfrac>",
  ],
])("%s", (_name, node, expected) => {
  expect(inside(node)).toBe(expected);
});

const symbol = (base: string): MathNode => ({ type: "symbol", base });
const sign = (text: "=" | "+" | "-" | "·"): MathNode => ({ type: "operator", text });
const row = (...children: MathNode[]): MathNode => ({ type: "row", children });
const pieces = (node: MathNode): string[] =>
  [...inside(node).matchAll(/<mrow>(.*?)<\/mrow>(?=<mrow>|$)/g)].map(([, html = ""]) => html.replace(/<[^>]+>/g, ""));
const long = symbol("quite_a_long_name_of_it");

test.each([
  [
    "behind the sign of equality and before those of sums",
    row(symbol("total"), sign("="), symbol("aa"), sign("+"), symbol("bb"), sign("-"), symbol("cc")),
    ["total=", "aa", "+bb", "−cc"],
  ],
  [
    "at products only where they are long",
    row(x, sign("="), long, sign("·"), long, sign("·"), symbol("b")),
    ["x=", "quite a long name of it", "·quite a long name of it·b"],
  ],
  [
    "between arguments where they are many",
    row({ type: "call", name: "sum_of", arguments: [long, symbol("bb")] }, sign("="), x),
    ["sum of(quite a long name of it,", "bb)=", "x"],
  ],
] as [string, MathNode, string[]][])("an equation may break %s", (_name, node, expected) => {
  expect(pieces(node)).toEqual(expected);
});

test.each([
  [
    "one over two above it",
    { type: "fraction", over: { type: "number", text: "1" }, under: { type: "number", text: "2" } },
    "<msqrt>",
  ],
  [
    "one over something",
    { type: "parentheses", of: { type: "fraction", over: { type: "number", text: "1" }, under: symbol("years") } },
    "<mroot>",
  ],
  ["anything else", symbol("years"), "<msup>"],
] as [string, MathNode, string][])("a power with %s", (_name, exponent, tag) => {
  expect(inside({ type: "power", base: x, exponent })).toContain(tag);
});

test("much above e is written in a line", () => {
  expect(inside({ type: "power", base: symbol("e"), exponent: row(sign("-"), long) })).toContain("<mi>exp</mi>");
});

test("the equation read aloud is its label", () => {
  expect(writeMath(x, 'x < "y"')).toContain('alttext="x &lt; &quot;y&quot;"');
});

test("refuses what it doesn't know", () => {
  expect(() => writeMath({ type: "matrix" } as never, "")).toThrow("doesn't know the node type `matrix`");
});
