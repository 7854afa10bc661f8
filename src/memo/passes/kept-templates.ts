import { locateCode, locateLines, locateOption } from "../../chapters/locator.js";
import type { Chapter } from "../../chapters/types.js";
import type { Diagnostic } from "../../diagnostic.js";
import { type ChapterTemplates, factsOf, type PreparedBefore, type ProseOption } from "../../document/prepare.js";
import type { Template } from "../../document/template.js";
import { isError } from "../../rules/rule.js";
import { keyOf, openShelf } from "../../store/index.js";

type Bare = Omit<Template, "locate">;

/** Templates without what finds their places, which follows from the chapter. */
interface BareTemplates
  extends Omit<ChapterTemplates, "chapter" | "prose" | "title" | "facts" | "options" | "diagrams"> {
  prose: Bare;
  title: Bare;
  facts: ReadonlyMap<string, Bare>;
  options: ReadonlyMap<string, ReadonlyMap<ProseOption, Bare>>;
  diagrams: ReadonlyMap<string, Bare>;
}

interface Kept {
  made: BareTemplates;
  diagnostics: Diagnostic[];
}

/**
 * Templates of chapters from one command to the next: those of a chapter whose text is the same, while the same names and sources are known.
 *
 * @param atEnd does what nobody waits for
 */
export function keptTemplates(
  folder: string | undefined,
  atEnd: (work: () => void) => void = (work) => work(),
): PreparedBefore | undefined {
  if (folder === undefined) return undefined;
  const shelf = openShelf<Kept>(folder, "templates", import.meta.url);
  const key = ({ file, slug, number, text }: Chapter, known: string): string =>
    keyOf(file, slug, String(number), text, known);
  return {
    get(chapter, known) {
      const kept = shelf.get(key(chapter, known));
      return kept && { known, made: located(kept.made, chapter), diagnostics: kept.diagnostics };
    },
    set(chapter, { known, made, diagnostics }) {
      if (!diagnostics.some(isError)) atEnd(() => shelf.put(key(chapter, known), { made: bared(made), diagnostics }));
    },
  };
}

function bared({ chapter: _, ...made }: ChapterTemplates): BareTemplates {
  const bare = ({ locate, ...rest }: Template): Bare => rest;
  return {
    ...made,
    prose: bare(made.prose),
    title: bare(made.title),
    facts: mapped(made.facts, bare),
    options: mapped(made.options, (byKey) => mapped(byKey, bare)),
    diagrams: mapped(made.diagrams, bare),
  };
}

/** The templates of a chapter as `prepareChapters` makes them. */
function located(made: BareTemplates, chapter: Chapter): ChapterTemplates {
  const { file, front, bodyLine } = chapter;
  const blocks = new Map(chapter.blocks.map((block) => [block.id, block]));
  const facts = factsOf(front);
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error(`${file} has lost what templates of it were made of`);
    return value;
  };
  return {
    ...made,
    chapter,
    prose: { ...made.prose, locate: locateLines(file, made.prose.source, bodyLine) },
    title: { ...made.title, locate: locateOption(front.title) },
    facts: mapped(made.facts, (one, name) => ({ ...one, locate: locateOption(there(facts.get(name))) })),
    options: mapped(made.options, (byKey, id) =>
      mapped(byKey, (one, name) => ({ ...one, locate: locateOption(there(blocks.get(id)?.options.get(name))) })),
    ),
    diagrams: mapped(made.diagrams, (one, id) => ({ ...one, locate: locateCode(there(blocks.get(id))) })),
  };
}

const mapped = <K, V, W>(map: ReadonlyMap<K, V>, make: (value: V, key: K) => W): Map<K, W> =>
  new Map([...map].map(([key, value]) => [key, make(value, key)]));
