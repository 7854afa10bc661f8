// The process that runs blocks: takes one job from its standard input, answers on file descriptor 3 and ends, or waits for the next
// where it is to last. Or it is asked to evaluate outputs at many points, and answers until its input ends. All of it happens in realms made for
// blocks, see notebook/realm/; here texts are handed on.
import { readFileSync, readSync, writeSync } from "node:fs";
import type { Script } from "node:vm";
import { LONG, setCompilation, usualCompilation } from "../../late-compilation.js";
import { BlockRealm, realmScript } from "../realm/block-realm.js";
import { frame } from "./frames.js";
import { dataToText } from "./text.js";

const ANSWERS = 3;

/** Whether functions are still compiled late. */
let late = true;

/** Replies since it was asked how long this process runs, which costs more than a reply. */
let unasked = 0;
const ASKED_EACH = 64;

function send(text: string): void {
  if (late && ++unasked >= ASKED_EACH) {
    unasked = 0;
    late = process.cpuUsage().user <= LONG.blocks * 1000;
    if (!late) setCompilation(usualCompilation());
  }
  const bytes = frame(text);
  for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(ANSWERS, bytes, at));
}

/** The next request: its text, and what came beside it, as letters of two bytes. */
function receive(): { request: string; beside: string } | undefined {
  const head = read(8);
  const request = head && read(head.readUInt32LE(0));
  const beside = request && read(head.readUInt32LE(4));
  return beside && { request: request.toString(), beside: beside.toString("utf16le") };
}

function read(length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const got = patiently(() => readSync(0, bytes, at, length - at, null));
    if (got === 0) return undefined;
    at += got;
  }
  return bytes;
}

/** Repeats a call on a pipe that was not ready; some systems hand over pipes that don't block. */
function patiently(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** What the engine compiled of the script under such a heap; of an unusual heap there is none, and what isn't there may not be asked for either. */
function keptCode(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The realm in use. */
let realm: BlockRealm | undefined;
/** One that stays for the jobs that may run in the same. */
let lasting: { realm: BlockRealm; queries: boolean } | undefined;

function lastingRealm(script: Script, queries: boolean): BlockRealm {
  if (lasting && !lasting.realm.isSpent && (lasting.queries || !queries)) return lasting.realm;
  lasting = { realm: new BlockRealm(script, queries), queries };
  return lasting.realm;
}

async function main(): Promise<void> {
  process.on("unhandledRejection", (reason) => realm?.rejected(reason));
  const [, , text = "", cache = ""] = process.argv;
  const script = realmScript(readFileSync(text, "utf8"), keptCode(cache));
  /** One made ahead, with what it is for. */
  let ready: BlockRealm | undefined;
  send(dataToText({ type: "ready" }));
  for (let received = receive(); received; received = receive()) {
    const { request, beside } = received;
    const [kind] = request;
    if (kind === "p") {
      ready = new BlockRealm(script);
      await ready.perform(request.slice(1), () => {});
      continue;
    }
    const queries = kind === "J" || kind === "F" || kind === "L";
    if (kind === "l" || kind === "L") realm = lastingRealm(script, queries);
    else if (kind !== "e" || !realm) {
      realm = queries ? new BlockRealm(script, true) : (ready ?? new BlockRealm(script));
      ready = undefined;
    }
    send(await realm.perform(request.slice(1), send, beside));
    if (kind === "j" || kind === "J") break;
  }
  process.exit(0);
}

main().catch((error: unknown) => {
  send(dataToText({ type: "failed", message: error instanceof Error ? error.message : "it failed" }));
  process.exit(1);
});
