import os from "node:os";
import { type GivenTree, givenTree } from "../../assumptions/index.js";
import type { Register } from "../../assumptions/register/types.js";
import { givenReads, type Program } from "../../notebook/analyse/program.js";
import { type Cache, openCache, run as runBlocks } from "../../notebook/run/runner.js";
import type { RunResult } from "../../notebook/types.js";
import { engineVersion } from "../engine-version.js";
import { liveSetting } from "../live/setting.js";
import { keptRun } from "./kept-run.js";
import type { Ordered } from "./order.js";
import type { Job } from "./pass.js";
import type { Read } from "./read.js";

/** Blocks that are begun while prose is still read. */
export interface RunMeanwhile {
  begun?: BegunRun;
}

/** Blocks that run. */
export interface BegunRun {
  /** The assumptions as blocks get them. */
  given: GivenTree;
  /** Of the engine and its libraries, for what is drawn later. */
  versions: string;
  cache: Cache | undefined;
  /** Names whose values come back: those that prose may quote, and maybe more. */
  want: readonly string[];
  ran: Promise<RunResult>;
}

/** Begins to run the blocks where there is a second core for it, and where nobody asks why they would. */
export function runMeanwhile(job: Job, memo: Read & Ordered): RunMeanwhile {
  const { incremental, onlyLooking } = job.options;
  const { register, program, chapters } = memo;
  if (incremental || onlyLooking || os.availableParallelism() < 2 || !register || job.hasErrors()) return {};
  const want = wantedOf(job, memo, chapters.flatMap(namesInProse));
  return { begun: begin(job, { program, register }, want) };
}

/** What stands in the braces of a chapter and may be a name, those of blocks' code and of texts in them included. */
const namesInProse = ({ text }: Read["chapters"][number]): string[] =>
  (text.match(/\{\{[\s\S]*?\}\}/g) ?? []).flatMap(
    (braced) => braced.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [],
  );

/** Names whose values are to come back: of those that prose quotes, and those that are asked for anyway. */
export function wantedOf({ options }: Job, { program, chapters }: Read & Ordered, inProse: Iterable<string>): string[] {
  const want = new Set([
    ...inProse,
    ...program.outputs.map((output) => output.name),
    ...(options.want ?? []),
    // A page that follows carries what queries came to.
    ...(options.live && liveSetting({ chapters, scope: { formats: options.formats } }) ? queryNames(program) : []),
  ]);
  return [...want].filter((name) => program.names.has(name));
}

/** Begins to run the blocks. */
export function begin(
  job: Job,
  { program, register }: { program: Program; register: Register },
  want: readonly string[],
  runner = job.runner,
): BegunRun {
  const { incremental, limits, drawLater, cacheFolder, onlyLooking } = job.options;
  const given = job.again(givenTree, register, job.again(givenReads, program));
  const versions = engineVersion(cacheFolder);
  const cache = incremental ? incremental.cache : cacheOf(job);
  // Who only looks wants to know why each of them would run.
  const kept: typeof runBlocks = (program, asked) =>
    cacheFolder === undefined || onlyLooking
      ? runBlocks(program, asked)
      : keptRun(program, asked, cacheFolder, job.atEnd);
  const running = (drawLater ? incremental?.runUndrawn : incremental?.run) ?? kept;
  const ran = running(program, { given, want, limits, cache, draws: true, versions, runner });
  // Where something else gives up first, what the blocks come to is of no more interest.
  ran.catch(() => {});
  return { want, given, versions, cache, ran };
}

const queryNames = ({ blocks }: Program): string[] =>
  blocks.flatMap(({ block, defines }) => (block.kind === "sql" ? defines : []));

/** Charts are kept once all that waits for them has them. */
function cacheOf(job: Job): Cache | undefined {
  const { cacheFolder, onlyLooking } = job.options;
  if (cacheFolder === undefined) return undefined;
  const cache = openCache(cacheFolder);
  const put: Cache["put"] = (parts, record) => job.atEnd(() => cache.put(parts, record));
  return { ...cache, put, finish: onlyLooking ? undefined : cache.finish };
}
