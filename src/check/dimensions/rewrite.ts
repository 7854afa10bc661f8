import { type Comment, type Node, parseSync } from "oxc-parser";
import { Edits } from "../../notebook/analyse/edits.js";
import { afterBlanks, bare, constantKey } from "../../notebook/analyse/parse.js";
import { childrenInOrder, childrenOf } from "../../notebook/analyse/walk-types.js";
import { COMPARISONS, OPERATIONS_OF } from "../../notebook/run/operators.js";
import { shortened } from "../../text/shown.js";
import { constantFactors, constantValue } from "./constants.js";
import { OPERATIONS, type SiteKind } from "./sites.js";

/** A place where quantities meet, found in the code. */
export interface FoundSite {
  kind: SiteKind;
  operator: string;
  operands: readonly string[];
  /** Offset of the operator in the source. */
  offset: number;
  left?: readonly number[];
  right?: readonly number[];
  output?: string;
  /** Offsets of what a table says of its columns, by key. */
  columns?: ReadonlyMap<string, number>;
}

export interface Rewritten {
  source: string;
  sites: readonly FoundSite[];
}

/** Library functions that are told where they are called; what stands under Math, d3, Number and Plot is too. */
const CALLS = new Set([
  "output",
  "table",
  "format",
  "sumSeries",
  "cumulative",
  "interpolate",
  "growth",
  "cagr",
  "doublingTime",
  "clamp",
  "__compare",
]);
const OWNERS = new Set(["Math", "d3", "Number", "Plot"]);

/** Expressions that an annotation can stand behind. */
const ANNOTATED = new Set(["Literal", "Identifier", "MemberExpression", "CallExpression", "ParenthesizedExpression"]);

/**
 * The source of a block with its arithmetic handed to the operations of `__u`, each with the number of its place: `a + b` becomes
 * `__u.add(7, a, b)`. Lines stay. Numbers written in the code and nothing but them are computed as they are.
 *
 * @param first the number of the first place.
 * @param named numbers that the memo gives a name.
 * @param counted what numbers of a formula count, as units by the number; a formula has no comments behind its numbers.
 */
export function rewrite(
  source: string,
  first: number,
  counted: ReadonlyMap<number, string> = new Map(),
  named: ReadonlyMap<string, number> = new Map(),
): Rewritten & {
  loose: readonly { text: string; offset: number; end: number }[];
} {
  const { program, comments } = parseSync("block.js", source, { lang: "js", sourceType: "module" });
  const writer = new Writer(source, comments, first, counted, named);
  writer.visit(program, undefined);
  return { source: writer.edits.apply(source).text, sites: writer.sites, loose: writer.loose() };
}

class Writer {
  readonly edits = new Edits();
  readonly sites: FoundSite[] = [];
  /** Parts of patterns, whose values are names. */
  private readonly targets = new WeakSet<Node>();
  /** Annotations by where the expression before them ends. */
  private readonly annotations = new Map<number, { text: string; offset: number; end: number }>();

  constructor(
    private readonly source: string,
    private readonly comments: readonly Comment[],
    private readonly first: number,
    private readonly counted: ReadonlyMap<number, string>,
    private readonly named: ReadonlyMap<string, number>,
  ) {
    for (const { type, value, start, end } of comments) {
      const text = value.trim();
      // A unit has no blanks; a remark has.
      if (type !== "Block" || text === "" || /\s/.test(text) || text.startsWith("*")) continue;
      const before = source.slice(0, start).trimEnd();
      if (source.slice(before.length, start).includes("\n")) continue;
      this.annotations.set(before.length, { text, offset: start, end });
    }
  }

  /** Annotations that stand behind no value. */
  loose(): { text: string; offset: number; end: number }[] {
    return [...this.annotations.values()];
  }

  private site(site: FoundSite): number {
    return this.first + this.sites.push(site) - 1;
  }

  private open(at: number, text: string): void {
    this.edits.insert(at, text);
  }

  private text(node: Node): string {
    return shortened(this.source.slice(node.start, node.end).replace(/\s+/g, " "), 60);
  }

  /** Visits what stands below, in the order of the source. */
  private below(node: Node): void {
    for (const child of childrenInOrder(node)) this.visit(child, node);
  }

  visit(node: Node, parent: Node | undefined): void {
    const annotation = this.annotationOf(node, parent);
    if (annotation) {
      const index = this.site({
        kind: "annotation",
        operator: annotation.text,
        operands: [this.text(node)],
        offset: annotation.offset,
      });
      this.open(node.start, `${OPERATIONS}.counts(${index}, `);
      this.plainVisit(node, parent);
      this.edits.insert(node.end, ")");
    } else this.plainVisit(node, parent);
  }

  private annotationOf(node: Node, parent: Node | undefined): { text: string; offset: number } | undefined {
    if (!ANNOTATED.has(node.type) || !isValue(node, parent) || (parent && this.targets.has(parent))) return undefined;
    if (node.type === "Literal" && typeof node.value === "number") {
      const unit = this.counted.get(node.value);
      if (unit !== undefined) return { text: unit, offset: node.start };
    }
    const found = this.annotations.get(node.end);
    // The innermost value that ends there is the one that is meant.
    if (
      !found ||
      childrenOf(node).some((child) => child.end === node.end && ANNOTATED.has(child.type) && isValue(child, node))
    )
      return undefined;
    this.annotations.delete(node.end);
    return found;
  }

  private plainVisit(node: Node, parent: Node | undefined): void {
    switch (node.type) {
      case "BinaryExpression":
        this.binary(node);
        return;
      case "AssignmentExpression":
        this.assignment(node);
        return;
      case "UnaryExpression":
        this.unary(node);
        return;
      case "CallExpression":
        this.call(node, parent);
        return;
      case "LogicalExpression":
        if (node.operator === "??") this.below(node);
        else {
          this.open(node.start, `${OPERATIONS}.whole(${OPERATIONS}.${node.operator === "&&" ? "and" : "or"}(`);
          this.visit(node.left, node);
          const at = this.operatorOffset(node.left.end);
          this.edits.replace(at, at + 2, `) ? ${OPERATIONS}.held() : (`);
          this.visit(node.right, node);
          this.edits.insert(node.end, "))");
        }
        return;
      case "ConditionalExpression":
      case "IfStatement":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
        for (const child of childrenInOrder(node))
          if (child === node.test) this.truth(child, node);
          else this.visit(child, node);
        return;
      case "ObjectPattern":
        for (const property of node.properties) this.targets.add(property);
        this.below(node);
        return;
      default:
        this.below(node);
    }
  }

  /** A value of which only counts whether it is zero. */
  private truth(node: Node, parent: Node): void {
    const inner = bare(node);
    if (inner.type === "BinaryExpression" && COMPARISONS.has(inner.operator)) {
      this.visit(node, parent);
      return;
    }
    this.open(node.start, `${OPERATIONS}.truth(`);
    this.visit(node, parent);
    this.edits.insert(node.end, ")");
  }

  private binary(node: Node & { type: "BinaryExpression" }): void {
    const operation = OPERATIONS_OF[node.operator];
    if (operation === undefined || (constantValue(node) !== undefined && !this.isAnnotatedIn(node))) {
      this.below(node);
      return;
    }
    const { left, right, operator } = node;
    const offset = this.operatorOffset(left.end);
    const index = this.site({
      kind: COMPARISONS.has(operator) ? "comparison" : "binary",
      operator,
      operands: [this.text(left), this.text(right)],
      offset,
      ...this.factorsOf(operator, left, right),
    });
    this.open(node.start, `${OPERATIONS}.${operation}(${index}, `);
    this.visit(left, node);
    this.edits.replace(offset, offset + operator.length, ",");
    this.visit(right, node);
    this.edits.insert(node.end, ")");
  }

  /** Whether a stretch of numbers has one that is annotated. */
  private isAnnotatedIn({ start, end }: Node): boolean {
    return this.counted.size > 0 || [...this.annotations.keys()].some((at) => at > start && at <= end);
  }

  private assignment(node: Node & { type: "AssignmentExpression" }): void {
    const { left, right } = node;
    const operator = node.operator.slice(0, -1);
    const operation = OPERATIONS_OF[operator];
    const target = this.source.slice(left.start, left.end);
    // A target with a call or an assignment in it can't be written twice.
    if (operation === undefined || COMPARISONS.has(operator) || /[(=]|\+\+|--/.test(target)) {
      this.below(node);
      return;
    }
    const offset = this.operatorOffset(left.end);
    const index = this.site({
      kind: "assignment",
      operator: node.operator,
      operands: [this.text(left), this.text(right)],
      offset,
      ...this.factorsOf(operator, left, right),
    });
    this.edits.replace(offset, offset + node.operator.length, `= ${OPERATIONS}.${operation}(${index}, ${target}, `);
    this.visit(right, node);
    this.edits.insert(node.end, ")");
  }

  private unary(node: Node & { type: "UnaryExpression" }): void {
    const { operator, argument } = node;
    if (operator === "!") {
      this.truth(argument, node);
      return;
    }
    const operation = { "-": "negative", "+": "positive", typeof: "kind" }[operator as string];
    if (operation === undefined || (constantValue(node) !== undefined && !this.isAnnotatedIn(node))) {
      this.below(node);
      return;
    }
    const place =
      operator === "-"
        ? `${this.site({ kind: "binary", operator, operands: [this.text(argument)], offset: node.start })}, `
        : "";
    this.edits.replace(node.start, node.start + operator.length, `${OPERATIONS}.${operation}(${place}`);
    this.visit(argument, node);
    this.edits.insert(node.end, ")");
  }

  private call(node: Node & { type: "CallExpression" }, parent: Node | undefined): void {
    const { callee } = node;
    const name =
      callee.type === "Identifier" && CALLS.has(callee.name)
        ? callee.name
        : callee.type === "MemberExpression" &&
            !callee.computed &&
            callee.object.type === "Identifier" &&
            OWNERS.has(callee.object.name) &&
            callee.property.type === "Identifier"
          ? `${callee.object.name}.${callee.property.name}`
          : undefined;
    if (name === undefined || node.optional) {
      this.below(node);
      return;
    }
    const [first, second] = node.arguments;
    const compared = name === "__compare";
    const literal = first && bare(first);
    const index = this.site({
      kind: compared ? "comparison" : "call",
      operator: compared && literal?.type === "Literal" ? String(literal.value) : name,
      operands: (compared ? node.arguments.slice(1) : node.arguments).map((one) => this.text(one)),
      offset:
        compared && second
          ? this.operatorOffset(second.end)
          : ((name === "output" && second ? propertyOf(second, "unit")?.start : undefined) ?? node.start),
      ...(name === "table" && second ? { columns: columnOffsets(second) } : {}),
      ...(name === "output" && parent?.type === "VariableDeclarator" && parent.id.type === "Identifier"
        ? { output: parent.id.name }
        : {}),
    });
    this.open(callee.start, `${OPERATIONS}.at(${index}, `);
    this.edits.insert(callee.end, ")");
    for (const one of node.arguments) this.visit(one, node);
  }

  /** Numbers in the operands of a product or quotient that may convert a unit. */
  private factorsOf(operator: string, left: Node, right: Node): Pick<FoundSite, "left" | "right"> {
    if (operator !== "*" && operator !== "/") return {};
    const ofRight = constantFactors(right, this.named).map((one) => (operator === "/" ? 1 / one : one));
    const ofLeft = constantFactors(left, this.named);
    return { ...(ofLeft.length > 0 ? { left: ofLeft } : {}), ...(ofRight.length > 0 ? { right: ofRight } : {}) };
  }

  /** Offset of what follows an operand, past blanks and comments. */
  private operatorOffset(from: number): number {
    return afterBlanks(this.source, this.comments, from);
  }
}

/** The value of a property written out in an object. */
function propertyOf(node: Node, name: string): Node | undefined {
  const object = bare(node);
  if (object.type !== "ObjectExpression") return undefined;
  for (const property of object.properties)
    if (property.type === "Property" && constantKey(property.key, property.computed) === name) return property.value;
  return undefined;
}

function columnOffsets(options: Node): Map<string, number> {
  const found = new Map<string, number>();
  const columns = propertyOf(options, "columns");
  const object = columns && bare(columns);
  if (object?.type !== "ObjectExpression") return found;
  for (const property of object.properties) {
    const key = property.type === "Property" ? constantKey(property.key, property.computed) : undefined;
    if (key !== undefined) found.set(key, property.start);
  }
  return found;
}

/** Whether a node is read for its value, and not a name that is declared, a key or a target. */
function isValue(node: Node, parent: Node | undefined): boolean {
  switch (parent?.type) {
    case undefined:
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ObjectPattern":
    case "ArrayPattern":
    case "RestElement":
    case "CatchClause":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "ImportSpecifier":
    case "ClassDeclaration":
    case "ClassExpression":
    case "UpdateExpression":
      return false;
    case "ArrowFunctionExpression":
      return parent.body === node;
    case "VariableDeclarator":
      return parent.init === node;
    case "AssignmentExpression":
    case "AssignmentPattern":
      return parent.right === node;
    case "Property":
      return parent.value === node && parent.kind === "init" && !parent.shorthand;
    case "PropertyDefinition":
      return parent.value === node;
    case "MethodDefinition":
      return false;
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "CallExpression":
      return parent.callee !== node;
    case "UnaryExpression":
      return parent.operator !== "delete" && parent.operator !== "typeof";
    case "ForInStatement":
    case "ForOfStatement":
      return parent.right === node;
    default:
      return true;
  }
}
