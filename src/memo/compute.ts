import os from "node:os";
import type { Diagnostic } from "../diagnostic.js";
import { sortDiagnostics } from "../diagnostic.js";
import type { MemoTree } from "../document/tree.js";
import type { Program } from "../notebook/analyse/program.js";
import { startEvaluating } from "../notebook/evaluate/evaluator.js";
import { STOPPED } from "../notebook/process/block-process.js";
import { defaultLimits, type Runner, startRunner } from "../notebook/run/runner.js";
import { once } from "../once.js";
import { scenarioPath, versionPath } from "../publish/addresses.js";
import { valuePassages } from "../review/reading/unread.js";
import { cacheFolderOf, openShelf } from "../store/index.js";
import { blockDigests, blocksOf } from "./block-digests.js";
import { inputsDigest } from "./default-version.js";
import { drawingDigest, ENGINE } from "./inputs.js";
import { liveSetting } from "./live/setting.js";
import { analyse } from "./passes/analyse.js";
import { runMeanwhile } from "./passes/begin-run.js";
import { check, measure } from "./passes/check.js";
import { order, orderBlocks } from "./passes/order.js";
import { type Computed, type ComputeOptions, Job, type Pass } from "./passes/pass.js";
import { type Read, type Reading, read, readSources } from "./passes/read.js";
import { resolve } from "./passes/resolve.js";
import { run } from "./passes/run.js";
import { sweep, sweepMeanwhile } from "./passes/sweep.js";
import type { Project } from "./project.js";
import { readingState } from "./reading.js";

export type { Computed, ComputeOptions } from "./passes/pass.js";
export { CLAIM_FALLEN } from "./passes/pass.js";

/**
 * Sources to the resolved tree: register, chapters, graph, run, document.
 * @throws MemoError with every problem of the furthest stage that could be reached and of those before it.
 */
export async function computeMemo(project: Project, options: ComputeOptions): Promise<Computed> {
  if (options.incremental) return toItsEnd(new Job(project, options, options.incremental.runner));
  const { cacheFolder, version, scenario, sets, limits } = options;
  const digest = drawingDigest(project, { version, scenario, sets });
  // A wrong guess costs time and changes nothing.
  const drawn = openShelf<true>(cacheFolder, "charts drawn");
  const known = drawn.get(digest);
  // The process that runs blocks takes its time to start; it does so while the sources are read, and where charts will have to be drawn, the
  // libraries for that load meanwhile too. Where all were drawn before, most likely no block runs.
  const runner = known ? startedLate(limits?.megabytes) : startRunner({ megabytes: limits?.megabytes });
  if (!known) runner.preload();
  const sweeper = !known && hasSweeps(project) ? startEvaluating(limits ?? defaultLimits) : undefined;
  try {
    const computed = await toItsEnd(new Job(project, options, runner, sweeper));
    if (!known) drawn.put(digest, true);
    return computed;
  } finally {
    runner.stop();
    sweeper?.stop();
  }
}

/** Whether sweeps are likely to be run while sources are still read, which they can be where there is a second core. */
const hasSweeps = ({ chapters }: Project): boolean =>
  os.availableParallelism() > 1 && [...chapters.values()].some((text) => /^[ >]*(?:`{3,}|~{3,}) *sweep\b/m.test(text));

/** A runner whose process starts when there is a job for it. */
function startedLate(megabytes?: number): Runner {
  let started: Runner | undefined;
  let isStopped = false;
  const start = (): Runner => {
    started ??= startRunner({ megabytes });
    return started;
  };
  return {
    megabytes: megabytes ?? defaultLimits.megabytes,
    preload: () => {
      if (!isStopped) start().preload();
    },
    execute: (job, within, draws) => (isStopped ? Promise.resolve(STOPPED) : start().execute(job, within, draws)),
    stop: () => {
      isStopped = true;
      started?.stop();
    },
  };
}

async function toItsEnd(job: Job): Promise<Computed> {
  try {
    return await throughPasses(job);
  } finally {
    job.end();
  }
}

/** The passes in their order, over one object that each adds to. */
async function throughPasses(job: Job): Promise<Computed> {
  const after = async <Needs, Adds, Memo extends Needs>(memo: Memo, pass: Pass<Needs, Adds>): Promise<Memo & Adds> => ({
    ...memo,
    ...(await pass(job, memo)),
  });
  const sources = await after({}, read);
  const ordered = await after(sources, order);
  const begun = await after(await after(ordered, sweepMeanwhile), runMeanwhile);
  const analysed = await after(begun, analyse);
  const ran = await after(analysed, run);
  const measured = await after(ran, measure);
  const swept = await after(measured, sweep);
  const resolved = await after(swept, resolve);
  const whole = wholeTree(job, resolved);
  await job.options.resolved?.(whole);
  const checked = await after(resolved, check);

  const { register, chapters, program, scope, found, exceptions, severities, coverage } = checked;
  const blocks = blockDigests(blocksOf(job.project, chapters), job.options.cacheFolder);
  const tree = { ...whole, origin: { ...whole.origin, blocks } };
  const { livePage } = job.options.live ? await import("./live/live.js") : { livePage: undefined };
  const live = job.options.live === true ? livePage?.(checked) : undefined;
  return {
    register,
    chapters,
    program,
    run: checked.run,
    scope,
    postponed: checked.swept.postponed,
    awaited: checked.awaited,
    undrawn: checked.run.undrawn ?? new Set(),
    tree: live ? { ...tree, live } : tree,
    ...(livePage && job.options.live === "late" ? { livePage: once(() => livePage(checked)) } : {}),
    diagnostics: sortDiagnostics(found),
    refused: sortDiagnostics(job.refused),
    exceptions,
    severities,
    coverage,
  };
}

/** The document with what it was made from, where it lasts and what is known of its readers. */
function wholeTree(
  { project }: Job,
  memo: Pick<Computed, "register" | "chapters" | "scope" | "tree">,
): MemoTree & Required<Pick<MemoTree, "origin">> {
  const { version, scenario, sets } = memo.register;
  const inputs = inputsDigest(project, { version, scenario: scenario?.name, sets });
  const origin = { engine: ENGINE, inputs, blocks: {} };
  return { ...readTree({ ...memo.tree, ...publishedAt(memo) }, project.readings), origin };
}

/** Where the page of a version, or of a scenario of it, lasts. What no version says is published nowhere. */
function publishedAt(
  memo: Pick<Computed, "register" | "chapters" | "scope">,
): Pick<MemoTree, "published" | "publishedLive"> {
  const { version, scenario, sets } = memo.register;
  const url = memo.chapters[0]?.front.memo?.url;
  if (url === undefined || sets.length > 0) return {};
  return {
    published: url + (scenario ? scenarioPath(version, scenario.name) : versionPath(version)),
    ...(liveSetting(memo) === undefined ? {} : { publishedLive: true }),
  };
}

/** With what is known of its readers. */
function readTree(tree: MemoTree, readings: string | undefined): MemoTree {
  if (readings === undefined) return tree;
  const { snapshot, parsed, unread } = readingState(tree, readings);
  const there = new Set(valuePassages(snapshot).map(({ digest }) => digest));
  for (const { passage } of unread) there.delete(passage.digest);
  const days = [...parsed.of.values()].flatMap(({ passage, on }) => (there.has(passage) ? [on] : [])).sort();
  const on = days.at(-1);
  return { ...tree, reading: { on, toRead: unread.length } };
}

/** What a memo's sources say before anything is run. */
export interface MemoSources extends Read {
  program: Program;
}

/** Reads chapters and assumptions and puts the blocks in order; what is wrong is added to `diagnostics`. */
export function readMemo(project: Project, options: Reading, diagnostics: Diagnostic[]): MemoSources {
  const sources = readSources(project, options, diagnostics);
  return { ...sources, program: orderBlocks(sources, options, diagnostics) };
}

/** What every command that computes the memo takes from its command line. */
export interface CommandOptions {
  folder: string;
  assumptions?: string;
  scenario?: string;
  set: readonly { id: string; text: string }[];
  cache: boolean;
  limits: { seconds: number; megabytes: number };
}

/** Those options as a computation takes them. The cache lives outside out/ and is never committed. */
export function computeOptions(project: Pick<Project, "root">, options: CommandOptions): ComputeOptions {
  return {
    version: options.assumptions,
    scenario: options.scenario,
    sets: options.set,
    cacheFolder: options.cache ? cacheFolderOf(project.root) : undefined,
    limits: options.limits,
  };
}
