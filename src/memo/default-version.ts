import { readScenarios } from "../assumptions/files/scenarios.js";
import { defaultVersion, parseYaml } from "../assumptions/index.js";
import { readChapters } from "../chapters/index.js";
import { Problems } from "../yaml/problems.js";
import { digestWith, firstChapter, type Inputs, type Sources } from "./inputs.js";
import type { Project } from "./project.js";

/** What `digestWith` gives, the version that is taken where none is asked for counting as if it were asked for. */
export const inputsDigest = (project: Sources, inputs: Inputs): string =>
  digestWith(project, { ...inputs, version: inputs.version ?? versionOf(project) });

/** The version of the assumptions that a memo takes where none is asked for: the one its first chapter names, or the latest. */
export const versionOf = (project: Pick<Project, "chapters" | "assumptions">): string | undefined =>
  versionNamed(project) ?? defaultVersion(project.assumptions);

/** The chapter that was asked last, and what it names: one build asks several times. */
let last: { path: string; text: string; names: string | undefined } | undefined;

/** The version that the first chapter names. */
export function versionNamed({ chapters }: Pick<Project, "chapters">): string | undefined {
  const first = firstChapter(chapters);
  if (!first) return undefined;
  const [path, text] = first;
  if (last?.path !== path || last.text !== text)
    last = { path, text, names: readChapters(new Map([first])).chapters[0]?.front.memo?.assumptions };
  return last.names;
}

const SCENARIOS = "assumptions/scenarios.yaml";

/** The file of scenarios that was read last, and the names in it. */
let lastScenarios: { text: string; names: readonly string[] } | undefined;

/** Names of a memo's scenarios; of a file with errors those that can be read. */
export function scenariosOf({ assumptions }: Pick<Project, "assumptions">): readonly string[] {
  const text = assumptions.get(SCENARIOS);
  if (text === undefined) return [];
  if (lastScenarios?.text !== text) {
    const problems = new Problems("assumptions");
    const node = parseYaml(SCENARIOS, text, problems);
    lastScenarios = { text, names: node ? [...readScenarios(node, problems).keys()] : [] };
  }
  return lastScenarios.names;
}
