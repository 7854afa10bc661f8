import type { DataFile } from "../assumptions/data/file.js";
import { namedData } from "../memo/data-folder.js";
import { pictureDigest } from "../memo/pictures.js";
import { type Project, sourcesOf } from "../memo/project.js";

/** Files that are others than before, those that are gone too. */
export function changedFiles(before: Project | undefined, now: Project): string[] {
  const [old, fresh] = [before ? filesOf(before) : new Map<string, string>(), filesOf(now)];
  const gone = [...old.keys()].filter((path) => !fresh.has(path)).map((path) => `${path} (gone)`);
  return [...[...fresh].flatMap(([path, text]) => (old.get(path) === text ? [] : [path])), ...gone];
}

/** Whether a file is empty, or not there, that an editor may be about to write. */
export function isHalfWritten(before: Project, now: Project): boolean {
  const fresh = filesOf(now);
  return [...filesOf(before)].some(([path, text]) => text !== "" && (fresh.get(path) ?? "") === "");
}

/** Of each project that was read, once: it is compared with the one before and with the one after. */
const known = new WeakMap<Project, ReadonlyMap<string, string>>();

function filesOf(project: Project): ReadonlyMap<string, string> {
  const files = known.get(project) ?? marksOf(project);
  known.set(project, files);
  return files;
}

/** Texts by path, and of pictures and data what tells one from another; nothing of an empty one. */
function marksOf(project: Project): ReadonlyMap<string, string> {
  const named = new Set(namedData(project));
  return new Map([
    ...sourcesOf(project),
    ...[...(project.pictures ?? [])].map(([path, file]): [string, string] => [
      path,
      file instanceof Uint8Array && file.length === 0 ? "" : pictureDigest(file),
    ]),
    // Of what no assumption names only that it is there is told.
    ...[...(project.data?.values() ?? [])].map((file): [string, string] => [
      file.path,
      named.has(file) ? markOf(file) : "there",
    ]),
  ]);
}

function markOf(file: DataFile): string {
  try {
    return file.size === 0 ? "" : file.digest;
  } catch {
    return "can't be read";
  }
}
