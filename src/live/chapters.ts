import type { FrontMatter } from "../chapters/types.js";
import type { ChapterTemplates } from "../document/prepare.js";
import type { LiveChapter } from "./model.js";
import { packTemplate } from "./pack.js";

/** A chapter's templates and fences, without the places that problems would be told at. */
export function packChapter(templates: ChapterTemplates): LiveChapter {
  const { chapter, prose, title, facts, headings, notes, equations, options } = templates;
  return {
    file: chapter.file,
    number: chapter.number,
    slug: chapter.slug,
    front: packFront(chapter.front),
    prose: packTemplate(prose),
    title: packTemplate(title),
    facts: [...facts].map(([name, template]) => [name, packTemplate(template)] as const),
    headings: headings.map(({ id, unnumbered, words, inRows }) => ({
      ...(id ? { id: id.text } : {}),
      unnumbered,
      words,
      inRows,
    })),
    notes: [...notes.keys()],
    equations: [...equations.keys()],
    options: [...options]
      .filter(([, of]) => of.size > 0)
      .map(([id, of]) => [id, [...of].map(([key, template]) => [key, packTemplate(template)] as const)] as const),
    fences: chapter.fences.map((fence) => {
      if (fence.type === "nothing") return 0;
      if (fence.type === "verbatim") return { text: fence.text, language: fence.language };
      if (fence.type === "layout")
        return { columns: fence.columns, end: fence.end, ...(fence.block ? { layout: fence.block.id } : {}) };
      const { id, kind, options: of, beside } = fence.block;
      return {
        block: id,
        kind,
        ...(of.get("echo")?.text === "true" ? { echo: true as const } : {}),
        ...(beside ? { beside } : {}),
      };
    }),
  };
}

function packFront({ numbered, appendix, memo }: FrontMatter): LiveChapter["front"] {
  return {
    numbered,
    ...(appendix ? { appendix: true as const } : {}),
    ...(memo
      ? {
          memo: {
            language: memo.language,
            ...(memo.contents === undefined ? {} : { contents: memo.contents }),
            ...(memo.lists === undefined ? {} : { lists: memo.lists }),
          },
        }
      : {}),
  };
}
