import { readFileSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Diagnostic } from "../diagnostic.js";
import { type Content, sha256 } from "./content.js";
import { removeIfEmpty } from "./empty.js";
import { LIST, type Listed, listText, readList } from "./list.js";
import { entryAt } from "./places.js";
import { planReplacement, type Replacement } from "./plan.js";
import { replaceFile } from "./replace-file.js";

/**
 * Brings a folder of derived files up to date one by one, so that a program that watches them reads no more than it must: writes what
 * differs and deletes what memo wrote there and no longer does. Whatever ends the process, the next call goes on. Returns how many
 * files it wrote, and warnings.
 *
 * @throws MemoError with the names of what is in the way
 */
export async function updateFolder(
  folder: string,
  replacement: Replacement,
): Promise<{ written: number; warnings: Diagnostic[] }> {
  const { files, listed, doomed, done, warnings } = planReplacement(folder, replacement);
  if (done) return { written: 0, warnings };
  const put = async (path: string, content: Content): Promise<boolean> => {
    if (entryAt(join(folder, path)) && readFileSync(join(folder, path)).equals(Buffer.from(content))) return false;
    await replaceFile(join(folder, path), content, `${replacement.name}/${path}`);
    return true;
  };
  // Until all is done either content is memo's.
  await put(LIST, listText(both(readList(folder), listed)));
  let written = 0;
  for (const [path, content] of files) if (path !== LIST && (await put(path, content))) written++;
  for (const [path, digest] of doomed) {
    const target = join(folder, path);
    if (files.has(path) || !entryAt(target)?.isFile() || sha256(readFileSync(target)) !== digest) continue;
    unlinkSync(target);
    removeIfEmpty(dirname(target));
  }
  await put(LIST, files.get(LIST) ?? "");
  return { written, warnings };
}

function both(before: Listed | undefined, now: Listed): Listed {
  const paths = new Set([...(before?.keys() ?? []), ...now.keys()]);
  return new Map(
    [...paths].map((path) => [path, [before?.get(path), now.get(path)].filter((one) => one !== undefined).join(" ")]),
  );
}
