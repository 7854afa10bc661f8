import { addTo, append } from "../lists.js";
import { commonPairs, longestRising } from "../text/sequences.js";
import {
  alignPassages,
  comparePassages,
  compareWords,
  joinedWords,
  likeness,
  type PassageWords,
  passageWords,
} from "./passages.js";
import { type SectionState, type Snapshot, textOf } from "./snapshot.js";
import type { PassageChange, SectionChange } from "./types.js";
import { wordsOf } from "./words.js";

/** Two sections with neither id nor title in common are one when they have this much of their words in common. */
const ALIKE = 0.5;

/**
 * The sections that read differently, in the order of the new memo; those that went stand where they stood. Sections are found again by
 * their ids, else by how alike they are. A section is moved when it stands in another order among those that both sides have, and
 * renamed when the words of its heading changed; numbers of sections and figures say nothing.
 */
export function compareProse(old: Pick<Snapshot, "prose">, now: Pick<Snapshot, "prose">): SectionChange[] {
  const matched = matchSections(old.prose, now.prose);
  const moved = movedSections(old.prose, now.prose, matched);
  const changes: SectionChange[] = [];
  const removedBefore = removedSections(old.prose, now.prose.length, matched);
  const removeAt = (at: number): void => {
    for (const section of removedBefore.get(at) ?? []) changes.push(gone("removed", section));
  };
  now.prose.forEach((section, at) => {
    removeAt(at);
    const before = old.prose[matched.get(at) ?? -1];
    if (before) append(changes, compareSections(before, section, moved.has(at)));
    else changes.push(gone("added", section));
  });
  removeAt(now.prose.length);
  return changes;
}

/**
 * Figures and tables of both sides that stand elsewhere in the text: in another order with the figures, passages and headings that both
 * have, or in another section. Those that went along with their section stand where they stood.
 */
export function movedFigures(old: Pick<Snapshot, "prose">, now: Pick<Snapshot, "prose">): Set<string> {
  if (!old.prose.some(({ figures }) => figures) || !now.prose.some(({ figures }) => figures)) return new Set();
  const matched = matchSections(old.prose, now.prose);
  const [before, after] = landmarks(old.prose, now.prose, matched);
  const kept = figuresInPlace(before.flat(), after.flat());
  for (const [j, i] of matched) for (const id of figuresInPlace(before[i] ?? [], after[j] ?? [])) kept.add(id);
  const had = new Set(before.flat());
  return new Set(after.flat().flatMap((one) => (isFigure(one) && had.has(one) && !kept.has(one) ? [idOf(one)] : [])));
}

const FIGURE = "figure ";
const isFigure = (one: string): boolean => one.startsWith(FIGURE);
const idOf = (one: string): string => one.slice(FIGURE.length);

/**
 * What stands in each section of both sides, in reading order, under the same name where it is the same: its heading, passages, reworded ones
 * too and with whatever values, and figures.
 */
function landmarks(
  old: readonly SectionState[],
  now: readonly SectionState[],
  matched: ReadonlyMap<number, number>,
): [string[][], string[][]] {
  const named = (sections: readonly SectionState[]): string[][] =>
    sections.map(({ passages }) => passages.map(({ tokens }) => JSON.stringify(wordsOf(tokens).map(({ key }) => key))));
  const [before, after] = [named(old), named(now)];
  const headings: [Map<number, string>, Map<number, string>] = [new Map(), new Map()];
  for (const [j, i] of matched) {
    headings[0].set(i, `section ${j}`);
    headings[1].set(j, `section ${j}`);
    // Reworded passages matter where figures stand among them.
    if (!old[i]?.figures && !now[j]?.figures) continue;
    const [a, b] = [old[i]?.passages ?? [], now[j]?.passages ?? []];
    for (const [p, q] of alignPassages(a.map(passageWords), b.map(passageWords)))
      if (p !== undefined && q !== undefined) (before[i] ?? [])[p] = (after[j] ?? [])[q] = `passage ${j} ${q}`;
  }
  const standing = (
    sections: readonly SectionState[],
    names: readonly string[][],
    heads: ReadonlyMap<number, string>,
  ): string[][] =>
    sections.map(({ figures = [] }, at) => {
      const all = [...(names[at] ?? [])];
      for (const { id, after: place } of figures.toReversed()) all.splice(place, 0, `${FIGURE}${id}`);
      const heading = heads.get(at);
      return heading === undefined ? all : [heading, ...all];
    });
  return [standing(old, before, headings[0]), standing(now, after, headings[1])];
}

/**
 * Figures that have the same of what both lists have before them, and the same order among themselves there. What of the text stands in
 * another order itself counts for nothing.
 */
function figuresInPlace(before: readonly string[], after: readonly string[]): Set<string> {
  const textOf = (list: readonly string[]): string[] => list.filter((one) => !isFigure(one));
  const [left, right] = [new Set(textOf(before)), new Set(textOf(after))];
  const [old, now] = [textOf(before).filter((one) => right.has(one)), textOf(after).filter((one) => left.has(one))];
  const pairs = commonPairs(old, now);
  const placed = (list: readonly string[], common: ReadonlySet<string>, kept: ReadonlySet<number>): string[] => {
    let [at, count] = [0, 0];
    return list.flatMap((one) => {
      if (isFigure(one)) return [`${count} ${one}`];
      if (common.has(one) && kept.has(at++)) count++;
      return [];
    });
  };
  const was = placed(before, right, new Set(pairs.map(([i]) => i)));
  const is = placed(after, left, new Set(pairs.map(([, j]) => j)));
  return new Set(commonPairs(was, is).flatMap(([, at]) => is[at]?.replace(/^\d+ /, "") ?? []));
}

function compareSections(old: SectionState, now: SectionState, moved: boolean): SectionChange[] {
  const heading = compareWords(wordsOf(old.heading), wordsOf(now.heading));
  const isRenamed = heading.some(({ kind }) => kind !== "values");
  const inHeading: PassageChange[] = isRenamed ? [] : heading;
  const passages = [...inHeading, ...comparePassages(old.passages, now.passages)];
  const presence = isRenamed ? "renamed" : moved ? "moved" : "changed";
  if (presence === "changed" && passages.length === 0) return [];
  const oldTitle = isRenamed ? { oldTitle: titleOf(old) } : {};
  return [{ presence, title: titleOf(now), ...oldTitle, file: now.file, passages }];
}

function gone(presence: "added" | "removed", section: SectionState): SectionChange {
  const { passages } = section;
  const changes = presence === "added" ? comparePassages([], passages) : comparePassages(passages, []);
  return { presence, title: titleOf(section), file: section.file, passages: changes };
}

function titleOf({ number, heading }: SectionState): string {
  const text = textOf(heading);
  return number === undefined ? text : `${number} ${text}`;
}

/** For each new section that has one, the index of the old one. */
function matchSections(old: readonly SectionState[], now: readonly SectionState[]): Map<number, number> {
  const byId = new Map(old.map(({ id }, at) => [id, at]));
  const matched = new Map<number, number>();
  now.forEach(({ id }, at) => {
    const found = byId.get(id);
    if (found !== undefined) matched.set(at, found);
  });
  const taken = new Set(matched.values());
  const content = (sections: readonly SectionState[], free: (at: number) => boolean): [number, SectionWords][] =>
    sections.flatMap((section, at): [number, SectionWords][] => (free(at) ? [[at, sectionWords(section)]] : []));
  const left = content(old, (at) => !taken.has(at));
  const right = content(now, (at) => !matched.has(at));
  const pairs = left.flatMap(([i, a]) =>
    right.map(([j, b]) => ({
      i,
      j,
      score: Math.max(likeness(a.title, b.title), a.isEmpty || b.isEmpty ? 0 : likeness(a.body, b.body)),
    })),
  );
  pairs.sort((a, b) => b.score - a.score || a.i - b.i || a.j - b.j);
  for (const { i, j, score } of pairs) {
    if (score < ALIKE || taken.has(i) || matched.has(j)) continue;
    taken.add(i);
    matched.set(j, i);
  }
  return matched;
}

interface SectionWords {
  title: PassageWords;
  body: PassageWords;
  isEmpty: boolean;
}

function sectionWords({ heading, passages }: SectionState): SectionWords {
  const body = joinedWords(passages.map(passageWords));
  return { title: passageWords({ tokens: heading }), body, isEmpty: body.words.length === 0 };
}

/** New sections that stand in another order, those not counted that moved along with the section above them. */
function movedSections(
  old: readonly SectionState[],
  now: readonly SectionState[],
  matched: ReadonlyMap<number, number>,
): Set<number> {
  const both = [...matched].sort(([a], [b]) => a - b);
  const kept = longestRising(both.map(([, i]) => i));
  const moved = new Set(both.flatMap(([at], order) => (kept.has(order) ? [] : [at])));
  const alone = [...moved].filter((at) => {
    const above = parentOf(now, at);
    const isAlong =
      above !== undefined && moved.has(above) && matched.get(above) === parentOf(old, matched.get(at) ?? 0);
    return !isAlong;
  });
  return new Set(alone);
}

/** The section that one is under. */
function parentOf(sections: readonly SectionState[], at: number): number | undefined {
  const level = sections[at]?.level ?? 0;
  for (let i = at - 1; i >= 0; i--) if ((sections[i]?.level ?? 0) < level) return i;
  return undefined;
}

/** Old sections without a new one, by the index of the new section that they stood before. */
function removedSections(
  old: readonly SectionState[],
  end: number,
  matched: ReadonlyMap<number, number>,
): Map<number, SectionState[]> {
  const newOf = new Map([...matched].map(([j, i]) => [i, j]));
  const removed = new Map<number, SectionState[]>();
  let before = 0;
  old.forEach((section, i) => {
    const j = newOf.get(i);
    if (j !== undefined) before = j + 1;
    else {
      const at = Math.min(before, end);
      addTo(removed, at, section);
    }
  });
  return removed;
}
