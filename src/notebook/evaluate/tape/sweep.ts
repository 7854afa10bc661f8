import { reachable } from "../../../lists.js";
import type { DriverOutput } from "../driver.js";
import type { EvaluationJob, RecordedSources, Variation } from "../types.js";
import type { BatchJob } from "./batch.js";

/** A sweep of an evaluation: what moves and which columns are told, beside what the evaluation knows of all. */
export interface TapedSweep {
  job: EvaluationJob;
  sources: RecordedSources;
  variation: Variation;
  /** Blocks that run, by index in the job. */
  moving: readonly number[];
  columns: readonly number[];
  outputs: readonly DriverOutput[];
  marginOf: readonly (number | undefined)[];
  places: ReadonlyMap<string, readonly string[]>;
  library: ReadonlyMap<string, unknown>;
}

/** The sweep as it is recorded. */
export function batchJob(sweep: TapedSweep): BatchJob {
  const { job, sources, variation, moving, columns, outputs, marginOf, places, library } = sweep;
  const told = columns.flatMap((column): BatchJob["outputs"] => {
    const [output, source] = [outputs[column], job.outputs[column]];
    return output && source ? [{ column, margin: marginOf[column], kind: output.kind, ...source }] : [];
  });
  const byId = new Map(job.blocks.map((block) => [block.id, block]));
  const behind = reachable(
    told.map(({ blockId }) => blockId),
    (id) => byId.get(id)?.dependsOn ?? [],
  );
  return {
    blocks: job.blocks.flatMap((block, index) =>
      behind.has(block.id) ? [{ block, source: sources.blocks[index] ?? null, isMoving: moving.includes(index) }] : [],
    ),
    outputs: told,
    width: outputs.length,
    margins: marginOf.filter((margin) => margin !== undefined).length,
    places: variation.paths.map((path) => places.get(path) ?? []),
    derived: variation.derivations.map((index) => sources.derivations[index] ?? null),
    library,
  };
}
