import { relative } from "node:path";
import { openShelf } from "../store/index.js";
import { type Content, contentDigest, hasDigest } from "./content.js";

/** What memo wrote to files outside of its folders, by digest: such a file is replaced again, and one that was changed is not. */
export interface Written {
  knows(path: string, bytes: Uint8Array): boolean;
  /** That this is about to be written: until it is noted, what was known before is memo's as well. */
  expect(path: string, content: Content): void;
  note(path: string, content: Content): void;
}

/** What is known of files by their real paths, in a cache; without one, nothing. */
export function writtenIn(cacheFolder: string | undefined, memo: string): Written {
  const digests = openShelf<string>(cacheFolder, "written");
  const key = (path: string): string => relative(memo, path);
  return {
    knows(path, bytes) {
      const digest = digests.get(key(path));
      return digest !== undefined && hasDigest(bytes, digest);
    },
    expect: (path, content) =>
      digests.put(key(path), [contentDigest(content), digests.get(key(path)) ?? ""].join(" ").trim()),
    note: (path, content) => digests.put(key(path), contentDigest(content)),
  };
}
