import { type Diagnostic, MemoError, type Place } from "../../src/diagnostic.js";
import { type Computed, type ComputeOptions, computeMemo } from "../../src/memo/compute.js";
import type { Incremental } from "../../src/memo/incremental.js";
import type { Project } from "../../src/memo/project.js";
import { writeOutputs } from "../../src/memo/write.js";
import { compareSides } from "../../src/review/compare.js";
import { parseSnapshot, type Snapshot } from "../../src/review/snapshot.js";
import type { Review } from "../../src/review/types.js";
import { type Fault, withFault } from "./faults.js";
import { freshOnes, LAYERS, type Layer, layerOf } from "./layers.js";

/** A memo as it was found: what was said of it, and what it printed where it could be computed. */
export interface State {
  diagnostics: readonly Diagnostic[];
  computed?: Computed;
  snapshot?: Snapshot;
}

/** Where a fault is caught first; absent when nothing says anything. */
export interface Catch {
  layer: Layer;
  /** The rule, or what kind of change a review tells. */
  rule: string;
  severity?: Diagnostic["severity"];
  message: string;
  place?: Place;
  /** Whether the place is on the lines that the fault is on. */
  there: boolean;
}

/** Computes a memo with all its checks. Sweeps that would have to run again keep their earlier results. */
export async function stateOf(
  project: Project,
  incremental: Incremental,
  sweeps: "all sweeps" | "kept sweeps" = "kept sweeps",
): Promise<State> {
  try {
    const postpone: ComputeOptions["postpone"] =
      sweeps === "kept sweeps" ? (study) => incremental.lastResult(study) : undefined;
    const computed = await computeMemo(project, { check: true, incremental, postpone });
    const results = (await writeOutputs(computed.tree, new Set(["data"]))).get("results.json");
    return {
      diagnostics: computed.diagnostics,
      computed,
      snapshot: parseSnapshot(String(results), "results.json"),
    };
  } catch (error) {
    if (error instanceof MemoError) return { diagnostics: error.diagnostics };
    throw error;
  }
}

/** The first layer that catches a fault: by an error or a warning, else by what a review tells, else by a hint. */
export async function catchOf(
  fault: Fault,
  before: State,
  project: Project,
  incremental: Incremental,
): Promise<Catch | undefined> {
  const { project: faulty, lines } = withFault(project, fault);
  const after = await stateOf(faulty, incremental, fault.kind === "scenario" ? "all sweeps" : "kept sweeps");
  const isThere = (place: Place | undefined): boolean =>
    place?.file === fault.file && lines[0] <= place.start.line && place.start.line <= lines[1];
  const fresh = freshOnes(after.diagnostics, before.diagnostics)
    .map((d) => ({ ...d, layer: layerOf(d.rule), there: isThere(d.place) }))
    .sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) || Number(b.there) - Number(a.there));
  const found = fresh.find(({ severity }) => severity !== "hint");
  if (found) return found;
  const told = await changeOf(before, after);
  if (told) return { layer: "review", ...told, there: isThere(told.place) };
  return fresh[0];
}

async function changeOf(before: State, after: State): Promise<Pick<Catch, "rule" | "message" | "place"> | undefined> {
  if (!before.snapshot || !after.snapshot) return undefined;
  const review = await compareSides(
    { label: "without the fault", snapshot: before.snapshot },
    { label: "with it", snapshot: after.snapshot },
  );
  return firstChange(review);
}

/** What a reviewer reads first that says something of the fault. */
function firstChange(review: Review): Pick<Catch, "rule" | "message" | "place"> | undefined {
  const [claim] = review.claims.flipped;
  if (claim)
    return {
      rule: "claim",
      message: `\`${claim.id}\` ${claim.new?.holds ? "holds" : "fails"} now`,
      place: claim.place,
    };
  const [assumption] = review.assumptions;
  if (assumption)
    return { rule: "assumption", message: `\`${assumption.id}\` ${assumption.presence}`, place: assumption.place };
  const [output] = [...review.outputs, ...review.minor];
  if (output)
    return {
      rule: "output",
      message: `\`${output.name}\`: ${output.oldText ?? "none"} → ${output.newText ?? "none"}`,
      place: output.place,
    };
  for (const { title, passages } of review.prose)
    for (const { tokens, place } of passages) {
      const value = tokens.find((token) => token.type === "value");
      if (value) return { rule: "value", message: `“${value.old}” → “${value.new}” in ${title}`, place };
    }
  const [figure] = review.figures;
  if (figure) return { rule: "figure", message: `${figure.name} ${figure.presence}: ${figure.what}` };
  const [section] = review.prose;
  if (section)
    return { rule: "wording", message: `${section.title} ${section.presence}`, place: section.passages[0]?.place };
  return undefined;
}
