import { versionNames } from "../../assumptions/files/version-names.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import type { Shard } from "../../text/shard.js";
import { scenariosOf, versionOf } from "../default-version.js";
import type { Project } from "../project.js";
import { type Asked, EVERY } from "./asked.js";

/** A version of the assumptions with one of the scenarios, or without. */
export interface Combination {
  /** Undefined where the memo has no version, which reading it tells. */
  version?: string;
  scenario?: string;
}

/** All that are asked for, versions from the oldest on, each without a scenario first. */
export function combinationsOf(project: Project, { assumptions, scenario }: Asked): Combination[] {
  const versions = assumptions === EVERY ? versionNames(project.assumptions) : [assumptions ?? versionOf(project)];
  const scenarios = scenario === EVERY ? [undefined, ...scenariosOf(project)] : [scenario];
  return versions.flatMap((version) => scenarios.map((one) => ({ version, scenario: one })));
}

/** Every n-th of them: each is in one part. */
export const inShard = (all: readonly Combination[], { i, of }: Shard): Combination[] =>
  all.filter((_, at) => at % of === i - 1);

/** "2026-05+upside", as `memo diff` takes it too. */
export const nameOf = ({ version = "", scenario }: Combination): string =>
  scenario === undefined ? version : `${version}+${scenario}`;

/** Each with a note of which combination's build it was found in: a memo that is right with one may be wrong with another. */
export const foundIn = (combination: Combination, diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.map((one) => ({ ...one, notes: [...(one.notes ?? []), `found in the build of ${nameOf(combination)}`] }));

/**
 * Computes one of several combinations.
 * @throws MemoError as `compute` does, with which combination it was
 */
export async function computedOf<T>(combination: Combination, compute: () => Promise<T>): Promise<T> {
  try {
    return await compute();
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    throw new MemoError(foundIn(combination, error.diagnostics), error.exitCode);
  }
}
