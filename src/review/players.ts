import { groupBy } from "../lists.js";
import type { Input } from "./inputs.js";
import { exactPlan, type SharePlan, sampledPlan } from "./shapley.js";
import type { Attribution } from "./types.js";

/** More players than this are not split exactly: 2^12 points. */
export const MOST_EXACT = 12;
/** Each coalition of new assumptions is a program of its own, with some of them and without the others. */
const MOST_NEW = 3;
/** Pairs of random orders where there are too many for all of them. */
export const PAIRS = 64;

/** An assumption, or several that move together. */
export interface Player {
  /** Of one assumption; of a group the topic. */
  id: string;
  label?: string;
  inputs: readonly Input[];
  /** Of a player that is code: ids of its blocks. */
  blocks?: readonly string[];
}

export interface Players {
  players: readonly Player[];
  method: Attribution["method"];
  plan: SharePlan;
}

/** Who shares in a step, and how: single assumptions; beyond `MOST_EXACT` topics; beyond as many topics by sampling. */
export function playersOf(inputs: readonly Input[]): Players {
  if (inputs.some(({ step }) => step === "new")) return newPlayers(inputs);
  if (inputs.length <= MOST_EXACT) return exact(inputs.map(single), "exact");
  const players = topics(inputs);
  if (players.length <= MOST_EXACT) return exact(players, "grouped");
  return { players, method: "sampled", plan: sampledPlan(players.length, PAIRS, ...players.map(({ id }) => id)) };
}

/** Changed blocks in groups that can only move together: each group alone where there are few, else all together. */
export function blockPlayers(groups: readonly (readonly string[])[], most: number): Players {
  const taken = groups.length <= most ? groups : [groups.flat()];
  const players = taken.map((blocks) => ({ id: blocks.join(" + "), inputs: [], blocks }));
  return exact(players, taken.every(({ length }) => length === 1) ? "exact" : "grouped");
}

function newPlayers(inputs: readonly Input[]): Players {
  if (inputs.length <= MOST_NEW) return exact(inputs.map(single), "exact");
  const players = topics(inputs);
  return exact(players.length <= MOST_NEW ? players : [together(inputs)], "grouped");
}

/** Several as one, called by the topic they have in common if they have one. */
export function together(inputs: readonly Input[]): Player {
  const names = [...new Set(inputs.map(({ id }) => topicOf(id)))];
  const [first] = inputs;
  if (first && inputs.length === 1) return single(first);
  return { id: names.sort().join(" + "), inputs };
}

const exact = (players: readonly Player[], method: Players["method"]): Players => ({
  players,
  method,
  plan: exactPlan(players.length),
});

export const single = (input: Input): Player => ({ id: input.id, label: input.label, inputs: [input] });

function topics(inputs: readonly Input[]): Player[] {
  return [...groupBy(inputs, ({ id }) => topicOf(id)).values()].map(together);
}

const topicOf = (id: string): string => id.split(".")[0] ?? id;
