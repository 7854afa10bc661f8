import type { Node } from "oxc-parser";

export type BindingKind = "const" | "let" | "var" | "function" | "class" | "parameter";

/** A value name declared somewhere in a block. */
export interface Binding {
  name: string;
  kind: BindingKind;
  /** The identifier that declares it. */
  node: Node;
  scope: Scope;
  /** For `const g = given.gw` and `const { bw } = given.chip`: what the name stands for. */
  alias?: { reference: Reference; steps: readonly Step[] };
}

/** One member of a chain: `.gw`, `["gw"]` or, with no key, `[y]`. */
export interface Step {
  key: string | undefined;
  node: Node;
}

export type Use = "read" | "write" | "delete";

/** A value name used somewhere in a block, with the chain of members read from it: `given.gw.add[y]` is one reference. */
export interface Reference {
  name: string;
  /** The identifier. */
  node: Node;
  /** The whole chain. */
  chain: Node;
  scope: Scope;
  steps: readonly Step[];
  use: Use;
  /** The chain is the left of `??`, so that a member may be missing. */
  mayMiss: boolean;
  /**
   * What becomes of the value, when it is taken apart by a declaration: the paths below it that go on. Undefined where
   * the value is used as it is.
   */
  parts?: readonly Part[];
}

export interface Part {
  steps: readonly Step[];
  mayMiss: boolean;
  /** The constant that stands for it; absent where the value is used in a way that can't be followed. */
  binding?: Binding;
}

/** A stretch of code with names of its own. Names of values and of types are two spaces. */
export class Scope {
  readonly values = new Map<string, Binding>();
  readonly types = new Map<string, Node>();

  constructor(
    readonly parent: Scope | undefined,
    /** Function bodies and the block itself, where `var` lands. */
    readonly holdsVars: boolean,
    /** The innermost function around it, or the class field or static block that runs as one; undefined at the top of the block. */
    readonly within: Node | undefined = parent?.within,
  ) {}

  find(name: string): Binding | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const binding = scope.values.get(name);
      if (binding) return binding;
    }
    return undefined;
  }

  findType(name: string): Node | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const node = scope.types.get(name);
      if (node) return node;
    }
    return undefined;
  }

  get varScope(): Scope {
    let scope: Scope = this;
    while (!scope.holdsVars && scope.parent) scope = scope.parent;
    return scope;
  }
}

/** A name outside the block, and the members read from it, aliases followed. */
export interface Origin {
  name: string;
  steps: readonly Step[];
}

/**
 * Follows constants that stand for a member of something else back to a name the block doesn't declare: with `const g = given.gw`,
 * `g.add` comes from `given` by `gw`, `add`. Undefined for what is local.
 */
export function originOf(reference: Reference, more: readonly Step[] = []): Origin | undefined {
  const seen = new Set<Binding>();
  let { name, scope } = reference;
  let steps = [...reference.steps, ...more];
  for (;;) {
    const binding = scope.find(name);
    if (!binding) return { name, steps };
    if (!binding.alias || seen.has(binding)) return undefined;
    seen.add(binding);
    const { reference: source, steps: inner } = binding.alias;
    steps = [...source.steps, ...inner, ...steps];
    name = source.name;
    scope = source.scope;
  }
}
