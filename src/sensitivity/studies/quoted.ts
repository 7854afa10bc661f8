import { type StudyRequest, studyType } from "./index.js";
import type { Quotables } from "./parts/keys.js";

/** What a number that prose quotes of a study is a number of: a result by its name, or an assumption by its id. */
export type NumberOf = { result: string } | { assumption: string };

/**
 * @param keys of the path behind the study's name: `["first", "low", "output"]`
 * @returns undefined for what is a text, a share, a count or has no unit of the model
 */
export function numberOf(request: StudyRequest, keys: readonly string[]): NumberOf | undefined {
  const { quotes } = studyType(request.kind);
  for (const path of likeFirst(keys, quotes))
    for (const [pattern, { of }] of Object.entries(quotes)) {
      const named = of && matching(pattern.split("."), path);
      if (!named) continue;
      if (of === "varied") return "vary" in request ? { assumption: request.vary } : undefined;
      const result = named.length === 0 ? request.outputs[0] : resultNamed(request.outputs, named);
      if (result !== undefined) return { result };
    }
  return undefined;
}

/** A path as it is, and that of a list's item, or of one by its id, as that of the first. */
function likeFirst(keys: readonly string[], quotes: Quotables): (readonly string[])[] {
  const [head = "", which = "", ...rest] = keys;
  const isItem = head === "by" || (head in quotes && /^\d+$/.test(which));
  return isItem ? [keys, ["first", ...rest], ["by", "_", ...rest]] : [keys];
}

/** The keys that stand for a result's name, where a path is that of a pattern or one below it; a name may be of several keys. */
function matching(pattern: readonly string[], path: readonly string[]): readonly string[] | undefined {
  const at = pattern.findIndex((part) => part === "<number>" || part === "<result>");
  if (path.length < pattern.length) return undefined;
  const fits = pattern.every((part, i) => part === path[i] || /^<.*>$/.test(part));
  return fits ? (at === -1 ? [] : [path[at] ?? ""]) : undefined;
}

/** `bandwidth_2029`, `tightness_2027` of `tightness.2027`. */
const resultNamed = (outputs: readonly string[], [key]: readonly string[]): string | undefined =>
  outputs.find((name) => name === key || name.replace(/[^A-Za-z0-9]/g, "_") === key);
