import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./content.js";
import { LIST, LOCAL_LIST } from "./list.js";

/** What memo left in a folder: each file and the lists of them, with a digest of the bytes. */
export type Left = readonly (readonly [path: string, digest: string])[];

/** @param paths of the files that memo just wrote there */
export const whatIsLeft = (folder: string, paths: readonly string[]): Left =>
  [...paths, LIST, LOCAL_LIST].map((path) => [path, digestAt(folder, path)]);

/** Whether all of it is there still, byte for byte, each as a file of its own. */
export const isAsLeft = (folder: string, left: Left): boolean =>
  left.every(([path, digest]) => digestAt(folder, path) === digest);

function digestAt(folder: string, path: string): string {
  const file = join(folder, path);
  try {
    return lstatSync(file).isFile() ? sha256(readFileSync(file)) : "no file";
  } catch {
    return "missing";
  }
}
