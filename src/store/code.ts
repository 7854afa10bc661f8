import { createHash } from "node:crypto";
import { type BigIntStats, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import { packagesBehind } from "../packages.js";
import type { Entries } from "./entries.js";
import { SCRIPT, type Use } from "./script.js";

// What is kept depends on the code that made it: all that the module which made it imports, in whatever room that lies, and the libraries
// these name, so that a changed engine never meets what another kept, released or not.

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** What the compiled package has besides, as it is: `src/assets/`. */
const ASSETS = fileURLToPath(new URL("../../src/assets/", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../package.json", import.meta.url));
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** How a program of the compiled package begins: with which module of the script, what it is to the script, and what it calls of the module. */
interface Program {
  module: string;
  use: Use;
  calls?: string;
}

/** What programs start with there, each of which opens the script that all modules are bundled in. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  "api/index.js": { module: "api/index.js", use: "library" },
  "cli/main.js": { module: "cli/commands.js", use: "command", calls: "run" },
  "dev/typeset-worker.js": { module: "dev/typeset-worker.js", use: "thread" },
  "render/pdf/typesetting/worker.js": { module: "render/pdf/typesetting/worker.js", use: "thread" },
};
export const BUNDLED = Object.keys(PROGRAMS);

const digests = new Map<string, string>();

/** A digest, and what it was made from: every path that was looked at, with what stood there then. */
interface Known {
  digest: string;
  looked: [path: string, stamp: string][];
}

/**
 * What a module is, with all that it imports: its sources, the libraries and Node. Read once: a process runs the code it was started with.
 *
 * @param url of the module, as `import.meta.url` gives it; that of what it is compiled to, or was, means the same
 * @param entries where the digest is kept: it is taken from there while none of the files behind it was written or replaced since
 */
export function codeBehind(url: string, entries?: Entries): string {
  const key = `${process.versions.node} ${url}`;
  const known = digests.get(key) ?? (entries ? keptDigest(key, url, entries) : digestOf(filesBehind(url), new Set()));
  digests.set(key, known);
  return known;
}

function keptDigest(key: string, url: string, entries: Entries): string {
  const name = createHash("sha256").update(`code ${key}`).digest("hex");
  const kept = knownIn(entries.read(name));
  if (kept?.looked.every(([path, stamp]) => stampOf(path) === stamp)) return kept.digest;
  const looked = new Set<string>();
  const files = filesBehind(url);
  for (const file of files) for (const path of sourceAt(join(ROOT, file)).looked) looked.add(path);
  const digest = digestOf(files, looked);
  const known: Known = { digest, looked: [...looked].map((path) => [path, stampOf(path)]) };
  entries.put(name, serialize(known));
  return digest;
}

/** Undefined for nothing, and for what another engine kept under that name. */
function knownIn(body: Buffer | undefined): Known | undefined {
  try {
    const known = body && (deserialize(body) as Partial<Known> | undefined);
    return typeof known?.digest === "string" && Array.isArray(known.looked) ? (known as Known) : undefined;
  } catch {
    return undefined;
  }
}

const stamps = new Map<string, string>();

/**
 * What stands at a path: another text once it is written, replaced or deleted; empty for nothing. Taken before a file is read, so that
 * one which is written meanwhile is not taken for what was read.
 */
function stampOf(path: string): string {
  const known = stamps.get(path);
  if (known !== undefined) return known;
  const stat = statOf(path);
  const stamp = stat ? `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}` : "";
  stamps.set(path, stamp);
  return stamp;
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The module, and all that it imports, starts or reads beside itself, as paths below the sources in rising order; of a compiled package all that it runs. */
export function filesBehind(url: string): string[] {
  const compiled = compiledFiles();
  const found = new Set(compiled ?? [fileURLToPath(url).replace(/\.[jt]s$/, EXTENSION)]);
  if (!compiled) for (const path of found) for (const other of sourceAt(path).imports) found.add(other);
  return [...found].map((path) => relative(ROOT, path).replaceAll("\\", "/")).sort();
}

let compiled: readonly string[] | undefined;

/** Of a compiled package: the script that all modules are bundled in, what opens it, what is compiled besides, and what is read as it is. */
function compiledFiles(): readonly string[] | undefined {
  if (EXTENSION !== ".js" || !existsSync(join(ROOT, SCRIPT))) return undefined;
  compiled ??= [
    ...[SCRIPT, ...BUNDLED, "assumptions/units/mathjs-units.cjs"].map((name) => join(ROOT, name)),
    ...[join(ROOT, "realm/compiled"), join(ROOT, "live/compiled"), ASSETS].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        // What the engine made of a script follows from it.
        .filter((entry) => entry.isFile() && !entry.name.endsWith(".cache"))
        .map(({ name }) => join(folder, name)),
    ),
  ];
  return compiled;
}

interface Source {
  /** SHA-256 of its bytes. */
  digest: Buffer;
  /** Paths of the files that it imports, starts or reads; none of the compiled package, which has a list of all. */
  imports: readonly string[];
  /** Packages that it names. */
  packages: readonly string[];
  /** Paths that were looked at for it, its own and those where an import could have been. */
  looked: readonly string[];
}

const sources = new Map<string, Source>();

const FILE = /(?:\bfrom|\bimport\(|^import)\s*"(\.[^"]+)"|new URL\(\s*["`](\.[^"`$]+)/gm;
let packageName: RegExp | undefined;
/** Versions of them, as they are named: of a part in the compiled package nothing else says it. */
let pins: Readonly<Record<string, string>> = {};

/** A file of the engine, read once for all the digests that it is part of. */
function sourceAt(path: string): Source {
  const known = sources.get(path);
  if (known) return known;
  const looked = [path];
  stampOf(path);
  const bytes = readFileSync(path);
  // Of ASCII letters alone is what is looked for.
  const text = /\.c?[jt]s$/.test(path) ? bytes.toString("latin1") : "";
  const source = {
    digest: createHash("sha256").update(bytes).digest(),
    imports: compiledFiles()
      ? []
      : [...text.matchAll(FILE)].flatMap(([, from, beside]) => fileAt(path, from ?? beside ?? "", looked) ?? []),
    packages: [...text.matchAll(namesOfPackages())].flatMap(([, name]) => name ?? []),
    looked,
  };
  sources.set(path, source);
  return source;
}

/** The file that an import means; compiled and not, a module is named by what it is compiled to, or by what it was. */
function fileAt(from: string, specifier: string, looked: string[]): string | undefined {
  const other = resolve(dirname(from), specifier);
  const candidates = [other, other.replace(/\.[jt]s$/, EXTENSION)];
  // A folder is none, and neither is what a comment names for an example.
  return candidates.find((path) => {
    if (![ROOT, ASSETS].some((own) => path.startsWith(own)) || !/\.\w+$/.test(path)) return false;
    looked.push(path);
    return stampOf(path) !== "";
  });
}

/** Where one of the packages is named that the engine's own names as what it needs, or a file of it. */
function namesOfPackages(): RegExp {
  if (packageName) return packageName;
  stampOf(PACKAGE);
  const text = readFileSync(PACKAGE, "utf8");
  const { dependencies, devDependencies } = JSON.parse(text) as Record<string, Record<string, string>>;
  // Parts of some that only development needs whole are in the compiled package.
  pins = { ...devDependencies, ...dependencies };
  const names = Object.keys(pins);
  packageName = new RegExp(`["\`](${names.join("|")})(?:/[^"\`]*)?["\`]`, "g");
  return packageName;
}

/** @param looked is given the paths that were looked at for the packages */
function digestOf(paths: readonly string[], looked: Set<string>): string {
  const hash = createHash("sha256");
  const named = new Set<string>();
  for (const path of paths) {
    const { digest, packages } = sourceAt(join(ROOT, path));
    hash.update(`${path}\0`).update(digest);
    for (const name of packages) named.add(name);
  }
  looked.add(PACKAGE);
  const packages = packagesBehind([...named], (path) => {
    stampOf(path);
    looked.add(path);
  });
  hash.update(packages.join("\0"));
  hash.update(
    [...named]
      .sort()
      .map((name) => `${name} ${pins[name]}`)
      .join("\0"),
  );
  hash.update(process.versions.node);
  return hash.digest("hex").slice(0, 16);
}
