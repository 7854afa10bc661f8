import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lateCompilation } from "../../late-compilation.js";
import { codeBehind } from "../../store/index.js";

const fromSource = import.meta.url.endsWith(".ts");

/** Files that the process of blocks runs from, and nothing else it reads. */
export interface CompiledRealm {
  folder: string;
  /** The process's program. */
  child: string;
  /** The script that is evaluated in the realm of blocks. */
  realm: string;
  /** The script of what runs queries. */
  sqlite: string;
  /** The program that tries the walls around such a process. */
  trial: string;
}

let found: CompiledRealm | undefined;

/**
 * Where they are: in the compiled package, or kept from the last time that this was asked for from the same sources, or made now, which takes some seconds.
 *
 * @throws Error when they can't be made.
 */
export function compiledRealm(): CompiledRealm {
  found ??= inFolder(fromSource ? keptFolder() : fileURLToPath(new URL("../../realm/compiled", import.meta.url)));
  return found;
}

const inFolder = (folder: string): CompiledRealm => ({
  folder,
  child: join(folder, "child.mjs"),
  realm: join(folder, "realm.js"),
  sqlite: join(folder, "sqlite.js"),
  trial: join(folder, "trial.mjs"),
});

/** Heaps, in megabytes, that the process is usually given: for a run, and for a sweep. */
export const USUAL_HEAPS = [1024, 2048] as const;

/** Flags of the JavaScript engine, all of which what it compiled depends on. */
export const engineFlags = (megabytes: number): string[] => [
  `--max-old-space-size=${Math.max(16, Math.round(megabytes))}`,
  "--disallow-code-generation-from-strings",
  ...lateCompilation(),
];

/** The file of what the engine made of the script under such a heap. */
export const cacheName = (megabytes: number): string => `realm.${megabytes}.cache`;

const isWhole = (folder: string): boolean =>
  ["child.mjs", "realm.js", "trial.mjs"].every((name) => existsSync(join(folder, name)));

/** What bundles the script of the realm and the program around it; all that they are made of is behind it. */
export const REALM_BUILD = new URL("../../realm/build.ts", import.meta.url);

/** Where Node still finds packages from, and nobody looks. */
const KEPT = new URL("../../../node_modules/.cache/memo-realm/", import.meta.url);

function keptFolder(): string {
  const all = fileURLToPath(KEPT);
  const name = codeBehind(REALM_BUILD.href);
  const folder = join(all, name);
  if (isWhole(folder)) return folder;
  mkdirSync(all, { recursive: true });
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const { stderr, status } = spawnSync(
    process.execPath,
    ["--import", pathToFileURL(tsx).href, fileURLToPath(REALM_BUILD), folder],
    {
      encoding: "utf8",
    },
  );
  if (status !== 0 || !isWhole(folder)) throw new Error(`what runs blocks doesn't compile:\n${stderr}`);
  // Of other sources; a process that still runs has read its own.
  const others = readdirSync(all).filter((other) => other !== name && DIGEST.test(other));
  for (const other of others.slice(0, -MOST_KEPT)) rmSync(join(all, other), { recursive: true, force: true });
  return folder;
}

/** Folders that this module made are named by what they were made from. */
const DIGEST = /^[0-9a-f]{16,64}$/;

/** Of sources besides the present ones, for who goes back and forth. */
const MOST_KEPT = 8;
