import { setImmediate } from "node:timers/promises";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { withoutMarks } from "../../document/private-use.js";
import { checkOutput, writeOutput } from "../../files/index.js";
import { type CommandOptions, computeOptions } from "../../memo/compute.js";
import { outputOf } from "../../memo/project.js";
import type { SweepContext } from "../../memo/sweeps/context.js";
import { reportOf, type SweepFormat } from "../../memo/sweeps/report.js";
import { runSweep } from "../../memo/sweeps/run.js";
import { type SampledStudy, type StudyRequest, type StudyResult, troublesOf } from "../../sensitivity/index.js";
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
      throw MemoError.of(
        { rule: "sweep/out", message: "a part of a study has nowhere to go", expected: "--out file" },
        2,
      );
    const project = read(options.folder);
    if (out !== undefined) checkOutput({ ...outputOf(options), given: out, force });
    const swept = await runSweep(project, request, { ...computeOptions(project, options), shard }, progress);
    done();
    if (swept.part === undefined) {
      await emit(swept.study, swept.context, swept.drawn, options, terminal);
      return;
    }
    const { part, rows } = swept;
    await writeOutput({ ...outputOf(options), given: out ?? "", force }, part);
    terminal.out(`${out}: part ${shard?.i} of ${shard?.of}, draws ${rows.from} to ${rows.to - 1}\n`);
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
  else terminal.out(`${out}: ${study.kind} of ${context.request.outputs.join(", ")}\n`);
}

/** Refusals that are about the memo and not about what was asked of it. */
const OF_THE_MEMO = ["base-case", "no-draws", "no-range", "nothing-drawn", "mode", "not-positive"];

const calledWrongly = ({ rule }: Diagnostic): boolean =>
  rule.startsWith("sensitivity/") && !OF_THE_MEMO.some((own) => rule === `sensitivity/${own}`);
