import type { Program } from "../../notebook/analyse/program.js";
import { listable, plainCopy } from "../../notebook/process/wire.js";
import { keyParts } from "../../notebook/run/key-parts.js";
import { type RunJob, run } from "../../notebook/run/runner.js";
import { digestOf } from "../../notebook/run/whole-job.js";
import type { RunResult } from "../../notebook/types.js";
import { isError } from "../../rules/rule.js";
import { keyOf, openShelf } from "../../store/index.js";

/** Why no block ran. */
export const NOTHING_NEW = "nothing that blocks are told has changed";

/** Runs blocks, unless the very same was run before: they are pure. @param atEnd does what nobody waits for */
export async function keptRun(
  program: Program,
  job: RunJob,
  folder: string,
  atEnd: (work: () => void) => void,
): Promise<RunResult> {
  const runs = openShelf<RunResult>(folder, "runs", import.meta.url);
  const key = keyOf(job.versions, digestOf(program, job));
  const kept = runs.get(key);
  if (kept) {
    job.runner?.stop();
    job.cache?.finish?.(keyParts(program, job.given, job.versions).all());
    return { ...kept, values: listable(kept.values) as RunResult["values"] };
  }
  const result = await run(program, job);
  if (!result.diagnostics.some(isError)) {
    const status = result.status.map(({ blockId }) => ({ blockId, state: "cached", reason: NOTHING_NEW }) as const);
    atEnd(() => runs.put(key, { ...result, status, values: plainCopy(result.values) as RunResult["values"] }));
  }
  return result;
}
