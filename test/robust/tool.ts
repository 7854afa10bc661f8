import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compiledPackage } from "../setup/compile.js";

/** The repository's own root. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** One way of trying the tool, and what came of it. */
export interface Trial {
  name: string;
  tried: number;
  /** What did not hold, in words; empty when all held. */
  broken: string[];
  /** What else there is to tell: counts by outcome, or why something could not be tried here. */
  remark: string;
}

export interface Ended {
  /** null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
  seconds: number;
}

let main = "";

/** The compiled tool, as an installed package runs it. */
export function mainModule(): string {
  if (main === "") main = join(compiledPackage(ROOT), "dist/cli/main.js");
  return main;
}

const MOST_PRINTED = 200_000;
/** No run that is tried takes as long: it hangs. */
const HUNG_MS = 120_000;

/** Starts the tool on a memo's folder, in a process group of its own. */
export function start(args: readonly string[], folder: string): { child: ChildProcess; ended: Promise<Ended> } {
  return startProgram(process.execPath, [mainModule(), ...args], folder);
}

/** Runs the tool on a memo's folder to its end. */
export const run = (args: readonly string[], folder: string): Promise<Ended> => start(args, folder).ended;

export function startProgram(
  program: string,
  args: readonly string[],
  folder: string,
): { child: ChildProcess; ended: Promise<Ended> } {
  const began = performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { ...process.env, NO_COLOR: "1" },
  });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    if (printed.out.length < MOST_PRINTED) printed.out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    if (printed.err.length < MOST_PRINTED) printed.err += chunk.toString();
  });
  const hung = setTimeout(() => kill(child, true), HUNG_MS);
  const ended = new Promise<Ended>((done, failed) => {
    child.on("error", failed);
    child.on("close", (code, signal) => {
      clearTimeout(hung);
      done({ code, signal, ...printed, seconds: (performance.now() - began) / 1000 });
    });
  });
  return { child, ended };
}

/** Ends a process and all of its group, or it alone. */
export function kill(child: ChildProcess, group: boolean): void {
  if (child.pid === undefined) return;
  try {
    process.kill(group ? -child.pid : child.pid, "SIGKILL");
  } catch {
    // It ended by itself a moment before.
  }
}

const scratch: string[] = [];

/** A new folder below the temporary one, until `dropScratch`. */
export function scratchFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "memo-robust-"));
  scratch.push(made);
  return made;
}

export function dropScratch(): void {
  for (const made of scratch.splice(0)) rmSync(made, { recursive: true, force: true });
}

/** Writes text files into a folder, which it returns. */
export function write(folder: string, files: ReadonlyMap<string, string>): string {
  for (const [path, text] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return folder;
}

/** Chapters and assumptions in a folder of the repository, by path. */
export function memoIn(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const room of ["chapters", "assumptions"])
    for (const name of readdirSync(join(ROOT, folder, room)).sort()) {
      const path = join(ROOT, folder, room, name);
      if (lstatSync(path).isFile()) files.set(`${room}/${name}`, readFileSync(path, "utf8"));
    }
  return files;
}

/** A digest of every name and byte under a folder; "absent" where there is none. */
export function digestOf(folder: string): string {
  const hash = createHash("sha256");
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  } catch {
    return "absent";
  }
  for (const name of names) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    hash.update(`${name}\0${stat.isDirectory() ? "folder" : "file"}\0`);
    if (stat.isFile()) hash.update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** Signs that a message was not meant for the person who made the mistake. */
export const hasStack = ({ out, err }: Ended): boolean =>
  /\n\s+at .+:\d+:\d+|node:internal|UnhandledPromise/.test(out + err);

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** How a run ended and its first messages, for a report of what broke. */
export function tail({ out, err, code, signal }: Ended): string {
  const lines = (err + out).trim().split("\n");
  const messages = lines.filter((line) => /^(error|warning)|Error:|^\s+at /.test(line));
  return `ended with ${code ?? signal}: ${(messages.length > 0 ? messages.slice(0, 3) : lines.slice(-3)).join(" | ").slice(0, 400)}`;
}
