import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import type { Register } from "../../assumptions/register/types.js";
import { unitSystem } from "../../assumptions/units/units.js";
import { type Diagnostic, sortDiagnostics } from "../../diagnostic.js";
import { type ChapterTemplates, wantedNames } from "../../document/prepare.js";
import type { Program } from "../../notebook/analyse/program.js";
import { defaultLimits, type Limits } from "../../notebook/process/block-process.js";
import { sentGiven } from "../../notebook/process/wire.js";
import { runnable } from "../../notebook/run/compile.js";
import { endDiagnostic } from "../../notebook/run/runner.js";
import { openShelf, type Shelf } from "../../store/index.js";
import { type Coverage, coverageOf } from "./coverage.js";
import { planRun } from "./plan.js";
import { DimensionProcess } from "./process.js";
import { reportQuotations } from "./quotations.js";
import { reportFindings } from "./report.js";
import type { DimensionJob, DimensionRun } from "./run.js";
import { reportPrinted } from "./tables.js";

/** A memo whose blocks run without errors. */
export interface DimensionInput {
  program: Program;
  register: Register;
  templates: readonly ChapterTemplates[];
}

/** Runs over quantities by the content they were made from, so that a build of the same blocks starts no process for it. */
export const keptRuns = (folder: string | undefined): Shelf<DimensionRun> =>
  openShelf(folder, "dimensions", import.meta.url);

export interface DimensionOptions {
  limits?: Limits;
  kept?: Shelf<DimensionRun>;
  /** A process started before; one is started where it is needed. */
  process?: DimensionProcess;
}

/**
 * Checks the dimensions of a model: runs its blocks once with numbers that know their units, and compares what comes out with the units
 * that outputs, tables and prose give it. Every error at the operator, in source order; what follows from an error is not reported.
 * The memo must have run without errors before.
 */
export async function checkDimensions(
  { program, register, templates }: DimensionInput,
  { limits = defaultLimits, kept, process }: DimensionOptions = {},
): Promise<{ diagnostics: Diagnostic[]; coverage: Coverage | undefined }> {
  const want = [...wantedNames(templates)].filter((name) => program.names.has(name)).sort();
  const plan = planRun(program, register, want, templates[0]?.chapter.front.memo?.step);
  const key = kept && keyOf(plan.job);
  let run = key === undefined ? undefined : kept?.get(key);
  if (!run) {
    const worker = process ?? new DimensionProcess(limits);
    const outcome = await worker.perform(plan.job);
    if (outcome.type !== "done") {
      const ended = endDiagnostic(outcome, program.blocks.map(runnable), limits);
      return {
        diagnostics: [
          ...plan.diagnostics,
          ...(ended ? [{ ...ended, rule: "dimensions/run" as const, severity: "warning" as const }] : []),
        ],
        coverage: undefined,
      };
    }
    run = outcome.run;
    if (key !== undefined) kept?.put(key, run);
  } else process?.stop();
  const system = unitSystem(register.units);
  const outputs = new Map(program.outputs.map((output) => [output.name, output]));
  const quoted = reportQuotations(templates, run, outputs, register, system, plan.step);
  return {
    diagnostics: sortDiagnostics([
      ...plan.diagnostics,
      ...reportFindings(run.findings, plan),
      ...reportPrinted(run.printed, plan, system),
      ...quoted.diagnostics,
    ]),
    coverage: coverageOf(plan, run, quoted.checked),
  };
}

/** All that a run depends on. */
function keyOf(job: DimensionJob): string {
  return createHash("sha256")
    .update(serialize({ ...job, given: sentGiven(job.given) }))
    .digest("hex");
}
