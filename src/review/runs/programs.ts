import { dataTables, openPaths, type Register, readablePaths } from "../../assumptions/index.js";
import type { Block } from "../../chapters/index.js";
import { analyse, type ParsedBefore } from "../../notebook/analyse/analyse.js";
import type { Program } from "../../notebook/analyse/program.js";
import { blocksBehind, findOutputs } from "../../notebook/evaluate/scope.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../notebook/library/library-names.js";

/** A review makes many programs of the same blocks. */
const before: ParsedBefore = new WeakMap();

/** Blocks in order, over the assumptions of a register. */
export function programOf(blocks: readonly Block[], register: Register): Program {
  return analyse(blocks, {
    givenPaths: readablePaths(register),
    openPaths: openPaths(register),
    tables: dataTables(register),
    library: LIBRARY_NAMES,
    globals: GLOBAL_NAMES,
    before,
  });
}

/** The outputs and claims that blocks compute outside a build: those that rest on no sweep and draw nothing. */
export function computable(program: Program, names: readonly string[]): string[] {
  const broken = new Set(program.blocks.filter(({ block }) => failsAt(program, block)).map(({ block }) => block.id));
  return names.filter((name) => {
    const found = findOutputs(program, [name]);
    if (found.diagnostics.length > 0) return false;
    const behind = blocksBehind(program, found.outputs);
    return behind.diagnostics.length === 0 && !behind.blocks.some(({ block }) => broken.has(block.id));
  });
}

const failsAt = (program: Program, block: Block): boolean =>
  program.diagnostics.some(
    ({ severity, place }) =>
      severity === "error" &&
      place?.file === block.file &&
      place.start.line >= block.line - 1 &&
      place.start.line <= block.line + block.code.split("\n").length,
  );
