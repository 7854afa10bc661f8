import type { Expression, Program, Statement } from "oxc-parser";
import type { Diagnostic } from "../diagnostic.js";
import type { BlockText } from "./block-text.js";
import { bare } from "./parse.js";
import type { Walked } from "./walk.js";

/** Methods that change what they are called on. */
const MUTATORS: ReadonlySet<string> = new Set(
  "push pop shift unshift splice sort reverse fill copyWithin set add delete clear".split(" "),
);

/**
 * Changes that a function of the block makes to the block's own names. Such a function remembers its calls: what it gives depends on who called
 * it before, so that a block kept in the cache would change the values of another. Told only where other blocks can call it.
 */
export function hiddenState(walked: Walked, program: Program, text: BlockText): Diagnostic[] {
  const functions = program.body.flatMap(functionsOf);
  const found: Diagnostic[] = [];
  for (const { name, node, chain, scope, steps, use } of walked.references) {
    if (!functions.some(({ start, end }) => start <= node.start && node.end <= end)) continue;
    if (scope.find(name)?.scope !== walked.top) continue;
    const called = /^\s*(?:\?\.\s*)?\(/.test(text.code.slice(chain.end));
    const method = steps.at(-1)?.key;
    if (use === "read" && !(called && method !== undefined && MUTATORS.has(method))) continue;
    found.push({
      rule: "notebook/hidden-state",
      severity: "error",
      message: `\`${name}\` would remember the calls of a function that other blocks use`,
      place: text.place(chain.start, chain.end),
      expected: "a function whose result depends on its arguments alone",
      hint: "keep the changing value inside the function, and return it",
    });
  }
  return found;
}

interface Stretch {
  start: number;
  end: number;
}

function functionsOf(statement: Statement): Stretch[] {
  if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") return [statement];
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ init }) => {
    const value = init && (bare(init) as Expression);
    return value && ["ArrowFunctionExpression", "FunctionExpression", "ClassExpression"].includes(value.type)
      ? [value]
      : [];
  });
}
