import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { READINGS } from "../review/reading/file.js";
import { asWritten } from "../text/as-written.js";
import { namedData } from "./data-folder.js";
import { pictureDigest } from "./pictures.js";
import type { Project } from "./project.js";

/** What a memo's results depend on besides the engine. */
export interface Inputs {
  version?: string;
  scenario?: string;
  sets?: readonly { id: string; text: string }[];
}

/** The engine's version, as its package says. */
export const ENGINE = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;

/** What of a memo's folder its results come of. */
export type Sources = Pick<Project, "chapters" | "assumptions" | "library" | "data" | "pictures" | "readings">;

/**
 * "sha256:…" over the texts of chapters and assumptions, whatever their line ends, by path, and the pictures, and the version, scenario and
 * sets they are read with.
 *
 * @param inputs with the version that is taken where none is asked for; `inputsDigest` finds it
 */
export function digestWith(project: Sources, { version, scenario, sets = [] }: Inputs): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([version ?? null, scenario ?? null, sets.map(({ id, text }) => [id, text])]));
  for (const files of [project.chapters, project.assumptions, project.library ?? new Map<string, string>()])
    for (const path of [...files.keys()].sort()) hash.update(`\0${path}\0${asWritten(files.get(path) ?? "")}`);
  for (const { path, digest } of namedData(project)) hash.update(`\0${path}\0${digest}`);
  for (const path of [...(project.pictures?.keys() ?? [])].sort())
    hash.update(`\0${path}\0${pictureDigest(project.pictures?.get(path) ?? { bytes: 0 })}`);
  // The page says when it was read last.
  if (project.readings !== undefined) hash.update(`\0${READINGS}\0${asWritten(project.readings)}`);
  return `sha256:${hash.digest("hex")}`;
}

/** What charts depend on among the sources and options: assumptions whole, and of chapters what stands in fences. */
export function drawingDigest({ chapters, assumptions }: Project, options: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify(options));
  for (const [path, text] of assumptions) hash.update(`\0${path}\0${asWritten(text)}`);
  for (const [path, text] of chapters)
    hash.update(`\0${path}\0${(asWritten(text).match(/^[ >]*(`{3,}|~{3,})[\s\S]*?^[ >]*\1/gm) ?? []).join("\0")}`);
  return hash.digest("hex");
}

/** The chapter whose front matter speaks for the memo: the one of the lowest number. */
export function firstChapter(chapters: Project["chapters"]): [path: string, text: string] | undefined {
  const order = (path: string): number => Number(/(\d+)-[^/]*$/.exec(path)?.[1] ?? Number.POSITIVE_INFINITY);
  return [...chapters].sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))[0];
}
