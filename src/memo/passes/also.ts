import type { Register } from "../../assumptions/register/types.js";
import type { Block, Chapter } from "../../chapters/types.js";
import type { Diagnostic } from "../../diagnostic.js";
import type { ChapterTemplates } from "../../document/prepare.js";
import type { Program } from "../../notebook/analyse/program.js";
import { isError } from "../../rules/rule.js";
import { applySeverities, type Severities } from "../../rules/severities.js";
import { wrongInDiagrams } from "../graphs/diagrams.js";
import { picturesOf } from "../pictures.js";
import type { Job } from "./pass.js";

/** What is known of a memo that can't be run. */
interface Known {
  chapters: readonly Chapter[];
  program: Program;
  /** Absent when it could not be read. */
  register: Register | undefined;
  templates: readonly ChapterTemplates[];
  severities: Severities;
}

/**
 * Where a memo can't be run, what else is wrong with it and can be told without: pictures that are not there, and types of the blocks that rest on
 * nothing that is broken. So all mistakes come together, and none that only follows from another.
 */
export async function alsoWrong(
  job: Job,
  { chapters, program, register, templates, severities }: Known,
): Promise<void> {
  job.report((await picturesOf(chapters, job.project.pictures)).diagnostics);
  job.report(await wrongInDiagrams(chapters, templates));
  if (!job.options.check || !register) return;
  const sound = soundPart(program, job.diagnostics);
  if (sound.blocks.length === 0) return;
  const ids = new Set(sound.blocks.map(({ block }) => block.id));
  const parts = chapters.map((chapter) => ({ ...chapter, blocks: chapter.blocks.filter(({ id }) => ids.has(id)) }));
  const { checkTypes } = await import("../../check/types/index.js");
  const found = await checkTypes({ chapters: parts, program: sound, register, templates });
  job.report(applySeverities(found, severities));
}

/** The blocks without an error in them, nor in a block that they rest on. */
function soundPart(program: Program, diagnostics: readonly Diagnostic[]): Program {
  const errors = diagnostics.filter(isError);
  const sound = new Set<string>();
  // Each stands after those that it depends on.
  for (const { block, source, waits, dependsOn } of program.blocks)
    if (
      source !== "" &&
      !waits &&
      dependsOn.every((id) => sound.has(id)) &&
      !errors.some((error) => isIn(error, block))
    )
      sound.add(block.id);
  return {
    ...program,
    blocks: program.blocks.filter(({ block }) => sound.has(block.id)),
    names: new Map([...program.names].filter(([, { blockId }]) => sound.has(blockId))),
    outputs: program.outputs.filter(({ blockId }) => sound.has(blockId)),
  };
}

function isIn({ place }: Diagnostic, { place: { file, start }, code }: Block): boolean {
  const lines = code.split("\n").length + 1;
  return place?.file === file && place.start.line >= start.line && place.start.line <= start.line + lines;
}
