import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * What a cached picture depends on besides the memo: the engine's code that runs blocks and draws figures, Node, and the libraries that
 * draw. A digest, so that a changed engine never meets an old cache, released or not.
 */
export const engineVersion = (): string => digest(["notebook", "figures"]);

/** What the check of dimensions depends on besides the memo. */
export const checkVersion = (): string => digest(["assumptions", "check", "notebook"]);

/** What the result of a study depends on besides the memo and the request. */
export const studyVersion = (): string => digest(["notebook", "figures", "assumptions", "sensitivity"]);

/** What the results of a memo depend on besides its sources, as a review reads them. */
export const resultsVersion = (): string =>
  digest(["assumptions", "chapters", "notebook", "sensitivity", "figures", "document", "render"]);

/** What a review depends on besides its two sides. */
export const reviewVersion = (): string => digest(["assumptions", "notebook", "review"]);

const digests = new Map<string, string>();

/** Read once: a process runs the code it was started with. */
function digest(rooms: readonly string[]): string {
  const key = [process.versions.node, ...rooms].join();
  const known = digests.get(key) ?? digestOf(rooms);
  digests.set(key, known);
  return known;
}

function digestOf(rooms: readonly string[]): string {
  const hash = createHash("sha256");
  for (const room of rooms)
    for (const name of readdirSync(join(here, "..", room), { encoding: "utf8", recursive: true }).sort())
      if (/\.[jt]s$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(here, "..", room, name)));
  const require = createRequire(import.meta.url);
  for (const library of ["@observablehq/plot", "d3", "jsdom", "d3-array", "@expo-google-fonts/inter"])
    hash.update(`${library}@${installedVersion(require, library)}\0`);
  hash.update(process.versions.node);
  return hash.digest("hex").slice(0, 16);
}

function installedVersion(require: NodeJS.Require, library: string): string {
  for (const folder of require.resolve.paths(library) ?? []) {
    try {
      return (JSON.parse(readFileSync(join(folder, library, "package.json"), "utf8")) as { version: string }).version;
    } catch {
      // Not in this folder; the next one up may have it.
    }
  }
  return "none";
}
