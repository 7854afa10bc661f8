import type { Register } from "../../assumptions/register/types.js";
import { type Block, type Chapter, libraryBlocks, readChapters } from "../../chapters/index.js";
import { type Diagnostic, MemoError, sortDiagnostics } from "../../diagnostic.js";
import { append } from "../../lists.js";
import type { Project } from "../project.js";
import { keptLoad } from "./kept-sources.js";
import type { ComputeOptions, Job } from "./pass.js";

/** The sources, taken apart. */
export interface Read {
  chapters: readonly Chapter[];
  /** Those of the library first. */
  blocks: readonly Block[];
  /** Absent when it could not be read. */
  register: Register | undefined;
}

/** What is asked of the sources. */
export type Reading = Pick<ComputeOptions, "version" | "scenario" | "sets" | "incremental" | "cacheFolder">;

/** Chapters and assumptions. */
export function read(job: Job): Read {
  job.step("reading chapters and assumptions");
  return readSources(job.project, job.options, job.diagnostics);
}

/** Reads chapters and assumptions; what is wrong is added to `diagnostics`. */
export function readSources(project: Project, options: Reading, diagnostics: Diagnostic[]): Read {
  const { incremental } = options;
  const { chapters, diagnostics: inChapters } = readChapters(project.chapters, incremental?.readChapter);
  append(diagnostics, project.found ?? []);
  append(diagnostics, inChapters);
  // What was not read is not there for others to name, and the rest would seem to be wrong.
  if (inChapters.some(({ rule }) => rule === "chapters/size" || rule === "chapters/merge"))
    throw new MemoError(sortDiagnostics(diagnostics));
  if (chapters.length === 0)
    diagnostics.push({
      rule: "project/no-chapters",
      severity: "error",
      message: "chapters/ holds no chapter",
      expected: "a file such as chapters/01-summary.md",
    });
  const loaded = (incremental?.loadRegister ?? keptLoad(options.cacheFolder))(project.assumptions, {
    version: options.version ?? chapters[0]?.front.memo?.assumptions,
    scenario: options.scenario,
    sets: options.sets,
    data: project.data,
    cacheFolder: options.cacheFolder,
  });
  append(diagnostics, loaded.diagnostics);
  const { register } = loaded;
  const blocks = [...libraryBlocks(project.library), ...chapters.flatMap((chapter) => chapter.blocks)];
  return { chapters, blocks, register };
}
