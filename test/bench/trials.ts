import type { Measured } from "./report.js";

/** Something that is timed. */
export interface Trial {
  name: string;
  /** Runs of the model in it, for the runs a second; none where it is something else. */
  runs?: number;
  /** Does it; the seconds it took, where the clock around it would tell something else. */
  work(): Promise<number | undefined> | number | undefined;
  /** The trial whose time is the measure of this one's. */
  against?: string;
}

/**
 * Does all trials once a round, so that a slow moment of the machine hits each, after a round that isn't counted. Seconds are those of
 * the best round; a ratio is the median of the rounds'.
 */
export async function timeTrials(trials: readonly Trial[], rounds: number): Promise<Measured[]> {
  const times = new Map<string, number[]>(trials.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++)
    for (const { name, work } of trials) {
      const started = performance.now();
      const told = await work();
      if (round >= 0) times.get(name)?.push(told ?? (performance.now() - started) / 1000);
    }
  return trials.map(({ name, runs, against }) => {
    const own = times.get(name) ?? [];
    const seconds = Math.min(...own);
    const others = against === undefined ? undefined : times.get(against);
    return {
      name: runs === undefined ? name : `${name} (${Math.round(runs / seconds).toLocaleString("en-US")} a second)`,
      seconds,
      ...(others ? { ratio: median(own.map((time, round) => time / (others[round] ?? Number.NaN))) } : {}),
    };
  });
}

/** The number in the middle; of an even count the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
