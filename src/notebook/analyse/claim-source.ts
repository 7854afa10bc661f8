import type { BinaryExpression, Expression, LogicalExpression, Node } from "oxc-parser";
import type { Diagnostic } from "../../diagnostic.js";
import type { BlockText } from "./block-text.js";
import type { Edits } from "./edits.js";
import { closeResult, neverBoolean, openResult } from "./last-expression.js";
import { afterBlanks, bare } from "./parse.js";
import { childrenOf } from "./walk-types.js";

const comparisons = new Set(["<", "<=", ">", ">=", "==", "!=", "===", "!=="]);

/**
 * Takes the expression of a claim apart, so that running it tells by how much it holds. `a < b` becomes `__compare("<", a, b)`,
 * `a && b` and `a || b` become `__all(() => a, () => b)` and `__any(() => a, () => b)`, `!a` becomes `__not(a)`; any other boolean
 * stays. Each side stands, and is evaluated, once; the result is left in `__result`.
 *
 * @param comments stretches of comments, which may hold anything between two operands.
 */
export function takeClaimApart(
  expression: Expression,
  text: BlockText,
  comments: readonly { start: number; end: number }[],
  edits: Edits,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (node: Node, message: string, hint: string): void => {
    const place = text.place(node.start, node.end);
    found.push({ rule: "notebook/claim", severity: "error", message, place, hint });
  };

  /** Where a node ends, with a block comment directly behind it: that may say what the last operand counts. */
  const endOf = ({ end }: Node): number => {
    const blanks = /^[ \t]*/.exec(text.code.slice(end))?.[0].length ?? 0;
    const comment = comments.find(({ start }) => start === end + blanks);
    return comment && text.code.startsWith("/*", comment.start) ? comment.end : end;
  };

  /** Replaces the operator between two operands. */
  const operator = (node: BinaryExpression | LogicalExpression, by: string): void => {
    const start = afterBlanks(text.code, comments, node.left.end);
    edits.replace(start, start + node.operator.length, by);
  };

  const rewrite = (node: Node): void => {
    switch (node.type) {
      case "ParenthesizedExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
        rewrite(node.expression);
        return;
      case "ConditionalExpression":
        rewrite(node.consequent);
        rewrite(node.alternate);
        return;
      case "UnaryExpression":
        if (node.operator !== "!") return;
        edits.replace(node.start, node.start + 1, "__not(");
        rewrite(node.argument);
        edits.insert(endOf(node), ")");
        return;
      case "LogicalExpression": {
        if (node.operator === "??") return;
        for (const side of [bare(node.left), bare(node.right)]) {
          const never = neverBoolean(side);
          if (never) report(side, `${never} is neither true nor false`, "write a comparison on each side");
        }
        const waits = [node.left, node.right].find(hasAwait);
        if (waits)
          report(
            waits,
            `\`await\` can't stand beside \`${node.operator}\` in a claim`,
            "compute the value in a compute block and name it here",
          );
        edits.insert(node.start, `${node.operator === "&&" ? "__all" : "__any"}(() => `);
        rewrite(node.left);
        operator(node, ", () =>");
        rewrite(node.right);
        edits.insert(endOf(node), ")");
        return;
      }
      case "BinaryExpression": {
        if (!comparisons.has(node.operator)) return;
        const chained = [node.left, node.right].find(
          (side) => side.type === "BinaryExpression" && comparisons.has(side.operator),
        );
        if (chained) report(node, "a comparison can't be chained", "write `a < b && b < c`");
        edits.insert(node.start, `__compare(${JSON.stringify(node.operator)}, `);
        operator(node as BinaryExpression, ",");
        edits.insert(endOf(node), ")");
        return;
      }
    }
  };
  openResult(0, false, edits);
  rewrite(expression);
  closeResult({ end: endOf(expression) }, edits);
  return found;
}

function hasAwait(node: Node): boolean {
  if (node.type === "AwaitExpression") return true;
  if (/Function/.test(node.type)) return false;
  return childrenOf(node).some(hasAwait);
}

/** The expression of a claim as written, comments and outer blanks left out. */
export function writtenExpression(expression: Expression, code: string): string {
  const inner = expression.type === "ParenthesizedExpression" ? bare(expression) : expression;
  return code.slice(inner.start, inner.end).replace(/\s*\n\s*/g, " ");
}
