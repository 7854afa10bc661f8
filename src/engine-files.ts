import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installedVersion } from "./packages.js";

const ROOT = fileURLToPath(new URL("./", import.meta.url));
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

const digests = new Map<string, string>();

/** What some modules are, with all that they import: of their sources and the libraries. Read once: a process runs the code it was started with. */
export function engineDigest(modules: readonly string[]): string {
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
