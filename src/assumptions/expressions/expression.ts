import { didYouMean } from "../../diagnostic.js";
import { type Fault, type Language, ReadingFault, readTerm } from "../../expressions/read.js";
import { pathsIn, type Term } from "../../expressions/tree.js";
import { quoted } from "../../yaml/problems.js";

/** Functions an expression may call, with how many arguments they take. */
export const FUNCTIONS = {
  min: [1, Number.POSITIVE_INFINITY],
  max: [1, Number.POSITIVE_INFINITY],
  sum: [1, Number.POSITIVE_INFINITY],
  mean: [1, Number.POSITIVE_INFINITY],
  abs: [1, 1],
  sqrt: [1, 1],
  exp: [1, 1],
  log: [1, 2],
  log2: [1, 1],
  log10: [1, 1],
  pow: [2, 2],
  round: [1, 1],
  floor: [1, 1],
  ceil: [1, 1],
} as const satisfies Record<string, readonly [number, number]>;

export type FunctionName = keyof typeof FUNCTIONS;

export interface ExpressionProblem {
  message: string;
  expected: string;
  hint?: string;
  offset: number;
  length: number;
}

export type ExpressionResult = { ok: true; expression: Term } | { ok: false; problem: ExpressionProblem };

const MAX_LENGTH = 1000;
const ALLOWED = "numbers, assumptions, `+ - * / ^`, parentheses and a few functions";

/** Names are dotted paths of assumptions or of one of their elements: `gw.add`, `gw.add.2026`. */
const LANGUAGE: Language = {
  name: /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*/y,
  calls: true,
  plus: true,
  reserved: new Map(
    ["true", "false", "null", "undefined", "NaN", "Infinity"].map((name) => [name, `no number (\`${name}\`)`]),
  ),
};

/**
 * Reads what a derived assumption may hold: arithmetic over numbers and assumptions, and calls of the functions listed here. Nothing is
 * evaluated, and a name reaches nothing but an assumption.
 */
export function parseExpression(text: string): ExpressionResult {
  const refuse = (problem: ExpressionProblem): ExpressionResult => ({ ok: false, problem });
  if (text.length > MAX_LENGTH) {
    const message = `the expression has ${text.length} characters`;
    return refuse({ message, expected: `at most ${MAX_LENGTH}`, offset: 0, length: 1 });
  }
  try {
    const expression = readTerm(text, LANGUAGE);
    const problem = refusedIn(expression);
    return problem ? refuse(problem) : { ok: true, expression };
  } catch (error) {
    if (!(error instanceof ReadingFault)) throw error;
    const { fault } = error;
    const said = worded(fault);
    return refuse({ expected: ALLOWED, offset: fault.start, length: fault.end - fault.start, ...said });
  }
}

/** Every path that an expression names; none where it can't be read. */
export function pathsRead(expression: string): string[] {
  const read = parseExpression(expression);
  return read.ok ? pathsIn(read.expression).map(({ name }) => name.text) : [];
}

function worded({ kind, text, what, hint, before }: Fault): { message: string; hint?: string } {
  switch (kind) {
    case "empty":
      return { message: "the expression is empty" };
    case "end":
      return { message: `the expression ends behind \`${text}\`` };
    case "open":
      return { message: `\`${text}\` is not closed` };
    case "beside":
      return {
        message: `multiplication without a sign before \`${text}\`, which reads two ways`,
        hint:
          before.at(-1)?.kind === "number" && /^\p{L}/u.test(text)
            ? "write `*` before an assumption; a number with a unit is an assumption of its own, which the expression names"
            : "write `*`",
      };
    case "several":
      return { message: "several expressions stand in the expression" };
    case "deep":
      return { message: "the expression is nested too deeply" };
    case "spelling": {
      const grouped = /^\d+(_\d+)+$/.test(text);
      const meant = grouped ? `write \`${text.replaceAll("_", "")}\`` : "write `*` to multiply";
      return { message: `\`${text}\` is neither a number nor a name`, hint: meant };
    }
    default: {
      if (what === undefined) return { message: `unexpected \`${text}\`` };
      const written = what.includes("`") ? what : `${what} \`${text}\``;
      const advice = hint ?? (text === "%" ? "divide by 100" : text === "#" ? "use `note:`" : undefined);
      return { message: `${written} stands in the expression`, hint: advice };
    }
  }
}

/** The first thing in a tree that is readable and refused: a number too large, an unknown function, a wrong number of arguments. */
function refusedIn(term: Term): ExpressionProblem | undefined {
  switch (term.type) {
    case "number":
      return Number.isFinite(term.value)
        ? undefined
        : at(term, { message: `not a finite number: \`${term.text}\``, expected: ALLOWED });
    case "path":
      return undefined;
    case "negative":
      return refusedIn(term.of);
    case "operation":
      return refusedIn(term.left) ?? refusedIn(term.right);
    case "call":
      return refusedCall(term) ?? term.arguments.map(refusedIn).find((problem) => problem !== undefined);
  }
}

function refusedCall({ name, arguments: given }: Term & { type: "call" }): ExpressionProblem | undefined {
  const { text } = name;
  if (!isFunctionName(text)) {
    const names = Object.keys(FUNCTIONS);
    const hint = didYouMean(text, names);
    const expected = `one of ${quoted(names, "or")}`;
    return at(name, { message: `unknown function \`${text}\``, expected, hint });
  }
  const [least, most] = FUNCTIONS[text];
  if (given.length >= least && given.length <= most) return undefined;
  const expected =
    least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} or ${most}`;
  return at(name, { message: `\`${text}\` is given ${given.length} arguments`, expected });
}

const at = (
  { start, end }: { start: number; end: number },
  problem: Omit<ExpressionProblem, "offset" | "length">,
): ExpressionProblem => ({ ...problem, offset: start, length: end - start });

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}
