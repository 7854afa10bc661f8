import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installedVersion } from "../packages.js";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

// What is kept depends on the code that made it: all that the modules named here import, whichever rooms that lies in, so that a changed
// engine never meets an old cache, released or not.

/** What runs blocks, here and in their process, and draws: all that a chart, a table or a block's result comes of. */
const RUNNING = ["notebook/analyse/analyse", "notebook/run/runner", "notebook/process/child", "figures/render"];
const STUDYING = [
  ...RUNNING,
  "notebook/evaluate/evaluator",
  "sensitivity/index",
  "figures/studies/index",
  "memo/studies",
];

/** What a cached picture depends on besides the memo. */
export const engineVersion = (): string => digest(RUNNING);

/** What the check of dimensions depends on besides the memo. */
export const checkVersion = (): string => digest([...RUNNING, "check/dimensions/index", "check/dimensions/run"]);

/** What the result of a study depends on besides the memo and the request. */
export const studyVersion = (): string => digest(STUDYING);

/** What the results of a memo depend on besides its sources, as a review reads them. */
export const resultsVersion = (): string => digest([...STUDYING, "memo/compute", "memo/write", "render/data/index"]);

/** What a review depends on besides its two sides. */
export const reviewVersion = (): string =>
  digest([...STUDYING, "review/compare", "review/evaluate", "memo/sides/read"]);

const digests = new Map<string, string>();

/** Read once: a process runs the code it was started with. */
function digest(modules: readonly string[]): string {
  const key = [process.versions.node, ...modules].join();
  const known = digests.get(key) ?? digestOf(filesBehind(modules));
  digests.set(key, known);
  return known;
}

/** The modules, and all that they import, start or read beside themselves, as paths below the sources in rising order. */
export function filesBehind(modules: readonly string[]): string[] {
  const found = new Set(modules.map((name) => join(ROOT, `${name}${EXTENSION}`)));
  for (const path of found) for (const other of sourceAt(path).imports) found.add(other);
  return [...found].map((path) => relative(ROOT, path).replaceAll("\\", "/")).sort();
}

interface Source {
  /** SHA-256 of its bytes. */
  digest: Buffer;
  /** Paths of the files that it imports, starts or reads. */
  imports: readonly string[];
}

const sources = new Map<string, Source>();

/** A file of the engine, read once for all the digests that it is part of. */
function sourceAt(path: string): Source {
  const known = sources.get(path);
  if (known) return known;
  const bytes = readFileSync(path);
  const imports: string[] = [];
  for (const [, from, beside] of (/\.[jt]s$/.test(path) ? bytes.toString() : "").matchAll(
    /(?:\bfrom|\bimport\(|^import)\s*"(\.[^"]+)\.js"|new URL\(\s*["`](\.[^"`$]+)/gm,
  )) {
    const other = resolve(dirname(path), from === undefined ? (beside ?? "") : `${from}${EXTENSION}`);
    // A folder is none, and neither is what a comment names for an example.
    if (other.startsWith(ROOT) && /\.\w+$/.test(other) && existsSync(other)) imports.push(other);
  }
  const source = { digest: createHash("sha256").update(bytes).digest(), imports };
  sources.set(path, source);
  return source;
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(`${path}\0`).update(sourceAt(join(ROOT, path)).digest);
  for (const library of ["@observablehq/plot", "d3", "d3-array", "@expo-google-fonts/inter"])
    hash.update(`${library}@${installedVersion(library) ?? "none"}\0`);
  hash.update(process.versions.node);
  return hash.digest("hex").slice(0, 16);
}
