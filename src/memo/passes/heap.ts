import { setFlagsFromString } from "node:v8";
import type { Project } from "../project.js";

/** Letters of sources from which on a memo is a large one: more than a person reads in a day. */
const LARGE = 1_000_000;

/**
 * Lets the heap of a command that reads a large memo grow to twice what is held before it is looked for what nobody holds any more. V8's own way is up
 * to four times, which saves little work and takes hundreds of megabytes of a large memo; of a small one it is some tens, and left as it is.
 *
 * @param set sets a flag of V8
 */
export function boundHeap(
  { chapters, assumptions }: Pick<Project, "chapters" | "assumptions">,
  set: (flag: string) => void = setFlagsFromString,
): void {
  let letters = 0;
  for (const text of [...chapters.values(), ...assumptions.values()]) letters += text.length;
  if (letters >= LARGE) set("--heap-growing-percent=100");
}
