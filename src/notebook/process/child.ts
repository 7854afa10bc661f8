// The process that runs blocks: takes one job from its standard input, answers on file descriptor 3 and ends, or waits for the next
// where it is to last. Or it is asked to evaluate outputs at many points, and answers until its input ends.
import { readSync, writeSync } from "node:fs";
import { deserialize } from "node:v8";
import type { EvaluationServer } from "../evaluate/server.js";
import type { EvaluationRequest } from "../evaluate/types.js";
import { createLibrary } from "../library/library.js";
import type { RunnableBlock } from "../run/compile.js";
import { Execution } from "../run/execute.js";
import { sealHost, sealStacks } from "../run/seal.js";
import type { FigureRenderer } from "../types.js";
import type { Reply, Request } from "./messages.js";
import { frame } from "./wire.js";

const ANSWERS = 3;

function send(reply: Reply): void {
  const bytes = frame(reply);
  for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(ANSWERS, bytes, at));
}

function receive(): Request | undefined {
  const head = read(4);
  const body = head && read(head.readUInt32LE(0));
  return body && (deserialize(body) as Request);
}

function read(length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
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

async function loadRenderer(url: string): Promise<FigureRenderer> {
  const module: Record<string, unknown> = await import(url);
  const renderer = (module.default ?? module) as Partial<FigureRenderer>;
  if (typeof renderer.drawChart !== "function" || renderer.plot === undefined)
    throw new Error(`the figure module exports no plot and drawChart`);
  return renderer as FigureRenderer;
}

/** What runs blocks at the moment. */
let running: Pick<Execution, "isRunning" | "rejected" | "abandon"> | undefined;

let sealed = false;

function seal(): void {
  if (sealed) return;
  sealed = true;
  sealStacks();
  process.on("unhandledRejection", (reason) => running?.rejected(reason));
  process.on("beforeExit", () => running?.abandon());
}

async function libraryFor(
  blocks: readonly RunnableBlock[],
  renderer?: FigureRenderer,
): Promise<ReadonlyMap<string, unknown>> {
  const d3 = blocks.some(({ library }) => library.includes("d3")) ? await import("d3-array") : undefined;
  return createLibrary({ ...(d3 ? { d3 } : {}), ...(renderer ? { Plot: renderer.plot } : {}) });
}

async function work({ job, figureModule }: Request & { type: "job" }): Promise<Reply> {
  const toRun = job.blocks.filter(({ id }) => !job.idle.has(id));
  const uses = (name: string): boolean => toRun.some(({ library }) => library.includes(name));
  const needsRenderer = uses("Plot") || toRun.some(({ kind }) => kind === "chart");
  const renderer = needsRenderer && figureModule !== undefined ? await loadRenderer(figureModule) : undefined;
  const library = await libraryFor(toRun, renderer);
  const execution = new Execution(job, {
    library,
    ...(renderer ? { renderer } : {}),
    onStart: (index) => send({ type: "start", index }),
  });
  running = execution;
  seal();
  return { type: "answer", result: await execution.run() };
}

/** What a task's module exports; `onBlock` is told the index of each block before it runs. */
interface TaskModule {
  perform(input: unknown, onBlock: (index: number) => void): Promise<unknown>;
}

async function perform({ module, input }: Request & { type: "task" }): Promise<Reply> {
  const { perform } = (await import(module)) as TaskModule;
  running = { isRunning: true, rejected: () => {}, abandon: () => process.exit(0) };
  seal();
  return { type: "done", result: await perform(input, (index) => send({ type: "start", index })) };
}

let evaluation: EvaluationServer | undefined;

async function evaluate(request: EvaluationRequest): Promise<Reply> {
  if (!evaluation) {
    const { EvaluationServer: Server } = await import("../evaluate/server.js");
    evaluation = new Server(libraryFor, send, (runner) => {
      running = runner;
      seal();
    });
  }
  return evaluation.answer(request);
}

async function main(): Promise<void> {
  sealHost(() => running?.isRunning ?? false);
  send({ type: "ready" });
  for (let request = receive(); request; request = receive()) {
    if (request.type === "preload") {
      // A module that doesn't load is reported when it is needed.
      await loadRenderer(request.figureModule).catch(() => undefined);
      continue;
    }
    const replying =
      request.type === "job" ? work(request) : request.type === "task" ? perform(request) : evaluate(request);
    const reply = await replying.catch(
      (error: unknown): Reply => ({ type: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
    if (request.type === "job" || request.type === "task") running = undefined;
    send(reply);
    const lasts = request.type === "job" && request.lasting;
    if ((reply.type === "answer" && !lasts) || reply.type === "failed") break;
  }
  process.exit(0);
}

void main();
