import { givenTree } from "../../assumptions/index.js";
import { type Diagnostic, MemoError, sortDiagnostics } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { givenReads } from "../../notebook/analyse/program.js";
import { processesFor } from "../../notebook/evaluate/evaluator.js";
import { isError } from "../../rules/rule.js";
import {
  inputsOf,
  namedIn,
  only,
  resultNames,
  runRows,
  runStudy,
  type SampledStudy,
  type StudyRequest,
  type StudyResult,
  sampledStudy,
  shardRows,
} from "../../sensitivity/index.js";
import type { Shard } from "../../text/shard.js";
import { type computeOptions, readMemo } from "../compute.js";
import type { Project } from "../project.js";
import { contextOf, type SweepContext } from "./context.js";
import { openModel, runsOf, unknownOutputs } from "./model.js";
import { writePart } from "./part.js";
import { studyStore, studyVersion } from "./results.js";
import { keysOfStudy } from "./study-keys.js";

/** Where and how a study is run. */
export interface SweepJob
  extends Pick<ReturnType<typeof computeOptions>, "version" | "scenario" | "sets" | "cacheFolder" | "limits"> {
  /** Of the draws, only those of one part. */
  shard?: Shard;
}

/** What is told of a study under way. */
export interface SweepWatch {
  step(text: string): void;
  /** So many points are done of a run, of a study of `total` where that is known. */
  points(done: number, of: number, total?: number): void;
  /** Points told of from now on come after these. */
  from(before: number): void;
}

/** What a study came to: its result, or the file of the part that was asked for. */
export type Swept = { context: SweepContext; drawn: SampledStudy | undefined } & (
  | { study: StudyResult; part?: undefined }
  | { part: Uint8Array; rows: { from: number; to: number } }
);

/**
 * Runs a study over the sources of a memo, or takes its result from the cache.
 *
 * @throws MemoError for sources with errors, for unknown outputs and assumptions, all together, and for what a study can't measure
 */
export async function runSweep(
  project: Project,
  request: StudyRequest,
  job: SweepJob,
  watch: SweepWatch,
): Promise<Swept> {
  const { shard, version, scenario, sets, limits, cacheFolder } = job;
  watch.step("reading chapters and assumptions");
  const problems: Diagnostic[] = [];
  const { register, program } = readMemo(project, { version, scenario, sets, cacheFolder }, problems);
  if (!register || problems.some(isError)) throw new MemoError(sortDiagnostics(problems));
  check(request, () => unknownOutputs(request, program).map(({ problem }) => problem), [
    () => inputsOf(register, request.over),
    () => inputsOf(register, namedIn(request)),
  ]);
  const context = contextOf(request, register, program);
  const inputs = inputsOf(register, request.over);
  const drawn = sampledStudy(request, inputs);
  const keys = keysOfStudy(request, { program, register });
  const store = studyStore(job.cacheFolder);
  const kept = shard ? undefined : store.read(keys);
  if (kept) return { context, drawn, study: kept };
  const rows = drawn && (shard ? shardRows(drawn.runs, shard.i, shard.of) : { from: 0, to: drawn.runs });
  watch.step("running the blocks at the register's values");
  const { model, close } = await openModel(
    { program, register, given: givenTree(register, givenReads(program)), limits },
    [...new Set(resultNames(request))],
    {
      onProgress: (points, of) => watch.points(points, of, rows && rows.to - rows.from),
      processes: processesFor(runsOf([request], program, rows && rows.to - rows.from)),
    },
  );
  let study: StudyResult;
  try {
    if (drawn && rows) {
      const { columns, evaluate } = only(model, resultNames(request), drawn.inputs);
      const evaluations = await runRows(drawn, columns.length, evaluate, rows, (points) => watch.from(points));
      if (shard) {
        const asked = { context, engine: studyVersion(), key: keys.whole, shard, runs: drawn.runs, inputs };
        return { context, drawn, part: writePart({ ...asked, columns, ...rows, evaluations }), rows };
      }
      watch.step("reading the results");
      study = drawn.conclude(columns, evaluations);
    } else study = await runStudy(request, model);
  } finally {
    close();
  }
  store.write(keys, study);
  return { context, drawn, study };
}

/** All unknown names of a request together, before anything is run. */
function check(request: StudyRequest, outputs: () => Diagnostic[], assumptions: readonly (() => unknown)[]): void {
  const problems = outputs();
  for (const read of assumptions)
    try {
      read();
    } catch (error) {
      if (!(error instanceof MemoError)) throw error;
      append(problems, error.diagnostics);
    }
  if (request.outputs.length === 0)
    problems.push({
      rule: "sweep/no-output",
      severity: "error",
      message: "no output is named",
      expected: "the name of one",
    });
  if (problems.length > 0) throw new MemoError(problems, 2);
}
