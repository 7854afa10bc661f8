import { givenTree, unitSystem } from "../assumptions/index.js";
import { MemoError } from "../diagnostic.js";
import { openModel, runsOf, unknownOutputs } from "../memo/sweeps/model.js";
import { givenReads } from "../notebook/analyse/program.js";
import { processesFor } from "../notebook/evaluate/evaluator.js";
import type { DataTable } from "../notebook/types.js";
import { present, resultNames, runStudy, type StudyRequest, type StudyResult } from "../sensitivity/index.js";
import { computedOf, type Memo } from "./memo.js";

export interface SweepResult {
  /** Every number the study came to, in the units that blocks count in. */
  study: StudyResult;
  /** Rows as they are printed. */
  table: DataTable;
  /** What prose would quote by path. */
  value: Readonly<Record<string, unknown>>;
  /** What was left out, what a share of draws means. */
  remarks: readonly string[];
}

/**
 * Runs a study over a memo's model: `{kind: "tornado", outputs: ["gap"], top: 12}`.
 *
 * @throws RangeError for a memo that `compute` did not give
 * @throws MemoError for unknown outputs and assumptions, and for what a study can't measure
 */
export async function sweep(memo: Memo, request: StudyRequest): Promise<SweepResult> {
  const computed = computedOf(memo);
  if (!computed) throw new RangeError("this is no memo that `compute` gave");
  const { register, program } = computed;
  const unknown = unknownOutputs(request, program).map(({ problem }) => problem);
  if (unknown.length > 0) throw new MemoError(unknown);
  const given = givenTree(register, givenReads(program));
  const { model, close } = await openModel(
    { program, register, given, limits: memo.options.limits },
    [...new Set(resultNames(request))],
    { processes: processesFor(runsOf([request], program)) },
  );
  try {
    const study = await runStudy(request, model);
    const { table, value, remarks } = present(study, request, {
      outputs: new Map(program.outputs.map((output) => [output.name, output])),
      convert: (x, from, to) => unitSystem(register.units).convert(x, from, to),
      blockOf: (name) => program.names.get(name.split(".")[0] ?? "")?.blockId,
    });
    return { study, table, value, remarks };
  } finally {
    close();
  }
}
