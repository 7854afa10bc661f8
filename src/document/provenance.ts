import { withoutBeside } from "../assumptions/register/ranges.js";
import type { Register } from "../assumptions/register/types.js";
import { PathIndex } from "../notebook/analyse/paths.js";
import type { Program } from "../notebook/analyse/program.js";
import { blocksByName, type PartOfName, partNamed, partsOf, sourcesOf } from "../notebook/sql/behind.js";
import type { RunResult } from "../notebook/types.js";
import { inRegisterOrder } from "./prose-scope.js";

/** What things rest on, as ids of assumptions in register order. */
export interface Provenance {
  byBlock: Map<string, readonly string[]>;
  /** Of a name that a block defines, or a part of its value, `price.gas`; undefined for other names. */
  of(path: string): readonly string[] | undefined;
}

/**
 * What the blocks, and each of the names they define, rest on: of what a block's run read, as traced, the part that the code of a name can have
 * read, itself or through a function of another block; what the names of other blocks that it uses rest on; and parts of the assumptions that a
 * value holds as they are. A derived assumption brings the ones it is computed from. A block whose names can't be told apart gives each all of it.
 */
export function provenance(
  program: Program,
  run: Pick<RunResult, "reads" | "holds">,
  register: Register,
  assumptionOf: (path: string) => string | undefined,
): Provenance {
  const leavesOf = leavesUnder([...run.reads.values()].flat());
  const idsOf = new Map<string, readonly string[]>();
  /** Of each name: the leaves that its block read for it, and the names of others. */
  const parts = new Map<string, { leaves: readonly string[]; uses: readonly string[] }>();
  const named = new Map<string, ReadonlySet<string>>();
  /** What the code behind a name can read when it is called. */
  const reach = new Map<string, ReadonlySet<string>>();
  const blocks = new Map<string, ReadonlySet<string>>();

  const ids = (leaf: string): readonly string[] => {
    const known = idsOf.get(leaf);
    if (known) return known;
    const id = assumptionOf(leaf);
    const found = id === undefined ? [] : [id, ...(register.assumptions.get(id)?.restsOn ?? [])];
    idsOf.set(leaf, found);
    return found;
  };
  const behind = (leaves: Iterable<string>, uses: readonly string[]): Set<string> => {
    const found = new Set<string>();
    for (const leaf of leaves) for (const id of ids(leaf)) found.add(id);
    for (const name of uses) for (const id of named.get(name) ?? []) found.add(id);
    return found;
  };
  // Program order puts every block after those it depends on.
  for (const { block, defines, uses, givenPaths, slices } of program.blocks) {
    const read = run.reads.get(block.id) ?? [];
    blocks.set(block.id, behind(read, uses));
    for (const name of defines) {
      const slice = slices?.get(name);
      const part = slice ?? { givenPaths, uses };
      const reached = new Set(part.givenPaths.flatMap((path) => leavesOf(path)));
      for (const other of part.uses) for (const leaf of reach.get(other) ?? []) reached.add(leaf);
      reach.set(name, reached);
      const leaves = slice ? read.filter((leaf) => reached.has(leaf)) : read;
      parts.set(name, { leaves, uses: part.uses });
      named.set(name, behind(leaves, part.uses));
    }
  }
  const under = (path: string): string[] => {
    const id = assumptionOf(path);
    if (id !== undefined) return [id, ...(register.assumptions.get(id)?.restsOn ?? [])];
    const inside = withoutBeside(register, path);
    const below = [...register.assumptions.values()].filter(
      (one) => inside === "" || inside === "*" || one.id.startsWith(`${inside}.`),
    );
    return below.flatMap((one) => [one.id, ...(one.restsOn ?? [])]);
  };
  const blockOf = blocksByName(program);
  /** Of a column of a query: the data files behind it and behind the choice of its rows. */
  const ofColumn = (part: PartOfName, done = new Set<string>()): string[] => {
    const key = `${part.name}.${part.column}`;
    if (done.has(key)) return [];
    done.add(key);
    return (sourcesOf(part, blockOf(part.name)) ?? []).flatMap((source) =>
      source.isQuery ? partsOf(source).flatMap((one) => ofColumn(one, done)) : ids(source.table),
    );
  };
  const known = new Map<string, readonly string[]>();
  const of = (path: string): readonly string[] | undefined => {
    const [name = "", ...keys] = path.split(".");
    const part = parts.get(name);
    if (!part) return undefined;
    const meant = partNamed(path, blockOf);
    if (meant.column !== undefined) return inRegisterOrder(register, ofColumn(meant));
    const { itself, within = [] } = run.holds?.get(name) ?? {};
    if (itself === undefined)
      return inRegisterOrder(register, [...(named.get(name) ?? []), ...within.flatMap((each) => under(each))]);
    // A name for a part of the assumptions is read where it is used: this path of it, and what led to the part.
    const led = part.leaves.filter((leaf) => itself !== "" && leaf !== itself && !leaf.startsWith(`${itself}.`));
    const target = [...(itself === "" ? [] : [itself]), ...keys].join(".");
    return inRegisterOrder(register, [...behind(led, part.uses), ...under(target)]);
  };
  return {
    byBlock: new Map([...blocks].map(([id, set]) => [id, inRegisterOrder(register, set)])),
    of: (path) => {
      const found = known.get(path) ?? of(path);
      if (found) known.set(path, found);
      return found;
    },
  };
}

/** The leaves that were read under a static path. */
function leavesUnder(read: readonly string[]): (path: string) => readonly string[] {
  const leaves = new PathIndex(new Set(read));
  const known = new Map<string, readonly string[]>();
  return (path) => {
    const found = known.get(path) ?? [...leaves.overlapping(path)];
    known.set(path, found);
    return found;
  };
}
