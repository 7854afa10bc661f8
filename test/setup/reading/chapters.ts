import * as source from "../../../src/chapters/read.js";
import type { Chapter } from "../../../src/chapters/types.js";
import type { Diagnostic } from "../../../src/diagnostic.js";
import { frozen, KeptTexts } from "./kept.js";

export * from "../../../src/chapters/read.js";

const kept = new KeptTexts<{ chapter: Chapter; found: readonly Diagnostic[] }>();

export const readChapter: typeof source.readChapter = (file, text, slug, number, report) => {
  const key = [file, slug, number, text].join("\0");
  let known = kept.get(key);
  if (!known) {
    const found: Diagnostic[] = [];
    known = frozen({ chapter: source.readChapter(file, text, slug, number, (d) => found.push(d)), found });
    kept.set(key, known);
  }
  for (const d of known.found) report(d);
  return known.chapter;
};

export const readChapters: typeof source.readChapters = (files, read = readChapter) => source.readChapters(files, read);
