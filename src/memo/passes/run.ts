import { setImmediate as turn } from "node:timers/promises";
import type { GivenTree } from "../../assumptions/index.js";
import { givenTree } from "../../assumptions/index.js";
import { isBeside } from "../../assumptions/register/ranges.js";
import type { Register } from "../../assumptions/register/types.js";
import { givenQuoted, wantedNames } from "../../document/prepare.js";
import { givenReads } from "../../notebook/analyse/program.js";
import { type Runner, startRunner } from "../../notebook/run/runner.js";
import type { RunResult } from "../../notebook/types.js";
import { blocksOf, digestMeanwhile } from "../block-digests.js";
import { keysOfStudy } from "../sweeps/study-keys.js";
import type { Analysed } from "./analyse.js";
import { type BegunRun, begin, type RunMeanwhile, wantedOf } from "./begin-run.js";
import { type CheckedMeanwhile, checkMeanwhile, measure } from "./check.js";
import type { Job } from "./pass.js";
import type { Read } from "./read.js";
import type { SweptMeanwhile } from "./sweep.js";

/** What the blocks came to. */
export interface Ran extends CheckedMeanwhile, Pick<BegunRun, "given" | "versions" | "cache"> {
  /** The assumptions as prose quotes them. */
  inProse: GivenTree;
  run: RunResult;
}

/** Runs the blocks, and meanwhile checks types and begins to check dimensions. */
export async function run(job: Job, memo: Read & Analysed & RunMeanwhile & SweptMeanwhile): Promise<Ran> {
  const { program, register, templates } = memo;
  job.step("running blocks");
  const want = wantedOf(job, memo, wantedNames(templates));
  const early = memo.begun;
  const told = new Set(early?.want);
  const begun =
    early && want.every((name) => told.has(name)) ? early : begin(job, memo, want, early && anotherRunner(job));
  const { given, versions, cache } = begun;
  await checkMeanwhile(job, memo);
  // Where sweeps run meanwhile there is enough to do.
  const measured = memo.sweeping ? {} : measure(job, memo);
  // Prose may quote ranges and sources that no block reads.
  const quoted = givenQuoted(templates).filter(isBeside);
  const inProse =
    quoted.length > 0 ? job.again(givenInProse, register, job.again(givenReads, program), ...quoted) : given;
  if (job.options.incremental) await keysMeanwhile(memo);
  else if (!memo.sweeping)
    await digestMeanwhile(blocksOf(job.project, memo.chapters), job.options.cacheFolder, begun.ran);
  const result = await resultOf(job, memo, begun, want);
  job.report(result.diagnostics);
  return { given, inProse, run: result, versions, cache, ...measured };
}

/** What blocks came to that were told to hand out more than is wanted. */
async function resultOf(job: Job, memo: Analysed, begun: BegunRun, want: readonly string[]): Promise<RunResult> {
  const result = await begun.ran;
  if (begun.want === want) return result;
  // What nobody wants need not be such that it can be handed out.
  if (result.diagnostics.some(({ rule }) => rule === "notebook/not-plain"))
    return begin(job, memo, want, anotherRunner(job)).ran;
  const wanted = new Set(want);
  return { ...result, values: new Map([...result.values].filter(([name]) => wanted.has(name))) };
}

/** Instead of the one that was started for these blocks, which has run, or is given up. */
function anotherRunner({ runner, options, signal }: Job): Runner {
  runner.stop();
  const other = startRunner(options.limits);
  signal.addEventListener("abort", () => other.stop());
  return other;
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
