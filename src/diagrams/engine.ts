import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { compiledRealm } from "../notebook/realm/compiled.js";
import { LONGEST_LAYOUT } from "./limits.js";
import type { LayoutRequest } from "./worker.js";

/** What Graphviz made of a source: the drawing as JSON, and what it told besides; or why there is none. */
export type LaidOut = { json: string; told: readonly string[] } | { failed: readonly string[] } | "too long";

/** The program that lays out, with Graphviz in it; undefined where that was not installed when the engine was compiled, or its file is damaged. */
export function layoutProgram(): string | undefined {
  const path = join(compiledRealm().folder, "diagrams.cjs.gz");
  if (!existsSync(path)) return undefined;
  try {
    return gunzipSync(readFileSync(path)).toString();
  } catch {
    return undefined;
  }
}

/**
 * Lays diagrams out, one after another, in a thread that is ended where one takes too long, and begun anew.
 *
 * @param program of `layoutProgram`
 * @param seconds that each may take
 */
export async function layOut(
  program: string,
  diagrams: readonly Pick<LayoutRequest, "dot" | "engine">[],
  seconds = LONGEST_LAYOUT,
): Promise<LaidOut[]> {
  const done: LaidOut[] = [];
  let worker: Worker | undefined;
  for (const [id, { dot, engine }] of diagrams.entries()) {
    worker ??= start(program);
    const reply = await answer(worker, { id, dot, engine }, seconds);
    if (reply === "too long" || reply === "ended") {
      await worker.terminate();
      worker = undefined;
    }
    done.push(reply === "ended" ? { failed: ["it needs more memory than there is"] } : reply);
  }
  await worker?.terminate();
  return done;
}

const start = (program: string): Worker =>
  new Worker(program, {
    eval: true,
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });

function answer(worker: Worker, request: LayoutRequest, seconds: number): Promise<LaidOut | "ended"> {
  return new Promise((give) => {
    const end = (reply: LaidOut | "ended"): void => {
      clearTimeout(timer);
      worker.off("message", end).off("error", fail).off("exit", fail);
      give(reply);
    };
    const fail = (): void => end("ended");
    const timer = setTimeout(() => end("too long"), seconds * 1000);
    worker.on("message", end).on("error", fail).on("exit", fail);
    worker.postMessage(request);
  });
}
