import type { Block, Chapter } from "../chapters/types.js";
import type { Diagnostic } from "../diagnostic.js";
import { locateLines, locateOption } from "./locator.js";
import { readTemplate, type Template } from "./template.js";

/** Options of figures that hold prose. */
const PROSE_OPTIONS = ["caption", "alt", "source"] as const;
export type ProseOption = (typeof PROSE_OPTIONS)[number];

/** A chapter's texts, read with Handlebars but without values yet. */
export interface ChapterTemplates {
  chapter: Chapter;
  prose: Template;
  title: Template;
  /** By block id. */
  options: ReadonlyMap<string, ReadonlyMap<ProseOption, Template>>;
}

interface Known {
  /** Names blocks define, and `given`. */
  names: ReadonlySet<string>;
  sources: ReadonlySet<string>;
}

/** Reads all prose of the memo; reports what can be told before any block runs. */
export function prepareChapters(
  chapters: readonly Chapter[],
  known: Known,
): { templates: ChapterTemplates[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report = (d: Diagnostic): void => {
    diagnostics.push(d);
  };
  const templates = chapters.map((chapter): ChapterTemplates => {
    checkHeadings(chapter, report);
    const { title } = chapter.front;
    return {
      chapter,
      prose: readTemplate(chapter.prose, locateLines(chapter.file, chapter.prose, chapter.bodyLine), known, report),
      title: readTemplate(title.text, locateOption(title), known, report),
      options: new Map(chapter.blocks.map((block) => [block.id, readOptions(block, known, report)])),
    };
  });
  return { templates, diagnostics };
}

function readOptions(block: Block, known: Known, report: (d: Diagnostic) => void): Map<ProseOption, Template> {
  const read = new Map<ProseOption, Template>();
  for (const key of PROSE_OPTIONS) {
    const value = block.options.get(key);
    if (value) read.set(key, readTemplate(value.text, locateOption(value), known, report));
  }
  return read;
}

/** Every name prose mentions, so that the run brings its value back. */
export function wantedNames(templates: readonly ChapterTemplates[]): Set<string> {
  const names = new Set<string>();
  for (const { prose, title, options } of templates)
    for (const template of [prose, title, ...[...options.values()].flatMap((byKey) => [...byKey.values()])])
      for (const path of template.paths)
        if (path.parts[0] !== undefined && path.parts[0] !== "given") names.add(path.parts[0]);
  return names;
}

/** The body's headings begin at level 2 (the title is level 1) and skip no level. */
function checkHeadings(chapter: Chapter, report: (d: Diagnostic) => void): void {
  let last = 1;
  for (const [index, line] of chapter.prose.split("\n").entries()) {
    const match = /^ {0,3}(#{1,6})(?:\s|$)/.exec(line);
    if (!match) continue;
    const level = match[1]?.length ?? 1;
    const place = {
      file: chapter.file,
      start: { line: chapter.bodyLine + index, column: 1 },
      end: { line: chapter.bodyLine + index, column: line.length + 1 },
    };
    if (level === 1)
      report({
        rule: "prose/heading",
        severity: "error",
        message: "a level-1 heading in the body",
        expected: "the chapter's title in the front matter, and headings from `##`",
        place,
      });
    else if (level > last + 1)
      report({
        rule: "prose/heading",
        severity: "error",
        message: `a level-${level} heading after level ${last}`,
        expected: `\`${"#".repeat(last + 1)}\``,
        place,
      });
    last = Math.max(1, level);
  }
}
