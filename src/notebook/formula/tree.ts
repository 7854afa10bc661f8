import type { MathNode as LibraryNode } from "mathjs";
import { parseMath } from "../../assumptions/units/mathjs.js";
import { nearest } from "../../diagnostic.js";
import { blankComments, type Token, tokensOf } from "./tokens.js";

/** A formula: what it defines, from which parameters, by what expression. */
export interface Formula {
  name: Token;
  /** Absent for a plain value. */
  parameters?: readonly Token[];
  expression: Term;
  /** As written, without comments. */
  text: string;
  start: number;
  end: number;
}

/** An expression a formula may hold. */
export type Term =
  | { type: "number"; value: number; text: string }
  | { type: "path"; name: Token; keys: readonly { key: string; token: Token; dotted: boolean }[] }
  | { type: "negative"; of: Term }
  | { type: "binary"; operator: BinaryOperator; left: Term; right: Term }
  | { type: "call"; name: Token; arguments: readonly Term[] };

export type BinaryOperator = "+" | "-" | "*" | "/" | "^";

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

/** Longer ones are no formula to print, and a parser's stack has an end. */
const LONGEST_FORMULA = 2000;

/**
 * Reads a formula with mathjs and takes its tree over node by node; whatever is not on the list is refused.
 *
 * @throws FormulaError with the place of what is wrong.
 */
export function readFormula(code: string): Formula {
  const text = blankComments(code);
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (start >= end) throw new FormulaError("the formula is empty", 0, 1, SHAPE);
  if (end - start > LONGEST_FORMULA)
    throw new FormulaError(`the formula has ${end - start} characters`, start, start + 1, `at most ${LONGEST_FORMULA}`);
  const trimmed = text.slice(start, end);
  const root = parsed(trimmed, start);
  const reader = new Reader(text, start, end);
  return reader.formula(root);
}

const SHAPE = "`name = expression` or `name(a, b) = expression`";

function parsed(text: string, start: number): LibraryNode {
  try {
    return parseMath(text);
  } catch (error) {
    const { message, char } = error as Error & { char?: number };
    if (error instanceof RangeError) throw new FormulaError("the formula is nested too deeply", start, start + 1);
    const offset = start + Math.max(0, Math.min((char ?? 1) - 1, text.length));
    const words = (message ?? String(error)).replace(/ \(char \d+\)$/, "");
    throw new FormulaError(words.charAt(0).toLowerCase() + words.slice(1), offset, offset + 1);
  }
}

/** The fields of mathjs nodes that are read here. */
interface AnyNode {
  type: string;
  name?: string;
  op?: string;
  fn?: string | AnyNode;
  args?: readonly AnyNode[];
  implicit?: boolean;
  isPercentage?: boolean;
  value?: unknown;
  content?: AnyNode;
  object?: AnyNode;
  index?: AnyNode | null;
  dimensions?: readonly AnyNode[];
  dotNotation?: boolean;
  optionalChaining?: boolean;
  params?: readonly unknown[];
  expr?: AnyNode;
}

class Reader {
  private readonly names: Token[];
  private readonly numbers: Token[];
  private name = 0;
  private number = 0;
  /** Names of values and functions in the expression. */
  private readonly used: Token[] = [];
  /** End of what was read last: where the next thing that is refused stands, at the latest. */
  private reached: number;

  constructor(
    private readonly text: string,
    private readonly start: number,
    private readonly end: number,
  ) {
    const { names, numbers } = tokensOf(text);
    this.names = names;
    this.numbers = numbers;
    this.reached = start;
  }

  formula(root: LibraryNode): Formula {
    const node = root as unknown as AnyNode;
    const { start, end, text } = this;
    const rest = { text: text.slice(start, end), start, end };
    if (node.type === "AssignmentNode" && node.object?.type === "SymbolNode" && !node.index) {
      const name = this.takeDefined(node.object.name);
      const expression = this.term(node.value as AnyNode);
      const itself = this.used.find(({ text: used }) => used === name.text);
      if (itself) throw new FormulaError(`\`${name.text}\` is defined by itself`, itself.start, itself.end);
      return { name, expression, ...rest };
    }
    if (node.type === "FunctionAssignmentNode") {
      const name = this.takeDefined(node.name);
      const parameters = (node.params ?? []).map((parameter) => this.takeName(String(parameter)));
      for (const [i, parameter] of parameters.entries()) {
        if (parameters.findIndex((other) => other.text === parameter.text) < i)
          throw new FormulaError(`parameter \`${parameter.text}\` is named twice`, parameter.start, parameter.end);
      }
      return { name, parameters, expression: this.term(node.expr as AnyNode), ...rest };
    }
    if (node.type === "BlockNode") {
      const separator = this.text.slice(start, end).search(/[;\n]/);
      throw new FormulaError("a formula block holds one formula", start + Math.max(0, separator), end, SHAPE);
    }
    throw new FormulaError("the formula defines no name", start, end, SHAPE);
  }

  private term(node: AnyNode): Term {
    switch (node.type) {
      case "ConstantNode":
        return this.constant(node);
      case "SymbolNode":
        return { type: "path", name: this.takeUsed(node.name), keys: [] };
      case "ParenthesisNode":
        return this.term(node.content as AnyNode);
      case "OperatorNode":
        return this.operation(node);
      case "FunctionNode":
        return this.call(node);
      case "AccessorNode":
        return this.path(node);
      default:
        return this.refuse(refusedNodes[node.type] ?? "this", node);
    }
  }

  private constant(node: AnyNode): Term {
    if (typeof node.value !== "number") return this.refuse(`\`${String(node.value)}\``, node);
    const token = this.numbers[this.number++];
    if (!token || Number(token.text) !== node.value)
      return this.refuse(`the number ${node.value} in this notation`, node);
    this.reached = token.end;
    return { type: "number", value: node.value, text: token.text };
  }

  private operation(node: AnyNode): Term {
    const [first, second] = node.args ?? [];
    const symbol = node.op ?? "";
    if (node.isPercentage) return this.refuse("a percentage", node, "write 0.05 for 5%");
    if (first && !second && node.fn === "unaryMinus") return { type: "negative", of: this.term(first) };
    if (first && second && isBinary(symbol) && node.args?.length === 2) {
      const left = this.term(first);
      if (node.implicit) {
        const at = this.skip(this.reached, /[\s()=]/);
        throw new FormulaError("a product without its sign", at, at + 1, "`*` between the two");
      }
      return { type: "binary", operator: symbol, left, right: this.term(second) };
    }
    if (first) this.term(first);
    return this.refuse(`the operator \`${symbol}\``, node);
  }

  private call(node: AnyNode): Term {
    const callee = typeof node.fn === "object" ? node.fn : undefined;
    if (callee?.type !== "SymbolNode") return this.refuse("a call of a member", node);
    const name = this.takeUsed(callee.name);
    const range = FORMULA_FUNCTIONS.get(name.text);
    const given = node.args ?? [];
    if (range && (given.length < range[0] || given.length > range[1])) {
      const [least, most] = range;
      const number =
        most === Number.POSITIVE_INFINITY ? `${least} or more` : least === most ? least : `${least} or ${most}`;
      throw new FormulaError(
        `\`${name.text}\` takes ${number} argument${number === 1 ? "" : "s"}, not ${given.length}`,
        name.start,
        name.end,
      );
    }
    return { type: "call", name, arguments: given.map((argument) => this.term(argument)) };
  }

  private path(node: AnyNode): Term {
    const object = node.object as AnyNode;
    const inner = object.type === "ParenthesisNode" ? object.content : object;
    const base = this.term(inner as AnyNode);
    if (base.type !== "path") return this.refuse("a member of a computed value", node);
    const [dimension, more] = node.index?.dimensions ?? [];
    if (!dimension || more || node.optionalChaining) return this.refuse("more than one key", node);
    const value = dimension.type === "ConstantNode" ? dimension.value : undefined;
    if (typeof value !== "string" && typeof value !== "number")
      return this.refuse("a key that is computed", node, "write the key out: `a.b`, `a[2026]`");
    const token = typeof value === "number" ? this.numbers[this.number++] : this.names[this.name++];
    if (!token) return this.refuse("this key", node);
    this.reached = token.end;
    const key = { key: String(value), token, dotted: Boolean(node.index?.dotNotation) };
    return { ...base, keys: [...base.keys, key] };
  }

  private takeDefined(name: string | undefined): Token {
    const token = this.takeName(name ?? "");
    if (FORMULA_FUNCTIONS.has(token.text) || token.text === "pi")
      throw new FormulaError(`formulas know \`${token.text}\` already`, token.start, token.end, "another name");
    return token;
  }

  private takeUsed(name: string | undefined): Token {
    const token = this.takeName(name ?? "");
    this.used.push(token);
    return token;
  }

  private takeName(name: string): Token {
    const token = this.names[this.name++];
    if (token?.text !== name) throw new FormulaError(`\`${name}\` can't stand here`, this.reached, this.end);
    this.reached = token.end;
    return token;
  }

  private refuse(what: string, node: AnyNode, hint?: string): never {
    const called = typeof node.fn === "string" ? nearest(node.fn, FORMULA_FUNCTIONS.keys()) : undefined;
    const at = this.skip(this.reached, node.type === "OperatorNode" ? /[\s()=]/ : /[\s()=+\-*/^,]/);
    throw new FormulaError(
      `${what} can't be used in a formula`,
      at,
      at + 1,
      "numbers, names, `+ - * / ^`, parentheses and functions",
      hint ?? (called ? `did you mean \`${called}\`?` : undefined),
    );
  }

  private skip(offset: number, over: RegExp): number {
    let at = offset;
    while (at < this.end - 1 && over.test(this.text[at] ?? "")) at++;
    return at;
  }
}

const refusedNodes: Readonly<Record<string, string>> = {
  ArrayNode: "an array",
  ObjectNode: "an object",
  RangeNode: "a range",
  ConditionalNode: "a condition",
  RelationalNode: "a comparison",
  AssignmentNode: "a second assignment",
  FunctionAssignmentNode: "a second definition",
  BlockNode: "a second expression",
};

function isBinary(symbol: string): symbol is BinaryOperator {
  return symbol === "+" || symbol === "-" || symbol === "*" || symbol === "/" || symbol === "^";
}
