import { append, groupBy } from "../../lists.js";
import type { Input } from "../inputs.js";
import { blockPlayers, type Players, playersOf } from "../players.js";
import type { AttributionStep } from "../types.js";
import { type Cluster, MOST_BLOCKS } from "./clusters.js";
import type { AttributionSession, Point } from "./source.js";

/** One step of the way from the old assumptions and blocks to the new. */
export interface Step extends Omit<Players, "method"> {
  kind: Exclude<AttributionStep["kind"], "engine">;
}

/** One of which it is settled how it is shared out. */
export type SharedStep = Step & Players;

export function stepsOf(
  { data, assumptions, optional, blocks }: Cluster,
  session: Pick<AttributionSession, "tied">,
): SharedStep[] {
  const shared = (kind: Step["kind"], inputs: readonly Input[]): SharedStep[] =>
    inputs.length === 0 ? [] : [{ kind, ...playersOf(inputs) }];
  return [
    ...shared("data", data),
    ...(blocks.length === 0
      ? []
      : [{ kind: "model" as const, ...blockPlayers(session.tied?.(blocks) ?? blocks.map((id) => [id]), MOST_BLOCKS) }]),
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

/** What a step's coalitions are worth, by output. */
export async function worthsOf(
  cluster: Cluster,
  step: Step,
  session: AttributionSession,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const names = cluster.jobs.map(({ name }) => name);
  const { values } = await valuesOf(cluster, [step], names, session);
  return new Map(names.map((name, column) => [name, values.map((row) => row[column] ?? Number.NaN)]));
}

/** What outputs come to at all coalitions of some steps, row after row. */
export async function valuesOf(
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
