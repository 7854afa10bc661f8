import { type Fault, type Language, ReadingFault, readDefinition } from "../../expressions/read.js";
import type { Definition, Span, Term } from "../../expressions/tree.js";

/** A formula: what it defines, from which parameters, by what expression. */
export interface Formula extends Definition, Span {
  /** As written, without comments. */
  text: string;
}

/** Functions a formula has of its own, with the fewest and most arguments they take. */
export const FORMULA_FUNCTIONS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["sqrt", [1, 1]],
  ["exp", [1, 1]],
  ["log", [1, 2]],
  ["log2", [1, 1]],
  ["log10", [1, 1]],
  ["abs", [1, 1]],
  ["min", [1, Number.POSITIVE_INFINITY]],
  ["max", [1, Number.POSITIVE_INFINITY]],
  ["pow", [2, 2]],
  ["sum", [1, Number.POSITIVE_INFINITY]],
]);

/** What is wrong with a formula, by offset in its text. */
export class FormulaError extends Error {
  constructor(
    message: string,
    readonly start: number,
    readonly end: number,
    readonly expected?: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** Longer ones are no formula to print. */
const LONGEST_FORMULA = 2000;
const SHAPE = "`name = expression` or `name(a, b) = expression`";
const COMMENTS = "options and comments of a formula begin with `#`: `#| title: …`";
const ALLOWED = "numbers, names, `+ - * / ^`, parentheses and functions";

/** Names are those of blocks; keys stand behind a point or in brackets. */
const LANGUAGE: Language = {
  name: /[\p{L}_$][\p{L}\p{N}_$]*/uy,
  calls: true,
  keys: true,
  reserved: new Map([
    ...["true", "false", "null", "undefined", "NaN", "Infinity"].map((name) => [name, "the constant"] as const),
    ...["and", "or", "xor", "not", "mod", "to", "in"].map((name) => [name, "the operator"] as const),
  ]),
};

/** @throws FormulaError with the place of what is wrong. */
export function readFormula(code: string): Formula {
  const text = blankComments(code);
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (start >= end) throw new FormulaError("the formula is empty", 0, 1, SHAPE);
  if (end - start > LONGEST_FORMULA)
    throw new FormulaError(`the formula has ${end - start} characters`, start, start + 1, `at most ${LONGEST_FORMULA}`);
  try {
    const definition = readDefinition(text, LANGUAGE);
    refuseNames(definition);
    refuseIn(definition.expression, definition.name.text);
    return { ...definition, text: text.slice(start, end), start, end };
  } catch (error) {
    if (!(error instanceof ReadingFault)) throw error;
    throw worded(error.fault, start, end, text.startsWith("//", start) ? COMMENTS : undefined);
  }
}

function worded(fault: Fault, first: number, last: number, other?: string): FormulaError {
  const { kind, text, start, end, what, hint } = fault;
  switch (kind) {
    case "empty":
    case "end":
      return new FormulaError(`the formula ends behind \`${text}\``, start, end, ALLOWED);
    case "open":
      return new FormulaError(`\`${text}\` is not closed`, start, end);
    case "beside":
      return new FormulaError("a product without its sign", start, end, "`*` between the two");
    case "several":
      return new FormulaError("a formula block holds one formula", start, last, SHAPE);
    case "nameless":
      return new FormulaError("the formula defines no name", first, last, SHAPE, other);
    case "deep":
      return new FormulaError("the formula is nested too deeply", start, end);
    case "spelling":
      return new FormulaError(`\`${text}\` is neither a number nor a name`, start, end, ALLOWED);
    case "unexpected": {
      const written =
        what === undefined ? `\`${text}\`` : what === "a key that is computed" ? what : `${what} (\`${text}\`)`;
      const advice = hint ?? (text === "%" && fault.before.at(-1)?.kind === "number" ? "write 0.05 for 5%" : undefined);
      return new FormulaError(`${written} can't be used in a formula`, start, end, ALLOWED, advice);
    }
  }
}

function refuseNames({ name, parameters = [] }: Definition): void {
  if (FORMULA_FUNCTIONS.has(name.text) || name.text === "pi")
    throw new FormulaError(`formulas know \`${name.text}\` already`, name.start, name.end, "another name");
  for (const [i, { text, start, end }] of parameters.entries())
    if (parameters.findIndex((other) => other.text === text) < i)
      throw new FormulaError(`parameter \`${text}\` is named twice`, start, end);
}

/** Refuses what can be read and has no value: the formula's own name, a number too large, a wrong number of arguments. */
function refuseIn(term: Term, own: string): void {
  switch (term.type) {
    case "number":
      if (Number.isFinite(term.value)) return;
      throw new FormulaError(`\`${term.text}\` is too large for a number`, term.start, term.end);
    case "path":
      refuseItself(term.name.text, term.name, own);
      return;
    case "negative":
      refuseIn(term.of, own);
      return;
    case "operation":
      refuseIn(term.left, own);
      refuseIn(term.right, own);
      return;
    case "call":
      refuseItself(term.name.text, term.name, own);
      refuseCount(term);
      for (const argument of term.arguments) refuseIn(argument, own);
  }
}

function refuseItself(name: string, { start, end }: Span, own: string): void {
  if (name === own)
    throw new FormulaError(`\`${name}\` is defined by itself`, start, end, "names that are computed elsewhere");
}

function refuseCount({ name, arguments: given }: Term & { type: "call" }): void {
  const [least, most] = FORMULA_FUNCTIONS.get(name.text) ?? [0, Number.POSITIVE_INFINITY];
  if (given.length >= least && given.length <= most) return;
  const number =
    most === Number.POSITIVE_INFINITY ? `${least} or more` : least === most ? least : `${least} or ${most}`;
  throw new FormulaError(
    `\`${name.text}\` takes ${number} argument${number === 1 ? "" : "s"}, not ${given.length}`,
    name.start,
    name.end,
    `\`${name.text}(${Array.from({ length: Math.max(1, least) }, (_, at) => "xyz"[at] ?? "…").join(", ")}${most > least ? ", …" : ""})\``,
  );
}

/** The text with comments (`#` to the end of the line) turned into blanks, same length. */
const blankComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, (found) =>
    found.startsWith("#") ? " ".repeat(found.length) : found,
  );
