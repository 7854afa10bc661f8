import { type Diagnostic, didYouMean, MemoError } from "../diagnostic.js";
import type { MemoTree } from "../document/tree.js";
import { writeResults } from "../render/data/index.js";
import { parseReadings, type Reading, type Readings, readingsText } from "../review/reading/readings.js";
import { readingOf, type Unread, unreadPassages, type ValuePassage, valuePassages } from "../review/reading/unread.js";
import { parseSnapshot, type Snapshot } from "../review/snapshot.js";

/** A memo's readings beside what it says now. */
export interface ReadingState {
  snapshot: Snapshot;
  parsed: Readings;
  unread: readonly Unread[];
}

/** @param readings the text of `assumptions/read.yaml`; "" for a memo that has none yet */
export function readingState(tree: MemoTree, readings: string): ReadingState {
  const snapshot = parseSnapshot(writeResults(tree, { whole: true }), "results.json");
  const parsed = readings === "" ? { of: new Map(), problems: [] } : parseReadings(readings);
  return { snapshot, parsed, unread: unreadPassages(snapshot, parsed) };
}

/**
 * The text of `assumptions/read.yaml` once somebody has read the passages of some places, or all, as they stand.
 *
 * @returns of how many passages that is noted (`noted`): of those of named places, read before or not, and with "all" of those that were to be read;
 * and how many are left
 * @throws MemoError for a place that has no passage
 */
export function confirmedText(
  { snapshot, parsed, unread }: ReadingState,
  chapters: ReadonlyMap<string, string>,
  places: readonly string[] | "all",
  { by, day }: { by: string; day: string },
): { text: string; noted: number; left: number } {
  const all = valuePassages(snapshot);
  const chosen = places === "all" ? all : places.flatMap((place) => passagesAt(place, all, chapters));
  const now = new Map(chosen.map((passage) => [passage.digest, passage]));
  const there = new Set(all.map(({ digest }) => digest));
  // With all of it confirmed, what the memo no longer says can go.
  const kept = [...parsed.of.values()].filter(({ passage }) => places !== "all" || there.has(passage));
  const open = new Set(unread.map(({ passage }) => passage.digest));
  // Who read it before, with these values, has read it; who names a place reads it again.
  const noted = [...now.values()].filter(({ digest }) => open.has(digest) || places !== "all");
  const after = new Map<string, Reading>(kept.map((one) => [one.passage, one]));
  for (const passage of noted) after.set(passage.digest, readingOf(passage, by, day));
  const left = unread.filter(({ passage }) => !noted.some(({ digest }) => digest === passage.digest)).length;
  return { text: readingsText(after.values()), noted: noted.length, left };
}

/** Passages in a chapter, a paragraph of it, a section or a figure. */
function passagesAt(
  place: string,
  all: readonly ValuePassage[],
  chapters: ReadonlyMap<string, string>,
): readonly ValuePassage[] {
  const [, file = place, line] = /^(.*\.md):(\d+)(?::\d+)?$/.exec(place) ?? [];
  const text = chapters.get(file);
  const found =
    text === undefined
      ? all.filter(({ section }) => section === place.replace(/^[@#]/, ""))
      : all.filter((one) => one.place.file === file && (line === undefined || inParagraph(text, Number(line), one)));
  if (found.length > 0) return found;
  const names = [...new Set([...all.map(({ section }) => section), ...chapters.keys()])];
  const problem: Diagnostic = {
    rule: "read/place",
    severity: "error",
    message:
      text === undefined
        ? `\`${place}\` is no chapter, heading or figure with a value in it`
        : `no passage at ${place} quotes a value`,
    expected:
      "chapters/NN-name.md, a line of it (chapters/NN-name.md:12), the id of a heading or of a figure, or --all",
    ...(text === undefined ? { hint: didYouMean(place, names) } : {}),
  };
  throw new MemoError([problem], 2);
}

/** Whether a passage stands in the paragraph, or the block, that has a line. */
function inParagraph(text: string, line: number, { place }: ValuePassage): boolean {
  const lines = text.split("\n");
  const isEmpty = (at: number): boolean => (lines[at - 1] ?? "").trim() === "";
  let [from, to] = [line, line];
  while (from > 1 && !isEmpty(from - 1)) from--;
  while (to < lines.length && !isEmpty(to + 1)) to++;
  return place.start.line >= from && place.start.line <= to;
}
