import type { Register } from "../../assumptions/register/types.js";
import { brokenBlocks } from "../../document/broken.js";
import { type ChapterTemplates, prepareChapters } from "../../document/prepare.js";
import { append } from "../../lists.js";
import { isError } from "../../rules/rule.js";
import { alsoWrong } from "./also.js";
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
export async function analyse(job: Job, memo: Read & Ordered): Promise<Pick<Analysed, "register" | "templates">> {
  const { options, diagnostics } = job;
  const { chapters, register, program, studies, names, severities } = memo;
  const { incremental } = options;
  // Where nothing is wrong so far, every block could be read.
  const broken = diagnostics.some(isError)
    ? brokenBlocks(chapters, program, new Set(studies.map(({ block }) => block.id)))
    : undefined;
  const { templates, diagnostics: inProse } = prepareChapters(
    chapters,
    {
      names: new Set([...names, "given", ...(broken?.names ?? [])]),
      targets: broken?.targets,
      sources: register ? new Set(register.sources.keys()) : new Everything(),
      formats: options.formats,
    },
    register && (incremental ? incremental.prepared : keptTemplates(options.cacheFolder)),
  );
  append(diagnostics, inProse);
  if (!register || job.hasErrors()) {
    await alsoWrong(job, { chapters, program, register, templates, severities });
    job.fail();
  }
  return { register, templates };
}
