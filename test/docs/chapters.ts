import { libraryChapter } from "./library.js";
import { referenceChapter } from "./reference.js";
import { rulesChapter } from "./rules.js";
import { studiesChapter } from "./studies.js";

/** Chapters of the guide that `npm run docs` writes, by path. */
export const writtenChapters = (): Map<string, string> =>
  new Map([
    ["docs/guide/chapters/04-reference.md", referenceChapter()],
    ["docs/guide/chapters/05-studies.md", studiesChapter()],
    ["docs/guide/chapters/06-library.md", libraryChapter()],
    ["docs/guide/chapters/08-rules.md", rulesChapter()],
  ]);
