import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { inject } from "vitest";

// A process is copied when it starts another, and a worker that has run some tests holds a gigabyte: `git --version` takes a fifth of a
// second there, and a hundredth from a process of its own that holds nothing. All that is started and waited for (`spawnSync`,
// `execFileSync`) is started by such a one.

/** What Node hands to the system, below all its functions that start a program and wait for it. */
interface Options {
  cwd?: string;
  stdio: { type: string }[];
}
interface Below {
  spawn(options: Options): unknown;
}

const MARK = Symbol.for("memo-report.starter");

/** Where pipes have names. */
const CAN = process.platform === "linux" || process.platform === "darwin";

if (CAN && !(MARK in globalThis)) {
  const below = (process as unknown as { binding(name: string): Below }).binding("spawn_sync");
  const own = below.spawn.bind(below);
  let starter: ((options: Options) => unknown) | undefined;
  below.spawn = (options) => {
    // What it inherits is this process's.
    if (options.stdio.some(({ type }) => type !== "pipe" && type !== "ignore")) return own(options);
    starter ??= startStarter();
    return starter({ cwd: process.cwd(), ...options });
  };
  Object.defineProperty(globalThis, MARK, { value: true });
}

function startStarter(): (options: Options) => unknown {
  const name = join(inject("shared"), `starter-${process.pid}-${process.env.VITEST_POOL_ID}`);
  const [asked, answered] = [`${name}.requests`, `${name}.replies`];
  // What inherits is started from here.
  const made = spawnSync("mkfifo", [asked, answered], { stdio: ["inherit", "pipe", "pipe"] });
  if (made.status !== 0) throw new Error(`mkfifo: ${made.stderr}`);
  const program = join(import.meta.dirname, "starter.mjs");
  spawn(process.execPath, ["--no-deprecation", program, asked, answered], { stdio: "ignore" }).unref();
  const requests = openSync(asked, "w");
  const replies = openSync(answered, "r");
  const read = (length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length; ) {
      const got = readSync(replies, bytes, at, length - at, null);
      if (got === 0) throw new Error("the process that starts programs has ended");
      at += got;
    }
    return bytes;
  };
  process.once("exit", () => {
    closeSync(requests);
    closeSync(replies);
  });
  return (options) => {
    const body = serialize(options);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    for (const bytes of [length, body]) for (let at = 0; at < bytes.length; ) at += writeSync(requests, bytes, at);
    return deserialize(read(read(4).readUInt32LE()));
  };
}
