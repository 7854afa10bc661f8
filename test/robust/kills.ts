import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { digestOf, hasStack, kill, random, run, scratchFolder, start, type Trial, tail, write } from "./tool.js";

/** Memo sources in two states that differ in one assumption. */
export interface TwoStates {
  name: string;
  files: ReadonlyMap<string, string>;
  /** The file that differs, with its text in either state. */
  path: string;
  texts: readonly [string, string];
}

/** What stands in a memo's folder when no build is under way. */
export const AT_REST = new Set(["chapters", "assumptions", "out", ".memo-cache"]);

/**
 * Ends builds by SIGKILL at random moments, half of them with all their processes and half the first process alone. After each, `out/`
 * must be one of the two states, whole; after the next build nothing else may lie in the folder, and a build with the cache that
 * remains must give the bytes of one without.
 */
export async function kills(states: TwoStates, count: number, seed: number): Promise<Trial> {
  const folder = write(scratchFolder(), states.files);
  const broken: string[] = [];
  const next = random(seed);
  const turnTo = (side: 0 | 1): void => writeFileSync(join(folder, states.path), states.texts[side]);
  const whole = new Map<string, 0 | 1>();
  let longest = 0;
  for (const side of [0, 1] as const) {
    turnTo(side);
    const ended = await run(["build", "--no-cache"], folder);
    if (ended.code !== 0) return { name: states.name, tried: 0, broken: [tail(ended)], remark: "" };
    whole.set(digestOf(join(folder, "out")), side);
    longest = Math.max(longest, ended.seconds);
  }
  const found = { before: 0, after: 0, absent: 0, finished: 0 };
  for (let n = 0; n < count; n++) {
    const side = (n % 2) as 0 | 1;
    turnTo(side);
    const { child, ended } = start(["build"], folder);
    // Most of what replaces files happens at the end: half the kills fall into the last fifth.
    const when = (next() < 0.5 ? next() : 0.8 + 0.25 * next()) * longest;
    await Promise.race([setTimeout(when * 1000), ended]);
    const alone = next() < 0.5;
    kill(child, !alone);
    const { signal, seconds } = await ended;
    if (alone) await setTimeout(200);
    if (signal === null) {
      found.finished++;
      longest = 0.5 * longest + 0.5 * seconds;
    }
    const state = digestOf(join(folder, "out"));
    const at = whole.get(state);
    if (state === "absent") {
      found.absent++;
      // The moment between two renames: the next run has to put it back, even one that fails afterwards.
      await run(["build", "--set", "no.such=1"], folder);
      if (!whole.has(digestOf(join(folder, "out")))) broken.push(`kill ${n + 1}: out/ was gone and did not come back`);
    } else if (at === undefined) broken.push(`kill ${n + 1} after ${when.toFixed(2)} s: out/ is neither state`);
    else if (at === side) found.after++;
    else found.before++;
  }
  for (const side of [0, 1] as const) {
    turnTo(side);
    const ended = await run(["build"], folder);
    if (ended.code !== 0 || hasStack(ended)) broken.push(`a build after the kills: ${tail(ended)}`);
    else if (whole.get(digestOf(join(folder, "out"))) !== side)
      broken.push("a build with the cache left by kills gives other bytes");
  }
  const left = readdirSync(folder).filter((name) => !AT_REST.has(name));
  if (left.length > 0) broken.push(`left beside out/: ${left.join(", ")}`);
  const drafts = readdirSync(join(folder, ".memo-cache"), { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(tmp|new|draft)$/.test(name),
  );
  const remark = `${found.before} before, ${found.after} after, ${found.absent} between two renames, ${found.finished} already finished; ${drafts.length} drafts in the cache`;
  return { name: states.name, tried: count, broken, remark };
}

/** Pairs of builds started together into one folder: each ends well or says why, and `out/` is one of the two results. */
export async function pairs(states: TwoStates, count: number): Promise<Trial> {
  const folder = write(scratchFolder(), states.files);
  const broken: string[] = [];
  const whole = new Set<string>();
  const id = readFileSync(join(folder, states.path), "utf8") === states.texts[0] ? 0 : 1;
  for (const side of [id, 1 - id] as (0 | 1)[]) {
    writeFileSync(join(folder, states.path), states.texts[side]);
    const ended = await run(["build", "--no-cache"], folder);
    if (ended.code !== 0) return { name: "pairs of builds at once", tried: 0, broken: [tail(ended)], remark: "" };
    whole.add(digestOf(join(folder, "out")));
  }
  let refused = 0;
  for (let n = 0; n < count; n++) {
    writeFileSync(join(folder, states.path), states.texts[(n % 2) as 0 | 1]);
    // Half of the pairs without a cache, so that both have all to do.
    const args = n % 4 < 2 ? ["build"] : ["build", "--no-cache"];
    const first = start(args, folder).ended;
    if (n % 5 === 4) {
      await setTimeout(20 * n);
      writeFileSync(join(folder, states.path), states.texts[((n + 1) % 2) as 0 | 1]);
    }
    const both = await Promise.all([first, run(args, folder)]);
    for (const ended of both) {
      if (ended.code !== 0) refused++;
      if (hasStack(ended) || ended.code === null) broken.push(`pair ${n + 1}: ${tail(ended)}`);
    }
    if (both.every(({ code }) => code !== 0))
      broken.push(`pair ${n + 1}: neither build succeeded: ${both.map(tail).join(" / ")}`);
    if (!whole.has(digestOf(join(folder, "out")))) broken.push(`pair ${n + 1}: out/ is neither result`);
  }
  const left = readdirSync(folder).filter((name) => !AT_REST.has(name));
  if (left.length > 0) broken.push(`left beside out/: ${left.join(", ")}`);
  return {
    name: "pairs of builds at once",
    tried: count,
    broken,
    remark: `${2 * count - refused} ended well, ${refused} refused with a message`,
  };
}
