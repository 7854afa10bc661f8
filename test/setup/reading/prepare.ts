import type { Chapter } from "../../../src/chapters/types.js";
import * as source from "../../../src/document/prepare.js";

export * from "../../../src/document/prepare.js";

type Prepared = NonNullable<ReturnType<source.PreparedBefore["get"]>>;

/** Templates of a chapter by what was known; of one that is read anew, which is another object, there are none. */
const kept = new WeakMap<Chapter, Map<string, Prepared>>();

const before: source.PreparedBefore = {
  get: (chapter, known) => kept.get(chapter)?.get(known),
  set: (chapter, prepared) => kept.set(chapter, (kept.get(chapter) ?? new Map()).set(prepared.known, prepared)),
};

/** A set that has every name doesn't list them, and formats of one name may differ. */
const isListed = (known: Parameters<typeof source.preparing>[1]): boolean =>
  [known.names, known.sources].every((names) => names.constructor === Set) && !known.formats;

export const prepareChapters: typeof source.prepareChapters = (chapters, known, given) =>
  source.prepareChapters(chapters, known, given ?? (isListed(known) ? before : undefined));

export const preparing: typeof source.preparing = (chapters, known, given) =>
  source.preparing(chapters, known, given ?? (isListed(known) ? before : undefined));
