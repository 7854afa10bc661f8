import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { workerData } from "node:worker_threads";
import zlib from "node:zlib";
import { compileAsCommand, compilesAsCommand } from "../late-compilation.js";

// The compiled package is one script. What V8 made of it in earlier runs, the functions that these called, lies beside it and nowhere else: what V8 is
// given there it runs without looking at it, so it is taken only from where nobody can write who can't write the script.

/** The file, below the folder of the compiled package. */
export const SCRIPT = "memo.cjs";

/**
 * What the script is a function of: modules, addresses of files in packages, packages that are ES modules, its folder, and where its modules tell
 * that they began. As it is it is handed to V8, which so needs no copy of it.
 */
export const PARAMETERS = ["module", "require", "__address", "__outside", "__root", "__began"];

/** What the script gives: modules that programs begin with, by path. */
export type Entries = Readonly<Record<string, () => unknown>>;

/** A command keeps what V8 made of the script when it ends; a thread of one uses it too; a program of somebody else's has V8 run in its own way. */
export type Use = "command" | "thread" | "library";

/** What a thread is told. V8 believes only what was made under the flags that it is run with. */
export interface ThreadData {
  /** Whether V8 runs as it does in a command. */
  asCommand: boolean;
}

/** What is kept of a script. */
interface Kept {
  /** Which file it was made from: another once that is written, replaced or copied. */
  stamp: string;
  /** For each module 1 where its functions are in it. */
  began: string;
  /** Of V8's bytes. */
  checksum: number;
}

/**
 * Evaluates the script.
 *
 * @param root of the compiled package
 * @param outside imports a package from there
 * @param modules how many the script is made of
 */
export function openScript(root: URL, outside: (name: string) => Promise<unknown>, modules: number, use: Use): Entries {
  const path = fileURLToPath(new URL(SCRIPT, root));
  if (use === "command") compileAsCommand();
  const { text, stamp, owned } = readScript(path);
  const place = `${path}.${process.versions.node}-${process.arch}.cache`;
  const takes = use === "command" || (use === "thread" && (workerData as ThreadData | null)?.asCommand === true);
  const kept = takes ? readKept(place, stamp, owned) : undefined;
  const script = new Script(text, { filename: path, ...(kept ? { cachedData: kept.data } : {}) });
  const began = new Uint8Array(modules);
  const known = script.cachedDataRejected === false ? (kept?.began ?? "") : "";
  // Under flags that somebody gave V8 besides, it would refuse what is kept of others, and others what is kept of it.
  const isUsual = process.execArgv.length === 0 && !process.env.NODE_OPTIONS;
  if (use === "command" && isUsual)
    process.on("exit", (code) => code <= 1 && keep(script, place, { stamp, owned, known, began }));
  const module: { exports: Entries } = { exports: {} };
  const require = createRequire(path);
  const address = (name: string, file: string): string => new URL(file, pathToFileURL(require.resolve(name))).href;
  script.runInThisContext()(module, require, address, outside, root, began);
  return module.exports;
}

/** Who can write a file. */
type Owned = Pick<Stats, "mode" | "gid">;

/** Its bytes are all ASCII. */
function readScript(path: string): { text: string; stamp: string; owned: Owned } {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    const error = new Error(`memo isn't installed whole: ${path} can't be read; install it again`);
    // Where that was found out is of no use to anybody.
    error.stack = error.message;
    throw error;
  }
  try {
    const { ino, size, mtimeNs, ctimeNs, mode, gid } = fstatSync(file, { bigint: true });
    return {
      text: readFileSync(file, "latin1"),
      stamp: `${ino} ${size} ${mtimeNs} ${ctimeNs}`,
      owned: { mode: Number(mode), gid: Number(gid) },
    };
  } finally {
    closeSync(file);
  }
}

/** Undefined for nothing, for what is of another script, for what others may have written and for what is damaged. */
function readKept(place: string, stamp: string, script: Owned): { data: Buffer; began: string } | undefined {
  let file: number | undefined;
  try {
    const folder = statSync(dirname(place));
    if (isOpen(folder, script)) return undefined;
    file = openSync(place, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(file);
    if (!stat.isFile() || isOpen(stat, script) || ![process.getuid?.() ?? stat.uid, folder.uid].includes(stat.uid))
      return undefined;
    const bytes = readFileSync(file);
    const end = bytes.length - 4;
    const from = bytes.readUInt32LE(end);
    const told = JSON.parse(bytes.toString("latin1", from, end)) as Kept;
    const data = bytes.subarray(0, from);
    return told.stamp === stamp && told.checksum === zlib.crc32(data) ? { data, began: told.began } : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Whether others than its owner can write something who can't write the script; Windows says that in another way. */
function isOpen({ mode, gid }: Owned, script: Owned): boolean {
  if (process.getuid === undefined) return false;
  const may = script.mode & (gid === script.gid ? 0o022 : 0o002);
  return (mode & 0o022 & ~may) !== 0;
}

/** A draft is written in a moment; an older one was left by a process that was ended. */
const OLD_DRAFT_MS = 60_000;
const isOld = (draft: string): boolean =>
  Date.now() - (statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > OLD_DRAFT_MS;

/** Keeps what V8 made of a script, once modules began of which nothing was kept. */
function keep(
  script: Script,
  place: string,
  run: { stamp: string; owned: Owned; known: string; began: Uint8Array },
): void {
  // A process that has run for long has let go of functions that rested.
  if (!compilesAsCommand()) return;
  if (run.began.every((one, at) => one === 0 || run.known[at] === "1")) return;
  const draft = `${place}.${process.pid}.draft`;
  const folder = dirname(place);
  try {
    if (isOpen(statSync(folder), run.owned)) return;
    for (const name of readdirSync(folder))
      if (name.startsWith(`${SCRIPT}.`) && name.endsWith(".draft") && isOld(join(folder, name)))
        remove(join(folder, name));
    writeFileSync(draft, "", { flag: "wx", mode: 0o644 });
    const data = script.createCachedData();
    const began = Array.from(run.began, (one, at) => (one === 1 || run.known[at] === "1" ? "1" : "0")).join("");
    const told: Kept = { stamp: run.stamp, began, checksum: zlib.crc32(data) };
    const from = Buffer.alloc(4);
    from.writeUInt32LE(data.length);
    writeFileSync(draft, Buffer.concat([data, Buffer.from(JSON.stringify(told), "latin1"), from]));
    renameSync(draft, place);
  } catch {
    // Where nothing can be kept, the script is compiled each time.
    remove(draft);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It can't be reached either.
  }
}
