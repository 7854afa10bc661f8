import type { Node } from "oxc-parser";
import { bare } from "../../notebook/analyse/parse.js";

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

/**
 * The factors of an expression of written numbers, without those that change nothing: 12 and 1000 of `12 * 1000`.
 *
 * @param named numbers that the memo gives a name: `const million = 10 ** 6`.
 */
export function constantFactors(node: Node, named: ReadonlyMap<string, number>): number[] {
  const inner = bare(node);
  const value = inner.type === "Identifier" ? named.get(inner.name) : constantValue(node);
  if (value === undefined) return [];
  if (inner.type === "BinaryExpression" && (inner.operator === "*" || inner.operator === "/")) {
    const right = constantFactors(inner.right, named).map((one) => (inner.operator === "/" ? 1 / one : one));
    return [...constantFactors(inner.left, named), ...right];
  }
  const size = Math.abs(value);
  return size === 1 || size === 0 || !Number.isFinite(size) ? [] : [size];
}

/** The numbers that a source gives a name at its top level and nothing but that. */
export function namedNumbers(source: string): [string, number][] {
  const found = source.matchAll(
    /^const\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*=\s*(\d[\d.]*(?:e\d+)?)(?:\s*\*\*\s*(\d+))?\s*;?\s*$/gmu,
  );
  return [...found].map(([, name = "", number, power]) => [name, Number(number) ** Number(power ?? 1)]);
}
