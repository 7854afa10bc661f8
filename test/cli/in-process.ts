import { vi } from "vitest";
import { DimensionProcess } from "../../src/check/dimensions/index.js";
import { BlockProcess } from "../../src/notebook/process/block-process.js";
import type { ExecutionJob } from "../../src/notebook/run/job.js";
import type { Limits } from "../../src/notebook/run/runner.js";
import { dimensionsInRealm, runInRealm } from "../setup/in-realm.js";

/** Runs all blocks in this process until the mocks are restored: a build takes a tenth of a second instead of one. */
export function runBlocksHere(): void {
  const process = BlockProcess.prototype as unknown as Record<"start" | "preload" | "execute", () => unknown>;
  vi.spyOn(process, "start").mockReturnValue(undefined);
  vi.spyOn(process, "preload").mockReturnValue(undefined);
  (vi.spyOn(process, "execute") as unknown as { mockImplementation(run: typeof execute): void }).mockImplementation(
    execute,
  );
  vi.spyOn(DimensionProcess.prototype, "start").mockReturnValue(undefined);
  vi.spyOn(DimensionProcess.prototype, "perform").mockImplementation(async (job) => ({
    type: "done",
    run: await dimensionsInRealm(job),
  }));
  async function execute(job: ExecutionJob, _limits: Limits, draws = false): Promise<unknown> {
    return { type: "answer", result: await runInRealm(job, draws) };
  }
}

/** Jobs of blocks since then, or since this mock was cleared. */
export const jobsHere = (): number => vi.mocked(BlockProcess.prototype.execute).mock.calls.length;
