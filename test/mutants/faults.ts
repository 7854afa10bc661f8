import { readFileSync } from "node:fs";
import type { Project } from "../../src/memo/project.js";

/** One slip in the memo's sources, as somebody could make it. */
export interface Fault {
  /** The kind and a number in it: "wrong-name-1". */
  id: string;
  /** What went wrong, one of `KINDS`. */
  kind: string;
  file: string;
  /** Occurs exactly once in the file. */
  find: string;
  replace: string;
}

/** The faults of `docs/mutants.md`, picked by `choose.ts`. */
export const FAULTS: readonly Fault[] = JSON.parse(readFileSync(new URL("faults.json", import.meta.url), "utf8"));

const textOf = ({ chapters, assumptions }: Project, file: string): string =>
  chapters.get(file) ?? assumptions.get(file) ?? "";

/** How often a fault's text is found; it can be made where that is once. */
export const occurrences = (project: Project, { file, find }: Fault): number =>
  textOf(project, file).split(find).length - 1;

/** The project with the fault made, and the lines that it takes there. */
export function withFault(project: Project, fault: Fault): { project: Project; lines: readonly [number, number] } {
  const { file, find, replace } = fault;
  const text = textOf(project, file);
  const at = text.indexOf(find);
  if (at < 0 || text.indexOf(find, at + 1) >= 0) throw new Error(`${fault.id}: its text is not found once in ${file}`);
  const changed = text.slice(0, at) + replace + text.slice(at + find.length);
  // Only what differs: both texts start and end with what makes the place the only one.
  let same = 0;
  while (same < Math.min(find.length, replace.length) && find[same] === replace[same]) same++;
  let end = 0;
  while (end < Math.min(find.length, replace.length) - same && find.at(-1 - end) === replace.at(-1 - end)) end++;
  const first = changed.slice(0, at + same).split("\n").length;
  const put = (files: Project["chapters"]): Project["chapters"] =>
    new Map([...files].map(([path, old]) => [path, path === file ? changed : old]));
  return {
    project: { ...project, chapters: put(project.chapters), assumptions: put(project.assumptions) },
    lines: [first, first + replace.slice(same, replace.length - end).split("\n").length - 1],
  };
}
