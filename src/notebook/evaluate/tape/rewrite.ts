import { type Node, parseSync } from "oxc-parser";
import { Edits } from "../../analyse/edits.js";
import { afterBlanks, bare } from "../../analyse/parse.js";
import { childrenInOrder } from "../../analyse/walk-types.js";
import { COMPARISONS, OPERATIONS_OF } from "../../run/operators.js";
import type { EvaluationJob, RecordedSources } from "../types.js";
import { RECORDER, SENSITIVE } from "./names.js";

/** What is not recorded: what may catch the recorder's refusal, and what goes on after it has returned. */
const REFUSED = new Set([
  "TryStatement",
  "AwaitExpression",
  "YieldExpression",
  "TaggedTemplateExpression",
  "WithStatement",
]);

/** A block's source is the body of a function. */
const HEAD = "function block() {";
const FOOT = "\n}";

/** The code can't be recorded as it is written. */
class Refused extends Error {}

/**
 * The source of a block with its arithmetic, comparisons and conditions handed to the recorder, `a + b` as `__t.add(a, b)`: over plain numbers it does what
 * it did, over recorded ones it says what is computed. Undefined where something in it can't be recorded.
 */
function recordedSource(source: string): string | undefined {
  const whole = `${HEAD}${source}${FOOT}`;
  const { program, errors, comments } = parseSync("block.js", whole, { lang: "js", sourceType: "module" });
  if (errors.length > 0) return undefined;
  const writer = new Writer(whole, comments);
  try {
    writer.visit(program);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
  return writer.edits.apply(whole).text.slice(HEAD.length, -FOOT.length);
}

class Writer {
  readonly edits = new Edits();
  /** The whole of an optional chain. */
  private chain: Node | undefined;

  constructor(
    private readonly source: string,
    private readonly comments: readonly { start: number; end: number }[],
  ) {}

  visit(node: Node): void {
    if (REFUSED.has(node.type)) throw new Refused();
    switch (node.type) {
      case "BinaryExpression": {
        const operation = OPERATIONS_OF[node.operator];
        if (operation === undefined || node.left.type === "PrivateIdentifier") {
          this.below(node);
          return;
        }
        const at = this.past(node.left.end);
        this.open(node, operation);
        this.visit(node.left);
        this.edits.replace(at, at + node.operator.length, ",");
        this.visit(node.right);
        this.edits.insert(node.end, ")");
        return;
      }
      case "AssignmentExpression":
        this.assignment(node);
        return;
      case "UnaryExpression":
        this.unary(node);
        return;
      case "LogicalExpression": {
        if (node.operator === "??") {
          this.below(node);
          return;
        }
        this.edits.insert(node.start, `${RECORDER}.whole(${RECORDER}.${node.operator === "&&" ? "and" : "or"}(`);
        this.visit(node.left);
        const at = this.past(node.left.end);
        this.edits.replace(at, at + 2, `) ? ${RECORDER}.held() : (`);
        this.visit(node.right);
        this.edits.insert(node.end, "))");
        return;
      }
      case "ConditionalExpression":
      case "IfStatement":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
        for (const child of childrenInOrder(node))
          if (child === node.test) this.truth(child);
          else this.visit(child);
        return;
      case "SwitchStatement":
        this.wrapped(node.discriminant, "pinned");
        for (const { test, consequent } of node.cases) {
          if (test) this.wrapped(test, "pinned");
          for (const one of consequent) this.visit(one);
        }
        return;
      case "Identifier":
        // Names that are written otherwise than they are, and the recorder's.
        if (!this.source.startsWith(node.name, node.start) || node.name === RECORDER) throw new Refused();
        return;
      case "ChainExpression":
        this.chain = node.expression;
        this.visit(node.expression);
        return;
      case "MemberExpression":
        this.member(node);
        return;
      case "UpdateExpression":
        this.target(node.argument);
        return;
      case "ForInStatement":
      case "ForOfStatement":
        if (node.left.type !== "VariableDeclaration" && node.left.type !== "Identifier") throw new Refused();
        this.below(node);
        return;
      case "ObjectPattern":
        // What is taken out so is not seen.
        for (const one of node.properties)
          if (one.type === "Property" && (one.computed || isTelling(nameOf(one.key, "Identifier"))))
            throw new Refused();
        this.below(node);
        return;
      case "Property":
      case "MethodDefinition":
        // What is read may then be something else each time.
        if (node.kind === "get" || node.kind === "set") throw new Refused();
        this.below(node);
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        // The language's own could stand behind it.
        if (node.superClass) throw new Refused();
        this.below(node);
        return;
      case "CallExpression":
        this.call(node);
        return;
      case "NewExpression":
        this.construct(node);
        return;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        if (node.async || node.generator) throw new Refused();
        this.below(node);
        return;
      default:
        this.below(node);
    }
  }

  private below(node: Node): void {
    for (const child of childrenInOrder(node)) this.visit(child);
  }

  private open(node: Node, operation: string): void {
    this.edits.insert(node.start, `${RECORDER}.${operation}(`);
  }

  /** In parentheses of its own, since it may be several expressions with commas. */
  private wrapped(node: Node, operation: string): void {
    this.edits.insert(node.start, `${RECORDER}.${operation}((`);
    this.visit(node);
    this.edits.insert(node.end, "))");
  }

  /** What is read by a name under which a method of the language might stand. */
  private member(node: Node & { type: "MemberExpression" }): void {
    const name = node.computed ? nameOf(node.property) : nameOf(node.property, "Identifier");
    // By which a value is told from those of another kind.
    if (name === "constructor" || name === "__proto__") throw new Refused();
    if (name === undefined ? isNumber(node.property) || node.property.type === "PrivateIdentifier" : !isTelling(name)) {
      this.below(node);
      return;
    }
    if (node !== this.chain && isOptional(node)) throw new Refused();
    this.open(node, "read");
    this.below(node);
    this.edits.insert(node.end, ")");
  }

  /** What is written to, or taken away. */
  private target(node: Node): void {
    if (node.type === "MemberExpression") this.below(node);
    else if (node.type === "Identifier") this.visit(node);
    else throw new Refused();
  }

  /** A value of which only counts whether it is true. */
  private truth(node: Node): void {
    const inner = bare(node);
    if (inner.type === "BinaryExpression" && COMPARISONS.has(inner.operator)) this.visit(node);
    else this.wrapped(node, "truth");
  }

  private assignment(node: Node & { type: "AssignmentExpression" }): void {
    const { left, right, operator } = node;
    if (operator === "=" || operator === "??=") {
      if (left.type === "ObjectPattern" || left.type === "ArrayPattern") this.visit(left);
      else this.target(left);
      this.visit(right);
      return;
    }
    const operation = OPERATIONS_OF[operator.slice(0, -1)];
    const target = this.source.slice(left.start, left.end);
    // What is written twice must not do anything.
    if (operation === undefined || !isPlace(left)) throw new Refused();
    const at = this.past(left.end);
    this.edits.replace(at, at + operator.length, `= ${RECORDER}.${operation}(${target}, `);
    this.visit(right);
    this.edits.insert(node.end, ")");
  }

  private unary(node: Node & { type: "UnaryExpression" }): void {
    const { operator, argument } = node;
    if (operator === "!") {
      this.truth(argument);
      return;
    }
    const operation = { "-": "negative", "+": "positive", typeof: "kind" }[operator as string];
    if (operation === undefined) {
      if (operator === "delete") this.target(argument);
      else this.below(node);
      return;
    }
    this.edits.replace(node.start, node.start + operator.length, `${RECORDER}.${operation}(`);
    this.visit(argument);
    this.edits.insert(node.end, ")");
  }

  /** Methods of arrays, maps and sets that look at values themselves are called by the recorder. */
  private call(node: Node & { type: "CallExpression" }): void {
    const callee = bare(node.callee);
    if (callee.type === "MemberExpression" && callee.computed && !isNumber(callee.property)) {
      this.computedCall(node, callee);
      return;
    }
    if (
      callee.type !== "MemberExpression" ||
      callee.computed ||
      callee.property.type !== "Identifier" ||
      !SENSITIVE.has(callee.property.name)
    ) {
      this.below(node);
      return;
    }
    const { object, property } = callee;
    if (node.optional || callee.optional || object.type === "Super" || node.callee !== callee) throw new Refused();
    this.edits.insert(object.start, `${RECORDER}.method(`);
    this.visit(object);
    const open = this.past(property.end);
    if (this.source[open] !== "(") throw new Refused();
    this.edits.replace(
      object.end,
      open + 1,
      `, ${JSON.stringify(property.name)}${node.arguments.length > 0 ? ", " : ""}`,
    );
    for (const one of node.arguments) this.visit(one);
  }

  /** `object[name](…)` */
  private computedCall(
    node: Node & { type: "CallExpression" },
    { object, property, optional, end }: Node & { type: "MemberExpression" },
  ): void {
    const open = this.past(end);
    if (node.optional || optional || object.type === "Super" || node.callee.end !== end || this.source[open] !== "(")
      throw new Refused();
    this.edits.insert(object.start, `${RECORDER}.method(`);
    this.visit(object);
    this.edits.replace(this.past(object.end), this.past(object.end) + 1, ",");
    this.visit(property);
    this.edits.replace(this.past(property.end), open + 1, node.arguments.length > 0 ? ", " : "");
    for (const one of node.arguments) this.visit(one);
  }

  private construct(node: Node & { type: "NewExpression" }): void {
    const { callee } = node;
    this.edits.replace(node.start, node.start + "new".length, `${RECORDER}.make(`);
    this.visit(callee);
    const open = this.past(callee.end);
    if (open < node.end && this.source[open] === "(") {
      this.edits.replace(callee.end, open + 1, node.arguments.length > 0 ? ", " : "");
      for (const one of node.arguments) this.visit(one);
    } else this.edits.insert(node.end, ")");
  }

  /** Where what follows begins, past blanks, comments and line ends. */
  private past(from: number): number {
    return afterBlanks(this.source, this.comments, from);
  }
}

/** The name that a key is, where it is written out. */
function nameOf(key: Node, kind?: "Identifier"): string | undefined {
  if (key.type === "Literal" && typeof key.value === "string") return key.value;
  return key.type === "Identifier" && kind === "Identifier" ? key.name : undefined;
}

const isNumber = (node: Node): boolean => node.type === "Literal" && typeof node.value === "number";

const isTelling = (name: string | undefined): boolean =>
  name !== undefined && (SENSITIVE.has(name) || name === "constructor");

/** Whether a chain of members and calls may end before it comes to this one. */
function isOptional(node: Node): boolean {
  if (node.type === "MemberExpression") return node.optional || isOptional(node.object);
  return node.type === "CallExpression" && (node.optional || isOptional(node.callee));
}

/** Whether to name a place twice does nothing, and is the same to a number that varies: a name, or a member by names, texts, numbers and sums of such. */
function isPlace(node: Node): boolean {
  switch (node.type) {
    case "Identifier":
    case "ThisExpression":
    case "PrivateIdentifier":
      return true;
    case "Literal":
      return typeof node.value !== "object";
    case "MemberExpression":
      return isPlace(node.object) && isPlace(node.property);
    case "BinaryExpression":
      return "+-*".includes(node.operator) && isPlace(node.left) && isPlace(node.right);
    default:
      return false;
  }
}

/** Sources by which the sweeps of an evaluation are recorded. */
export const recordedSources = ({ blocks, derivations }: EvaluationJob): RecordedSources => ({
  blocks: blocks.map(({ source }) => recordedSource(source) ?? null),
  derivations: derivations.map(({ code }) => recordedSource(code) ?? null),
});
