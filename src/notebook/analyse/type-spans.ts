import {
  type AccessorProperty,
  type ArrowFunctionExpression,
  type BinaryExpression,
  type Class,
  type LogicalExpression,
  type MethodDefinition,
  type Node,
  type PrivateInExpression,
  type Program,
  type PropertyDefinition,
  type Span,
  visitorKeys,
} from "oxc-parser";
import { type Blank, lastInk, nextInk } from "./blanks.js";

/** Where the types of a block stand, and what blanking them has to mind. */
export interface TypeStretches {
  /** In no order; one may lie inside another. */
  readonly blanks: Blank[];
  /** Statements and class members that follow one another, nothing that is erased among them. */
  readonly sequences: (readonly Node[])[];
  /** Operands that would lose their own operator to the one behind them if their assertion went. */
  readonly regrouped: Node[];
}

/**
 * Finds every stretch of a block that is TypeScript's only: annotations, assertions, marks, modifiers, type parameters and
 * arguments, and statements and class members without a trace at run time. What has one and is refused elsewhere (`enum`,
 * `namespace`, parameter properties, imports and exports) stays.
 *
 * @param plain the code with its comments blanked, asked for at the first stretch that has no node of its own.
 */
export function typeStretches(program: Program, plain: () => string): TypeStretches {
  const finder = new Finder(plain);
  finder.find(program);
  return finder;
}

interface OptionalParameter extends Span {
  optional?: boolean;
  typeAnnotation?: Span | null;
}

const modifiers = new Set(["public", "private", "protected", "readonly", "override"]);
const lineEnd = /[\n\r\u2028\u2029]/;

class Finder implements TypeStretches {
  readonly blanks: Blank[] = [];
  readonly sequences: (readonly Node[])[] = [];
  readonly regrouped: Node[] = [];
  private readonly pending: Node[] = [];

  constructor(private readonly plain: () => string) {}

  find(program: Program): void {
    // No recursion: a chain of operators is as deep as it is long.
    for (let node: Node | undefined = program; node; node = this.pending.pop()) {
      if (!this.visit(node)) continue;
      for (const key of visitorKeys[node.type] ?? []) {
        const value = (node as unknown as Record<string, Node | null | (Node | null)[]>)[key];
        if (Array.isArray(value)) for (const item of value) this.later(item);
        else this.later(value);
      }
    }
  }

  private later(node: Node | null | undefined): void {
    if (node) this.pending.push(node);
  }

  private blank(start: number, end: number, ends?: Pick<Blank, "first" | "last">): void {
    this.blanks.push({ start, end, ...ends });
  }

  /** Blanks the one character of a mark. */
  private mark(at: number): void {
    this.blank(at, at + 1);
  }

  /** Takes in one node; whether its children are still to be visited. */
  private visit(node: Node): boolean {
    if (isErased(node)) {
      this.blank(node.start, node.end);
      return false;
    }
    switch (node.type) {
      case "Program":
      case "BlockStatement":
      case "StaticBlock":
      case "ClassBody":
        this.sequences.push((node.body as Node[]).filter((item) => !isErased(item)));
        return true;
      case "SwitchCase":
        this.sequences.push(node.consequent.filter((item) => !isErased(item)));
        return true;
      case "Identifier":
      case "ObjectPattern":
      case "ArrayPattern":
        this.optionalParameter(node);
        return true;
      case "VariableDeclarator":
        if (node.definite && "typeAnnotation" in node.id && node.id.typeAnnotation)
          this.mark(lastInk(this.plain(), node.id.typeAnnotation.start));
        return true;
      case "FunctionDeclaration":
      case "FunctionExpression":
        this.thisParameter(node.params[0]);
        return true;
      case "ArrowFunctionExpression":
        this.arrow(node);
        return false;
      case "ClassDeclaration":
      case "ClassExpression":
        this.classHead(node);
        return true;
      case "MethodDefinition":
      case "PropertyDefinition":
      case "AccessorProperty": {
        this.memberModifiers(node);
        if (!node.optional && !("definite" in node && node.definite)) return true;
        const afterKey = nextInk(this.plain(), node.key.end);
        this.mark(node.computed ? nextInk(this.plain(), afterKey + 1) : afterKey);
        return true;
      }
      case "TSAsExpression":
      case "TSSatisfiesExpression":
        this.blank(nextInk(this.plain(), node.expression.end), node.end);
        this.later(node.expression);
        return false;
      case "TSNonNullExpression":
        this.mark(node.end - 1);
        return true;
      case "TSTypeAssertion":
        // Refused by the walk: nothing minds a `{` that now begins a statement or the body of an arrow.
        this.blank(node.start, nextInk(this.plain(), node.typeAnnotation.end) + 1);
        this.later(node.expression);
        return false;
      case "BinaryExpression":
      case "LogicalExpression":
        if (groupsByAssertion(node)) this.regrouped.push(node.left);
        return true;
      case "TSInstantiationExpression":
        return true;
      case "TSEnumDeclaration":
      case "TSModuleDeclaration":
      case "TSParameterProperty":
      case "TSImportEqualsDeclaration":
      case "TSExportAssignment":
      case "TSNamespaceExportDeclaration":
        return false;
      default:
        if (!node.type.startsWith("TS")) return true;
        this.blank(node.start, node.end);
        return false;
    }
  }

  /** The `?` of a parameter, which the parser's types know nothing of. */
  private optionalParameter({ optional, typeAnnotation, end }: OptionalParameter): void {
    if (optional) this.mark(typeAnnotation ? lastInk(this.plain(), typeAnnotation.start) : end - 1);
  }

  /** `this: T` is the first of the parameters to the type checker only; it goes with its comma. */
  private thisParameter(first: Node | undefined): void {
    if (first?.type !== "Identifier" || first.name !== "this") return;
    const after = nextInk(this.plain(), first.end);
    this.blank(first.start, this.plain()[after] === "," ? after + 1 : first.end);
  }

  /**
   * An arrow must stand on the line of its `)`, and `async`, `return` and others want the `(` on theirs: where a type between them
   * has lines of its own, the parenthesis moves to its far end.
   */
  private arrow(node: ArrowFunctionExpression): void {
    const { typeParameters, returnType } = node;
    if (typeParameters) {
      const open = nextInk(this.plain(), typeParameters.end);
      const moves = lineEnd.test(this.plain().slice(typeParameters.start, open));
      this.blank(typeParameters.start, typeParameters.end, moves ? { first: "(" } : {});
      if (moves) this.mark(open);
    }
    for (const parameter of node.params) this.later(parameter);
    if (returnType) {
      const close = lastInk(this.plain(), returnType.start);
      const moves = lineEnd.test(this.plain().slice(close, returnType.end));
      this.blank(returnType.start, returnType.end, moves ? { last: ")" } : {});
      if (moves) this.mark(close);
    }
    this.later(node.body);
  }

  private classHead(node: Class): void {
    if (node.abstract && this.plain().startsWith("abstract", node.start))
      this.blank(node.start, node.start + "abstract".length);
    const [first] = node.implements ?? [];
    const last = node.implements?.at(-1);
    if (first && last) this.blank(lastInk(this.plain(), first.start) + 1 - "implements".length, last.end);
  }

  /** Modifiers have no nodes: they are the words before a member's name that JavaScript doesn't know. */
  private memberModifiers(node: MethodDefinition | PropertyDefinition | AccessorProperty): void {
    if (!node.accessibility && !node.override && !("readonly" in node && node.readonly)) return;
    const word = /\w+/y;
    let at = nextInk(this.plain(), node.decorators.at(-1)?.end ?? node.start);
    while (at < node.key.start) {
      word.lastIndex = at;
      const [found] = word.exec(this.plain()) ?? [];
      if (!found) return;
      if (modifiers.has(found)) this.blank(at, at + found.length);
      at = nextInk(this.plain(), at + found.length);
    }
  }
}

/** Whether a statement or class member is there for the type checker only. */
function isErased(node: Node): boolean {
  switch (node.type) {
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
    case "TSDeclareFunction":
    case "TSIndexSignature":
    case "TSAbstractMethodDefinition":
    case "TSAbstractPropertyDefinition":
    case "TSAbstractAccessorProperty":
      return true;
    case "MethodDefinition":
      return node.value.body === null;
    case "VariableDeclaration":
    case "ClassDeclaration":
    case "PropertyDefinition":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
      return node.declare === true;
    default:
      return false;
  }
}

const precedence: Readonly<Record<string, number>> = Object.fromEntries(
  ["?? ||", "&&", "|", "^", "&", "== != === !==", "< <= > >= in instanceof", "<< >> >>>", "+ -", "* / %", "**"].flatMap(
    (operators, i) => operators.split(" ").map((operator) => [operator, i] as const),
  ),
);

/**
 * Whether the left operand is held together by an assertion alone. `a ** b as number ** c` is `(a ** b) ** c` with it and
 * `a ** (b ** c)` without.
 */
function groupsByAssertion(node: BinaryExpression | PrivateInExpression | LogicalExpression): boolean {
  let left: Node = node.left;
  while (left.type === "TSAsExpression" || left.type === "TSSatisfiesExpression") left = left.expression;
  if (node.operator === "**" && left !== node.left) return /^(Binary|Logical|Unary|Await)Expression$/.test(left.type);
  if (left.type !== "BinaryExpression" && left.type !== "LogicalExpression") return false;
  return (precedence[left.operator] ?? 0) < (precedence[node.operator] ?? 0);
}
