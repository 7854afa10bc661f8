import { givenTree, unitSystem } from "../assumptions/index.js";
import { STUDIES } from "../chapters/types.js";
import { didYouMean, MemoError, oneOf } from "../diagnostic.js";
import { openModel, runsOf, unknownOutputs } from "../memo/sweeps/model.js";
import { givenReads } from "../notebook/analyse/program.js";
import { processesFor } from "../notebook/evaluate/evaluator.js";
import type { DataTable } from "../notebook/types.js";
import {
  present,
  resultNames,
  runStudy,
  type StudyRequest,
  type StudyResult,
  studyType,
} from "../sensitivity/index.js";
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

/** What a request need not say: it is then what a chapter's sweep has unless it says otherwise. */
const DEFAULTED = ["top", "draws", "seed", "design", "goal", "by"] as const;
type Defaulted = (typeof DEFAULTED)[number] | "correlations";
type Asked<Request> = Request extends StudyRequest
  ? Omit<Request, Defaulted> & Partial<Pick<Request, Defaulted & keyof Request>>
  : never;

/** A study as a program asks for it: what it is about, and what of it is not as usual. */
export type SweepRequest = Asked<StudyRequest>;

/**
 * Runs a study over a memo's model: `{kind: "tornado", outputs: ["gap"], top: 12}`.
 *
 * @throws RangeError for a memo that `compute` did not give, for an unknown kind of study, and where the request lacks what the study needs
 * @throws MemoError for unknown outputs and assumptions, and for what a study can't measure
 */
export async function sweep(memo: Memo, asked: SweepRequest): Promise<SweepResult> {
  const computed = computedOf(memo);
  if (!computed) throw new RangeError("this is no memo that `compute` gave");
  const request = requestOf(asked);
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

/** A request with all that it leaves to the study. */
function requestOf(asked: SweepRequest): StudyRequest {
  const { kind, outputs } = asked as Partial<StudyRequest>;
  if (kind === undefined || !STUDIES.includes(kind))
    throw new RangeError(
      [`\`${kind}\` is no kind of study`, `expected ${oneOf(STUDIES)}`, didYouMean(String(kind), STUDIES)]
        .filter((part) => part !== undefined)
        .join("; "),
    );
  if (!Array.isArray(outputs) || outputs.length === 0 || outputs.some((name) => typeof name !== "string"))
    throw new RangeError(`a request for a study needs \`outputs\`: a list of names, such as ["gap"]`);
  const { keys } = studyType(kind);
  const said = asked as unknown as Readonly<Record<string, unknown>>;
  for (const [key, { needed, value }] of Object.entries(keys))
    if (needed && key !== "output" && key !== "outputs" && said[key] === undefined)
      throw new RangeError(`a study of the kind \`${kind}\` needs \`${key}\`: ${value}`);
  const usual = Object.fromEntries(
    DEFAULTED.flatMap((key) => (keys[key]?.default === undefined ? [] : [[key, keys[key].default]])),
  );
  const drawn = "draws" in keys ? { correlations: [] } : {};
  const own = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { ...usual, ...drawn, ...own } as unknown as StudyRequest;
}
