import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readScenarios } from "../assumptions/files/scenarios.js";
import { defaultVersion, parseYaml } from "../assumptions/index.js";
import { readChapters } from "../chapters/index.js";
import { READINGS } from "../review/reading/readings.js";
import { Problems } from "../yaml/problems.js";
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

/**
 * "sha256:…" over the texts of chapters and assumptions, whatever their line ends, by path, and the pictures, and the version, scenario and sets they are read with. The version
 * that is taken where none is asked for counts as if it were asked for.
 */
export function inputsDigest(
  project: Pick<Project, "chapters" | "assumptions" | "library" | "data" | "pictures" | "readings">,
  options: Inputs,
): string {
  const { scenario = null, sets = [] } = options;
  const version = options.version ?? versionOf(project) ?? null;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([version, scenario, sets.map(({ id, text }) => [id, text])]));
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

/** A text without what a check-out or an editor of another system makes of it: line ends, and a byte-order mark. */
export const asWritten = (text: string): string => text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");

/** The version of the assumptions that a memo takes where none is asked for: the one its first chapter names, or the latest. */
export function versionOf({ chapters, assumptions }: Pick<Project, "chapters" | "assumptions">): string | undefined {
  const order = (path: string): number => Number(/(\d+)-[^/]*$/.exec(path)?.[1] ?? Number.POSITIVE_INFINITY);
  const [first] = [...chapters].sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1));
  const named = first && readChapters(new Map([first])).chapters[0]?.front.memo?.assumptions;
  return named ?? defaultVersion(assumptions);
}

const SCENARIOS = "assumptions/scenarios.yaml";

/** Names of a memo's scenarios; of a file with errors those that can be read. */
export function scenariosOf({ assumptions }: Pick<Project, "assumptions">): string[] {
  const text = assumptions.get(SCENARIOS);
  const problems = new Problems("assumptions");
  const node = text === undefined ? undefined : parseYaml(SCENARIOS, text, problems);
  return node ? [...readScenarios(node, problems).keys()] : [];
}
