import { dirname, join, relative, sep } from "node:path";
import { MemoError } from "../../diagnostic.js";
import { addFile, entryAt, someOf } from "../../files/index.js";
import { onOneLine } from "../../text/shown.js";
import { findRepository } from "./place.js";

/** Workflows by path, and where they are to be written. */
export interface PlacedWorkflows {
  files: ReadonlyMap<string, string>;
  /** The top of the repository that the memo is to lie in, below the top: forges run what stands there, and nothing else. */
  top?: string;
}

/** What a repository may have already, and keeps: it is about more than a memo. */
const KEPT = ".github/dependabot.yml";

/**
 * Where the workflows of a memo in a folder, there or not, have to stand.
 *
 * @param filesFor the workflows, by the memo's folder in its repository: "" for the top
 * @throws MemoError where something has the name of one, and for a folder that none can name
 */
export function placeWorkflows(target: string, filesFor: (folder: string) => Map<string, string>): PlacedWorkflows {
  let there = target;
  while (!entryAt(there)) there = dirname(there);
  const { place } = findRepository(there);
  const folder = place
    ? join(place.prefix, relative(there, target))
        .split(sep)
        .join("/")
        .replace(/^\.$|\/$/, "")
    : "";
  const files = filesFor(folder);
  if (place === undefined || folder === "") return { files };
  if (/[$\r\n]/.test(folder))
    throw MemoError.of(
      {
        rule: "init/engine",
        message: `a workflow can't name the folder ${onOneLine(folder)}`,
        expected: "a name without line breaks and dollars, which forges fill in",
      },
      2,
    );
  const isThere = (path: string): boolean => entryAt(join(place.top, path)) !== undefined;
  if (isThere(KEPT)) files.delete(KEPT);
  const taken = [...files.keys()].filter(isThere);
  if (taken.length === 0) return { files, top: place.top };
  throw MemoError.of({
    rule: "files/foreign",
    message: `${someOf(taken)} ${taken.length === 1 ? "is" : "are"} there already, at the top of the repository`,
    expected: "no files of these names: forges run workflows of the top only",
    hint: `without \`--ci\` the memo is written alone; a workflow of the engine's takes \`folder: ${folder}\``,
  });
}

/** Writes what stands at the top of the repository, and says so. */
export async function writeAtTop({ files, top }: PlacedWorkflows): Promise<string> {
  if (top === undefined) return "";
  for (const [path, text] of files) await addFile(join(top, path), text, path);
  return `at the top of the repository: ${[...files.keys()].join(", ")}\n`;
}
