import { writeFileSync } from "node:fs";
import { serialize } from "node:v8";
import type { Request } from "../../src/notebook/process/messages.js";
import type { ExecutionJob } from "../../src/notebook/run/job.js";
import { loaderOf } from "./compiled.js";

/**
 * Writes to a file what a cold build of a memo asks its processes of blocks: the one run of all blocks and, in their order, the points of
 * its studies. For `plain.mjs`.
 */
export async function recordWork(dist: string, folder: string, file: string): Promise<void> {
  const load = loaderOf(dist);
  const { readProject } = await load<typeof import("../../src/memo/project.js")>("memo/project.js");
  const { computeMemo } = await load<typeof import("../../src/memo/compute.js")>("memo/compute.js");
  const { BlockProcess } = await load<typeof import("../../src/notebook/process/block-process.js")>(
    "notebook/process/block-process.js",
  );
  const { execute, converse } = BlockProcess.prototype;
  const jobs: ExecutionJob[] = [];
  const asked: Request[][] = [];
  BlockProcess.prototype.execute = function (job, ...rest) {
    jobs.push(job);
    return execute.call(this, job, ...rest);
  };
  BlockProcess.prototype.converse = function (...around) {
    const exchange = converse.apply(this, around);
    const requests: Request[] = [];
    asked.push(requests);
    return {
      ...exchange,
      send: (request) => {
        requests.push(request);
        exchange.send(request);
      },
    };
  };
  try {
    await computeMemo(readProject(folder), { limits: { seconds: 600, megabytes: 4096 } });
  } finally {
    Object.assign(BlockProcess.prototype, { execute, converse });
  }
  writeFileSync(file, serialize({ jobs, asked }));
}
