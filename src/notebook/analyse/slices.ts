import { bisector } from "d3-array";
import type { Node, Program } from "oxc-parser";
import { addTo, components } from "../../lists.js";
import { LIBRARY_NAMES } from "../library/library-names.js";
import type { Effects, Site } from "./effects.js";
import { unitsOf } from "./hidden-state.js";
import { bare } from "./parse.js";
import { type AssumptionTree, unitePaths } from "./paths.js";
import type { Slice } from "./program.js";
import { GIVEN, readsOf } from "./reads.js";
import { type Binding, originOf, type Reference } from "./scope.js";
import type { Walked } from "./walk.js";

/**
 * What of a block each of its names can follow from: the static read paths and the names of other blocks in the statements that define or
 * change it, and in those that these need, in whatever order they stand. Undefined where a block does what can't be followed so: then every
 * name rests on all of it. `isElsewhere` knows the names of other blocks.
 */
export function slicesOf(
  { program, walked, effects }: { program: Program; walked: Walked; effects: Effects },
  tree: AssumptionTree,
  names: readonly string[],
  isElsewhere: (name: string) => boolean,
): Map<string, Slice> | undefined {
  if (!canFollow(program, walked, effects)) return undefined;
  const slicer = new Slicer(program, walked, effects, tree, isElsewhere);
  const slices = new Map<ReadonlySet<string>, Slice>();
  return new Map(
    names.map((name) => {
      const found = slicer.behind(name);
      // Names that rest on the same share what they rest on.
      const slice = slices.get(found) ?? sliceOf(found);
      slices.set(found, slice);
      return [name, slice];
    }),
  );
}

/** Whether functions of a block may change what they are handed, or remember it. */
export function mayChange(effects: Effects): boolean {
  return (
    effects.lasting.length > 0 && (effects.unfollowed.length > 0 || effects.sites.some((site) => !isOwn(site, effects)))
  );
}

/** What is changed is a variable of the same function, an object that was made there, or at the top of the block. */
function isOwn({ what, binding, within, fresh, making }: Site, effects: Effects): boolean {
  if (what === "this") return making;
  if (!binding || effects.outlives(within, binding.scope.within)) return false;
  return what === "variable" || fresh;
}

function canFollow(program: Program, walked: Walked, effects: Effects): boolean {
  if (walked.isAsync || effects.unfollowed.length > 0 || effects.privateFields.length > 0) return false;
  if (effects.sites.some((site) => !isOwn(site, effects))) return false;
  if ([...walked.top.values.values()].some(({ kind }) => kind === "var")) return false;
  // A call that stands alone is made for what it changes, unless it is the result of a chart or table.
  return program.body.every((statement) => {
    const expression = statement.type === "ExpressionStatement" ? bare(statement.expression) : statement;
    if (expression.type !== "CallExpression") return true;
    const callee = bare(expression.callee);
    let root = callee;
    while (root.type === "MemberExpression") root = bare(root.object);
    if (root.type === "Identifier" && (LIBRARY_NAMES.has(root.name) || root.name === "console")) return true;
    return effects.sites.some(({ node }) => node === callee);
  });
}

/** Before a static read path, and before a name of another block, where both stand in one set. */
const PATH = "?";
const USE = "=";
const NOTHING: ReadonlySet<string> = new Set();

interface Needs {
  own: ReadonlySet<string>;
  bindings: readonly Binding[];
}

function sliceOf(behind: ReadonlySet<string>): Slice {
  const after = (sign: string): string[] =>
    [...behind].flatMap((one) => (one.startsWith(sign) ? [one.slice(sign.length)] : []));
  return { givenPaths: unitePaths(after(PATH)), uses: after(USE) };
}

const byStart = bisector((unit: Node) => unit.start);

class Slicer {
  private readonly units: readonly Node[];
  private readonly inUnit = new Map<Node, Reference[]>();
  private readonly definedBy = new Map<Binding, Set<Node>>();
  private readonly needs = new Map<Binding, Needs>();
  private readonly knownKeys = new Map<Binding, boolean>();
  private readonly closed = new Map<Binding, ReadonlySet<string>>();

  constructor(
    program: Program,
    private readonly walked: Walked,
    effects: Effects,
    private readonly tree: AssumptionTree,
    private readonly isElsewhere: (name: string) => boolean,
  ) {
    this.units = unitsOf(program);
    for (const reference of walked.references) {
      const unit = this.unitAt(reference.node);
      if (unit) addTo(this.inUnit, unit, reference);
    }
    const define = (binding: Binding, node: Node): void => {
      const unit = this.unitAt(node);
      if (unit) this.definedBy.set(binding, (this.definedBy.get(binding) ?? new Set()).add(unit));
    };
    for (const binding of walked.top.values.values()) define(binding, binding.node);
    for (const { binding, node } of effects.sites) if (binding?.scope === walked.top) define(binding, node);
  }

  /** All that a name can follow from: static read paths and names of other blocks, each with its sign before it. */
  behind(name: string): ReadonlySet<string> {
    const binding = this.walked.top.values.get(name);
    return (binding && this.closed.get(binding)) ?? (binding ? this.close(binding) : NOTHING);
  }

  /** Follows what a binding needs: those that need each other in a circle get one set, and one that adds nothing to what it needs shares that set. */
  private close(start: Binding): ReadonlySet<string> {
    const open = (binding: Binding): Binding[] =>
      this.needsOf(binding).bindings.filter((needed) => !this.closed.has(needed));
    for (const circle of components([start], open)) {
      const all = this.united(circle);
      for (const member of circle) this.closed.set(member, all);
    }
    return this.closed.get(start) ?? NOTHING;
  }

  private united(circle: readonly Binding[]): ReadonlySet<string> {
    const parts = new Set(
      circle.flatMap((member) => {
        const { own, bindings } = this.needsOf(member);
        return [own, ...bindings.map((needed) => this.closed.get(needed) ?? NOTHING)];
      }),
    );
    let largest: ReadonlySet<string> = NOTHING;
    for (const part of parts) if (part.size > largest.size) largest = part;
    parts.delete(largest);
    let all: Set<string> | undefined;
    for (const part of parts)
      for (const one of part)
        if (!largest.has(one)) {
          all ??= new Set(largest);
          all.add(one);
        }
    return all ?? largest;
  }

  /** What a binding needs at once: bindings of the block, and what is outside it. */
  private needsOf(of: Binding): Needs {
    const known = this.needs.get(of);
    if (known) return known;
    const own = new Set<string>();
    const bindings = new Set<Binding>();
    const needs = (binding: Binding | undefined): void => {
      if (binding?.scope === this.walked.top) bindings.add(binding);
    };
    const read = (reference: Reference): void => {
      const binding = reference.scope.find(reference.name);
      const origin = originOf(reference);
      if (!origin || !binding?.alias || !this.hasKnownKeys(binding)) needs(binding);
      for (const { steps, goesOn } of readsOf(reference, ({ scope }) => scope !== this.walked.top)) {
        const source = originOf(reference, steps);
        if (source?.name === GIVEN) {
          const { path, atLeaf } = this.tree.read(source.steps.map(({ key }) => key));
          if (atLeaf || !goesOn) own.add(PATH + path);
        } else if (source && this.isElsewhere(source.name)) own.add(USE + source.name);
      }
    };
    const units = this.definedBy.get(of) ?? new Set();
    const { alias } = of;
    if (alias && units.size === 1 && this.hasKnownKeys(of)) {
      // One of several names that a declaration takes apart stands for its own part.
      const { reference, steps } = alias;
      read({ ...reference, steps: [...reference.steps, ...steps], parts: [] });
    } else for (const unit of units) for (const reference of this.inUnit.get(unit) ?? []) read(reference);
    const found = { own, bindings: [...bindings] };
    this.needs.set(of, found);
    return found;
  }

  /** Whether which member a constant stands for can be told from the code. */
  private hasKnownKeys(binding: Binding): boolean {
    const { alias } = binding;
    if (!alias) return true;
    let known = this.knownKeys.get(binding);
    if (known === undefined) {
      this.knownKeys.set(binding, true);
      const source = alias.reference.scope.find(alias.reference.name);
      known =
        [...alias.reference.steps, ...alias.steps].every(({ key }) => key !== undefined) &&
        (source === undefined || this.hasKnownKeys(source));
      this.knownKeys.set(binding, known);
    }
    return known;
  }

  private unitAt({ start }: Node): Node | undefined {
    const unit = this.units[byStart.right(this.units, start) - 1];
    return unit && start < unit.end ? unit : undefined;
  }
}
