import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import type { Diagnostic } from "../diagnostic.js";
import { repositoryOf } from "../files/index.js";

/**
 * Whoever writes a memo could put a link in it to a file that only the one who builds it may read, and whose lines would then be printed. What lies in
 * the memo's folder, or in the working tree of its repository, both may read.
 */
export function whyOutside(root: string, file: string): Diagnostic | undefined {
  const real = realpathSync(join(root, file));
  const own = realpathSync(root);
  const within = repositoryOf(own) ?? own;
  const way = real.startsWith(within + sep) ? real.slice(within.length + 1).split(sep) : undefined;
  if (way && !way.includes(".git")) return undefined;
  return {
    rule: "project/outside",
    severity: "error",
    message: `${file} is a link that leads ${way ? "into git's own files" : "out of the memo's folder and its repository"}`,
    expected: "a file, or a link to one beside it",
    hint: "copy the file, or keep both in one repository",
    place: { file, start: { line: 1, column: 1 } },
  };
}
