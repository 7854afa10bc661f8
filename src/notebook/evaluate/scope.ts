import type { DerivationCode } from "../../assumptions/expressions/derive.js";
import { type Diagnostic, didYouMean } from "../../diagnostic.js";
import { append, groupBy, reachable } from "../../lists.js";
import { pathsOverlap } from "../analyse/paths.js";
import type { Program, ProgramBlock } from "../analyse/program.js";
import type { EvaluationJob, OutputSource, Variation } from "./types.js";

/**
 * Finds outputs by name: a claim's id, a declared output or any other value, and keys into one (`multiples.2029`). Wrong names are in
 * `diagnostics`.
 */
export function findOutputs(
  program: Program,
  names: readonly string[],
): { outputs: OutputSource[]; diagnostics: Diagnostic[] } {
  const claims = new Map(program.blocks.filter(({ block }) => block.kind === "claim").map((b) => [b.block.id, b]));
  const outputs: OutputSource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const asked of names) {
    const claim = claims.get(asked);
    if (claim) {
      outputs.push({ output: asked, blockId: asked, keys: [] });
      continue;
    }
    const [name = "", ...keys] = asked.split(".");
    const info = program.names.get(name);
    if (info?.kind === "value") outputs.push({ output: asked, blockId: info.blockId, name, keys });
    else diagnostics.push(unknownOutput(asked, program, claims.keys(), info?.kind));
  }
  return { outputs, diagnostics };
}

function unknownOutput(
  asked: string,
  program: Program,
  claims: Iterable<string>,
  kind: string | undefined,
): Diagnostic {
  const declared = program.outputs.map(({ name }) => name);
  const values = [...program.names.values()].filter((info) => info.kind === "value").map(({ name }) => name);
  const hint = didYouMean(asked, [...declared, ...claims]) ?? didYouMean(asked, values);
  return {
    rule: "notebook/unknown-output",
    severity: "error",
    message: kind ? `\`${asked}\` is a ${kind}, not an output` : `unknown output \`${asked}\``,
    expected: "the name of an output or the id of a claim",
    about: asked,
    hint,
  };
}

/** The blocks that some outputs rest on, in program order, and which of them can't run outside a build. */
export function blocksBehind(
  program: Program,
  outputs: readonly OutputSource[],
): { blocks: ProgramBlock[]; diagnostics: Diagnostic[] } {
  const byId = new Map(program.blocks.map((analysed) => [analysed.block.id, analysed]));
  const within = reachable(
    outputs.map(({ blockId }) => blockId),
    (id) => byId.get(id)?.dependsOn ?? [],
  );
  const blocks = program.blocks.filter(({ block }) => within.has(block.id));
  const diagnostics = blocks
    .filter(({ block, library }) => block.kind === "chart" || library.includes("Plot"))
    .map(
      ({ block }): Diagnostic => ({
        rule: "notebook/drawn-output",
        severity: "error",
        message: `an output rests on block \`${block.id}\`, which draws and is not run many times`,
        place: block.place,
        hint: "move what is computed there into a compute block",
      }),
    );
  return { blocks, diagnostics };
}

type Derivations = EvaluationJob["derivations"];

/** What moves when numbers vary, of some blocks and derivations; asked again and again. */
export class Movement {
  private readonly indexOf: ReadonlyMap<string, number>;
  private readonly reads: ReadonlyMap<string, readonly (readonly [path: string, block: number])[]>;
  private readonly readers = new Map<string, readonly number[]>();
  private readonly known = new Map<string, Variation>();

  constructor(
    private readonly blocks: readonly ProgramBlock[],
    private readonly derivations: Derivations,
  ) {
    this.indexOf = new Map(blocks.map(({ block }, index) => [block.id, index]));
    this.reads = groupBy(
      blocks.flatMap(({ givenPaths }, index) => givenPaths.map((path) => [path, index] as const)),
      ([path]) => groupOf(path),
    );
  }

  /**
   * What moves when the numbers at some leaf paths vary: derived assumptions that rest on them, unless one of their own numbers is
   * among the paths, which is an override; blocks that may read any of these, by their static read paths; and blocks that use a
   * name of one that moves. Blocks whose functions might remember move with those that use them.
   */
  of(paths: readonly string[]): Variation {
    const key = JSON.stringify(paths);
    const known = this.known.get(key);
    if (known) return known;
    const given = new Set(paths);
    const { leaves, derivations } = this.touched(paths, given);
    const moving = this.movingWith(leaves.flatMap((path) => this.readersOf(path)));
    const blocks = [...moving].sort((a, b) => a - b);
    const variation = { paths, blocks, derivations, ...this.reachOf(paths, given, blocks) };
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(key, variation);
    return variation;
  }

  /** Positions of those of a variation's blocks that some blocks, by their ids, rest on. */
  behind({ blocks }: Variation, ids: readonly string[]): number[] {
    const behind = reachable(ids, (id) => this.blocks[this.indexOf.get(id) ?? -1]?.dependsOn ?? []);
    return [...blocks.keys()].filter((at) => behind.has(this.blocks[blocks[at] ?? -1]?.block.id ?? ""));
  }

  /** For each path, which of the blocks move when it alone does. */
  private reachOf(
    paths: readonly string[],
    given: ReadonlySet<string>,
    blocks: readonly number[],
  ): Pick<Variation, "reaches" | "reachOf"> {
    const reaches: number[][] = [];
    const numbers = new Map<string, number>();
    const reachOf = paths.map((path) => {
      const first = this.touched([path], given).leaves.flatMap((leaf) => this.readersOf(leaf));
      const key = JSON.stringify(first);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const moving = this.movingWith(first);
      numbers.set(key, reaches.length);
      return reaches.push([...blocks.keys()].filter((at) => moving.has(blocks[at] ?? -1))) - 1;
    });
    return { reaches, reachOf };
  }

  /** Some paths and the leaves that are derived from them, and by which derivations; what is given isn't derived. */
  private touched(paths: readonly string[], given: ReadonlySet<string>): { leaves: string[]; derivations: number[] } {
    const leaves = [...paths];
    const derivations: number[] = [];
    for (const [index, derivation] of this.derivations.entries()) {
      if (derivation.leaves.some((leaf) => given.has(leaf)) || !restsOn(derivation, leaves)) continue;
      append(leaves, derivation.leaves);
      derivations.push(index);
    }
    return { leaves, derivations };
  }

  private readersOf(path: string): readonly number[] {
    const known = this.readers.get(path);
    if (known) return known;
    // Only paths of the same group, or of any, can mean the same leaf.
    const near = [...(this.reads.get(groupOf(path)) ?? []), ...(this.reads.get("*") ?? [])];
    const found = [...new Set(near.filter(([read]) => pathsOverlap(read, path)).map(([, block]) => block))];
    this.readers.set(path, found);
    return found;
  }

  /** Indices of some blocks and of those that move with them. */
  private movingWith(first: readonly number[]): Set<number> {
    const moving = new Set(first);
    const follows = (id: string): boolean => moving.has(this.indexOf.get(id) ?? -1);
    for (const [index, { dependsOn }] of this.blocks.entries()) if (dependsOn.some(follows)) moving.add(index);
    // What may remember one point until the next is made anew for whatever uses it.
    for (const [index, { dependsOn }] of [...this.blocks.entries()].reverse())
      if (moving.has(index))
        for (const id of dependsOn) {
          const other = this.indexOf.get(id) ?? -1;
          if (this.blocks[other]?.restless) moving.add(other);
        }
    return moving;
  }
}

/** Variations that are remembered; a study asks for the same a dozen times. */
const MOST_KNOWN = 64;

export const groupOf = (path: string): string => path.split(".", 1)[0] ?? "";

/** The derivations that blocks read or that others of these rest on, in the same order. */
export function derivationsBehind(
  blocks: readonly ProgramBlock[],
  derivations: readonly DerivationCode[],
): DerivationCode[] {
  const read = blocks.flatMap(({ givenPaths }) => givenPaths);
  const needed = new Set<string>();
  return [...derivations]
    .reverse()
    .filter(({ id, leaves, uses }) => {
      if (!needed.has(id) && !leaves.some((leaf) => read.some((path) => pathsOverlap(path, leaf)))) return false;
      for (const other of uses) needed.add(other);
      return true;
    })
    .reverse();
}

const restsOn = ({ uses }: DerivationCode, paths: readonly string[]): boolean =>
  uses.some((id) => paths.some((path) => path === id || path.startsWith(`${id}.`)));
