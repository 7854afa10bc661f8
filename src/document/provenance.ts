import type { Register } from "../assumptions/types.js";
import type { Program } from "../notebook/program.js";
import type { RunResult } from "../notebook/types.js";
import { inRegisterOrder } from "./scope.js";

/**
 * For each block, the ids of the assumptions its values rest on: what its own run read and what the blocks it depends on read,
 * as traced; a derived assumption brings the ones it is computed from. Register order.
 */
export function restsOnByBlock(
  program: Program,
  run: Pick<RunResult, "reads">,
  register: Register,
  assumptionOf: (path: string) => string | undefined,
): Map<string, readonly string[]> {
  const sets = new Map<string, Set<string>>();
  // Program order puts every block after those it depends on.
  for (const { block, dependsOn } of program.blocks) {
    const ids = new Set<string>();
    for (const path of run.reads.get(block.id) ?? []) {
      const id = assumptionOf(path);
      if (id === undefined) continue;
      ids.add(id);
      for (const leaf of register.assumptions.get(id)?.restsOn ?? []) ids.add(leaf);
    }
    for (const other of dependsOn) for (const id of sets.get(other) ?? []) ids.add(id);
    sets.set(block.id, ids);
  }
  return new Map([...sets].map(([id, ids]) => [id, inRegisterOrder(register, ids)]));
}
