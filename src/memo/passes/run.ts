import { setImmediate as turn } from "node:timers/promises";
import type { GivenTree } from "../../assumptions/index.js";
import { givenTree } from "../../assumptions/index.js";
import { isBeside } from "../../assumptions/register/ranges.js";
import type { Register } from "../../assumptions/register/types.js";
import { givenQuoted, wantedNames } from "../../document/prepare.js";
import { givenReads } from "../../notebook/analyse/program.js";
import { type Cache, openCache, run as runBlocks } from "../../notebook/run/runner.js";
import type { RunResult } from "../../notebook/types.js";
import { blocksOf, digestMeanwhile } from "../block-digests.js";
import { engineVersion } from "../engine-version.js";
import { liveSetting } from "../live/setting.js";
import { keysOfStudy } from "../sweeps/study-keys.js";
import type { Analysed } from "./analyse.js";
import { type CheckedMeanwhile, checkMeanwhile, measure } from "./check.js";
import { keptRun } from "./kept-run.js";
import type { ComputeOptions, Job } from "./pass.js";
import type { Read } from "./read.js";
import type { SweptMeanwhile } from "./sweep.js";

/** What the blocks came to. */
export interface Ran extends CheckedMeanwhile {
  /** The assumptions as blocks got them, and as prose quotes them. */
  given: GivenTree;
  inProse: GivenTree;
  run: RunResult;
  /** Of the engine and its libraries, for what is drawn later. */
  versions: string;
  cache: Cache | undefined;
}

/** Runs the blocks, and meanwhile checks types and begins to check dimensions. */
export async function run(job: Job, memo: Read & Analysed & SweptMeanwhile): Promise<Ran> {
  const { options, runner } = job;
  const { incremental } = options;
  const { program, register, templates } = memo;
  job.step("running blocks");
  const reads = job.again(givenReads, program);
  const given = job.again(givenTree, register, reads);
  const quoted = givenQuoted(templates).filter(isBeside);
  const want = new Set([
    ...wantedNames(templates),
    ...program.outputs.map((output) => output.name),
    ...(options.want ?? []),
    // A page that follows carries what queries came to.
    ...(options.live && liveSetting({ chapters: memo.chapters, scope: { formats: options.formats } })
      ? queryNames(program)
      : []),
  ]);
  const versions = engineVersion(options.cacheFolder);
  const cache = incremental ? incremental.cache : cacheOf(options);
  const { cacheFolder, onlyLooking } = options;
  // Who only looks wants to know why each of them would run.
  const kept: typeof runBlocks = (program, job) =>
    cacheFolder === undefined || onlyLooking ? runBlocks(program, job) : keptRun(program, job, cacheFolder);
  const running = (options.drawLater ? incremental?.runUndrawn : incremental?.run) ?? kept;
  const ran = running(program, {
    given,
    want: [...want].filter((name) => program.names.has(name)),
    limits: options.limits,
    cache,
    draws: true,
    versions,
    runner,
  });
  // Where the checks give up first, what the blocks come to is of no more interest.
  ran.catch(() => {});
  await checkMeanwhile(job, memo);
  // Where sweeps run meanwhile there is enough to do.
  const measured = memo.sweeping ? {} : measure(job, memo);
  // Prose may quote ranges and sources that no block reads.
  const inProse = quoted.length > 0 ? job.again(givenInProse, register, reads, ...quoted) : given;
  if (incremental) await keysMeanwhile(memo);
  else if (!memo.sweeping) await digestMeanwhile(blocksOf(job.project, memo.chapters), cacheFolder, ran);
  const result = await ran;
  job.report(result.diagnostics);
  return { given, inProse, run: result, versions, cache, ...measured };
}

const givenInProse = (register: Register, reads: readonly string[], ...quoted: readonly string[]): GivenTree =>
  givenTree(register, [...reads, ...quoted]);

/** What results of studies are kept under is made while blocks run, bit by bit: what they are told is handed on in between. */
async function keysMeanwhile({ studies, program, register }: Analysed): Promise<void> {
  for (const { request } of studies) {
    await turn();
    keysOfStudy(request, { program, register });
  }
}

const queryNames = ({ blocks }: Analysed["program"]): string[] =>
  blocks.flatMap(({ block, defines }) => (block.kind === "sql" ? defines : []));

function cacheOf({ cacheFolder, onlyLooking }: ComputeOptions): Cache | undefined {
  if (cacheFolder === undefined) return undefined;
  const cache = openCache(cacheFolder);
  return onlyLooking ? { ...cache, finish: undefined } : cache;
}
