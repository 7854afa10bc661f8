import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import { givenTree } from "../../assumptions/index.js";
import { type Diagnostic, MemoError, sortDiagnostics } from "../../diagnostic.js";
import { withoutMarks } from "../../document/private-use.js";
import { checkOutput, writeOutput } from "../../files/index.js";
import { append } from "../../lists.js";
import { type CommandOptions, computeOptions, readMemo } from "../../memo/compute.js";
import { outputOf } from "../../memo/project.js";
import { contextOf, type SweepContext } from "../../memo/sweeps/context.js";
import { writePart } from "../../memo/sweeps/part.js";
import { reportOf, type SweepFormat } from "../../memo/sweeps/report.js";
import { openModel, studyStore, studyVersion, unknownOutputs } from "../../memo/sweeps/studies.js";
import { keysOfStudy } from "../../memo/sweeps/study-keys.js";
import { givenReads } from "../../notebook/analyse/program.js";
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
  troublesOf,
} from "../../sensitivity/index.js";
import type { Shard } from "../../text/shard.js";
import { onTerminal, withoutCommands } from "../../text/shown.js";
import { type Running, runCommand } from "../runner.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";
import { SweepProgress } from "./progress.js";

export type { SweepFormat } from "../../memo/sweeps/report.js";

/** How a result leaves the command. */
export interface Emission {
  folder: string;
  format: SweepFormat;
  /** A file, seen from the memo's folder; standard output without one. */
  out?: string;
  /** Overwrites a file there that memo did not write. */
  force?: boolean;
}

export interface SweepOptions extends CommandOptions, Emission {
  shard?: Shard;
}

/** `memo sweep`: runs a study and prints it, or writes a part of it to a file. Returns the exit code. */
export function sweep(request: StudyRequest, options: SweepOptions, terminal: Terminal): Promise<number> {
  const work = async ({ project: read, step, done }: Running): Promise<undefined> => {
    const progress = new SweepProgress(step);
    const { shard, out, force } = options;
    if (shard && out === undefined)
      throw new MemoError([wrong("sweep/out", "a part of a study has nowhere to go", "--out file")], 2);
    const project = read(options.folder);
    if (out !== undefined) checkOutput({ ...outputOf(options), given: out, force });
    const { version, scenario, sets, cacheFolder, limits } = computeOptions(project, options);
    step("reading chapters and assumptions");
    const problems: Diagnostic[] = [];
    const { register, program } = readMemo(project, { version, scenario, sets }, problems);
    if (!register || problems.some(({ severity }) => severity === "error"))
      throw new MemoError(sortDiagnostics(problems));
    check(request, () => unknownOutputs(request, program).map(({ problem }) => problem), [
      () => inputsOf(register, request.over),
      () => inputsOf(register, namedIn(request)),
    ]);
    const context = contextOf(request, register, program);
    const inputs = inputsOf(register, request.over);
    const drawn = sampledStudy(request, inputs);
    const keys = keysOfStudy(request, { program, register });
    const store = studyStore(cacheFolder);
    const kept = shard ? undefined : store.read(keys);
    if (kept) {
      done();
      await emit(kept, context, drawn, options, terminal);
      return;
    }
    const rows = drawn && (shard ? shardRows(drawn.runs, shard.i, shard.of) : { from: 0, to: drawn.runs });
    step("running the blocks at the register's values");
    const { model, close } = await openModel(
      { program, register, given: givenTree(register, givenReads(program)), limits },
      [...new Set(resultNames(request))],
      (points, of) => progress.points(points, of, rows && rows.to - rows.from),
      availableParallelism(),
    );
    let found: StudyResult;
    try {
      if (drawn && rows) {
        const { columns, evaluate } = only(model, resultNames(request), drawn.inputs);
        const evaluations = await runRows(drawn, columns.length, evaluate, rows, (points) => progress.from(points));
        if (shard && out !== undefined) {
          const part = {
            context,
            engine: studyVersion(),
            key: keys.whole,
            shard,
            runs: drawn.runs,
            inputs,
            columns,
            ...rows,
          };
          await writeOutput({ ...outputOf(options), given: out, force }, writePart({ ...part, evaluations }));
          done();
          terminal.out(`${out}: part ${shard.i} of ${shard.of}, draws ${rows.from} to ${rows.to - 1}\n`);
          return;
        }
        step("reading the results");
        found = drawn.conclude(columns, evaluations);
      } else found = await runStudy(request, model);
    } finally {
      close();
    }
    store.write(keys, found);
    done();
    await emit(found, context, drawn, options, terminal);
  };
  return runCommand(terminal, work, {
    exitCode: ({ exitCode, diagnostics }) => (exitCode === 1 && diagnostics.every(calledWrongly) ? 2 : exitCode),
  });
}

/** Prints a result, or writes it to a file; what it lacks is told on standard error. */
export async function emit(
  study: StudyResult,
  context: SweepContext,
  drawn: SampledStudy | undefined,
  { format, out, folder, force }: Emission,
  terminal: Terminal,
): Promise<void> {
  const warnings = troublesOf(study, context.request, (name) => context.blocks[name], drawn);
  const width = out === undefined ? (terminal.columns ?? 80) : 80;
  const text = withoutMarks(await reportOf(study, context, warnings, format, width), "sweep");
  // A signal that came while this thread was busy still counts.
  await setImmediate();
  if (out !== undefined)
    await writeOutput(
      { ...outputOf({ folder }), given: out, force },
      format === "table" ? withoutCommands(onTerminal(text)) : text,
    );
  printDiagnostics(terminal, warnings, new Map());
  if (out === undefined) terminal.out(text);
  else terminal.out(`${basename(out)}: ${study.kind} of ${context.request.outputs.join(", ")}\n`);
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
  if (request.outputs.length === 0) problems.push(wrong("sweep/no-output", "no output is named", "the name of one"));
  if (problems.length > 0) throw new MemoError(problems, 2);
}

function wrong(rule: Diagnostic["rule"], message: string, expected: string): Diagnostic {
  return { rule, severity: "error", message, expected };
}

/** Refusals that are about the memo and not about what was asked of it. */
const OF_THE_MEMO = ["base-case", "no-draws", "no-range", "nothing-drawn", "mode", "not-positive"];

const calledWrongly = ({ rule }: Diagnostic): boolean =>
  rule.startsWith("sensitivity/") && !OF_THE_MEMO.some((own) => rule === `sensitivity/${own}`);
