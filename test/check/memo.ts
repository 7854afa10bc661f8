import { checkMemo } from "../../src/check/index.js";
import { formatDiagnostic } from "../../src/diagnostic.js";
import { prepareChapters } from "../../src/document/prepare.js";
import { computeMemo } from "../../src/memo/compute.js";
import { sourcesOf } from "../../src/memo/project.js";
import { BASE } from "../../src/rules/base.js";
import { RULES } from "../../src/rules/index.js";
import { readStudy } from "../../src/sensitivity/index.js";
import { projectOf, type Sources } from "../cli/memo.js";

/** The base memo of the rules' examples with a third chapter: front matter besides the title, and a body. */
export const withChapter = (body: string, front = ""): Sources => ({
  ...BASE,
  "chapters/03-juice.md": `---\ntitle: Juice\n${front}---\n\n${body}\n`,
});

/** The same with entries of the register instead of its own body: YAML under `assumptions`, indented by two. */
export const withAssumptions = (yaml: string, body = "Juice."): Sources => ({
  ...withChapter(body),
  "assumptions/2026-03.yaml": `${BASE["assumptions/2026-03.yaml"]}${yaml}`,
});

/** What the checks of a memo find, without types, and the exceptions that let something stand. Blocks run in this process. */
export async function checked(
  files: Sources,
  more: { scenario?: string; sets?: { id: string; text: string }[] } = {},
): Promise<{ found: string[]; told: string; excepted: string[] }> {
  const project = projectOf(files);
  const computed = await computeMemo(project, more);
  const { chapters, program, register, tree, scope, run, severities, diagnostics: before } = computed;
  const studies = chapters.flatMap(({ blocks }) => blocks.flatMap((block) => readStudy(block, () => {}) ?? []));
  const names = new Set([...program.names.keys(), ...studies.map(({ name }) => name), "given"]);
  const { templates } = prepareChapters(chapters, { names, sources: new Set(register.sources.keys()) });
  const plain = Object.keys(more).length === 0;
  const sources = sourcesOf(project);
  const { diagnostics, exceptions } = checkMemo(
    { chapters, program, studies, register, templates, tree, scope, run, sources, plain, severities },
    before,
    RULES.map(({ id }) => id),
  );
  return {
    found: diagnostics.map(
      ({ rule, place }) =>
        `${rule} ${place ? `${place.file.replace(/^.*\//, "")}:${place.start.line}:${place.start.column}` : ""}`,
    ),
    told: diagnostics.map((diagnostic) => `${formatDiagnostic(diagnostic, { sources })}\n`).join("\n"),
    excepted: exceptions.map(({ rule, reason }) => `${rule}: ${reason}`),
  };
}
