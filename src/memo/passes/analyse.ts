import { setImmediate as turn } from "node:timers/promises";
import type { Register } from "../../assumptions/register/types.js";
import { brokenBlocks } from "../../document/broken.js";
import { type ChapterTemplates, type PreparedChapters, preparing } from "../../document/prepare.js";
import { append } from "../../lists.js";
import { isError } from "../../rules/rule.js";
import { alsoWrong } from "./also.js";
import type { RunMeanwhile } from "./begin-run.js";
import { Everything } from "./everything.js";
import { keptTemplates } from "./kept-templates.js";
import type { Ordered } from "./order.js";
import type { Job } from "./pass.js";
import type { Read } from "./read.js";

/** A memo that can be run. */
export interface Analysed extends Ordered {
  register: Register;
  templates: readonly ChapterTemplates[];
}

/** Reads prose. */
export async function analyse(
  job: Job,
  memo: Read & Ordered & RunMeanwhile,
): Promise<Pick<Analysed, "register" | "templates">> {
  const { options, diagnostics } = job;
  const { chapters, register, program, studies, names, severities } = memo;
  const { incremental } = options;
  // Where nothing is wrong so far, every block could be read.
  const broken = diagnostics.some(isError)
    ? brokenBlocks(chapters, program, new Set(studies.map(({ block }) => block.id)))
    : undefined;
  const { templates, diagnostics: inProse } = await inTurns(
    chapters,
    {
      names: new Set([...names, "given", ...(broken?.names ?? [])]),
      targets: broken?.targets,
      sources: register ? new Set(register.sources.keys()) : new Everything(),
      formats: options.formats,
    },
    register && (incremental ? incremental.prepared : keptTemplates(options.cacheFolder, job.atEnd)),
  );
  append(diagnostics, inProse);
  if (!register || job.hasErrors()) {
    if (memo.begun) job.runner.stop();
    await alsoWrong(job, { chapters, program, register, templates, severities });
    job.fail();
  }
  return { register, templates };
}

/** Lets through after each chapter what blocks are told. */
async function inTurns(...of: Parameters<typeof preparing>): Promise<PreparedChapters> {
  const steps = preparing(...of);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await turn();
  }
}
