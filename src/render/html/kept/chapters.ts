import type { ChapterNode, MemoTree, QuoteNode } from "../../../document/tree.js";
import { append } from "../../../lists.js";
import type { IdPrefix, PageContext, WrittenBefore } from "../context.js";

/** A chapter's section, with all that it was written from besides its node, and what it left for what is written behind it. */
interface WrittenChapter {
  section: unknown;
  register: MemoTree["register"];
  around: string;
  ids: readonly (readonly [prefix: IdPrefix, key: string | number, id: string])[];
  /** Labels of areas, and how many each had before it. */
  names: readonly (readonly [label: string, before: number])[];
  /** How often notes were referred to before it, and with it. */
  notes: readonly (readonly [number: number, before: number, after: number])[];
  quotes: readonly QuoteNode[];
}

const writtenBefore = new WeakMap<WrittenBefore, WeakMap<ChapterNode, WrittenChapter>>();

/** As `write`; where pages are written again and again, a chapter that is the same node among the same ids, references and blocks is what it was. */
export function writeAgain<Section>(
  chapter: ChapterNode,
  context: PageContext,
  write: (chapter: ChapterNode, context: PageContext) => Section,
): Section {
  if (!context.before) return write(chapter, context);
  const written = writtenBefore.get(context.before) ?? new WeakMap<ChapterNode, WrittenChapter>();
  writtenBefore.set(context.before, written);
  const known = written.get(chapter);
  const counts = named.get(context) ?? new Map<string, number>();
  named.set(context, counts);
  const count = (label: string): string => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    return context.name(label);
  };
  if (known && fits(known, context, counts)) {
    for (const [label] of known.names) count(label);
    for (const [number, , after] of known.notes) context.noteReferences.set(number, after);
    append(context.quotes, known.quotes);
    return known.section as Section;
  }
  const names: [string, number][] = [];
  const ids: [IdPrefix, string | number, string][] = [];
  const noted: PageContext = {
    ...context,
    name: (label) => {
      names.push([label, counts.get(label) ?? 0]);
      return count(label);
    },
    ids: Object.assign(Object.create(context.ids) as PageContext["ids"], {
      of: (prefix: IdPrefix, key: string | number): string => {
        const id = context.ids.of(prefix, key);
        ids.push([prefix, key, id]);
        return id;
      },
    }),
  };
  const before = new Map(context.noteReferences);
  const from = context.quotes.length;
  const section = write(chapter, noted);
  written.set(chapter, {
    section,
    register: context.tree.register,
    around: aroundOf(context),
    ids,
    names,
    notes: [...context.noteReferences].flatMap(([number, after]) => {
      const was = before.get(number) ?? 0;
      return was === after ? [] : [[number, was, after] as const];
    }),
    quotes: context.quotes.slice(from),
  });
  return section;
}

/** How often areas of a page were called by a label so far. */
const named = new WeakMap<PageContext, Map<string, number>>();

function fits(
  { register, around, ids, names, notes }: WrittenChapter,
  context: PageContext,
  counts: ReadonlyMap<string, number>,
): boolean {
  if (register !== context.tree.register || around !== aroundOf(context)) return false;
  const first = new Map(names.toReversed());
  if ([...first].some(([label, before]) => (counts.get(label) ?? 0) !== before)) return false;
  if (notes.some(([number, before]) => (context.noteReferences.get(number) ?? 0) !== before)) return false;
  return ids.every(([prefix, key, id]) => context.ids.of(prefix, key) === id);
}

const arounds = new WeakMap<PageContext["former"], string>();

/** What stands elsewhere that a chapter is written with. */
function aroundOf({ former, references, codeBlocks }: PageContext): string {
  const text = arounds.get(former) ?? JSON.stringify([[...former], [...references], [...codeBlocks.keys()]]);
  arounds.set(former, text);
  return text;
}
