import { groupBy } from "../../lists.js";
import type { Input, Inputs } from "../inputs.js";
import type { OutputState } from "../snapshot.js";
import type { Link } from "./source.js";

/** An output that assumptions may have moved. */
export interface Job {
  name: string;
  old: OutputState;
  now: OutputState;
  links: ReadonlyMap<string, Link>;
  /** Changed blocks that it rests on. */
  blocks: readonly string[];
  /** Assumptions that it rests on and that are counted in another unit, or by another expression. */
  counted: readonly string[];
}

/** Each coalition of blocks is a program of its own; more than so many changed blocks are taken chapter by chapter, or together. */
export const MOST_BLOCKS = 3;
/** Up to so many points, all outputs are computed at the same ones. */
const SHARED_POINTS = 1024;

/** Outputs that are computed at the same points, and what may move them, step by step. */
export interface Cluster {
  jobs: readonly Job[];
  data: readonly Input[];
  assumptions: readonly Input[];
  /** New assumptions without which the code may run. */
  optional: readonly Input[];
  /** All new ones; those not optional are there from the start. */
  added: readonly Input[];
  /** Changed blocks, where they are run one by one. */
  blocks: readonly string[];
}

export function clustersOf(jobs: readonly Job[], inputs: Inputs): Cluster[] {
  const cluster = (some: readonly Job[]): Cluster => {
    const has = ({ id }: Input): boolean => some.some(({ links }) => links.has(id));
    const changed = inputs.changed.filter(has);
    return {
      jobs: some,
      data: changed.filter(({ step }) => step === "data"),
      assumptions: changed.filter(({ step }) => step === "assumptions"),
      optional: inputs.added.filter(({ id }) => some.some(({ links }) => links.get(id) === "member")),
      added: inputs.added.filter(has),
      blocks: [...new Set(some.flatMap(({ blocks }) => blocks))].sort(),
    };
  };
  const whole = cluster(jobs);
  const points = 2 ** whole.data.length + 2 ** whole.assumptions.length;
  if (points <= SHARED_POINTS && whole.optional.length === 0 && whole.blocks.length <= MOST_BLOCKS) return [whole];
  const bySet = groupBy(jobs, ({ links, blocks }) =>
    JSON.stringify([blocks, ...[...links].sort(([a], [b]) => (a < b ? -1 : 1))]),
  );
  return [...bySet.values()].map(cluster);
}
