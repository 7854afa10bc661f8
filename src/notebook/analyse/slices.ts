import { bisector } from "d3-array";
import type { Node, Program } from "oxc-parser";
import { addTo } from "../../lists.js";
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
  return new Map(names.map((name) => [name, slicer.slice(name)]));
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

const byStart = bisector((unit: Node) => unit.start);

class Slicer {
  private readonly units: readonly Node[];
  private readonly inUnit = new Map<Node, Reference[]>();
  private readonly definedBy = new Map<Binding, Set<Node>>();

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

  slice(name: string): Slice {
    const paths = new Set<string>();
    const uses = new Set<string>();
    const seen = new Set<Binding>();
    const queue: Binding[] = [];
    const needs = (binding: Binding | undefined): void => {
      if (!binding || binding.scope !== this.walked.top || seen.has(binding)) return;
      seen.add(binding);
      queue.push(binding);
    };
    const read = (reference: Reference): void => {
      const binding = reference.scope.find(reference.name);
      const origin = originOf(reference);
      if (!origin || !binding?.alias || !hasKnownKeys(binding)) needs(binding);
      for (const { steps, goesOn } of readsOf(reference, ({ scope }) => scope !== this.walked.top)) {
        const source = originOf(reference, steps);
        if (source?.name === GIVEN) {
          const { path, atLeaf } = this.tree.read(source.steps.map(({ key }) => key));
          if (atLeaf || !goesOn) paths.add(path);
        } else if (source && this.isElsewhere(source.name)) uses.add(source.name);
      }
    };
    needs(this.walked.top.values.get(name));
    for (let binding = queue.pop(); binding; binding = queue.pop()) {
      const units = this.definedBy.get(binding) ?? new Set();
      const { alias } = binding;
      if (alias && units.size === 1 && hasKnownKeys(binding)) {
        // One of several names that a declaration takes apart stands for its own part.
        const { reference, steps } = alias;
        read({ ...reference, steps: [...reference.steps, ...steps], parts: [] });
        continue;
      }
      for (const unit of units) for (const reference of this.inUnit.get(unit) ?? []) read(reference);
    }
    return { givenPaths: unitePaths(paths), uses: [...uses] };
  }

  private unitAt({ start }: Node): Node | undefined {
    const unit = this.units[byStart.right(this.units, start) - 1];
    return unit && start < unit.end ? unit : undefined;
  }
}

/** Whether which member a constant stands for can be told from the code. */
function hasKnownKeys({ alias }: Binding): boolean {
  if (!alias) return true;
  if ([...alias.reference.steps, ...alias.steps].some(({ key }) => key === undefined)) return false;
  const source = alias.reference.scope.find(alias.reference.name);
  return source === undefined || hasKnownKeys(source);
}
