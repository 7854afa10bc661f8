import type { Node } from "oxc-parser";
import { entriesOf } from "../keys/ordered.js";
import { Edits } from "../notebook/analyse/edits.js";
import { afterBlanks, readCode } from "../notebook/analyse/parse.js";
import { childrenOf } from "../notebook/analyse/walk-types.js";
import { functions } from "./page/arithmetic/functions.js";
import { power } from "./page/arithmetic/power.js";

/** What a page has as a build has it: what is exact by definition everywhere, and what it has its own of. */
const SAME =
  /^\s*\??\.\s*(?:abs|ceil|floor|round|trunc|sign|max|min|sqrt|fround|imul|clz32|exp|expm1|log|log1p|log2|log10|pow|E|PI|LN2|LN10|LOG2E|LOG10E|SQRT2|SQRT1_2)\b/;

/** Whether the engine here computes as `page/arithmetic/` does, whose last bits browsers of today have otherwise. */
export const hasOwnArithmetic = (): boolean =>
  Array.from({ length: 200 }, (_, at) => 0.1 + at * 0.37).every(
    (x) =>
      Object.is(power(x, 1.5 - x), powerOf(x, 1.5 - x)) &&
      entriesOf(functions).every(([name, own]) => Object.is(own(x), Math[name as keyof typeof functions](x))),
  );

// Not for a compiler to work out.
const powerOf = (a: number, b: number): number => a ** b;

/** Whether code calls what a browser may round otherwise than a build, as sines; told by what it names, so that a comment may be one too many. */
export const roundsOtherwise = (source: string): boolean =>
  (/\bthresholdScott\b/.test(source) ||
    [...source.matchAll(/\bMath\b/g)].some(({ index }) => !SAME.test(source.slice(index + "Math".length)))) &&
  hasOwnArithmetic();

/**
 * The body of a block with each `a ** b` written as a call of what a page has for it. The operator itself is the browser's.
 *
 * @throws Error for code that can't be read; a block that ran can.
 */
export function withPowers(source: string): string {
  if (!source.includes("**")) return source;
  // As what it is: the body of a function.
  const head = "function body() {";
  const code = `${head}${source}\n}`;
  const read = readCode(code);
  if ("problem" in read) throw new Error(read.problem.message);
  const edits = new Edits();
  const behind = (node: Node, operator: string, by: string): void => {
    const at = afterBlanks(code, read.comments, node.end);
    edits.replace(at, at + operator.length, by);
  };
  const walk = (node: Node): void => {
    if (node.type === "BinaryExpression" && node.operator === "**") {
      edits.insert(node.start, "memoLive.power(");
      behind(node.left, "**", ",");
      for (const child of childrenOf(node)) walk(child);
      edits.insert(node.end, ")");
      return;
    }
    if (node.type === "AssignmentExpression" && node.operator === "**=") {
      const { left } = node;
      if (left.type === "Identifier") {
        behind(left, "**=", `= memoLive.power(${left.name},`);
        walk(node.right);
        edits.insert(node.end, ")");
        return;
      }
      if (left.type === "MemberExpression" && left.property.type !== "PrivateIdentifier") {
        edits.insert(node.start, "memoLive.raise(");
        walk(left.object);
        const at = afterBlanks(code, read.comments, left.object.end);
        edits.replace(at, at + 1, ",");
        if (left.computed) {
          walk(left.property);
          const close = afterBlanks(code, read.comments, left.property.end);
          edits.replace(close, close + 1, "");
        } else edits.replace(left.property.start, left.property.end, JSON.stringify(left.property.name));
        behind(left, "**=", ", () =>");
        walk(node.right);
        edits.insert(node.end, ")");
        return;
      }
    }
    for (const child of childrenOf(node)) walk(child);
  };
  for (const child of read.program.body) walk(child as Node);
  return edits.apply(code).text.slice(head.length, -2);
}
