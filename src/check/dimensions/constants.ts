import type { Node } from "oxc-parser";
import { bare } from "../../notebook/parse.js";

/** The number that an expression of written numbers alone comes to; undefined for any other expression. */
export function constantValue(node: Node): number | undefined {
  const inner = bare(node);
  if (inner.type === "Literal") return typeof inner.value === "number" ? inner.value : undefined;
  if (inner.type === "UnaryExpression") {
    const value = constantValue(inner.argument);
    if (value === undefined) return undefined;
    return inner.operator === "-" ? -value : inner.operator === "+" ? value : undefined;
  }
  if (inner.type !== "BinaryExpression") return undefined;
  const left = constantValue(inner.left);
  const right = constantValue(inner.right);
  if (left === undefined || right === undefined) return undefined;
  switch (inner.operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "**":
      return left ** right;
    default:
      return undefined;
  }
}

/** The factors of an expression of written numbers, without those that change nothing: 12 and 1000 of `12 * 1000`. */
export function constantFactors(node: Node): number[] {
  const value = constantValue(node);
  if (value === undefined) return [];
  const inner = bare(node);
  if (inner.type === "BinaryExpression" && (inner.operator === "*" || inner.operator === "/")) {
    const right = constantFactors(inner.right).map((one) => (inner.operator === "/" ? 1 / one : one));
    return [...constantFactors(inner.left), ...right];
  }
  const size = Math.abs(value);
  return size === 1 || size === 0 || !Number.isFinite(size) ? [] : [size];
}
