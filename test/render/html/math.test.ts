import { expect, test } from "vitest";
import type { MathNode } from "../../../src/notebook/formula/math-node.js";
import { writeMath } from "../../../src/render/html/math.js";

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
  ["minus is a minus sign", { type: "operator", text: "-" }, "<mo>−</mo>"],
  ["less than is escaped", { type: "operator", text: "<" }, "<mo>&lt;</mo>"],
  ["a negative number", { type: "number", text: "-2" }, "<mn>−2</mn>"],
  [
    "a fraction",
    { type: "fraction", over: { type: "number", text: "1" }, under: { type: "number", text: "2" } },
    "<mfrac><mn>1</mn><mn>2</mn></mfrac>",
  ],
])("%s", (_name, node, expected) => {
  expect(inside(node)).toBe(expected);
});

test("the equation read aloud is its label", () => {
  expect(writeMath(x, 'x < "y"')).toContain('alttext="x &lt; &quot;y&quot;"');
});

test("refuses what it doesn't know", () => {
  expect(() => writeMath({ type: "matrix" } as never, "")).toThrow("doesn't know the node type `matrix`");
});
