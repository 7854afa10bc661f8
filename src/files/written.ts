import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { type Content, contentDigest, hasDigest } from "./content.js";
import { keep, readKept } from "./kept.js";

/** What memo wrote to files outside of its folders, by digest: such a file is replaced again, and one that was changed is not. */
export interface Written {
  knows(path: string, bytes: Uint8Array): boolean;
  note(path: string, content: Content): void;
}

/** What is known of files by their real paths, in a cache; without one, nothing. */
export function writtenIn(cacheFolder: string | undefined, memo: string): Written {
  if (cacheFolder === undefined) return { knows: () => false, note: () => {} };
  const folder = join(cacheFolder, "written");
  const entry = (path: string): string => createHash("sha256").update(relative(memo, path)).digest("hex");
  return {
    knows(path, bytes) {
      const digest = readKept(folder, entry(path));
      return digest !== undefined && hasDigest(bytes, digest.toString());
    },
    note: (path, content) => keep(folder, entry(path), contentDigest(content), { most: MOST }),
  };
}

const MOST = 500;
