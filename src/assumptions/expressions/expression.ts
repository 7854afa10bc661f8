import type { FunctionNode, MathNode } from "mathjs";
import { didYouMean } from "../../diagnostic.js";
import { quoted } from "../../yaml/problems.js";
import type { MathInstance } from "../units/mathjs.js";

/** An expression reduced to what a derived assumption may hold. Offsets are into the text as written. */
export type Expression = { start: number; end: number } & (
  | { type: "number"; value: number }
  /** Dotted path of an assumption or of one of its elements: `gw.add`, `gw.add.2026`. */
  | { type: "path"; path: string }
  | { type: "negative"; of: Expression }
  | { type: "operation"; operator: "+" | "-" | "*" | "/" | "^"; left: Expression; right: Expression }
  | { type: "call"; name: FunctionName; arguments: readonly Expression[] }
);

export type FunctionName = keyof typeof FUNCTIONS;

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

export interface ExpressionProblem {
  message: string;
  expected: string;
  hint?: string;
  offset: number;
  length: number;
}

export type ExpressionResult = { ok: true; expression: Expression } | { ok: false; problem: ExpressionProblem };

const MAX_LENGTH = 1000;
const ALLOWED = "numbers, assumptions, `+ - * / ^`, parentheses and a few functions";

/**
 * Stands for the dots of a path while mathjs parses: it reads `gw.add.2026` as `gw.add` times `.2026`. A letter to mathjs, one
 * character long so that offsets stay, and refused in what authors write.
 */
const DOT = "\u01c0";
const TOKEN =
  /("[^"]*"?|'[^']*'?)|([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)|((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/g;

interface Token {
  text: string;
  start: number;
  end: number;
  kind: "name" | "number";
}

class Refused extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.message);
  }
}

/**
 * Parses with mathjs and lets through only the nodes of an allow-list; nothing of mathjs is ever evaluated, so a function it
 * knows (`import`, `config`, `evaluate`) or a property of one (`cos.constructor`) can't be reached.
 */
export function parseExpression(text: string, math: MathInstance): ExpressionResult {
  try {
    return { ok: true, expression: new Reader(text, math).read() };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem };
    const char = (error as { char?: unknown }).char;
    const offset = typeof char === "number" ? Math.min(Math.max(0, char - 1), text.length) : 0;
    const reason = error instanceof Error ? error.message.replace(/ \(char \d+\)$/, "").replaceAll(DOT, ".") : "";
    return {
      ok: false,
      problem: {
        message: `the expression can't be read: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
        expected: ALLOWED,
        offset,
        length: 1,
      },
    };
  }
}

/** mathjs's operator node, without the type parameters that tie its name to its sign. */
interface Operation extends MathNode {
  op: string;
  fn: string;
  args: MathNode[];
  implicit: boolean;
}

class Reader {
  private readonly tokens: Token[] = [];
  private next = 0;

  constructor(
    private readonly text: string,
    private readonly math: MathInstance,
  ) {}

  read(): Expression {
    const { text } = this;
    if (text.length > MAX_LENGTH) {
      throw this.refuse(`the expression has ${text.length} characters`, 0, 1, undefined, `at most ${MAX_LENGTH}`);
    }
    const forbidden = text.indexOf(DOT);
    if (forbidden >= 0) throw this.refuse(`unexpected \`${DOT}\``, forbidden, 1);
    // mathjs would make 2% into 2 / 100, and drop what follows a #.
    const percent = text.indexOf("%");
    if (percent >= 0) throw this.refuse("a percent sign stands in the expression", percent, 1, "divide by 100");
    const comment = text.indexOf("#");
    if (comment >= 0) throw this.refuse("a comment stands in the expression", comment, 1, "use `note:`");
    const chars = text.split("");
    for (const match of text.matchAll(TOKEN)) {
      const start = match.index;
      const end = start + match[0].length;
      if (match[1] !== undefined)
        throw this.refuse(`a text \`${match[0]}\` stands in the expression`, start, match[0].length);
      const kind = match[2] === undefined ? "number" : "name";
      const before = this.tokens.at(-1);
      if (before && before.end === start && before.kind === "number") {
        const whole = text.slice(before.start, end);
        const hint = /^\d+(_\d+)+$/.test(whole) ? `write \`${whole.replaceAll("_", "")}\`` : "write `*` to multiply";
        throw this.refuse(`\`${whole}\` is neither a number nor a name`, before.start, whole.length, hint);
      }
      if (kind === "name") for (let i = start; i < end; i++) if (chars[i] === ".") chars[i] = DOT;
      this.tokens.push({ text: match[0], start, end, kind });
    }
    const tree = this.math.parse(chars.join(""));
    return this.node(tree);
  }

  private refuse(message: string, offset: number, length: number, hint?: string, expected = ALLOWED): Refused {
    return new Refused({ message, expected, offset, length, ...(hint ? { hint } : {}) });
  }

  /** Refuses a node as a whole; its place is the next token's, which is where it begins or nearly so. */
  private never(what: string, node: MathNode, hint?: string): Refused {
    const token = this.tokens[this.next] ?? this.tokens.at(-1);
    const shown = node.toString().replaceAll(DOT, ".").replace(/\s+/g, " ");
    return this.refuse(
      `${what}: \`${shown.length > 80 ? `${shown.slice(0, 77)}…` : shown}\``,
      token?.start ?? 0,
      token ? token.end - token.start : this.text.length,
      hint,
    );
  }

  /** mathjs's nodes carry no offsets; names and numbers come in the order of the text, so the tokens give them. */
  private take(kind: Token["kind"], text?: string): Token {
    for (let i = this.next; i < this.tokens.length; i++) {
      const token = this.tokens[i];
      if (token?.kind === kind && (text === undefined || token.text === text)) {
        this.next = i + 1;
        return token;
      }
    }
    return { text: text ?? "", start: 0, end: this.text.length, kind };
  }

  private node(node: MathNode): Expression {
    const { math } = this;
    if (math.isParenthesisNode(node)) return this.node(node.content);
    if (math.isConstantNode(node)) {
      const value: unknown = node.value;
      if (typeof value !== "number")
        throw this.never(value === undefined ? "the expression is empty" : "not a number", node);
      if (!Number.isFinite(value)) throw this.never("not a finite number", node);
      const { start, end } = this.take("number");
      return { type: "number", value, start, end };
    }
    if (math.isSymbolNode(node)) {
      const path = node.name.replaceAll(DOT, ".");
      const { start, end } = this.take("name", path);
      return { type: "path", path, start, end };
    }
    if (math.isOperatorNode(node)) return this.operation(node as unknown as Operation);
    if (math.isFunctionNode(node)) return this.call(node);
    if (math.isAccessorNode(node) || math.isIndexNode(node)) throw this.never("access into an object", node);
    if (math.isAssignmentNode(node)) throw this.never("an assignment", node);
    if (math.isFunctionAssignmentNode(node)) throw this.never("a function definition", node);
    if (math.isConditionalNode(node)) throw this.never("a condition", node);
    if (math.isRangeNode(node)) throw this.never("a range", node);
    if (math.isArrayNode(node)) throw this.never("a matrix", node);
    if (math.isObjectNode(node)) throw this.never("an object", node);
    if (math.isBlockNode(node)) throw this.never("several expressions", node);
    throw this.never("not arithmetic", node);
  }

  private operation(node: Operation): Expression {
    const [first, second] = node.args;
    if (node.implicit) throw this.never("multiplication without a sign, which reads two ways", node, "write `*`");
    if (first && node.args.length === 1 && node.fn === "unaryMinus") {
      const of = this.node(first);
      return { type: "negative", of, start: of.start, end: of.end };
    }
    if (first && node.args.length === 1 && node.fn === "unaryPlus") return this.node(first);
    const operator = (["+", "-", "*", "/", "^"] as const).find((op) => op === node.op);
    if (!operator || !first || !second || node.args.length !== 2) {
      throw this.never(`the operator \`${node.op}\``, node);
    }
    const left = this.node(first);
    const right = this.node(second);
    return { type: "operation", operator, left, right, start: left.start, end: right.end };
  }

  private call(node: FunctionNode): Expression {
    const fn: MathNode = node.fn;
    const name = this.math.isSymbolNode(fn) ? fn.name.replaceAll(DOT, ".") : undefined;
    if (name === undefined) throw this.never("a call of something that is not a function", node);
    const token = this.take("name", name);
    if (!isFunctionName(name)) {
      const names = Object.keys(FUNCTIONS);
      throw this.refuse(
        `unknown function \`${name}\``,
        token.start,
        token.end - token.start,
        didYouMean(name, names),
        `one of ${quoted(names, "or")}`,
      );
    }
    const args = node.args.map((a) => this.node(a));
    const [least, most] = FUNCTIONS[name];
    if (args.length < least || args.length > most) {
      const expected =
        least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} or ${most}`;
      throw this.refuse(
        `\`${name}\` is given ${args.length} arguments`,
        token.start,
        token.end - token.start,
        undefined,
        `${expected}`,
      );
    }
    return { type: "call", name, arguments: args, start: token.start, end: args.at(-1)?.end ?? token.end };
  }
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}

/** Every path an expression reads, in the order of the text. */
export function pathsOf(expression: Expression): { path: string; start: number; end: number }[] {
  switch (expression.type) {
    case "number":
      return [];
    case "path":
      return [expression];
    case "negative":
      return pathsOf(expression.of);
    case "operation":
      return [...pathsOf(expression.left), ...pathsOf(expression.right)];
    case "call":
      return expression.arguments.flatMap(pathsOf);
  }
}
