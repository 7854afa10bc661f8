import type { BlockNode, ChapterNode, FootnoteNode, InlineNode, MemoTree, RegisterGroup } from "../../document/tree.js";
import { append } from "../../lists.js";
import { alignPassages, type PassageWords, passageWords } from "../passages.js";
import { markBlocks, marked, sectionName } from "./blocks.js";
import { type Mark, Marks } from "./marks.js";

/** A memo that shows what changed in its places, and the places in order. */
export interface MarkedMemo {
  tree: MemoTree;
  marks: readonly Mark[];
}

/** The newer of two memos with what went and came since the older one. It stays as it is where a reader would change assumptions. */
export function markTree(old: MemoTree, { live: _, ...now }: MemoTree): MarkedMemo {
  const marks = new Marks();
  marks.section = "Title";
  const line = (before: readonly InlineNode[] = [], after: readonly InlineNode[] = []): readonly InlineNode[] =>
    marked(before, after, marks);
  const front = {
    title: line(old.title, now.title),
    ...withLine("subtitle", line(old.subtitle, now.subtitle)),
    authors: authors(old.authors, now.authors, line),
    ...withLine("notice", line(old.notice, now.notice)),
  };
  const chapters = markChapters(old.chapters, now.chapters, marks);
  marks.section = "Notes";
  const { notes, gone } = markNotes(old.footnotes, now.footnotes, marks);
  marks.section = "Assumptions";
  const appendix = markRegister(old.appendix, now.appendix, marks);
  // Nothing refers to a note that went: it stands behind the others, or behind the text where there is none.
  const [footnotes, text] = notes.length > 0 ? [withMore(notes, gone), chapters] : [notes, withMore(chapters, gone)];
  return { tree: { ...now, ...front, chapters: text, footnotes, appendix }, marks: marks.found };
}

/** The last of them with more blocks at its end. */
const withMore = <T extends { children: readonly BlockNode[] }>(all: readonly T[], more: readonly BlockNode[]): T[] =>
  all.map((one, at) => (at === all.length - 1 ? { ...one, children: [...one.children, ...more] } : one));

const withLine = (name: "subtitle" | "notice", nodes: readonly InlineNode[]) =>
  nodes.length === 0 ? {} : { [name]: nodes };

/** Authors stand for themselves: one who came is no other's new name. */
function authors(
  old: MemoTree["authors"],
  now: MemoTree["authors"],
  line: (before: readonly InlineNode[], after: readonly InlineNode[]) => readonly InlineNode[],
): MemoTree["authors"] {
  const kept = alignPassages(old.map(words), now.map(words));
  return kept.map(([i, j]) => line(old[i ?? -1] ?? [], now[j ?? -1] ?? []));
}

const words = (nodes: readonly InlineNode[]): PassageWords => passageWords({ tokens: [JSON.stringify(nodes)] });

/** Chapters are the same by their file, else by their title; one that went stands behind the one that it stood behind. */
function markChapters(old: readonly ChapterNode[], now: readonly ChapterNode[], marks: Marks): ChapterNode[] {
  const left = new Set(old);
  const take = (is: (one: ChapterNode) => boolean): ChapterNode | undefined => {
    const found = [...left].find(is);
    if (found) left.delete(found);
    return found;
  };
  const before = new Map(now.map((chapter) => [chapter, take(({ file }) => file === chapter.file)]));
  for (const chapter of now)
    if (!before.get(chapter))
      before.set(
        chapter,
        take(({ heading }) => heading.id === chapter.heading.id),
      );
  const gone = [...left];
  const shown = now.map((chapter): ChapterNode => {
    const was = before.get(chapter);
    marks.section = sectionName(chapter.heading);
    const [heading] = markBlocks(was ? [was.heading] : [], [chapter.heading], marks).slice(-1);
    const children = markBlocks(was?.children ?? [], chapter.children, marks);
    const behind = gone.filter((one) => was !== undefined && old[old.indexOf(one) - 1] === was);
    for (const one of behind) gone.splice(gone.indexOf(one), 1);
    return {
      ...chapter,
      heading: heading?.type === "heading" ? heading : chapter.heading,
      children: [...children, ...behind.flatMap((one) => markBlocks([one.heading, ...one.children], [], marks))],
    };
  });
  return withMore(
    shown,
    gone.flatMap((one) => markBlocks([one.heading, ...one.children], [], marks)),
  );
}

/** Notes are the same by what they say; their numbers say nothing. */
function markNotes(
  old: readonly FootnoteNode[],
  now: readonly FootnoteNode[],
  marks: Marks,
): { notes: FootnoteNode[]; gone: BlockNode[] } {
  const texts = (notes: readonly FootnoteNode[]): PassageWords[] =>
    notes.map(({ children }) => passageWords({ tokens: [JSON.stringify(children, withoutPlaces)] }));
  const gone: BlockNode[] = [];
  const notes = alignPassages(texts(old), texts(now)).flatMap(([i, j]) => {
    const [before, after] = [old[i ?? -1], now[j ?? -1]];
    if (after) return [{ ...after, children: markBlocks(before?.children ?? [], after.children, marks) }];
    append(gone, markBlocks(before?.children ?? [], [], marks));
    return [];
  });
  return { notes, gone };
}

const withoutPlaces = (key: string, value: unknown): unknown => (key === "place" || key === "id" ? undefined : value);

/** Rows whose value or range changed, with what they said. */
function markRegister(old: readonly RegisterGroup[], now: readonly RegisterGroup[], marks: Marks): RegisterGroup[] {
  const before = new Map(old.flatMap(({ rows }) => rows.map((row) => [row.assumption.id, row])));
  return now.map((group) => ({
    ...group,
    rows: group.rows.map((row) => {
      const was = before.get(row.assumption.id);
      const [value, range] = [was ? withUnit(was, row.unit) : "", was?.range ?? ""];
      if (was && value === row.value && range === row.range) return row;
      const said = was
        ? [
            value === row.value ? "" : `${value} → ${row.value}`,
            range === row.range ? "" : `range ${range || "none"} → ${row.range || "none"}`,
          ]
        : ["new"];
      marks.addAt(`a-${row.assumption.id}`, `${row.assumption.id}: ${said.filter((text) => text !== "").join("; ")}`);
      return { ...row, was: { value, range } };
    }),
  }));
}

/** The value, with its unit where that is another now. */
const withUnit = ({ value, unit }: RegisterGroup["rows"][number], now: string): string =>
  unit === now ? value : `${value} ${unit}`;
