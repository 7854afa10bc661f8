import os from "node:os";
import { type GivenTree, givenTree } from "../../assumptions/index.js";
import { figureKindOf } from "../../chapters/sweep.js";
import { givenReads } from "../../notebook/analyse/program.js";
import { type Cache, startRunner } from "../../notebook/run/runner.js";
import type { RunResult } from "../../notebook/types.js";
import { type StudyResults, studyResults } from "../sweeps/results.js";
import { runStudies, type StudiesResult } from "../sweeps/studies.js";
import type { Analysed } from "./analyse.js";
import { type CheckedMeanwhile, failMeasured } from "./check.js";
import type { Ordered } from "./order.js";
import type { Job } from "./pass.js";
import type { Read } from "./read.js";

/** What is begun before blocks run, since it asks for nothing that they come to. */
export interface SweptMeanwhile {
  sweeping?: Promise<StudyResults>;
  /** Results, once those of all charts are among them. */
  charted?: Promise<StudyResults["results"]>;
  /** Whether it is under way. */
  isSweeping?(): boolean;
}

type Needed = Pick<Analysed, "studies" | "program" | "register"> & { given: GivenTree };
type NeededThen = Analysed &
  CheckedMeanwhile &
  Needed &
  SweptMeanwhile & { run: RunResult; versions: string; cache: Cache | undefined };

/** Begins to run the studies of chapters where there is a second core for it, while prose is read and blocks run. */
export function sweepMeanwhile(job: Job, { register, program, studies }: Read & Ordered): SweptMeanwhile {
  if (job.options.incremental || os.availableParallelism() < 2) return {};
  const { sweeper: started } = job;
  if (studies.length === 0 || !register || job.hasErrors()) {
    started?.stop();
    return {};
  }
  let isSweeping = true;
  const over = (): void => {
    isSweeping = false;
    started?.stop();
  };
  const given = givenTree(register, givenReads(program));
  const charts = studies.filter(hasChart);
  let tell: (results: StudyResults["results"]) => void = () => {};
  const charted = new Promise<StudyResults["results"]>((resolve) => {
    tell = resolve;
  });
  const sweeping = studyResults({
    ...asked(job, { studies, program, register, given }),
    started,
    beside: true,
    onResult: (results) => {
      if (charts.every(({ block }) => results.has(block.id))) tell(results);
    },
  });
  // Where the blocks come to nothing, it is given up, and of no interest.
  sweeping.then(over, over);
  return { sweeping, charted, isSweeping: () => isSweeping };
}

/** Runs the studies of chapters. */
export async function sweep(job: Job, memo: NeededThen): Promise<{ swept: StudiesResult }> {
  const { runner } = job;
  const { incremental } = job.options;
  const { run, versions, cache, sweeping, charted } = memo;
  const { limits } = job.options;
  if (memo.studies.length > 0) {
    await failMeasured(job, memo);
    job.step("running sweeps");
  }
  const told = (): void => job.options.ran?.();
  if (sweeping) sweeping.then(told, () => {});
  else told();
  // What draws their charts loads meanwhile.
  const drawer = memo.isSweeping?.() && memo.studies.some(hasChart) ? startRunner(limits) : undefined;
  drawer?.preload();
  try {
    const swept = await (incremental?.runStudies ?? runStudies)({
      ...asked(job, memo),
      run,
      versions,
      cache,
      results: sweeping,
      charted,
      ...(drawer ? { runner: drawer } : {}),
      ...(incremental ? { store: incremental.studies, runner } : {}),
    });
    job.report(swept.diagnostics);
    return { swept };
  } finally {
    drawer?.stop();
  }
}

const hasChart = ({ block }: Analysed["studies"][number]): boolean => figureKindOf(block.id) === "chart";

/** What studies are run on. */
const asked = (job: Job, { studies, program, register, given }: Needed): Parameters<typeof studyResults>[0] => ({
  studies,
  program,
  register,
  given,
  cacheFolder: job.options.cacheFolder,
  limits: job.options.limits,
  postpone: job.options.postpone,
  signal: job.signal,
  onProgress: (done, of) => job.step(`running sweeps: ${done} of ${of} points`),
});
