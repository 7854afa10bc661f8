import type { Expression, Node, Program } from "oxc-parser";
import type { Diagnostic } from "../../diagnostic.js";
import type { BlockText } from "./block-text.js";
import type { Edits } from "./edits.js";
import { bare } from "./parse.js";

/** The constant that a chart, table or claim block leaves its result in. */
const RESULT = "__result";

/**
 * Makes the last expression of a chart or table block the value of `__result`. The declaration is put right behind the statement before, so
 * an expression on a line of its own keeps its columns.
 */
export function keepLastExpression(program: Program, text: BlockText, edits: Edits): Diagnostic | undefined {
  const statements = program.body.filter((statement) => statement.type !== "EmptyStatement");
  const last = statements.at(-1);
  const { block, code } = text;
  if (last?.type !== "ExpressionStatement") {
    const end = code.trimEnd().length;
    return {
      rule: "notebook/no-result",
      severity: "error",
      message: `the ${block.kind} block ends without a value`,
      place: text.place(end),
      expected:
        block.kind === "chart"
          ? "an expression as the last statement: `Plot.plot({ … })`"
          : "an expression as the last statement: rows, or `table(rows, { … })`",
    };
  }
  const before = statements.at(-2);
  openResult(before ? before.end : 0, before !== undefined, edits);
  closeResult(last.expression, edits);
  return undefined;
}

/** Puts `const __result = (` at an offset before an expression. */
export function openResult(offset: number, afterStatement: boolean, edits: Edits): void {
  edits.insert(offset, `${afterStatement ? ";" : ""}const ${RESULT} = (`);
}

/** Closes what `openResult` opened, behind all other edits of the expression. */
export function closeResult(expression: Pick<Expression, "end">, edits: Edits): void {
  edits.insert(expression.end, ");");
}

/** The one expression of a claim block, or what stands there instead. */
export function onlyExpression(program: Program, text: BlockText): Expression | Diagnostic {
  const statements = program.body.filter((statement) => statement.type !== "EmptyStatement");
  const [first, second] = statements;
  const wrong = (message: string, place: Pick<Node, "start" | "end">): Diagnostic => ({
    rule: "notebook/claim",
    severity: "error",
    message,
    expected: "exactly one true-or-false expression, such as `supply[2029] < demand[2029]`",
    place: text.place(place.start, Math.min(place.end, place.start + 80)),
  });
  if (!first) {
    const end = text.code.trimEnd().length;
    return wrong("the claim is empty", { start: end, end: end + 1 });
  }
  if (first.type !== "ExpressionStatement") return wrong("a claim can't hold a statement", first);
  if (second) return wrong("the claim has more than one expression", second);
  const inner = bare(first.expression);
  const never = neverBoolean(inner);
  if (never) return wrong(`${never} is neither true nor false`, inner);
  return first.expression;
}

/** What an expression is when it can't be a boolean, in words. */
export function neverBoolean(node: Node): string | undefined {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "boolean" ? undefined : `\`${node.raw}\``;
    case "TemplateLiteral":
      return "a text";
    case "ArrayExpression":
      return "an array";
    case "ObjectExpression":
      return "an object";
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return "a function";
    case "ClassExpression":
      return "a class";
    case "NewExpression":
      return "an object";
    case "BinaryExpression":
      return /^([+\-*/%&|^]|\*\*|<<|>>>?)$/.test(node.operator) ? `the result of \`${node.operator}\`` : undefined;
    case "UnaryExpression":
      return node.operator === "!" || node.operator === "delete" ? undefined : `the result of \`${node.operator}\``;
    case "UpdateExpression":
    case "AssignmentExpression":
      return "an assignment";
    default:
      return undefined;
  }
}
