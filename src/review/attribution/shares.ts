import { digitsForTolerance, roundAsPrinted } from "../../render/data/round.js";
import { withoutNoise } from "../../text/decimal.js";
import { type Players, together } from "../players.js";
import type { Remarks } from "../remarks.js";
import type { OutputState } from "../snapshot.js";
import type { Attribution, AttributionPart, AttributionStep } from "../types.js";
import type { Job } from "./clusters.js";
import type { SharedStep, Step } from "./steps.js";

/** A part smaller than this share of the values is noise of binary arithmetic. */
const NOISE = 1e-12;

/** The whole change as one of the model. */
export function modelOnly(old: OutputState, now: OutputState): Attribution {
  const [from, to] = [Number(old.value), Number(now.value)];
  const contribution = withoutNoise(to - from, Math.max(Math.abs(from), Math.abs(to)));
  return { from, to, steps: [{ kind: "model", contribution, parts: [] }], method: "exact" };
}

/** How an output's change is shared among its causes. Undefined, with a remark, when the blocks don't come to the new value again. */
export function attributionOf(
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
  const size = Math.max(Math.abs(from), Math.abs(to));
  if (start !== from) found.push({ kind: "model", contribution: withoutNoise(start - from, size), parts: [] });
  const noise = NOISE * size;
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
      found.push({
        kind: step.kind,
        contribution: withoutNoise(after - before, size),
        parts: heard
          .map((part) => ({ ...part, contribution: withoutNoise(part.contribution, size) }))
          .sort(byContribution),
      });
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
export function isWritten(value: number, { value: written, text, tolerance }: OutputState): boolean {
  return roundAsPrinted(value, text, digitsForTolerance(value, tolerance)) === written;
}
