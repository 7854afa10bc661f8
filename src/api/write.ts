import { resolve } from "node:path";
import { withoutMarks } from "../document/private-use.js";
import type { MemoTree } from "../document/tree.js";
import { folderToWrite, replaceFolder, restoreFolder } from "../files/index.js";
import { sourcesOf } from "../memo/project.js";
import { OUTPUT_KINDS, type OutputKind, writeOutputs } from "../memo/write.js";
import type { Memo } from "./memo.js";

/** Makes a file of a memo. It gets the tree that the engine's own writers get; a node it doesn't know should be an error. */
export type Writer = (tree: MemoTree) => string | Uint8Array | Promise<string | Uint8Array>;

export interface WriteOptions {
  /** `page`, `pdf`, `md`, `data`; all of them unless told. */
  only?: readonly OutputKind[];
  /** Formats of one's own, by the path of the file that each makes. */
  writers?: Readonly<Record<string, Writer>>;
}

/**
 * A memo's files by path, seen from the folder they are for; nothing is written to disk. The same memo gives the same bytes.
 *
 * @throws RangeError for a path of one's own that leaves the folder or is one of the engine's
 * @throws MemoError for a text of one's own that has a mark of the engine left in it, as the values within `math.tex` are
 */
export async function write(
  memo: Memo,
  { only = OUTPUT_KINDS, writers = {} }: WriteOptions = {},
): Promise<Map<string, string | Uint8Array>> {
  const files = await writeOutputs(memo.tree, new Set(only), { sources: sourcesOf(memo.project) });
  for (const [path, writer] of Object.entries(writers)) {
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(path) || files.has(path))
      throw new RangeError(files.has(path) ? `the engine writes ${path} itself` : `${path} is no path below a folder`);
    const content = await writer(memo.tree);
    files.set(path, typeof content === "string" ? withoutMarks(content, path) : content);
  }
  return files;
}

/**
 * Puts files into a folder, in place of all that was written there before by this function or by `memo build`. Other files in it, and files that
 * were altered since, stay as they are or stop the call; it is replaced as a whole or not at all.
 *
 * @throws MemoError for a folder that is never replaced (a home folder, a root, one that holds a memo), and for files in the way
 */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  { memo = process.cwd(), adopt = false }: { memo?: string; adopt?: boolean } = {},
): Promise<void> {
  const real = folderToWrite(resolve(folder), { memo });
  await restoreFolder(real, folder);
  await replaceFolder(real, { name: folder, files, keepOthers: false, adopt });
}
