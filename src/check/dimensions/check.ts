import { createHash } from "node:crypto";
import { givenTree } from "../../assumptions/register/given.js";
import type { Register } from "../../assumptions/register/types.js";
import { unitSystem } from "../../assumptions/units/units.js";
import { type Diagnostic, sortDiagnostics } from "../../diagnostic.js";
import { type ChapterTemplates, wantedNames } from "../../document/prepare.js";
import { givenReads, type Program } from "../../notebook/analyse/program.js";
import { defaultLimits, type Limits } from "../../notebook/process/block-process.js";
import { dataToText } from "../../notebook/process/text.js";
import { sentGiven } from "../../notebook/process/wire.js";
import { runnable } from "../../notebook/run/compile.js";
import { endDiagnostic } from "../../notebook/run/runner.js";
import type { Study } from "../../sensitivity/index.js";
import { openShelf, type Shelf } from "../../store/index.js";
import { type Coverage, coverageOf } from "./coverage.js";
import { readStep } from "./options.js";
import { type Asked, givenUnits, planRun } from "./plan.js";
import { reportQuotations } from "./printed/quotations.js";
import { reportPrinted } from "./printed/tables.js";
import { DimensionProcess } from "./process.js";
import { reportFindings } from "./report.js";
import type { DimensionRun } from "./run.js";
import type { Unit } from "./unit.js";

/** A memo whose blocks run without errors. */
export interface DimensionInput {
  program: Program;
  register: Register;
  templates: readonly ChapterTemplates[];
  studies?: readonly Pick<Study, "name" | "request">[];
}

/** A run over quantities. Where nothing but what prose quotes is left to be looked at, it is told how much was checked. */
interface KeptRun {
  run: DimensionRun;
  quiet?: Coverage;
}

/** Runs over quantities by what they were made from, so that a build of the same blocks starts no process for it. */
export const keptRuns = (folder: string | undefined): Shelf<KeptRun> =>
  openShelf(folder, "dimensions", import.meta.url);

export interface DimensionOptions {
  limits?: Limits;
  kept?: Shelf<KeptRun>;
  /** A process started before; one is started where it is needed. */
  process?: DimensionProcess;
}

/**
 * Checks the dimensions of a model: runs its blocks once with numbers that know their units, and compares what comes out with the units
 * that outputs, tables and prose give it. Every error at the operator, in source order; what follows from an error is not reported.
 * The memo must have run without errors before.
 */
export async function checkDimensions(
  { program, register, templates, studies = [] }: DimensionInput,
  { limits = defaultLimits, kept, process }: DimensionOptions = {},
): Promise<{ diagnostics: Diagnostic[]; coverage: Coverage | undefined }> {
  const inProse = wantedNames(templates);
  const requests = new Map(studies.map(({ name, request }) => [name, request]));
  const measured = [...requests].flatMap(([name, { outputs }]) => (inProse.has(name) ? outputs : []));
  const names = new Set([...inProse, ...measured.map((path) => path.split(".")[0] ?? "")]);
  const want = [...names].filter((name) => program.names.has(name)).sort();
  const system = unitSystem(register.units);
  const asked = { program, register, want, units: givenUnits(register, system) };
  const memoStep = templates[0]?.chapter.front.memo?.step;
  const outputs = new Map(program.outputs.map((output) => [output.name, output]));
  const quotationsOf = (run: DimensionRun, step: Unit | undefined): ReturnType<typeof reportQuotations> =>
    reportQuotations(templates, run, { outputs, register, system, step, units: asked.units, studies: requests });
  const key = kept && keyOf(asked, memoStep?.text);
  const known = key === undefined ? undefined : kept?.get(key);
  if (known?.quiet) {
    process?.stop();
    const { diagnostics, checked } = quotationsOf(known.run, memoStep && readStep(memoStep, system, () => {}));
    return { diagnostics: sortDiagnostics(diagnostics), coverage: { ...known.quiet, quotations: checked } };
  }
  const plan = planRun(asked, memoStep);
  let run = known?.run;
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
  } else process?.stop();
  const found = [
    ...plan.diagnostics,
    ...reportFindings(run.findings, plan),
    ...reportPrinted(run.printed, plan, system),
  ];
  const quoted = quotationsOf(run, plan.step);
  const coverage = coverageOf(plan, run, quoted.checked);
  if (key !== undefined && !known) kept?.put(key, { run, ...(found.length === 0 ? { quiet: coverage } : {}) });
  return { diagnostics: sortDiagnostics([...found, ...quoted.diagnostics]), coverage };
}

/** All that a plan and its run depend on; where a block stands is no part of it. */
function keyOf({ program, register, want, units }: Asked, step: string | undefined): string {
  const blocks = program.blocks.map((analysed) => {
    const { place, line, indents, memory, ...told } = runnable(analysed);
    const options = ["dimensions", "step", "units"].map((name) => analysed.block.options.get(name)?.text);
    return [told, options, analysed.query?.columns];
  });
  const outputs = program.outputs.map(({ name, unit, shown }) => [name, unit, shown]);
  const given = sentGiven(givenTree(register, givenReads(program)));
  const ofBytes = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64");
  return createHash("sha256")
    .update(JSON.stringify([blocks, outputs, register.units, want, step]))
    .update(dataToText([given, units], ofBytes))
    .digest("hex");
}
