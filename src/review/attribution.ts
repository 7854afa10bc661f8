import { MemoError } from "../diagnostic.js";
import { append } from "../lists.js";
import { type Cluster, clustersOf, type Job } from "./attribution/clusters.js";
import { attributionOf, isWritten, modelOnly } from "./attribution/shares.js";
import type { AttributionSession, AttributionSource, Link } from "./attribution/source.js";
import { type SharedStep, stepsOf, valuesOf, worthsOf } from "./attribution/steps.js";
import { type Inputs, inputsOf } from "./inputs.js";
import { MOST_EXACT, PAIRS, single, together } from "./players.js";
import { Remarks } from "./remarks.js";
import { exactPlan, sampledPlan } from "./shapley.js";
import type { Snapshot } from "./snapshot.js";
import type { Attribution, OutputChange } from "./types.js";

/** Attributions by output, and sentences about those that could not be made. */
export interface Attributed {
  attributions: ReadonlyMap<string, Attribution>;
  /** Outputs of which the changed blocks have parts of their own, so that what is left to the model is none of their doing. */
  apart: ReadonlySet<string>;
  remarks: readonly string[];
}

/**
 * Splits the changes of numeric outputs over what caused them: revisions of data first, then the blocks that changed, then changes of
 * assumptions and new assumptions; each step is shared out among its assumptions or blocks by Shapley values. Where the old blocks are not
 * at hand, or don't run with the new side's assumptions, the model is one step before all others: the new blocks on the old assumptions,
 * less the old value. Where assumptions in `counted` are counted in another unit or by another expression, what that does to the old blocks
 * goes before all steps, unless changed blocks that move the output read them too. An output that rests on nothing that changed has no
 * attribution unless it moved.
 */
export async function attributeChanges(
  old: Snapshot,
  now: Snapshot,
  changes: readonly OutputChange[],
  source?: AttributionSource,
  counted: readonly string[] = [],
): Promise<Attributed> {
  const inputs = inputsOf(old, now, source?.convert);
  const attributions = new Map<string, Attribution>();
  const remarks = new Remarks();
  const apart = new Set<string>();
  const jobs = jobsOf(old, now, changes, inputs, attributions, remarks, source, counted);
  if (!source || jobs.length === 0) return { attributions, apart, remarks: remarks.list() };
  for (const { id, remark } of inputs.remarks) if (jobs.some(({ links }) => links.has(id))) remarks.say(remark);
  const session = source.open(jobs.map(({ name }) => name));
  try {
    for (const wide of clustersOf(jobs, inputs))
      for (const cluster of await narrowed(wide, inputs, session))
        for (const [name, attribution] of await attributeCluster(cluster, { source, session, remarks, apart }))
          attributions.set(name, attribution);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    const reason = error.diagnostics[0]?.message ?? "no reason is known";
    for (const { name } of jobs)
      if (!attributions.has(name))
        remarks.about("Not attributed, since the new blocks can’t be run again", reason, name);
  } finally {
    session.close();
  }
  return { attributions, apart, remarks: remarks.list() };
}

/** The outputs to be computed; those that need no computing are attributed at once. */
function jobsOf(
  old: Snapshot,
  now: Snapshot,
  changes: readonly OutputChange[],
  inputs: Inputs,
  attributions: Map<string, Attribution>,
  remarks: Remarks,
  source: AttributionSource | undefined,
  counted: readonly string[],
): Job[] {
  const unfit = inputs.remarks.map(({ id }) => id);
  const ids = [...new Set([...inputs.changed, ...inputs.added].map(({ id }) => id).concat(unfit))];
  return changes.flatMap(({ name, difference }): Job[] => {
    const [before, after] = [old.outputs.get(name), now.outputs.get(name)];
    if (!before || !after || difference === undefined) return [];
    const moved = difference !== 0;
    const links = ids.length === 0 ? new Map<string, Link>() : source?.links(name, ids);
    if (links === undefined) {
      if (moved) remarks.about("Not attributed, since the new side’s blocks are not at hand", "", name);
      return [];
    }
    if (typeof links === "string") {
      if (moved) remarks.about("Not attributed", links, name);
      return [];
    }
    const blocks = source?.blocks?.(name) ?? [];
    if (links.size > 0 || (moved && blocks.length > 0)) {
      const own = counted.filter((id) => before.restsOn.includes(id) || after.restsOn.includes(id));
      return [{ name, old: before, now: after, links, blocks, counted: own }];
    }
    if (moved) attributions.set(name, modelOnly(before, after));
    return [];
  });
}

/**
 * A block names all that its values rest on, and one of them may rest on little of it. Where that is too much to be split exactly,
 * assumptions that move an output neither in random orders nor, all together, beside any of the others are taken from it.
 */
async function narrowed(cluster: Cluster, inputs: Inputs, session: AttributionSession): Promise<readonly Cluster[]> {
  let jobs = cluster.jobs;
  for (const kind of ["data", "assumptions"] as const) {
    const all = cluster[kind];
    if (all.length <= MOST_EXACT) continue;
    const plan = sampledPlan(all.length, PAIRS, ...all.map(({ id }) => id));
    const worths = await worthsOf(cluster, { kind, players: all.map(single), plan }, session);
    const next: Job[] = [];
    for (const job of jobs) {
      const idle = plan.idle(worths.get(job.name) ?? []);
      const active = all.filter((_, at) => !idle[at]);
      const rest = all.filter((_, at) => idle[at]);
      const players = [together(rest), ...active.map(single)];
      const isFew = rest.length > 0 && active.length <= MOST_EXACT;
      const step = isFew ? { kind, players, plan: exactPlan(players.length) } : undefined;
      const both = step && (await worthsOf({ ...cluster, jobs: [job] }, step, session)).get(job.name);
      // Whether the idle ones have moved is the lowest bit of a coalition's number.
      const isSure = both?.every((worth, mask) => worth === both[mask | 1]);
      const ids = new Set(isSure ? rest.map(({ id }) => id) : []);
      next.push({ ...job, links: new Map([...job.links].filter(([id]) => !ids.has(id))) });
    }
    jobs = next;
  }
  return jobs === cluster.jobs ? [cluster] : clustersOf(jobs, inputs);
}

interface Work {
  source: AttributionSource;
  session: AttributionSession;
  remarks: Remarks;
  /** Takes what `Attributed` says of it. */
  apart: Set<string>;
}

async function attributeCluster(cluster: Cluster, work: Work): Promise<[string, Attribution][]> {
  const { source, session, remarks, apart } = work;
  const steps = stepsOf(cluster, session);
  const names = cluster.jobs.map(({ name }) => name);
  const { values, trouble } = await valuesOf(cluster, steps, names, session);
  const done: [string, Attribution][] = [];
  const again: Job[] = [];
  const asOne: Job[] = [];
  cluster.jobs.forEach((job, column) => {
    if (steps.length === 0) {
      sayNeeded(job, cluster, remarks);
      if (job.old.value !== job.now.value) done.push([job.name, modelOnly(job.old, job.now)]);
      return;
    }
    const worths = values.map((row) => row[column] ?? Number.NaN);
    const isStart = cluster.blocks.length === 0 || isWritten(worths[0] ?? Number.NaN, job.old);
    if (!isStart && Number.isFinite(worths[0]) && (isCountedApart(job, source) || areBlocksIdle(job, steps, worths)))
      apart.add(job.name);
    if (!isStart && !apart.has(job.name)) {
      // The old blocks don't come to the old value with the new side's assumptions: the model is one step.
      asOne.push(job);
      return;
    }
    if (!Number.isFinite(worths[0])) {
      if (cluster.optional.length > 0) again.push(job);
      else
        remarks.about(
          "Not attributed, since the new blocks can’t work with the old assumptions",
          trouble.get(job.name) ?? "",
          job.name,
        );
      return;
    }
    const attribution = attributionOf(job, steps, worths, remarks);
    if (!attribution) return;
    sayNeeded(job, cluster, remarks);
    if (attribution.steps.length > 0) done.push([job.name, attribution]);
  });
  if (asOne.length > 0) {
    const told = new Map(await attributeCluster({ ...cluster, jobs: asOne, blocks: [] }, work));
    for (const job of asOne) sayAsCode(job, told.get(job.name), remarks);
    append(done, [...told]);
  }
  if (again.length > 0) append(done, await attributeCluster({ ...cluster, jobs: again, optional: [] }, work));
  return done;
}

/** Whether what another unit or expression does to the old blocks can be told apart from what changed in blocks: none of these reads it. */
const isCountedApart = ({ counted, blocks }: Job, source: AttributionSource): boolean =>
  counted.length > 0 && !blocks.some((block) => counted.some((id) => source.reads?.(block, id) ?? true));

function sayAsCode({ counted, blocks }: Job, attribution: Attribution | undefined, remarks: Remarks): void {
  if (blocks.length === 0 || !attribution?.steps.some(({ kind, parts }) => kind === "model" && parts.length === 0))
    return;
  for (const id of counted)
    remarks.about(
      "In another unit, or of another expression, and told as changed code, since code that it goes through changed too",
      "",
      `\`${id}\``,
    );
}

function sayNeeded(job: Job, { added, optional }: Cluster, remarks: Remarks): void {
  for (const one of added)
    if (job.links.has(one.id) && !optional.includes(one))
      remarks.about("New, and counted to the model, since the new blocks don’t run without", "", `\`${one.id}\``);
}

/** Whether the same comes of all coalitions of the changed blocks: nothing is theirs, whatever they read. */
function areBlocksIdle({ counted }: Job, steps: readonly SharedStep[], worths: readonly number[]): boolean {
  let first = 0;
  for (const { kind, plan } of steps) {
    const count = plan.coalitions.length;
    if (kind === "model") return counted.length > 0 && new Set(worths.slice(first, first + count)).size === 1;
    first += count;
  }
  return false;
}
