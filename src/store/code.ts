import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesBehind } from "../packages.js";

// What is kept depends on the code that made it: all that the module which made it imports, in whatever room that lies, and the libraries
// these name, so that a changed engine never meets what another kept, released or not.

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** What the compiled package has besides, as it is: `src/assets/`. */
const ASSETS = fileURLToPath(new URL("../../src/assets/", import.meta.url));
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

const digests = new Map<string, string>();

/**
 * What a module is, with all that it imports: its sources, the libraries and Node. Read once: a process runs the code it was started with.
 *
 * @param url of the module, as `import.meta.url` gives it; that of what it is compiled to, or was, means the same
 */
export function codeBehind(url: string): string {
  const key = `${process.versions.node} ${url}`;
  const known = digests.get(key) ?? digestOf(filesBehind(url));
  digests.set(key, known);
  return known;
}

/** The module, and all that it imports, starts or reads beside itself, as paths below the sources in rising order. */
export function filesBehind(url: string): string[] {
  const found = new Set([fileURLToPath(url).replace(/\.[jt]s$/, EXTENSION)]);
  for (const path of found) for (const other of sourceAt(path).imports) found.add(other);
  return [...found].map((path) => relative(ROOT, path).replaceAll("\\", "/")).sort();
}

interface Source {
  /** SHA-256 of its bytes. */
  digest: Buffer;
  /** Paths of the files that it imports, starts or reads. */
  imports: readonly string[];
  /** Packages that it names. */
  packages: readonly string[];
}

const sources = new Map<string, Source>();

const FILE = /(?:\bfrom|\bimport\(|^import)\s*"(\.[^"]+)"|new URL\(\s*["`](\.[^"`$]+)/gm;
let packageName: RegExp | undefined;

/** A file of the engine, read once for all the digests that it is part of. */
function sourceAt(path: string): Source {
  const known = sources.get(path);
  if (known) return known;
  const bytes = readFileSync(path);
  const text = /\.[jt]s$/.test(path) ? bytes.toString() : "";
  const source = {
    digest: createHash("sha256").update(bytes).digest(),
    imports: [...text.matchAll(FILE)].flatMap(([, from, beside]) => fileAt(path, from ?? beside ?? "") ?? []),
    packages: [...text.matchAll(namesOfPackages())].flatMap(([, name]) => name ?? []),
  };
  sources.set(path, source);
  return source;
}

/** The file that an import means; compiled and not, a module is named by what it is compiled to, or by what it was. */
function fileAt(from: string, specifier: string): string | undefined {
  const other = resolve(dirname(from), specifier);
  const candidates = [other, other.replace(/\.[jt]s$/, EXTENSION)];
  // A folder is none, and neither is what a comment names for an example.
  return candidates.find(
    (path) => [ROOT, ASSETS].some((own) => path.startsWith(own)) && /\.\w+$/.test(path) && existsSync(path),
  );
}

/** Where one of the packages is named that the engine's own names as what it needs, or a file of it. */
function namesOfPackages(): RegExp {
  if (packageName) return packageName;
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const names = Object.keys((JSON.parse(text) as { dependencies: Record<string, string> }).dependencies);
  packageName = new RegExp(`["\`](${names.join("|")})(?:/[^"\`]*)?["\`]`, "g");
  return packageName;
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  const named = new Set<string>();
  for (const path of paths) {
    const { digest, packages } = sourceAt(join(ROOT, path));
    hash.update(`${path}\0`).update(digest);
    for (const name of packages) named.add(name);
  }
  hash.update(packagesBehind([...named]).join("\0"));
  hash.update(process.versions.node);
  return hash.digest("hex").slice(0, 16);
}
