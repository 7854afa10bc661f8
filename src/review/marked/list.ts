import { counted } from "../../text/counts.js";
import { stillSources } from "../sources/wording.js";
import type { Review, SourceChange } from "../types.js";
import { sentence } from "../wording.js";
import type { Mark } from "./marks.js";

/** What stands at the head of a memo that shows changes. */
export interface MarkList {
  /** The verdict; names in it are code. */
  said: string;
  between: string;
  /** How many places changed, in words. */
  count: string;
  /** In the order of the memo. */
  sections: readonly { name: string; marks: readonly Mark[] }[];
  /** What has no place in it, so that the list is silent of nothing. */
  rest: { name: string; changes: readonly SourceChange[] };
}

export function markList(marks: readonly Mark[], review: Review): MarkList {
  const sections = new Map<string, Mark[]>();
  for (const mark of marks)
    sections.set(mark.section, [
      ...(sections.get(mark.section) ?? []),
      mark.text === "" ? { ...mark, text: "changed" } : mark,
    ]);
  return {
    said: sentence(review.verdict),
    between: `${review.old.label} → ${review.new.label}.`,
    count:
      marks.length === 0 ? "No place of the page changed" : `${counted(marks.length, "place")} of the page changed`,
    sections: [...sections].map(([name, found]) => ({ name, marks: found })),
    rest: { name: "Changed in the sources without changing a number:", changes: stillSources(review) },
  };
}
