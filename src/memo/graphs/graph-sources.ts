import { MemoError } from "../../diagnostic.js";
import { prepareChapters } from "../../document/prepare.js";
import type { GraphSources } from "../../graph/model.js";
import { isError } from "../../rules/rule.js";
import { readStudy } from "../../sensitivity/index.js";
import { type ComputeOptions, readMemo } from "../compute.js";
import { keptTemplates } from "../passes/kept-templates.js";
import type { Project } from "../project.js";

/**
 * What the graph is made from: what a build read of the same sources, where that is kept.
 *
 * @throws MemoError where chapters or assumptions can't be read.
 */
export function graphSources(
  project: Project,
  options: Pick<ComputeOptions, "version" | "scenario" | "sets" | "cacheFolder">,
): GraphSources {
  const diagnostics: MemoError["diagnostics"][number][] = [];
  const { chapters, blocks, program, register } = readMemo(project, options, diagnostics);
  const studies = blocks.flatMap((block) => readStudy(block, (d) => diagnostics.push(d)) ?? []);
  const names = new Set([...program.names.keys(), ...studies.map(({ name }) => name), "given"]);
  const prepared = prepareChapters(
    chapters,
    { names, sources: new Set(register?.sources.keys()) },
    register && keptTemplates(options.cacheFolder),
  );
  if (diagnostics.some(isError)) throw new MemoError(diagnostics);
  return { chapters, program, register, studies, templates: prepared.templates };
}
