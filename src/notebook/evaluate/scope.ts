import type { DerivationCode } from "../../assumptions/expressions/derive.js";
import { type Diagnostic, didYouMean } from "../../diagnostic.js";
import { append, reachable } from "../../lists.js";
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

/**
 * What moves when the numbers at some leaf paths vary: derived assumptions that rest on them, unless one of their own numbers is
 * among the paths, which is an override; blocks that may read any of these, by their static read paths; and blocks that use a
 * name of one that moves. Blocks whose functions might remember move with those that use them.
 */
export function variationOf(
  blocks: readonly ProgramBlock[],
  derivations: EvaluationJob["derivations"],
  paths: readonly string[],
): Variation {
  const given = new Set(paths);
  const restless = new Set(blocks.flatMap((one) => (one.restless ? [one.block.id] : [])));
  const touched = [...paths];
  const moved: number[] = [];
  for (const [index, derivation] of derivations.entries()) {
    if (derivation.leaves.some((leaf) => given.has(leaf))) continue;
    if (!restsOn(derivation, touched)) continue;
    append(touched, derivation.leaves);
    moved.push(index);
  }
  const moving = new Set<string>();
  for (const { block, dependsOn, givenPaths } of blocks) {
    const reads = givenPaths.some((read) => touched.some((path) => pathsOverlap(read, path)));
    if (reads || dependsOn.some((id) => moving.has(id))) moving.add(block.id);
  }
  // What may remember one point until the next is made anew for whatever uses it.
  for (const { block, dependsOn } of [...blocks].reverse())
    if (moving.has(block.id)) for (const id of dependsOn) if (restless.has(id)) moving.add(id);
  const indices = [...blocks.entries()].flatMap(([index, { block }]) => (moving.has(block.id) ? [index] : []));
  return { paths, blocks: indices, derivations: moved };
}

/** Of what moves, the blocks that some outputs rest on. */
export function onlyBehind(
  variation: Variation,
  blocks: readonly ProgramBlock[],
  outputs: Iterable<string>,
): Variation {
  const byId = new Map(blocks.map((one) => [one.block.id, one]));
  const behind = reachable(outputs, (id) => byId.get(id)?.dependsOn ?? []);
  return { ...variation, blocks: variation.blocks.filter((index) => behind.has(blocks[index]?.block.id ?? "")) };
}

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
