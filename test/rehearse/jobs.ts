import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Context, Expressions, type Standing } from "./expressions.js";

export interface Step {
  id?: string;
  name?: string;
  run?: string;
  uses?: string;
  with?: Record<string, unknown>;
  if?: string;
  env?: Record<string, string>;
  "continue-on-error"?: boolean;
  "working-directory"?: string;
}

/** A machine that a job runs on: a workspace, a place for what is temporary, and programs that stand for those that are not here. */
export interface Machine {
  workspace: string;
  /** A folder of the machine's own. */
  home: string;
  /** Scripts by name. */
  programs: Readonly<Record<string, string>>;
  environment?: NodeJS.ProcessEnv;
  /** Does what an action of others does; undefined for one that has nothing to do here. */
  action?(
    name: string,
    given: Readonly<Record<string, string>>,
    standing: Standing,
  ): Record<string, string> | undefined;
  /** The step, by its name, during which somebody cancels the run. */
  cancelDuring?: string;
}

/** What a job came to. */
export interface Done {
  result: "success" | "failure" | "cancelled";
  /** Names of the steps that failed. */
  failed: string[];
  /** Outputs of steps by their ids, as expressions ask for them. */
  steps: Record<string, { outputs: Record<string, string>; outcome: string; conclusion: string }>;
  /** What its shell steps printed. */
  output: string;
  summary: string;
}

/** Runs the steps of a job one after the other as GitHub does: shell steps in a shell, those of others' actions by what stands for them. */
export async function runSteps(steps: readonly Step[], context: Context, machine: Machine): Promise<Done> {
  const expressions = await Expressions.load();
  const { workspace, home } = machine;
  const standing = { failed: false, cancelled: false };
  const done: Done = { result: "success", failed: [], steps: {}, output: "", summary: "" };
  const [bin, temp, summary] = ["bin", "temp", "summary"].map((name) => join(home, name)) as [string, string, string];
  for (const folder of [bin, temp]) mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(machine.programs)) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  writeFileSync(summary, "");
  let number = 0;
  for (const step of steps) {
    const known = { runner: { temp, os: "Linux" }, ...context, steps: done.steps };
    const fill = (text: unknown): string => expressions.filled(String(text), known, standing);
    if (!expressions.holds(step.if, known, standing)) continue;
    const outputs: Record<string, string> = {};
    let fine = true;
    if (step.uses !== undefined) {
      const given = Object.fromEntries(Object.entries(step.with ?? {}).map(([name, text]) => [name, fill(text)]));
      const name = step.uses.replace(/@.*/, "");
      const made = machine.action?.(name, given, standing);
      if (made === undefined) fine = false;
      else Object.assign(outputs, made);
    } else {
      const file = join(home, `output-${++number}`);
      writeFileSync(file, "");
      const environment = {
        PATH: `${bin}${delimiter}${process.env.PATH}`,
        HOME: home,
        CI: "true",
        GITHUB_ACTIONS: "true",
        RUNNER_TEMP: temp,
        GITHUB_WORKSPACE: workspace,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: file,
        GIT_CONFIG_NOSYSTEM: "1",
        ...machine.environment,
        ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, fill(text)])),
      };
      const cwd = join(workspace, fill(step["working-directory"] ?? "."));
      const ran = await shell(step.run ?? "", cwd, environment);
      done.output += ran.output;
      fine = ran.code === 0;
      for (const [, key = "", value = ""] of readFileSync(file, "utf8").matchAll(/^([\w-]+)=(.*)$/gm))
        outputs[key] = value;
    }
    const outcome = fine ? "success" : "failure";
    const conclusion = fine || step["continue-on-error"] ? "success" : "failure";
    if (step.id !== undefined) done.steps[step.id] = { outputs, outcome, conclusion };
    if (conclusion === "failure") {
      done.failed.push(step.name ?? step.run ?? step.uses ?? "");
      standing.failed = true;
    }
    if (machine.cancelDuring !== undefined && step.name === machine.cancelDuring) standing.cancelled = true;
  }
  done.summary = existsSync(summary) ? readFileSync(summary, "utf8") : "";
  done.result = standing.cancelled ? "cancelled" : standing.failed ? "failure" : "success";
  return done;
}

/** Not waited for in this thread, which may be the server that the script asks. */
function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const add = (text: string): void => {
      output += text;
    };
    child.stdout.setEncoding("utf8").on("data", add);
    child.stderr.setEncoding("utf8").on("data", add);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
