import { rmdirSync } from "node:fs";
import { dirname } from "node:path";

/** Removes a folder that has nothing in it. Returns whether it is gone; the system itself removes no other. */
export function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}

/** Takes the folders above a path away again that were made for it, from the one that was made first. */
export function removeEmptyAbove(path: string, first: string | undefined): void {
  if (first === undefined) return;
  for (let at = dirname(path); at.length >= first.length; at = dirname(at)) if (!removeIfEmpty(at)) return;
}
