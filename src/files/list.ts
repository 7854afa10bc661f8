import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentDigest, type Files } from "./content.js";

/** The list of what memo wrote into a folder, in that folder, and committed with it. */
export const LIST = ".memo-files.json";

const ABOUT = "What memo wrote here. It replaces and deletes nothing else.";

/** Digest of each file by its path, as `contentDigest` gives it. */
export type Listed = ReadonlyMap<string, string>;

export const listOf = (files: Files): Listed =>
  new Map([...files].map(([path, content]) => [path, contentDigest(content)]));

/** The list as a text: a file a line, in the order of their paths. */
export function listText(listed: Listed): string {
  const files = [...listed].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ about: ABOUT, files: Object.fromEntries(files) }, undefined, 2)}\n`;
}

/** The list in a folder; undefined where there is none, or none that can be read as one. */
export function readList(folder: string): Listed | undefined {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, LIST), "utf8")) as { files?: unknown };
    if (typeof files !== "object" || files === null || Array.isArray(files)) return undefined;
    const entries = Object.entries(files);
    return entries.every(([path, digest]) => isInside(path) && typeof digest === "string")
      ? new Map(entries)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A path that leads to a file below its folder, and nowhere else. */
export function isInside(path: string): boolean {
  return (
    !/^[A-Za-z]:|[\\\0]/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}
