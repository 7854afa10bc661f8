import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { figuresOf } from "../../document/tree.js";
import { writeResults } from "../../render/data/index.js";
import { CLAIM_FALLEN, type Computed, type ComputeOptions, computeMemo } from "../compute.js";
import type { Project } from "../project.js";

/** A memo computed for a review, and what a review needs of it. */
export interface ComputedSide {
  computed: Computed;
  /** As `memo build` writes it, with where things stand in the sources. */
  results: string;
  fallen: readonly Diagnostic[];
  /** Charts by figure id. */
  pictures: Readonly<Record<string, string>>;
}

/**
 * Computes a side without noting it as the memo's last run. A claim that falls is what a review is for, and no reason to have none.
 *
 * @throws MemoError for every other error of the memo.
 */
export async function computeSide(project: Project, options: ComputeOptions): Promise<ComputedSide> {
  return sideParts(await computeMemo(project, { ...options, onlyLooking: true, keepFallenClaims: true }));
}

/**
 * Computes a side, and finds what checks refuse in it: it would not be built, and what it comes to can be compared all the same.
 *
 * @throws MemoError for an error without which nothing can be computed
 */
export async function computeChecked(
  project: Project,
  options: ComputeOptions,
): Promise<ComputedSide & { refused: readonly Diagnostic[] }> {
  try {
    return { ...(await computeSide(project, { ...options, check: true })), refused: [] };
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    const refused = error.diagnostics.filter(({ rule, severity }) => severity === "error" && rule !== CLAIM_FALLEN);
    return { ...(await computeSide(project, options)), refused };
  }
}

/** What a review needs of a memo that is computed already. */
export function sideParts(computed: Computed): ComputedSide {
  const charts = figuresOf(computed.tree).flatMap(({ id, svg }) => (svg === undefined ? [] : [[id, svg] as const]));
  return {
    computed,
    results: writeResults(computed.tree, { whole: true }),
    fallen: computed.diagnostics.filter(({ rule, severity }) => rule === CLAIM_FALLEN && severity === "error"),
    pictures: Object.fromEntries(charts),
  };
}
