import type { ChapterAbout, MemoGraph, Part } from "./model.js";

/** Values that one chapter takes of another, by name. */
export interface ChapterFlow {
  from: ChapterAbout;
  to: ChapterAbout;
  /** Names of values and claims that blocks or prose of `to` use. */
  names: readonly string[];
}

/** What flows between chapters, in the order of those that give, then of those that take. */
export function chapterFlows({ chapters, flows }: Pick<MemoGraph, "chapters" | "flows">): ChapterFlow[] {
  const names = new Map<string, Set<string>>();
  const key = (from: string, to: string): string => `${from} ${to}`;
  for (const { from, to, names: some } of flows) {
    if (from.chapter === undefined || to.chapter === undefined || from.chapter === to.chapter) continue;
    const at = key(from.chapter, to.chapter);
    const all = names.get(at) ?? new Set();
    names.set(at, all);
    for (const name of some) all.add(name);
  }
  return chapters.flatMap((from) =>
    chapters.flatMap((to) => {
      const some = names.get(key(from.slug, to.slug));
      return some ? [{ from, to, names: [...some].sort() }] : [];
    }),
  );
}

/** "6 Capacity", or the title alone. */
export const chapterName = ({ number, title }: ChapterAbout): string =>
  number === undefined ? title : `${number} ${title}`;

/** The parts of a chapter, or those of none. */
export const partsOf = ({ parts }: Pick<MemoGraph, "parts">, slug: string | undefined): Part[] =>
  parts.filter(({ chapter }) => chapter === slug);
