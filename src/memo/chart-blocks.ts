import type { Block } from "../chapters/types.js";
import type { ProgramBlock } from "../notebook/analyse/program.js";
import { type Cache, type Limits, type Runner, run } from "../notebook/run/runner.js";
import type { RunResult } from "../notebook/types.js";

/** A chart block in place of a fence, so that it is run, kept in the cache and reported like any other. */
export const chartInPlace = (block: Block, drawing: string): ProgramBlock => ({
  block: { ...block, kind: "chart" },
  defines: [],
  uses: [],
  dependsOn: [],
  givenPaths: [],
  library: ["Plot"],
  isAsync: false,
  source: `const __result = (${drawing});`,
});

export interface DrawingOptions {
  /** Of the engine and its libraries, for cache keys. */
  versions: string;
  cache?: Cache;
  limits?: Limits;
  /** Draws figures; a process of its own does unless given. */
  runner?: Runner;
}

/** Draws chart blocks that rest on no other. */
export async function drawCharts(
  blocks: readonly ProgramBlock[],
  { versions, cache, limits, runner }: DrawingOptions,
): Promise<Pick<RunResult, "figures" | "diagnostics">> {
  if (blocks.length === 0) return { figures: new Map(), diagnostics: [] };
  return run(
    { blocks, names: new Map(), outputs: [], diagnostics: [] },
    {
      given: {},
      want: [],
      limits,
      draws: true,
      versions,
      runner,
      // What changed since the last build is told of the memo's own blocks.
      ...(cache ? { cache: { ...cache, finish: () => {} } } : {}),
    },
  );
}
