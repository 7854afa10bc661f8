import type { Place } from "../../diagnostic.js";
import type { Program } from "../analyse/program.js";
import { requestText } from "../process/messages.js";
import { hashOf } from "./cache.js";
import { type RunnableBlock, runnable } from "./compile.js";
import type { ExecutionJob } from "./job.js";

/** What is asked of a run, as `RunJob` has it. */
type Asked = Pick<ExecutionJob, "given" | "want"> & { trace?: boolean; draws?: boolean };

const known = new WeakMap<Program, readonly RunnableBlock[]>();

/** The blocks of a program as they are run: the same list whenever the same program is. */
function runnables(program: Program): readonly RunnableBlock[] {
  const blocks = known.get(program) ?? program.blocks.map(runnable);
  known.set(program, blocks);
  return blocks;
}

/** A job that runs all blocks of a program and is handed nothing but the assumptions. */
export function wholeJob(program: Program, { given, want, trace = true }: Asked): ExecutionJob {
  return {
    blocks: runnables(program),
    idle: new Set(),
    supplied: new Map(),
    keep: keepable(program),
    given,
    want,
    trace,
    places: placesOf(program),
  };
}

/** Of all that such a run is told, to the line on which a block stands: what says the same comes to the same. */
export const digestOf = (program: Program, job: Asked): string =>
  hashOf(requestText({ type: "job", job: wholeJob(program, job), draws: job.draws ?? false }));

/** Ids of the blocks that are marked `expensive`. */
const keepable = ({ blocks }: Program): Set<string> =>
  new Set(blocks.filter(({ block }) => block.options.get("expensive")?.text === "true").map(({ block }) => block.id));

const knownPlaces = new WeakMap<Program, ReadonlyMap<string, Place>>();

/** Where names are declared that blocks use of each other: the same map whenever the same program is. */
function placesOf(program: Program): ReadonlyMap<string, Place> {
  const { blocks, names } = program;
  const used = () => blocks.flatMap(({ uses }) => uses.flatMap((name) => names.get(name) ?? []));
  const places = knownPlaces.get(program) ?? new Map(used().map(({ name, place }) => [name, place]));
  knownPlaces.set(program, places);
  return places;
}
