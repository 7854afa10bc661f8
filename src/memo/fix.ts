import { type Diagnostic, LineMap } from "../diagnostic.js";
import { addTo } from "../lists.js";
import type { Project } from "./project.js";
import { replaceSource } from "./replace-source.js";

/**
 * Writes the fixes that diagnostics bring, file by file; of two that overlap the first. Returns the diagnostics that were put right.
 * @throws MemoError when a file can't be written, or was changed meanwhile
 */
export async function applyFixes(project: Project, diagnostics: readonly Diagnostic[]): Promise<Diagnostic[]> {
  const files = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const file = diagnostic.fix?.place.file;
    if (file !== undefined) addTo(files, file, diagnostic);
  }
  const fixed: Diagnostic[] = [];
  for (const [file, found] of files) {
    const before = project.chapters.get(file) ?? project.assumptions.get(file);
    if (before === undefined) continue;
    const map = new LineMap(before);
    let after = "";
    let done = 0;
    for (const { diagnostic, from, to, text } of ranges(found, map)) {
      if (from < done) continue;
      after += before.slice(done, from) + text;
      done = to;
      fixed.push(diagnostic);
    }
    await replaceSource(project, file, before, after + before.slice(done));
  }
  return fixed;
}

/** Stretches to replace, in the order in which they stand. */
function ranges(
  diagnostics: readonly Diagnostic[],
  map: LineMap,
): { diagnostic: Diagnostic; from: number; to: number; text: string }[] {
  return diagnostics
    .flatMap((diagnostic) => {
      const { fix } = diagnostic;
      if (!fix?.place.end) return [];
      const { start, end } = fix.place;
      return [{ diagnostic, from: map.offset(start), to: map.offset(end), text: fix.text }];
    })
    .sort((a, b) => a.from - b.from);
}
