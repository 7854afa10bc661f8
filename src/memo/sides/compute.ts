import type { Diagnostic } from "../../diagnostic.js";
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
  /** What checks refuse, where it was checked. */
  refused: readonly Diagnostic[];
  /** Charts by figure id. */
  pictures: Readonly<Record<string, string>>;
}

/**
 * Computes a side without noting it as the memo's last run. A claim that falls is what a review is for, and no reason to have none; nor is
 * what checks refuse.
 *
 * @throws MemoError for every other error of the memo.
 */
export async function computeSide(project: Project, options: ComputeOptions): Promise<ComputedSide> {
  return sideParts(await computeMemo(project, { ...options, onlyLooking: true, keepRefused: true }));
}

/** What a review needs of a memo that is computed already. */
export function sideParts(computed: Computed): ComputedSide {
  const charts = figuresOf(computed.tree).flatMap(({ id, svg }) => (svg === undefined ? [] : [[id, svg] as const]));
  return {
    computed,
    results: writeResults(computed.tree, { whole: true }),
    fallen: computed.diagnostics.filter(({ rule, severity }) => rule === CLAIM_FALLEN && severity === "error"),
    refused: computed.refused,
    pictures: Object.fromEntries(charts),
  };
}
