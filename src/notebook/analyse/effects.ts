import type { Expression, Node, Program } from "oxc-parser";
import { LIBRARY_NAMES } from "../library/library-names.js";
import { CALLERS, CHANGERS, COPIERS, ITERATED, isMutator, MAKERS, READERS, SETTABLE } from "./effects/built-ins.js";
import { bare, constantKey } from "./parse.js";
import type { Binding, Reference } from "./scope.js";
import type { Walked } from "./walk.js";
import { childrenOf } from "./walk-types.js";

/** A place in the code that may change something: a variable, an object, the place of an iterator. */
export interface Site {
  /** The stretch to point at. */
  node: Node;
  /** The variable, or the one that holds the object, aliases followed; undefined for what has no name in the block, and for other blocks' names. */
  binding: Binding | undefined;
  /** What the author calls it. */
  name: string;
  /** The variable itself, an object it holds, `this`, or what can't be told. */
  what: "variable" | "object" | "this" | "unknown";
  /** The innermost function around it; undefined at the top of the block. */
  within: Node | undefined;
  /** The object itself, no part of it, and it was made where its variable is declared: no other name can mean it. */
  fresh: boolean;
  /** In a constructor, of what is being made. */
  making: boolean;
}

export interface Effects {
  sites: readonly Site[];
  /** Variables of an outer function in one that may outlive it. */
  captures: readonly Reference[];
  /** Those of them that are not just read for a number or called. */
  kept: readonly Reference[];
  /** Private fields of classes. */
  privateFields: readonly Node[];
  /**
   * What an analysis of data flow can't follow: iterators that are kept, generators, promises, `bind`, methods by a computed name, expressions
   * and objects of the library that have a state.
   */
  unfollowed: readonly Node[];
  /** Functions that may run after the statement they stand in; classes count. */
  lasting: readonly Node[];
  /** Whether a function runs only within the call it is handed to, or is called on the spot. */
  isImmediate(within: Node): boolean;
  /** Whether a chain is called, or handed to something that calls it and doesn't keep it. */
  isCalled(chain: Node): boolean;
  /** Whether code in one function may run when the outer one, or the block where there is none, is done. */
  outlives(inner: Node | undefined, outer: Node | undefined): boolean;
}

/** Types, which change nothing; not what an assertion is about. */
const TYPES = /^TS(?!(As|Satisfies|NonNull|Instantiation)Expression$|TypeAssertion$)/;

interface Around {
  /** The node above, wrappers taken off. */
  parent: Node | undefined;
  within: Node | undefined;
  /** The class whose constructor this is, if nothing stands between. */
  making: boolean;
}

/** Looks through a block for everything that may change something, and for what can't be followed. */
export function effectsOf(program: Program, walked: Walked): Effects {
  return new Looking(program, walked);
}

class Looking implements Effects {
  readonly sites: Site[] = [];
  readonly captures: Reference[] = [];
  readonly kept: Reference[] = [];
  readonly privateFields: Node[] = [];
  readonly unfollowed: Node[] = [];
  readonly lasting: Node[] = [];
  private readonly parents = new Map<Node, Node | undefined>();
  private readonly functions = new Map<Node, { outer: Node | undefined; immediate: boolean }>();
  /** By chain, and by the name it begins with. */
  private readonly references = new Map<Node, Reference>();
  private readonly roots = new Map<Node, Reference>();
  private readonly starts = new Map<Node, Expression>();
  private readonly written = new Set<Binding>();

  constructor(program: Program, walked: Walked) {
    for (const reference of walked.references) {
      this.references.set(reference.chain, reference);
      this.roots.set(reference.node, reference);
      if (reference.use !== "write" || reference.steps.length > 0) continue;
      const binding = reference.scope.find(reference.name);
      if (binding) this.written.add(binding);
    }
    for (const statement of program.body) this.declarations(statement);
    for (const statement of program.body)
      this.visit(statement, { parent: undefined, within: undefined, making: false });
    for (const reference of walked.references) {
      const home = reference.scope.find(reference.name)?.scope.within;
      if (!home || !this.outlives(reference.scope.within, home)) continue;
      this.captures.push(reference);
      if (this.mayKeep(reference)) this.kept.push(reference);
    }
  }

  isImmediate(within: Node): boolean {
    return this.functions.get(within)?.immediate ?? false;
  }

  outlives(inner: Node | undefined, outer: Node | undefined): boolean {
    for (let at = inner; at && at !== outer; at = this.functions.get(at)?.outer) if (!this.isImmediate(at)) return true;
    return false;
  }

  isCalled(chain: Node): boolean {
    const parent = this.parents.get(chain);
    return parent?.type === "CallExpression" && (bare(parent.callee) === chain || this.runsAtOnce(chain, parent));
  }

  /** What each variable is first, before anything is judged. */
  private declarations(node: Node): void {
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.init)
      this.starts.set(node.id, bare(node.init) as Expression);
    for (const child of childrenOf(node)) if (!TYPES.test(child.type)) this.declarations(child);
  }

  private visit(written: Node, around: Around): void {
    const node = bare(written);
    if (TYPES.test(node.type)) return;
    this.parents.set(node, around.parent);
    let inside: Around = { ...around, parent: node };
    switch (node.type) {
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression": {
        const immediate = !node.generator && !node.async && this.runsAtOnce(node, around.parent);
        this.functions.set(node, { outer: around.within, immediate });
        if (!immediate) this.lasting.push(node);
        if (node.generator || node.async) this.unfollowed.push(node);
        const parent = around.parent;
        const making = parent?.type === "MethodDefinition" && parent.kind === "constructor";
        inside = { parent: node, within: node, making };
        break;
      }
      case "ClassDeclaration":
      case "ClassExpression":
        this.lasting.push(node);
        break;
      case "PropertyDefinition":
        if (node.key.type === "PrivateIdentifier") this.privateFields.push(node);
        if (node.computed) this.visit(node.key, inside);
        if (!node.value) return;
        this.functions.set(node, { outer: around.within, immediate: false });
        this.visit(node.value, { parent: node, within: node, making: false });
        return;
      case "StaticBlock":
        this.functions.set(node, { outer: around.within, immediate: false });
        inside = { parent: node, within: node, making: false };
        break;
      case "AssignmentExpression":
        this.target(node.left, around);
        break;
      case "UpdateExpression":
        this.target(node.argument, around);
        break;
      case "UnaryExpression":
        if (node.operator === "delete") this.target(node.argument, around);
        break;
      case "ForInStatement":
      case "ForOfStatement":
        if (node.left.type !== "VariableDeclaration") this.target(node.left, around);
        break;
      case "AwaitExpression":
        this.unfollowed.push(node);
        break;
      case "MemberExpression":
        if (SETTABLE.has(`${this.globalName(node.object)}.${constantKey(node.property, node.computed)}`))
          this.unfollowed.push(node);
        break;
      case "Literal":
        // One that is handed on at once can't go on where it stopped.
        if (this.hasPlace(node) && around.parent?.type !== "CallExpression") this.unfollowed.push(node);
        break;
      case "NewExpression":
        if (["Proxy", "Promise", "RegExp", "WeakMap", "WeakSet"].includes(this.globalName(node.callee)))
          this.unfollowed.push(node);
        break;
      case "CallExpression":
        this.call(node, around);
        break;
    }
    for (const child of childrenOf(node)) this.visit(child, inside);
  }

  /** `(() => …)()`, and what is handed to a method or function that calls it and keeps nothing. */
  private runsAtOnce(node: Node, parent: Node | undefined): boolean {
    if (parent?.type !== "CallExpression") return false;
    const callee = bare(parent.callee);
    if (callee === node) return true;
    if (callee.type === "MemberExpression") {
      if (CALLERS.has(constantKey(callee.property, callee.computed) ?? "")) return true;
      const key = constantKey(callee.property, callee.computed);
      return this.globalName(callee.object) === "d3" && key !== "bisector" && key !== "shuffler";
    }
    const name = this.globalName(callee);
    return name !== "Plot" && LIBRARY_NAMES.has(name);
  }

  /** A name that the block doesn't declare; the empty text for all else. */
  private globalName(written: Node): string {
    const node = bare(written);
    if (node.type !== "Identifier") return "";
    return this.roots.get(node)?.scope.find(node.name) ? "" : node.name;
  }

  private target(written: Node, around: Around): void {
    const node = bare(written);
    switch (node.type) {
      case "Identifier":
        this.change(node, around, "variable");
        return;
      case "MemberExpression":
        this.change(node, around);
        return;
      case "AssignmentPattern":
        this.target(node.left, around);
        return;
      case "ObjectPattern":
        for (const property of node.properties)
          this.target(property.type === "RestElement" ? property.argument : property.value, around);
        return;
      case "ArrayPattern":
        for (const element of node.elements)
          if (element) this.target(element.type === "RestElement" ? element.argument : element, around);
    }
  }

  /** A variable is changed, or what it holds; `node` may be a member that is written or a method that changes its object. */
  private change(written: Node, { within, making }: Around, what: "variable" | "object" = "object"): void {
    const node = bare(written);
    const isMember = node.type === "MemberExpression";
    const reference = this.references.get(node);
    if (reference) {
      const root = this.rootOf(reference);
      // Other blocks' values, assumptions and the library are frozen, and told of elsewhere.
      if (!root) return;
      const { binding, steps } = root;
      const start = this.starts.get(binding.node);
      const whole = steps === (isMember ? 1 : 0) && start !== undefined && !this.written.has(binding);
      const fresh = whole && this.isFresh(start);
      this.sites.push({ node, binding, name: reference.name, what, within, fresh, making: false });
      return;
    }
    const deep = isMember && bare(node.object).type === "MemberExpression";
    if (isMember && !deep && this.isFresh(node.object)) return;
    let object = node;
    while (object.type === "MemberExpression") object = bare(object.object);
    const isThis = object.type === "ThisExpression" || object.type === "Super";
    this.sites.push({
      node,
      binding: undefined,
      name: isThis ? "this" : "",
      what: isThis ? "this" : "unknown",
      within,
      fresh: false,
      making: making && isThis && !deep,
    });
  }

  /** Where a constant stands for another's value, that one. */
  private rootOf(reference: Reference): { binding: Binding; steps: number } | undefined {
    let { name, scope } = reference;
    let steps = reference.steps.length;
    for (const seen = new Set<Binding>(); ; ) {
      const binding = scope.find(name);
      if (!binding?.alias || seen.has(binding)) return binding && { binding, steps };
      seen.add(binding);
      steps += binding.alias.steps.length + binding.alias.reference.steps.length;
      ({ name, scope } = binding.alias.reference);
    }
  }

  private call(node: Extract<Node, { type: "CallExpression" }>, around: Around): void {
    const callee = bare(node.callee);
    const [first, second] = node.arguments;
    if (callee.type !== "MemberExpression") {
      if (this.globalName(callee) === "RegExp") this.unfollowed.push(node);
      return;
    }
    const key = constantKey(callee.property, callee.computed);
    const owner = this.globalName(callee.object);
    const full = `${owner}.${key}`;
    if (CHANGERS.has(full)) {
      if (first && !this.isFresh(first)) this.change(first, around);
      return;
    }
    if (owner === "Reflect" && key === "apply") {
      if (second) this.change(second, around);
      return;
    }
    if (key === undefined) {
      this.unfollowed.push(node);
      return;
    }
    if (key === "call" || key === "apply" || key === "bind") {
      const method = bare(callee.object);
      const called = method.type === "MemberExpression" ? constantKey(method.property, method.computed) : undefined;
      if (isMutator(called) && first && !this.isFresh(first)) this.change(first, around);
      this.unfollowed.push(node);
      return;
    }
    if (owner === "" && ITERATED.has(key) && !this.consumed(around.parent)) this.unfollowed.push(node);
    if ((key === "exec" || key === "test") && this.hasPlace(callee.object)) this.change(callee, around);
    if (!isMutator(key) || this.isOwnMethod(callee.object, key)) return;
    // What the library and the language hand out by name changes nothing of the block's.
    if (owner !== "") return;
    if (this.isFresh(callee.object)) return;
    this.change(callee, around);
  }

  /** Whether an iterator is used up where it is made. */
  private consumed(parent: Node | undefined): boolean {
    if (parent?.type === "SpreadElement" || parent?.type === "ForOfStatement") return true;
    if (parent?.type === "NewExpression") return ["Map", "Set"].includes(this.globalName(parent.callee));
    if (parent?.type !== "CallExpression") return false;
    const callee = bare(parent.callee);
    return (
      callee.type === "MemberExpression" && ["Array", "Object", "d3", "Math"].includes(this.globalName(callee.object))
    );
  }

  /** A regular expression that goes on where it stopped. */
  private hasPlace(written: Node): boolean {
    const node = bare(written);
    const start = node.type === "Identifier" ? this.startOf(node) : node;
    return start?.type === "Literal" && "regex" in start && /[gy]/.test(start.regex.flags);
  }

  /** `add` of an object that declares a method of that name is the author's, and looked at by itself. */
  private isOwnMethod(written: Node, key: string): boolean {
    const node = bare(written);
    const start = node.type === "Identifier" ? this.startOf(node) : node;
    return (
      start?.type === "ObjectExpression" &&
      start.properties.some(
        (property) => property.type === "Property" && constantKey(property.key, property.computed) === key,
      )
    );
  }

  private startOf(node: Node): Expression | undefined {
    const reference = this.roots.get(node);
    const binding = reference?.scope.find(reference.name);
    return binding && this.starts.get(binding.node);
  }

  /** Whether an expression makes an object that nothing else can mean. */
  private isFresh(written: Node): boolean {
    const node = bare(written);
    switch (node.type) {
      case "ArrayExpression":
      case "ObjectExpression":
      case "TemplateLiteral":
        return true;
      case "ConditionalExpression":
        return this.isFresh(node.consequent) && this.isFresh(node.alternate);
      case "NewExpression":
        return /^(Array|Map|Set|Date|(Big)?(Ui|I)nt\w*Array|Float\d+Array)$/.test(this.globalName(node.callee));
      case "CallExpression": {
        const callee = bare(node.callee);
        if (callee.type !== "MemberExpression") {
          const name = this.globalName(callee);
          return name === "Array" || MAKERS.has(name);
        }
        const key = constantKey(callee.property, callee.computed) ?? "";
        if (MAKERS.has(`${this.globalName(callee.object)}.${key}`)) return true;
        // `sort` and `fill` hand back what they were called on.
        return COPIERS.has(key) || (isMutator(key) && this.isFresh(callee.object));
      }
      default:
        return false;
    }
  }

  /** Whether a captured variable is used for more than a number in it or a call of it. */
  private mayKeep({ name, scope, chain, use }: Reference): boolean {
    const binding = scope.find(name);
    if (!binding || use !== "read" || binding.kind === "function" || binding.kind === "class") return false;
    const start = this.starts.get(binding.node);
    if (start && /^(Arrow)?Function(Expression)?$/.test(start.type)) return false;
    let node: Node = chain;
    let parent = this.parents.get(node);
    while (parent?.type === "LogicalExpression" || parent?.type === "ConditionalExpression") {
      if (parent.type === "ConditionalExpression" && bare(parent.test) === node) return false;
      node = parent;
      parent = this.parents.get(node);
    }
    switch (parent?.type) {
      case "BinaryExpression":
      case "UnaryExpression":
      case "UpdateExpression":
      case "TemplateLiteral":
        return false;
      case "MemberExpression":
        return bare(parent.object) === node;
      case "CallExpression": {
        const callee = bare(parent.callee);
        if (callee === node)
          return (
            callee.type === "MemberExpression" && !READERS.has(constantKey(callee.property, callee.computed) ?? "")
          );
        return !(callee.type === "MemberExpression"
          ? ["Math", "d3", "Number"].includes(this.globalName(callee.object))
          : LIBRARY_NAMES.has(this.globalName(callee)));
      }
      default:
        return true;
    }
  }
}
