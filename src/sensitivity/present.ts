import type { Diagnostic } from "../diagnostic.js";
import type { DataTable } from "../notebook/types.js";
import type { Naming } from "./printing.js";
import { type StudyRequest, type StudyResult, studyType } from "./studies/index.js";
import { listed, MOST_NAMED } from "./studies/parts/columns.js";
import { GapWords } from "./studies/parts/gap-words.js";
import { Troubles } from "./studies/parts/troubles.js";
import type { Shown } from "./studies/study-type.js";
import type { SampledStudy } from "./study.js";

export interface Presented extends Shown {
  /** Where it had no finite result and went on without: those of the remarks that whoever builds the memo must hear of. */
  gaps: readonly string[];
}

/** How a remark on series begins that are drawn otherwise than single numbers. */
export const AS_A_WHOLE = "All entries of a series or table go up or down together (";

function drawnAsWhole(labels: readonly string[] = []): string[] {
  if (labels.length === 0) return [];
  const more = labels.length - MOST_NAMED;
  const named = more > 0 ? [...labels.slice(0, MOST_NAMED), `${more} more series and tables`] : labels;
  return [
    `${AS_A_WHOLE}${listed(named)}); a single number is drawn from its own range, which may reach further one way.`,
  ];
}

/** The rows of a study and its values for prose. Rows beyond `top` are left out of the table and said to be. */
export function present({ kind, result, unlike }: StudyResult, request: StudyRequest, naming: Naming): Presented {
  const type = studyType(kind);
  const shown = type.show(result, request, naming);
  const gaps = type.gaps(result, new GapWords(request.outputs[0] ?? "", naming));
  return { ...shown, remarks: [...shown.remarks, ...drawnAsWhole(unlike), ...gaps], gaps };
}

/**
 * A study as rows of plain numbers, all of them: for who computes on with them. Numbers are in the units that blocks have them in; the last
 * columns name those of results, `unit` that of an assumption.
 *
 * @param unitOf the unit of a result; undefined for a pure number, a text or a claim
 */
export function plainRows({ kind, result }: StudyResult, unitOf: (output: string) => string | undefined): DataTable {
  const { about, columns, rows } = studyType(kind).rows(result);
  const at = typeof about === "object" ? columns.findIndex(({ key }) => key === about.column) : -1;
  const unit = typeof about === "string" ? unitOf(about) : undefined;
  return {
    columns: [...columns, { key: "output_unit", label: "output_unit", align: "left" }],
    rows: rows.map((row) => [...row, (at < 0 ? unit : unitOf(String(row[at]))) ?? null]),
  };
}

/**
 * What a study had no result for: how often, where, with which values and in which block. It went on without.
 *
 * @param blockOf the block of a result
 * @param drawn the study's points, if it draws them
 * @throws MemoError when nothing is left of it.
 */
export function troublesOf(
  { kind, result }: StudyResult,
  { outputs: [output = ""] }: StudyRequest,
  blockOf: (name: string) => string | undefined,
  drawn: SampledStudy | undefined,
): Diagnostic[] {
  return studyType(kind).troubles(result, new Troubles(output, blockOf, drawn));
}
