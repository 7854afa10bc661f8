import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Script } from "node:vm";
import zlib from "node:zlib";
import { KEEPS_COMPILED, lateCompilation, setCompilation } from "../late-compilation.js";

// The compiled package is one script. What V8 made of it in earlier runs, the functions that these called, lies beside it and nowhere else: what V8 is
// given there it runs without looking at it, so it is taken only from where whoever may write could as well write the script.

/** The file, below the folder of the compiled package. */
export const SCRIPT = "memo.cjs";

/** The script is a function, of modules, addresses of files in packages, packages that are ES modules, its folder, and where its modules tell that they began. As it is it is handed to V8, which so needs no copy of it. */
export const PARAMETERS = ["module", "require", "__address", "__outside", "__root", "__began"];

/** What the script gives: modules that programs begin with, by path. */
export type Entries = Readonly<Record<string, () => unknown>>;

/** A command keeps what V8 made of the script when it ends; a thread of one uses it too; a program of somebody else's has V8 run in its own way. */
export type Use = "command" | "thread" | "library";

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
  if (use === "command") setCompilation([...lateCompilation(), ...KEEPS_COMPILED]);
  const { text, stamp } = readScript(path);
  const place = `${path}.${process.versions.node}-${process.arch}.cache`;
  const kept = use === "library" ? undefined : readKept(place, stamp);
  const script = new Script(text, {
    filename: path,
    ...(kept ? { cachedData: kept.data } : {}),
  });
  const known = script.cachedDataRejected === false ? (kept?.began ?? "") : "";
  const began = new Uint8Array(modules);
  if (use === "command") process.on("exit", (code) => code <= 1 && keep(script, place, { stamp, known, began }));
  const module: { exports: Entries } = { exports: {} };
  const require = createRequire(path);
  const address = (name: string, file: string): string => new URL(file, pathToFileURL(require.resolve(name))).href;
  script.runInThisContext()(module, require, address, outside, root, began);
  return module.exports;
}

/** Its bytes are all ASCII. */
function readScript(path: string): { text: string; stamp: string } {
  const file = openSync(path, "r");
  try {
    const { ino, size, mtimeNs, ctimeNs } = fstatSync(file, { bigint: true });
    return { text: readFileSync(file, "latin1"), stamp: `${ino} ${size} ${mtimeNs} ${ctimeNs}` };
  } finally {
    closeSync(file);
  }
}

/** Undefined for nothing, for what is of another script and for what is damaged. */
function readKept(place: string, stamp: string): { data: Buffer; began: string } | undefined {
  try {
    const bytes = readFileSync(place);
    const end = bytes.length - 4;
    const from = bytes.readUInt32LE(end);
    const told = JSON.parse(bytes.toString("latin1", from, end)) as Kept;
    const data = bytes.subarray(0, from);
    return told.stamp === stamp && told.checksum === zlib.crc32(data) ? { data, began: told.began } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what V8 made of a script, once modules began of which nothing was kept. */
function keep(script: Script, place: string, run: { stamp: string; known: string; began: Uint8Array }): void {
  if (run.began.every((one, at) => one === 0 || run.known[at] === "1")) return;
  const draft = `${place}.${process.pid}.draft`;
  try {
    accessSync(dirname(place), constants.W_OK);
    // V8 believes only what was made under the flags that it is run with.
    setCompilation(lateCompilation());
    const data = script.createCachedData();
    const began = Array.from(run.began, (one, at) => (one === 1 || run.known[at] === "1" ? "1" : "0")).join("");
    const told = Buffer.from(
      JSON.stringify({ stamp: run.stamp, began, checksum: zlib.crc32(data) } satisfies Kept),
      "latin1",
    );
    const from = Buffer.alloc(4);
    from.writeUInt32LE(data.length);
    writeFileSync(draft, Buffer.concat([data, told, from]), { flag: "wx" });
    renameSync(draft, place);
  } catch {
    // Where nothing can be kept, the script is compiled each time.
    rmSync(draft, { force: true });
  }
}
