import { MemoError } from "../diagnostic.js";
import { append, groupBy } from "../lists.js";
import { digitsForTolerance, roundAsPrinted } from "../render/data/round.js";
import { type Convert, type Input, type Inputs, inputsOf, type OldValue } from "./inputs.js";
import { blockPlayers, MOST_EXACT, PAIRS, type Players, playersOf, single, together } from "./players.js";
import { Remarks } from "./remarks.js";
import { exactPlan, sampledPlan } from "./shapley.js";
import type { OutputState, Snapshot } from "./snapshot.js";
import type { Attribution, AttributionPart, AttributionStep, OutputChange } from "./types.js";

/** Values of assumptions by id in the new side's units, undefined for one that is not there; all others are as on the new side. */
export type Point = ReadonlyMap<string, OldValue | undefined>;

/**
 * How an output may rest on an assumption: by reading it, or only by going through the group that it is in, so that the same code may
 * run without it.
 */
export type Link = "named" | "member";

/** The new side's blocks, to be run on other assumptions. */
export interface AttributionSource {
  /** Those of some assumptions that an output may rest on, by its code; a sentence when it can't be computed outside a build. */
  links(output: string, ids: readonly string[]): ReadonlyMap<string, Link> | string;
  convert: Convert;
  /** Ids of the changed blocks that an output rests on; none where the old side's are not at hand. */
  blocks?(output: string): readonly string[];
  /** Makes ready to compute some outputs, all of them numbers. */
  open(outputs: readonly string[]): AttributionSession;
}

export interface AttributionSession {
  /**
   * Some of the outputs it was opened for, at points: row after row, NaN where one comes to no finite number. Throws a MemoError when
   * nothing can be computed. `blocks` are those of the changed ones that are as on the new side; all of them unless told.
   */
  evaluate(outputs: readonly string[], points: readonly Point[], blocks?: ReadonlySet<string>): Promise<Worths>;
  close(): void;
}

export interface Worths {
  values: Float64Array;
  /** By output, why it first came to nothing, where a block failed. */
  trouble: ReadonlyMap<string, string>;
}

/** Attributions by output, and sentences about those that could not be made. */
export interface Attributed {
  attributions: ReadonlyMap<string, Attribution>;
  remarks: readonly string[];
}

/** An output that assumptions may have moved. */
interface Job {
  name: string;
  old: OutputState;
  now: OutputState;
  links: ReadonlyMap<string, Link>;
  /** Changed blocks that it rests on. */
  blocks: readonly string[];
}

/** Each coalition of blocks is a program of its own; more than so many changed blocks are taken chapter by chapter, or together. */
const MOST_BLOCKS = 3;
/** Up to so many points, all outputs are computed at the same ones. */
const SHARED_POINTS = 1024;
/** A part smaller than this share of the values is noise of binary arithmetic. */
const NOISE = 1e-12;

/**
 * Splits the changes of numeric outputs over what caused them: revisions of data first, then the blocks that changed, then changes of
 * assumptions and new assumptions; each step is shared out among its assumptions or blocks by Shapley values. Where the old blocks are not
 * at hand, or don't run with the new side's assumptions, the model is one step before all others: the new blocks on the old assumptions,
 * less the old value. An output that rests on nothing that changed has no attribution unless it moved.
 *
 * Without a source only what no assumption can have caused is attributed, to the model.
 */
export async function attributeChanges(
  old: Snapshot,
  now: Snapshot,
  changes: readonly OutputChange[],
  source?: AttributionSource,
): Promise<Attributed> {
  const inputs = inputsOf(old, now, source?.convert);
  const attributions = new Map<string, Attribution>();
  const remarks = new Remarks();
  const jobs = jobsOf(old, now, changes, inputs, attributions, remarks, source);
  if (!source || jobs.length === 0) return { attributions, remarks: remarks.list() };
  for (const { id, remark } of inputs.remarks) if (jobs.some(({ links }) => links.has(id))) remarks.say(remark);
  const session = source.open(jobs.map(({ name }) => name));
  try {
    for (const wide of clustersOf(jobs, inputs))
      for (const cluster of await narrowed(wide, inputs, session))
        for (const [name, attribution] of await attributeCluster(cluster, session, remarks))
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
  return { attributions, remarks: remarks.list() };
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
    if (links.size > 0 || (moved && blocks.length > 0)) return [{ name, old: before, now: after, links, blocks }];
    if (moved) attributions.set(name, modelOnly(before, after));
    return [];
  });
}

function modelOnly(old: OutputState, now: OutputState): Attribution {
  const [from, to] = [Number(old.value), Number(now.value)];
  return { from, to, steps: [{ kind: "model", contribution: to - from, parts: [] }], method: "exact" };
}

/** Outputs that are computed at the same points, and what may move them, step by step. */
interface Cluster {
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

function clustersOf(jobs: readonly Job[], inputs: Inputs): Cluster[] {
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

/** What a step's coalitions are worth, by output. */
async function worthsOf(
  cluster: Cluster,
  step: Step,
  session: AttributionSession,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const names = cluster.jobs.map(({ name }) => name);
  const { values } = await valuesOf(cluster, [step], names, session);
  return new Map(names.map((name, column) => [name, values.map((row) => row[column] ?? Number.NaN)]));
}

/** What outputs come to at all coalitions of some steps, row after row. */
async function valuesOf(
  cluster: Cluster,
  steps: readonly Step[],
  names: readonly string[],
  session: AttributionSession,
): Promise<{ values: readonly (readonly number[])[]; trouble: ReadonlyMap<string, string> }> {
  const settings = steps.flatMap((step) =>
    step.plan.coalitions.map((coalition) => settingOf(cluster, step, coalition)),
  );
  const values: number[][] = settings.map(() => []);
  const trouble = new Map<string, string>();
  const byBlocks = groupBy(
    settings.map((setting, row) => ({ ...setting, row })),
    ({ blocks }) => JSON.stringify(blocks && [...blocks].sort()),
  );
  for (const group of byBlocks.values()) {
    const points = group.map(({ point }) => point);
    const found = await session.evaluate(names, points, group[0]?.blocks);
    group.forEach(({ row }, at) => {
      values[row] = names.map((_, column) => found.values[at * names.length + column] ?? Number.NaN);
    });
    for (const [name, message] of found.trouble) if (!trouble.has(name)) trouble.set(name, message);
  }
  return { values, trouble };
}

async function attributeCluster(
  cluster: Cluster,
  session: AttributionSession,
  remarks: Remarks,
): Promise<[string, Attribution][]> {
  const steps = stepsOf(cluster);
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
    if (!isStart) {
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
  if (asOne.length > 0) append(done, await attributeCluster({ ...cluster, jobs: asOne, blocks: [] }, session, remarks));
  if (again.length > 0)
    append(done, await attributeCluster({ ...cluster, jobs: again, optional: [] }, session, remarks));
  return done;
}

function sayNeeded(job: Job, { added, optional }: Cluster, remarks: Remarks): void {
  for (const one of added)
    if (job.links.has(one.id) && !optional.includes(one))
      remarks.about("New, and counted to the model, since the new blocks don’t run without", "", `\`${one.id}\``);
}

/** One step of the way from the old assumptions and blocks to the new. */
interface Step extends Omit<Players, "method"> {
  kind: Exclude<AttributionStep["kind"], "engine">;
}

/** One of which it is settled how it is shared out. */
type SharedStep = Step & Players;

function stepsOf({ data, assumptions, optional, blocks }: Cluster): SharedStep[] {
  const shared = (kind: Step["kind"], inputs: readonly Input[]): SharedStep[] =>
    inputs.length === 0 ? [] : [{ kind, ...playersOf(inputs) }];
  return [
    ...shared("data", data),
    ...(blocks.length === 0 ? [] : [{ kind: "model" as const, ...blockPlayers(blocks, MOST_BLOCKS) }]),
    ...shared("assumptions", assumptions),
    ...shared("new", optional),
  ];
}

interface Setting {
  point: Point;
  /** Of the changed blocks those that are as on the new side; all of them where absent. */
  blocks?: ReadonlySet<string>;
}

/** Earlier steps have been taken, later ones not; in this one a coalition has. */
function settingOf(cluster: Cluster, { kind, players }: Step, coalition: Uint8Array): Setting {
  const off = players.filter((_, at) => !coalition[at]).flatMap(({ inputs }) => inputs);
  if (kind === "data" || kind === "model") append(off, cluster.assumptions);
  if (kind !== "new") append(off, cluster.optional);
  const point: Point = new Map(off.map(({ id, old }) => [id, old]));
  if (cluster.blocks.length === 0 || (kind !== "data" && kind !== "model")) return { point };
  const taken = kind === "data" ? [] : players.filter((_, at) => coalition[at]).flatMap(({ blocks = [] }) => blocks);
  return { point, blocks: new Set(taken) };
}

/** Undefined, with a remark, when the blocks don't come to the new value again. */
function attributionOf(
  job: Job,
  steps: readonly SharedStep[],
  worths: readonly number[],
  remarks: Remarks,
): Attribution | undefined {
  const start = worths[0] ?? Number.NaN;
  const to = endOf(steps, worths);
  if (!isWritten(to, job.now)) {
    remarks.about(
      "Not attributed, since the new blocks, run again, come to another value than was written",
      "",
      job.name,
    );
    return undefined;
  }
  // Values are written rounded; the new code on the old assumptions has them in full where the code did not move them.
  const from = isWritten(start, job.old) ? start : Number(job.old.value);
  const found: AttributionStep[] = [];
  if (start !== from) found.push({ kind: "model", contribution: start - from, parts: [] });
  const noise = NOISE * Math.max(Math.abs(from), Math.abs(to));
  const methods = new Set<Attribution["method"]>(["exact"]);
  let before = start;
  let waiting: SharedStep[] = [];
  let first = 0;
  for (const step of steps) {
    const count = step.plan.coalitions.length;
    const worth = worths.slice(first, first + count);
    first += count;
    const after = worth[step.plan.all] ?? Number.NaN;
    waiting.push(step);
    if (!Number.isFinite(after)) continue;
    const isWhole = waiting.length === 1 && worth.every(Number.isFinite);
    if (!isWhole)
      remarks.about(
        "Some changes are told together, since the new blocks can’t work with only some of them",
        "",
        job.name,
      );
    const parts = isWhole ? partsOf(step, worth) : [partOf(everyone(waiting), after - before)];
    const heard = parts.filter(({ contribution }) => Math.abs(contribution) > noise);
    if (heard.length > 0) {
      found.push({ kind: step.kind, contribution: after - before, parts: heard.sort(byContribution) });
      methods.add(isWhole ? step.method : "grouped");
    }
    before = after;
    waiting = [];
  }
  const method = (["sampled", "grouped", "exact"] as const).find((one) => methods.has(one)) ?? "exact";
  return { from, to, steps: found, method };
}

/** The worth of everything on the new side. */
function endOf(steps: readonly Step[], worths: readonly number[]): number {
  const last = steps.at(-1);
  return last ? (worths[worths.length - last.plan.coalitions.length + last.plan.all] ?? Number.NaN) : Number.NaN;
}

/** All who share in some steps as one. */
function everyone(steps: readonly Step[]): Players["players"][number] {
  const players = steps.flatMap((step) => step.players);
  const inputs = players.flatMap((player) => player.inputs);
  const blocks = players.flatMap((player) => player.blocks ?? []);
  if (blocks.length === 0) return together(inputs);
  const id = [...(inputs.length > 0 ? [together(inputs).id] : []), ...blocks].join(" + ");
  return { id, inputs, blocks };
}

function partsOf({ players, plan }: Step, worths: readonly number[]): AttributionPart[] {
  const { shares, errors } = plan.shares(worths);
  return players.map((player, at) => partOf(player, shares[at] ?? Number.NaN, errors?.[at]));
}

function partOf(
  { id, label, inputs, blocks = [] }: Players["players"][number],
  contribution: number,
  standardError?: number,
): AttributionPart {
  return {
    id,
    label,
    ...(inputs.length + blocks.length === 1 ? {} : { members: [...inputs.map((input) => input.id), ...blocks] }),
    contribution,
    standardError,
  };
}

const byContribution = (a: AttributionPart, b: AttributionPart): number =>
  Math.abs(b.contribution) - Math.abs(a.contribution) || (a.id < b.id ? -1 : 1);

/** Whether a computed value is the one that was written, once it is rounded like it. */
function isWritten(value: number, { value: written, text, tolerance }: OutputState): boolean {
  return roundAsPrinted(value, text, digitsForTolerance(value, tolerance)) === written;
}
