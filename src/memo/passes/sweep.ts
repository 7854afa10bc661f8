import { runStudies, type StudiesResult } from "../sweeps/studies.js";
import type { Analysed } from "./analyse.js";
import type { Job } from "./pass.js";
import type { Ran } from "./run.js";

/** Runs the studies of chapters. */
export async function sweep(
  job: Job,
  { studies, program, register, given, run, versions, cache }: Analysed & Ran,
): Promise<{ swept: StudiesResult }> {
  const { options, runner } = job;
  const { incremental } = options;
  if (studies.length > 0) {
    job.failOnErrors();
    job.step("running sweeps");
  }
  const swept = await (incremental?.runStudies ?? runStudies)({
    studies,
    program,
    register,
    given,
    run,
    versions,
    cacheFolder: options.cacheFolder,
    cache,
    limits: options.limits,
    ...(incremental ? { store: incremental.studies, runner } : {}),
    postpone: options.postpone,
    signal: options.signal,
    onProgress: (done, of) => job.step(`running sweeps: ${done} of ${of} points`),
  });
  job.report(swept.diagnostics);
  return { swept };
}
