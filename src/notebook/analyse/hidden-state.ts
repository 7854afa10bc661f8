import type { Node, Program, Statement } from "oxc-parser";
import type { Diagnostic, Place } from "../../diagnostic.js";
import { reachable } from "../../lists.js";
import type { BlockText } from "./block-text.js";
import type { Effects, Site } from "./effects.js";
import type { Walked } from "./walk.js";

/** What may be remembered between calls, and where. */
export interface Memory {
  /** The variable; empty where it has no name. */
  name: string;
  place: Place;
}

/**
 * Changes that a function of the block makes to the block's own names. Such a function remembers its calls: what it gives depends on who called
 * it before, so that a block kept in the cache would change the values of another. Told only of functions that other blocks can reach
 * through the names of this one that they use.
 */
export function hiddenState(
  walked: Walked,
  program: Program,
  effects: Effects,
  text: BlockText,
  usedElsewhere: ReadonlySet<string>,
): Diagnostic[] {
  const remembering = effects.sites.filter(
    ({ binding, within, what, node }) =>
      binding?.scope === walked.top &&
      within !== undefined &&
      (what === "variable" || what === "object") &&
      effects.outlives(within, undefined) &&
      node.type !== "AssignmentPattern",
  );
  if (remembering.length === 0) return [];
  const reached = reachedUnits(walked, program, effects, usedElsewhere);
  return remembering
    .filter(({ node }) => reached.some(({ start, end }) => start <= node.start && node.end <= end))
    .map(({ name, node }) => remembers({ name, place: text.place(node.start, node.end) }));
}

/** The diagnostic of something that a function keeps between its calls. */
export function remembers({ name, place }: Memory, notes?: readonly string[]): Diagnostic {
  return {
    rule: "notebook/hidden-state",
    severity: "error",
    message: `${name === "" || name === "this" ? "an object" : `\`${name}\``} would remember the calls of a function that other blocks use`,
    place,
    expected: "a function whose result depends on its arguments alone",
    hint: "keep the changing value inside the function, and return it",
    ...(notes === undefined ? {} : { notes: [...notes] }),
  };
}

/**
 * Something by which values that other blocks get may remember what was done with them, and which freezing doesn't reach: variables and objects
 * of a function that has returned, private fields. Undefined where the code rules it out.
 */
export function memoryOf(effects: Effects, text: BlockText): Memory | undefined {
  const { sites, captures, kept, privateFields } = effects;
  const at = (name: string, node: Node): Memory => ({ name, place: text.place(node.start, node.end) });
  const changes = (site: Site): boolean => {
    const { what, binding, within } = site;
    if (!binding || !effects.outlives(within, binding.scope.within)) return false;
    return what === "variable" || binding.scope.within !== undefined;
  };
  const site = sites.find(changes);
  if (site) return at(site.name, site.node);
  const [field] = privateFields;
  if (field?.type === "PropertyDefinition" && field.key.type === "PrivateIdentifier")
    return at(`#${field.key.name}`, field.key);
  const [capture] = kept;
  if (capture) return at(capture.name, capture.node);
  // What is read of a captured object may be changed under another name.
  const loose = sites.find(({ fresh, making, what, within }) => within && !fresh && !making && what !== "variable");
  return captures.length > 0 && loose ? at(loose.name, loose.node) : undefined;
}

/** Top-level names, `_names` among them, that functions of the block use after it is done: what they hold is frozen with what others get. */
export function capturedNames(walked: Walked, effects: Effects): string[] {
  const found = new Set<string>();
  for (const { name, scope } of walked.references) {
    const binding = scope.find(name);
    if (binding?.scope === walked.top && scope.within && effects.outlives(scope.within, undefined)) found.add(name);
  }
  return [...found];
}

interface Unit {
  start: number;
  end: number;
}

/** A statement of a block, or one of several names that it declares. */
export function unitsOf(program: Program): Node[] {
  return program.body.flatMap((statement: Statement): Node[] =>
    statement.type === "VariableDeclaration" ? [...statement.declarations] : [statement],
  );
}

/** The statements whose functions can be called through some names. What a function called in passing comes to is no way to call it again. */
function reachedUnits(walked: Walked, program: Program, effects: Effects, names: ReadonlySet<string>): Unit[] {
  const units = unitsOf(program);
  const unitOf = (offset: number): Node | undefined => units.find(({ start, end }) => start <= offset && offset < end);
  const defining = (name: string): Node[] => {
    const binding = walked.top.values.get(name);
    const writers = effects.sites.flatMap((site) =>
      site.binding === binding && !site.within ? [site.node.start] : [],
    );
    return binding ? [binding.node.start, ...writers].flatMap((offset) => unitOf(offset) ?? []) : [];
  };
  const reached = reachable([...names].flatMap(defining), (unit) =>
    walked.references.flatMap(({ name, node, scope, chain }) => {
      if (node.start < unit.start || node.end > unit.end || scope.find(name)?.scope !== walked.top) return [];
      const lasts = scope.within !== undefined && effects.outlives(scope.within, undefined);
      return lasts || !effects.isCalled(chain) ? defining(name) : [];
    }),
  );
  return [...reached];
}
