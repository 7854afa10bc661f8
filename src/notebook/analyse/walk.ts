import type {
  ArrowFunctionExpression,
  Class,
  Function as FunctionNode,
  Node,
  Program,
  VariableDeclaration,
} from "oxc-parser";
import { bare, constantKey } from "./parse.js";
import type { Refusal, RefusedSyntax } from "./refusals.js";
import { type Binding, type BindingKind, type Part, type Reference, Scope, type Step, type Use } from "./scope.js";
import { childrenOf, type TypeUse, typeParameters, walkType } from "./walk-types.js";

/** Everything the names of a block are about, from one walk over its tree. */
export interface Walked {
  top: Scope;
  references: readonly Reference[];
  typeUses: readonly TypeUse[];
  refusals: readonly Refusal[];
  /** Top-level names declared again in the same block. */
  again: readonly { name: string; node: Node; first: Node }[];
  /** `await` outside every function. */
  isAsync: boolean;
  /** Calls and constructions of `Date` that read the clock. */
  clockReads: readonly Node[];
  hasTypes: boolean;
  /** What `for … in` loops run over. */
  listed: readonly Node[];
}

/** Walks a block's tree: scopes, declarations, references with their chains of members, and syntax that is refused. */
export function walk(program: Program): Walked {
  const walker = new Walker();
  walker.statements(program.body, walker.top);
  return walker;
}

class Walker implements Walked {
  readonly top = new Scope(undefined, true);
  readonly references: Reference[] = [];
  readonly typeUses: TypeUse[] = [];
  readonly refusals: Refusal[] = [];
  readonly again: { name: string; node: Node; first: Node }[] = [];
  readonly clockReads: Node[] = [];
  readonly listed: Node[] = [];
  isAsync = false;
  hasTypes = false;
  /** How many functions, and how many functions with a `this` of their own, stand around the node. */
  private functions = 0;
  private functionsWithThis = 0;

  refuse(what: RefusedSyntax, node: Pick<Node, "start" | "end">): void {
    this.refusals.push({ what, node });
  }

  // Types

  type(use: TypeUse): void {
    this.typeUses.push(use);
  }

  importType(node: Node): void {
    this.refuse("import", node);
  }

  private types(node: Node | null | undefined, scope: Scope): void {
    if (!node) return;
    this.hasTypes = true;
    walkType(node, scope, this);
  }

  // Declarations

  private declare(node: Node, kind: BindingKind, scope: Scope): Binding | undefined {
    if (node.type !== "Identifier") return undefined;
    const home = kind === "var" ? scope.varScope : scope;
    const binding: Binding = { name: node.name, kind, node, scope: home };
    const first = home.values.get(node.name);
    if (first && home === this.top && !(first.kind === "var" && kind === "var"))
      this.again.push({ name: node.name, node, first: first.node });
    if (!first) home.values.set(node.name, binding);
    return first ?? binding;
  }

  /**
   * A pattern that declares names. `part` describes what it takes apart, when that is a chain of members: the parts that each name
   * stands for are added to `parts`.
   */
  private pattern(
    node: Node,
    kind: BindingKind,
    scope: Scope,
    taken?: { reference: Reference; steps: readonly Step[]; mayMiss: boolean; parts: Part[] },
  ): void {
    if ("typeAnnotation" in node) this.types(node.typeAnnotation, scope);
    if ("decorators" in node && node.decorators && node.decorators.length > 0)
      this.refuse("decorator", node.decorators[0] ?? node);
    switch (node.type) {
      case "Identifier": {
        if (node.name === "this") return;
        const binding = this.declare(node, kind, scope);
        if (!taken) return;
        const { reference, steps, mayMiss } = taken;
        const follows = binding !== undefined && kind === "const" && !mayMiss && binding.node === node;
        if (follows) binding.alias = { reference, steps };
        taken.parts.push({ steps, mayMiss, ...(follows ? { binding } : {}) });
        return;
      }
      case "AssignmentPattern":
        this.pattern(node.left, kind, scope, taken && { ...taken, mayMiss: true });
        this.expression(node.right, scope);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") {
            taken?.parts.push({ steps: taken.steps, mayMiss: true });
            this.pattern(property.argument, kind, scope);
            continue;
          }
          if (property.computed) this.expression(property.key, scope);
          const step: Step = { key: constantKey(property.key, property.computed), node: property.key };
          this.pattern(property.value, kind, scope, taken && { ...taken, steps: [...taken.steps, step] });
        }
        return;
      case "ArrayPattern":
        taken?.parts.push({ steps: taken.steps, mayMiss: true });
        for (const element of node.elements) if (element) this.pattern(element, kind, scope);
        return;
      case "RestElement":
        this.pattern(node.argument, kind, scope);
        return;
      case "TSParameterProperty":
        this.refuse("parameterProperty", node);
        this.pattern(node.parameter, kind, scope);
        return;
      default:
        this.expression(node, scope);
    }
  }

  /** The left of an assignment, or of a `for … of` without a declaration. */
  private target(node: Node, scope: Scope): void {
    const inner = bare(node);
    switch (inner.type) {
      case "Identifier":
      case "MemberExpression":
        this.chain(node, scope, "write");
        return;
      case "AssignmentPattern":
        this.target(inner.left, scope);
        this.expression(inner.right, scope);
        return;
      case "ObjectPattern":
        for (const property of inner.properties) {
          if (property.type === "RestElement") this.target(property.argument, scope);
          else {
            if (property.computed) this.expression(property.key, scope);
            this.target(property.value, scope);
          }
        }
        return;
      case "ArrayPattern":
        for (const element of inner.elements) if (element) this.target(element, scope);
        return;
      case "RestElement":
        this.target(inner.argument, scope);
        return;
      default:
        this.expression(node, scope);
    }
  }

  // Statements

  statements(nodes: readonly Node[], scope: Scope): void {
    for (const node of nodes) this.statement(node, scope);
  }

  private statement(node: Node, scope: Scope): void {
    switch (node.type) {
      case "VariableDeclaration":
        this.variables(node, scope);
        return;
      case "FunctionDeclaration":
        if (node.declare) this.refuse("declare", node);
        if (node.id) this.declare(node.id, "function", scope);
        this.function(node, scope);
        return;
      case "TSDeclareFunction":
        // An overload's signature; the function itself follows.
        if (node.declare) {
          this.refuse("declare", node);
          if (node.id) this.declare(node.id, "function", scope);
        }
        this.hasTypes = true;
        this.function(node, scope);
        return;
      case "ClassDeclaration":
        if (node.declare) this.refuse("declare", node);
        if (node.id) {
          this.declare(node.id, "class", scope);
          scope.types.set(node.id.name, node.id);
        }
        this.class(node, scope);
        return;
      case "TSTypeAliasDeclaration":
      case "TSInterfaceDeclaration":
        if (node.declare) this.refuse("declare", node);
        scope.types.set(node.id.name, node.id);
        this.types(node, scope);
        return;
      case "TSEnumDeclaration":
        this.refuse("enum", node);
        this.declare(node.id, "const", scope);
        scope.types.set(node.id.name, node.id);
        return;
      case "TSModuleDeclaration":
        this.refuse(node.declare ? "declare" : "namespace", node);
        if (node.id.type === "Identifier") this.declare(node.id, "const", scope);
        return;
      case "ImportDeclaration":
        this.refuse("import", node);
        for (const specifier of node.specifiers) this.declare(specifier.local, "const", scope);
        return;
      case "TSImportEqualsDeclaration":
        this.refuse("import", node);
        this.declare(node.id, "const", scope);
        return;
      case "ExportNamedDeclaration":
        this.refuse("export", { start: node.start, end: node.start + "export".length });
        if (node.declaration) this.statement(node.declaration, scope);
        return;
      case "ExportDefaultDeclaration":
      case "ExportAllDeclaration":
      case "TSExportAssignment":
      case "TSNamespaceExportDeclaration":
        this.refuse("export", { start: node.start, end: node.start + "export".length });
        return;
      case "BlockStatement":
        this.statements(node.body, new Scope(scope, false));
        return;
      case "ForStatement": {
        const inner = new Scope(scope, false);
        if (node.init?.type === "VariableDeclaration") this.variables(node.init, inner);
        else if (node.init) this.expression(node.init, inner);
        if (node.test) this.expression(node.test, inner);
        if (node.update) this.expression(node.update, inner);
        this.statement(node.body, inner);
        return;
      }
      case "ForInStatement":
      case "ForOfStatement": {
        if (node.type === "ForOfStatement" && node.await && this.functions === 0) this.isAsync = true;
        const inner = new Scope(scope, false);
        if (node.left.type === "VariableDeclaration") this.variables(node.left, inner);
        else this.target(node.left, inner);
        if (node.type === "ForInStatement") this.listed.push(node.right);
        this.expression(node.right, scope);
        this.statement(node.body, inner);
        return;
      }
      case "SwitchStatement": {
        this.expression(node.discriminant, scope);
        const inner = new Scope(scope, false);
        for (const { test, consequent } of node.cases) {
          if (test) this.expression(test, inner);
          this.statements(consequent, inner);
        }
        return;
      }
      case "TryStatement":
        this.statement(node.block, scope);
        if (node.handler) {
          const inner = new Scope(scope, false);
          if (node.handler.param) this.pattern(node.handler.param, "let", inner);
          this.statement(node.handler.body, inner);
        }
        if (node.finalizer) this.statement(node.finalizer, scope);
        return;
      case "LabeledStatement":
        this.statement(node.body, scope);
        return;
      case "BreakStatement":
      case "ContinueStatement":
      case "EmptyStatement":
        return;
      case "WithStatement":
        this.refuse("with", { start: node.start, end: node.start + "with".length });
        this.expression(node.object, scope);
        this.statement(node.body, new Scope(scope, false));
        return;
      case "DebuggerStatement":
        this.refuse("debugger", node);
        return;
      case "ExpressionStatement":
      case "ReturnStatement":
      case "ThrowStatement":
      case "IfStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        for (const child of childrenOf(node)) {
          if (/Statement$|Declaration$/.test(child.type)) this.statement(child, scope);
          else this.expression(child, scope);
        }
        return;
      default:
        this.expression(node, scope);
    }
  }

  private variables(node: VariableDeclaration, scope: Scope): void {
    if (node.declare) this.refuse("declare", node);
    if (node.kind === "using" || node.kind === "await using") this.refuse("using", node);
    const kind = node.kind === "let" || node.kind === "var" ? node.kind : "const";
    for (const { id, init, definite } of node.declarations) {
      if (definite) this.hasTypes = true;
      const source = init && this.isChain(init) ? this.chain(init, scope, "read") : undefined;
      if (source) {
        const parts: Part[] = [];
        this.pattern(id, kind, scope, { reference: source, steps: [], mayMiss: false, parts });
        source.parts = parts;
      } else {
        if (init) this.expression(init, scope);
        this.pattern(id, kind, scope);
      }
    }
  }

  // Functions and classes

  private function(node: FunctionNode | ArrowFunctionExpression, scope: Scope): void {
    const arrow = node.type === "ArrowFunctionExpression";
    let outer = scope;
    if (node.type === "FunctionExpression" && node.id) {
      outer = new Scope(scope, false);
      this.declare(node.id, "function", outer);
    }
    outer = typeParameters(node.typeParameters, outer);
    this.types(node.typeParameters, outer);
    this.functions++;
    if (!arrow) this.functionsWithThis++;
    const parameters = new Scope(outer, true, node);
    for (const parameter of node.params) {
      if ("optional" in parameter && parameter.optional) this.hasTypes = true;
      this.pattern(parameter, "parameter", parameters);
    }
    this.types(node.returnType, parameters);
    const body = node.body;
    if (body?.type === "BlockStatement") this.statements(body.body, new Scope(parameters, true));
    else if (body) this.expression(body, parameters);
    this.functions--;
    if (!arrow) this.functionsWithThis--;
  }

  private class(node: Class, scope: Scope): void {
    for (const decorator of node.decorators.slice(0, 1)) this.refuse("decorator", decorator);
    let inner = new Scope(scope, false);
    if (node.id) {
      this.declare(node.id, "class", inner);
      inner.types.set(node.id.name, node.id);
    }
    inner = typeParameters(node.typeParameters, inner);
    this.types(node.typeParameters, inner);
    if (node.superClass) this.expression(node.superClass, inner);
    this.types(node.superTypeArguments, inner);
    for (const item of node.implements ?? []) this.types(item, inner);
    for (const member of node.body.body) this.member(member, inner);
  }

  private member(node: Node, scope: Scope): void {
    switch (node.type) {
      case "StaticBlock":
        this.functions++;
        this.functionsWithThis++;
        this.statements(node.body, new Scope(scope, true, node));
        this.functions--;
        this.functionsWithThis--;
        return;
      case "TSIndexSignature":
        this.types(node, scope);
        return;
      case "AccessorProperty":
      case "TSAbstractAccessorProperty":
        this.refuse("accessor", node);
        return;
      case "MethodDefinition":
      case "TSAbstractMethodDefinition":
        for (const decorator of node.decorators.slice(0, 1)) this.refuse("decorator", decorator);
        if (node.computed) this.expression(node.key, scope);
        if (!node.value.body) this.hasTypes = true;
        this.function(node.value, scope);
        return;
      case "PropertyDefinition":
      case "TSAbstractPropertyDefinition":
        for (const decorator of node.decorators.slice(0, 1)) this.refuse("decorator", decorator);
        if (node.computed) this.expression(node.key, scope);
        this.types(node.typeAnnotation, scope);
        if (node.value) {
          // A field's value runs as a function of its own, with `this`.
          this.functions++;
          this.functionsWithThis++;
          this.expression(node.value, new Scope(scope, true, node));
          this.functions--;
          this.functionsWithThis--;
        }
        return;
    }
  }

  // Expressions

  /** Whether an expression is a name with members: `given.gw.add[y]`. */
  private isChain(node: Node): boolean {
    let inner = bare(node);
    while (inner.type === "MemberExpression") inner = bare(inner.object);
    return inner.type === "Identifier";
  }

  /** A name with its members, as one reference; what is computed within is walked too. */
  private chain(node: Node, scope: Scope, use: Use, mayMiss = false): Reference | undefined {
    const steps: Step[] = [];
    let inner = this.unwrap(node, scope);
    while (inner.type === "MemberExpression") {
      if (inner.computed) this.expression(inner.property, scope);
      steps.unshift({ key: constantKey(inner.property, inner.computed), node: inner.property });
      inner = this.unwrap(inner.object, scope);
    }
    if (inner.type !== "Identifier") {
      this.expression(inner, scope);
      return undefined;
    }
    if (inner.name === "arguments" && this.functionsWithThis === 0) this.refuse("arguments", inner);
    const reference: Reference = { name: inner.name, node: inner, chain: bare(node), scope, steps, use, mayMiss };
    if (inner.name !== "arguments") this.references.push(reference);
    return reference;
  }

  /** `bare`, walking the types that are taken off. */
  private unwrap(node: Node, scope: Scope): Node {
    let inner = node;
    for (;;) {
      switch (inner.type) {
        case "TSTypeAssertion":
          this.refuse("angleAssertion", inner);
          this.types(inner.typeAnnotation, scope);
          break;
        case "TSAsExpression":
        case "TSSatisfiesExpression":
          this.types(inner.typeAnnotation, scope);
          break;
        case "TSInstantiationExpression":
          this.types(inner.typeArguments, scope);
          break;
        case "TSNonNullExpression":
          this.hasTypes = true;
          break;
        case "ParenthesizedExpression":
        case "ChainExpression":
          break;
        default:
          return inner;
      }
      inner = inner.expression;
    }
  }

  private expression(node: Node, scope: Scope): void {
    switch (node.type) {
      case "ParenthesizedExpression":
      case "ChainExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
      case "TSNonNullExpression":
      case "TSInstantiationExpression":
        this.expression(this.unwrap(node, scope), scope);
        return;
      case "Identifier":
      case "MemberExpression":
        this.chain(node, scope, "read");
        return;
      case "FunctionExpression":
        this.function(node, scope);
        return;
      case "ArrowFunctionExpression":
        this.function(node, scope);
        return;
      case "ClassExpression":
        this.class(node, scope);
        return;
      case "AssignmentExpression":
        if (node.operator !== "=" && this.isChain(node.left))
          this.chain(node.left, scope, "read", node.operator === "??=");
        this.target(node.left, scope);
        this.expression(node.right, scope);
        return;
      case "UpdateExpression":
        this.chain(node.argument, scope, "read");
        this.target(node.argument, scope);
        return;
      case "UnaryExpression":
        if (node.operator === "delete" && this.isChain(node.argument)) this.chain(node.argument, scope, "delete");
        else this.expression(node.argument, scope);
        return;
      case "LogicalExpression":
        if (node.operator === "??" && this.isChain(node.left)) this.chain(node.left, scope, "read", true);
        else this.expression(node.left, scope);
        this.expression(node.right, scope);
        return;
      case "AwaitExpression":
        if (this.functions === 0) this.isAsync = true;
        this.expression(node.argument, scope);
        return;
      case "CallExpression":
      case "NewExpression": {
        const callee = bare(node.callee);
        const readsClock = node.type === "CallExpression" || node.arguments.length === 0;
        if (callee.type === "Identifier" && callee.name === "Date" && readsClock && !scope.find("Date"))
          this.clockReads.push(node);
        this.expression(node.callee, scope);
        this.types(node.typeArguments, scope);
        for (const argument of node.arguments) this.expression(argument, scope);
        return;
      }
      case "TaggedTemplateExpression":
        this.expression(node.tag, scope);
        this.types(node.typeArguments, scope);
        this.expression(node.quasi, scope);
        return;
      case "Property":
        if (node.computed) this.expression(node.key, scope);
        this.expression(node.value, scope);
        return;
      case "ThisExpression":
        if (this.functionsWithThis === 0) this.refuse("this", node);
        return;
      case "ImportExpression":
        this.refuse("dynamicImport", node);
        return;
      case "MetaProperty":
        if (node.meta.name === "import") this.refuse("meta", node);
        return;
      case "V8IntrinsicExpression":
        this.refuse("intrinsic", node);
        return;
      case "PrivateIdentifier":
      case "Literal":
      case "TemplateElement":
      case "Super":
        return;
      default:
        if (node.type.startsWith("TS")) this.types(node, scope);
        else if (/Statement$|Declaration$/.test(node.type)) this.statement(node, scope);
        else for (const child of childrenOf(node)) this.expression(child, scope);
    }
  }
}
