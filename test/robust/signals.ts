import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { AT_REST, type TwoStates } from "./kills.js";
import { end, left, watchDescendants } from "./processes.js";
import { digestOf, hasStack, random, run, scratchFolder, start, type Trial, tail, write } from "./tool.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const;
/** How each ends a command that has no work of its own to do at its end. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGKILL: null } as const;

/** Long enough for walls that can but look whether their parent is there. */
const GONE_MS = 4000;
const NO_PROCESSES = "not tried: this system shows no processes of others";

/** Commands that run for a while, each with what it may leave beside the memo. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "memo dev": ["dev"],
  "memo build": ["build"],
  "memo check": ["check"],
  "memo diff": ["diff", "HEAD", "."],
  "memo diff of two scenarios": ["diff", ".", "SCENARIO"],
  "memo diff --page": ["diff", "HEAD", ".", "--page", "changes.html"],
  "memo sweep": ["sweep", "monte-carlo", "OUTPUT", "--draws", "131072"],
  "memo sweep to files": ["sweep", "tornado", "OUTPUT", "--out", "swept"],
  "memo publish": ["publish", "--to", "site"],
  "memo why": ["why", "OUTPUT"],
};
const LEFT = new Set(["changes.html", "swept", "site", ".git"]);

/**
 * Signals at random moments to commands that run for a while. None leaves a process, in none does `out/` become anything but one of its two
 * states, and where the signal can be heard the command ends as it says.
 */
export async function signals(
  states: TwoStates,
  named: { output: string; scenario: string },
  count: number,
  seed: number,
): Promise<Trial> {
  const name = "signals to commands at work";
  if (process.platform !== "linux") return { name, tried: 0, broken: [], remark: NO_PROCESSES };
  const folder = write(scratchFolder(), states.files);
  const git = (...args: string[]): void =>
    void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder, stdio: "ignore" });
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "First");
  const next = random(seed);
  const broken: string[] = [];
  const whole = new Set<string>();
  for (const text of [states.texts[1], states.texts[0]]) {
    writeFileSync(join(folder, states.path), text);
    const ended = await run(["build", "--no-cache"], folder);
    if (ended.code !== 0) return { name, tried: 0, broken: [tail(ended)], remark: "" };
    whole.add(digestOf(join(folder, "out")));
  }
  const names = Object.keys(COMMANDS);
  const argsOf = (command: string): string[] =>
    (COMMANDS[command] ?? []).map((one) =>
      one === "OUTPUT" ? named.output : one === "SCENARIO" ? named.scenario : one,
    );
  // How long each takes by itself, so that the signals fall all over its work.
  const longest = new Map([["memo dev", 4]]);
  for (const command of names.slice(0, count).filter((one) => one !== "memo dev")) {
    writeFileSync(join(folder, states.path), states.texts[longest.size % 2 === 0 ? 0 : 1]);
    const { seconds, ...ended } = await run(argsOf(command), folder);
    if (ended.code === 2 || ended.code === null) broken.push(`${command}: ${tail({ seconds, ...ended })}`);
    longest.set(command, seconds);
  }
  const counts = { heard: 0, finished: 0, killed: 0 };
  let processes = 0;
  for (let n = 0; n < count; n++) {
    const command = names[n % names.length] ?? "";
    const signal = SIGNALS[Math.floor(n / names.length) % SIGNALS.length] ?? "SIGKILL";
    const what = `${signal} to ${command}, ${n + 1}`;
    writeFileSync(join(folder, states.path), states.texts[(n % 2) as 0 | 1]);
    const { child, ended } = start(argsOf(command), folder);
    const watch = watchDescendants(child.pid ?? 0);
    const seconds = next() * (longest.get(command) ?? 3);
    // A preview is at work again after an edit.
    if (command === "memo dev" && next() < 0.5) {
      await setTimeout(seconds * 500);
      writeFileSync(join(folder, states.path), states.texts[((n + 1) % 2) as 0 | 1]);
    }
    await Promise.race([setTimeout(seconds * 1000), ended]);
    watch.stop();
    child.kill(signal);
    const late = setTimeout(15_000, "late" as const, { ref: false });
    const result = await Promise.race([ended, late]);
    if (result === "late") {
      broken.push(`${what}: still there after 15 s`);
      child.kill("SIGKILL");
      await ended;
    } else {
      if (hasStack(result)) broken.push(`${what}: ${tail(result)}`);
      if (result.signal === "SIGKILL") counts.killed++;
      else if (result.code === CODES[signal]) counts.heard++;
      else if (result.signal === signal) counts.heard++;
      else if (result.code === 0 || result.code === 1 || result.code === 3) {
        counts.finished++;
        // What is kept from before makes it shorter.
        longest.set(command, 0.4 * (longest.get(command) ?? 0) + 0.4 * result.seconds);
      } else broken.push(`${what}: ${tail(result)}`);
    }
    processes += watch.met.size;
    const orphans = await left(watch.met, GONE_MS);
    if (orphans.length > 0) broken.push(`${what}: ${orphans.length} processes left`);
    end(orphans);
    const state = digestOf(join(folder, "out"));
    if (state === "absent") {
      await run(["build", "--set", "no.such=1"], folder);
      if (!whole.has(digestOf(join(folder, "out")))) broken.push(`${what}: out/ was gone and did not come back`);
    } else if (!whole.has(state)) broken.push(`${what}: out/ is neither state`);
  }
  const after = await run(["build"], folder);
  if (after.code !== 0) broken.push(`a build after the signals: ${tail(after)}`);
  const rest = readdirSync(folder).filter((one) => !AT_REST.has(one) && !LEFT.has(one));
  if (rest.length > 0) broken.push(`left in the folder: ${rest.join(", ")}`);
  const remark = `${counts.heard} heard, ${counts.killed} killed, ${counts.finished} already finished; ${processes} processes, none left`;
  return { name, tried: count, broken, remark };
}
