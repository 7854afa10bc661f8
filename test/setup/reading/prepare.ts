import * as source from "../../../src/document/prepare.js";

export * from "../../../src/document/prepare.js";

/** Templates by their very chapter: one that is read anew is another. */
const kept: source.PreparedBefore = new WeakMap();

export const prepareChapters: typeof source.prepareChapters = (chapters, known, before) => {
  // A set that has every name doesn't list them, and formats of one name may differ.
  const isListed = [known.names, known.sources].every((names) => names.constructor === Set) && !known.formats;
  return source.prepareChapters(chapters, known, before ?? (isListed ? kept : undefined));
};
