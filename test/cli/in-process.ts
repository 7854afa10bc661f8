import { deserialize, serialize } from "node:v8";
import * as d3 from "d3-array";
import { vi } from "vitest";
import { DimensionProcess } from "../../src/check/dimensions/index.js";
import { perform } from "../../src/check/dimensions/run.js";
import * as figures from "../../src/figures/render.js";
import { createLibrary } from "../../src/notebook/library/library.js";
import { BlockProcess } from "../../src/notebook/process/block-process.js";
import { Execution, type ExecutionJob } from "../../src/notebook/run/execute.js";
import type { FigureRenderer } from "../../src/notebook/types.js";

/**
 * Runs all blocks in this process until the mocks are restored: a build takes 50 ms instead of two seconds, most of which loads the
 * libraries that draw. What crosses to the process of a real build is copied as it would be there.
 */
export function runBlocksHere(): void {
  const process = BlockProcess.prototype as unknown as Record<"start" | "preload" | "execute", () => unknown>;
  const renderer = figures as unknown as FigureRenderer;
  const library = createLibrary({ Plot: renderer.plot, d3 });
  vi.spyOn(process, "start").mockReturnValue(undefined);
  vi.spyOn(process, "preload").mockReturnValue(undefined);
  (vi.spyOn(process, "execute") as unknown as { mockImplementation(run: typeof execute): void }).mockImplementation(
    execute,
  );
  vi.spyOn(DimensionProcess.prototype, "start").mockReturnValue(undefined);
  vi.spyOn(DimensionProcess.prototype, "perform").mockImplementation(async (job) => ({
    type: "done",
    run: deserialize(serialize(await perform(deserialize(serialize(job))))),
  }));
  async function execute(job: ExecutionJob): Promise<unknown> {
    const execution = new Execution(deserialize(serialize(job)), { library, renderer });
    return { type: "answer", result: deserialize(serialize(await execution.run())) };
  }
}
