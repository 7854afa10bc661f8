import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { type Context, Expressions, type Standing } from "./expressions.js";
import { type Done, runSteps, type Step } from "./jobs.js";
import { FakeGitHub, type Permissions, type Pull } from "./server.js";

interface Job {
  if?: string;
  needs?: string | string[];
  uses?: string;
  with?: Record<string, unknown>;
  permissions?: Permissions;
  outputs?: Record<string, string>;
  steps?: Step[];
}
interface Workflow {
  name: string;
  on: Record<string, { types?: string[]; workflows?: string[]; outputs?: Record<string, { value: string }> } | null>;
  permissions?: Permissions;
  jobs: Record<string, Job>;
}

/** What a run of a workflow came to. */
export interface Run {
  workflow: string;
  number: number;
  conclusion: "success" | "failure" | "cancelled" | "skipped";
  jobs: Record<string, string>;
  /** Everything that its steps printed, and its summaries. */
  output: string;
}

/** What a run takes with it into the jobs that it calls. */
interface Frame {
  run: { id: number };
  github: Record<string, unknown>;
  inputs: Record<string, string>;
  granted: Permissions;
  output: string[];
  jobs: Record<string, string>;
  cancelDuring?: string;
}

export interface ForgeOptions {
  /** `owner/name`. */
  repository: string;
  /** `owner/name@ref` of the engine, as workflows name it, and the folder that it is. */
  engine: string;
  engineFolder: string;
  /** An empty folder. */
  scratch: string;
  /** Scripts that stand for programs. */
  programs: Readonly<Record<string, string>>;
  environment?: NodeJS.ProcessEnv;
}

const GIT = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: "1",
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((who) => [
      [`GIT_${who}_NAME`, "A. Grower"],
      [`GIT_${who}_EMAIL`, "grower@example.org"],
    ]),
  ),
};
export const git = (folder: string, ...words: string[]): string =>
  execFileSync("git", ["-C", folder, ...words], {
    encoding: "utf8",
    env: GIT,
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();

/**
 * A forge that runs the workflows of its repository: on an event it reads them from where GitHub does, decides by their triggers, evaluates their
 * expressions and runs their shell steps; standard actions do here what they do there. Concurrency is not played: runs come one after the other.
 */
export class Forge {
  readonly server: FakeGitHub;
  readonly bare: string;
  readonly runs: Run[] = [];
  /** What the pages' site holds, as it was deployed last. */
  readonly pages: string;
  /** Files that were attested. */
  readonly attested: string[] = [];
  variables: Record<string, string> = {};
  private readonly artifacts = new Map<string, string>();
  private readonly numbers = new Map<string, number>();
  private count = 0;

  constructor(private readonly options: ForgeOptions) {
    const { repository, scratch } = options;
    this.bare = join(scratch, "repositories", `${repository}.git`);
    mkdirSync(this.bare, { recursive: true });
    git(this.bare, "init", "-q", "--bare", "-b", "main");
    git(this.bare, "config", "http.receivepack", "true");
    git(this.bare, "config", "uploadpack.allowReachableSHA1InWant", "true");
    this.pages = join(scratch, "pages");
    this.server = new FakeGitHub(repository, join(scratch, "repositories"));
  }

  get pagesAddress(): string {
    return "https://owner.github.io/memo/";
  }

  /** An event of a pull request, and whatever follows from it. */
  async pullRequest(
    pull: Pull,
    action: string,
    more: { changes?: object; cancelDuring?: string } = {},
  ): Promise<Run[]> {
    const { cancelDuring, ...rest } = more;
    const pull_request = {
      number: pull.number,
      head: { sha: pull.head, ref: pull.branch, repo: { full_name: pull.from } },
      base: { sha: pull.base, ref: pull.baseBranch },
    };
    const isFork = pull.from !== this.options.repository;
    const event = { action, pull_request, ...rest };
    // The token of a fork's run may read, whatever its workflows say.
    const at = { commit: pull.head, head: pull.head, branch: pull.branch, from: pull.from, isFork, cancelDuring };
    return this.dispatch("pull_request", event, at);
  }

  async push(): Promise<Run[]> {
    const commit = git(this.bare, "rev-parse", "main");
    return this.dispatch(
      "push",
      { after: commit },
      { commit, head: commit, branch: "main", from: this.options.repository },
    );
  }

  async mergeGroup(commit: string, base: string): Promise<Run[]> {
    const event = { action: "checks_requested", merge_group: { base_sha: base, head_sha: commit } };
    return this.dispatch("merge_group", event, {
      commit,
      head: commit,
      branch: "queue",
      from: this.options.repository,
    });
  }

  async weekly(): Promise<Run[]> {
    const commit = git(this.bare, "rev-parse", "main");
    return this.dispatch("schedule", {}, { commit, head: commit, branch: "main", from: this.options.repository });
  }

  private async dispatch(
    name: string,
    event: Record<string, unknown>,
    at: { commit: string; head: string; branch: string; from: string; isFork?: boolean; cancelDuring?: string },
  ): Promise<Run[]> {
    const made: Run[] = [];
    const base = { ...event, repository: { default_branch: "main" } };
    const follow: Run[][] = [];
    for (const workflow of this.workflowsAt(at.commit)) {
      const trigger = workflow.on[name];
      if (!(name in workflow.on)) continue;
      const types = trigger?.types ?? (name === "pull_request" ? ["opened", "synchronize", "reopened"] : undefined);
      if (types !== undefined && !types.includes(String(event.action))) continue;
      const run = await this.run(workflow, name, base, at);
      made.push(run.run);
      // What a workflow ended as is an event too: of the main branch's workflows.
      for (const other of this.workflowsAt("main")) {
        if (!other.on.workflow_run?.workflows?.includes(workflow.name)) continue;
        const workflow_run = {
          id: run.id,
          event: name,
          conclusion: run.run.conclusion,
          run_number: run.run.number,
          head_sha: at.head,
          head_branch: at.branch,
          head_repository: { full_name: at.from, owner: { login: at.from.split("/")[0] } },
          html_url: `${this.server.address}/${this.options.repository}/actions/runs/${run.id}`,
        };
        const commit = git(this.bare, "rev-parse", "main");
        const next = { action: "completed", workflow_run, repository: { default_branch: "main" } };
        const where = { commit, head: commit, branch: "main", from: this.options.repository };
        follow.push([(await this.run(other, "workflow_run", next, where)).run]);
      }
    }
    return [...made, ...follow.flat()];
  }

  private async run(
    workflow: Workflow,
    name: string,
    event: object,
    at: { commit: string; isFork?: boolean; cancelDuring?: string },
  ): Promise<{ id: number; run: Run }> {
    const id = ++this.count;
    const number = (this.numbers.get(workflow.name) ?? 0) + 1;
    this.numbers.set(workflow.name, number);
    const { repository } = this.options;
    const github = {
      event_name: name,
      event,
      repository,
      sha: at.commit,
      ref: `refs/heads/${name === "pull_request" ? "pull" : "main"}`,
      run_id: id,
      run_number: number,
      server_url: this.server.address,
      api_url: this.server.api,
    };
    const output: string[] = [];
    const jobs: Record<string, string> = {};
    const all = Object.fromEntries(
      ["actions", "attestations", "contents", "id-token", "issues", "pages", "pull-requests"].map((one) => [
        one,
        at.isFork ? "read" : "write",
      ]),
    );
    const frame: Frame = { run: { id }, github, inputs: {}, granted: all, output, jobs, cancelDuring: at.cancelDuring };
    await this.jobsOf(workflow, frame, "");
    const conclusion = together(Object.values(jobs));
    const run: Run = { workflow: workflow.name, number, conclusion, jobs, output: output.join("\n") };
    this.runs.push(run);
    return { id, run };
  }

  /** Runs the jobs of a workflow, and of those that it calls. Returns the workflow's outputs and whether a job failed. */
  private async jobsOf(
    workflow: Workflow,
    frame: Frame,
    prefix: string,
  ): Promise<{ outputs: Record<string, string>; result: string }> {
    const expressions = await Expressions.load();
    const { server, options } = this;
    const needs: Record<string, { result: string; outputs: Record<string, string> }> = {};
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const before = [job.needs ?? []].flat();
      const standing: Standing = {
        failed: before.some((one) => needs[one]?.result !== "success"),
        cancelled: before.some((one) => needs[one]?.result === "cancelled"),
      };
      const context: Context = {
        github: frame.github,
        inputs: frame.inputs,
        vars: this.variables,
        needs: Object.fromEntries(before.map((one) => [one, needs[one]])),
      };
      const name = `${prefix}${id}`;
      if (!expressions.holds(job.if, context, standing)) {
        needs[id] = { result: "skipped", outputs: {} };
        frame.jobs[name] = "skipped";
        continue;
      }
      const granted = lesser(frame.granted, job.permissions ?? workflow.permissions ?? frame.granted);
      if (job.uses !== undefined) {
        const inputs = filledAll(job.with ?? {}, (text) => expressions.filled(text, context));
        const called = await this.jobsOf(this.called(job.uses), { ...frame, inputs, granted }, `${name}/`);
        needs[id] = called;
        continue;
      }
      const home = mkdtempSync(join(options.scratch, "machine-"));
      const workspace = join(home, "work");
      mkdirSync(workspace);
      const token = server.token(granted);
      const event = join(home, "event.json");
      const steps = { ...context, github: { ...frame.github, token, workspace } };
      execFileSync("sh", ["-c", 'cat > "$0"', event], { input: JSON.stringify(frame.github.event) });
      const done = await runSteps(this.unfolded(job.steps ?? []), steps, {
        workspace,
        home,
        programs: options.programs,
        cancelDuring: frame.cancelDuring,
        environment: {
          GITHUB_API_URL: server.api,
          GITHUB_EVENT_PATH: event,
          GITHUB_EVENT_NAME: String(frame.github.event_name),
          GITHUB_REPOSITORY: options.repository,
          GITHUB_SHA: String(frame.github.sha),
          GITHUB_REF: String(frame.github.ref),
          GITHUB_RUN_ID: String(frame.run.id),
          GITHUB_SERVER_URL: server.address,
          GITHUB_ACTION_PATH: join(home, "action"),
          GIT_CONFIG_GLOBAL: devNull,
          ...options.environment,
        },
        action: (action, given, how) => this.action({ action, given, how, frame, workspace, home, granted }),
      });
      frame.output.push(done.output, done.summary);
      frame.jobs[name] = done.result;
      const outputs = filledAll(job.outputs ?? {}, (text) => expressions.filled(text, { ...steps, steps: done.steps }));
      needs[id] = { result: done.result, outputs };
    }
    const outputs = filledAll(
      Object.fromEntries(
        Object.entries(workflow.on.workflow_call?.outputs ?? {}).map(([name, { value }]) => [name, value]),
      ),
      (text) => expressions.filled(text, { jobs: needs, inputs: frame.inputs, github: frame.github }),
    );
    return { outputs, result: together(Object.values(needs).map(({ result }) => result)) };
  }

  /** The steps of a job, those of the engine's own action in its place. */
  private unfolded(steps: readonly Step[]): Step[] {
    const { engine, engineFolder } = this.options;
    return steps.flatMap((step) => {
      if (step.uses !== engine) return [step];
      const { runs } = parse(readFileSync(join(engineFolder, "action.yml"), "utf8")) as { runs: { steps: Step[] } };
      const words = step.with ?? {};
      // What the action is given stands where its own expressions ask for it.
      const filled = (text: string): string =>
        text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) =>
          String(words[name] ?? (name === "folder" ? "." : "")),
        );
      return [
        { uses: "the engine" },
        ...runs.steps.map((one) => ({
          ...one,
          ...(one.env
            ? { env: Object.fromEntries(Object.entries(one.env).map(([key, text]) => [key, filled(text)])) }
            : {}),
          ...(one["working-directory"] ? { "working-directory": filled(one["working-directory"]) } : {}),
        })),
      ];
    });
  }

  private called(uses: string): Workflow {
    const { engine, engineFolder } = this.options;
    const [, file = "", ref] = /\.github\/workflows\/([\w.-]+)(?:@(.*))?$/.exec(uses) ?? [];
    if (
      ref !== undefined &&
      uses !== `${engine.replace(/@.*/, "")}/.github/workflows/${file}@${engine.replace(/.*@/, "")}`
    )
      throw new Error(`${uses} is no workflow of ${engine}`);
    return parse(readFileSync(join(engineFolder, ".github/workflows", file), "utf8")) as Workflow;
  }

  private workflowsAt(commit: string): Workflow[] {
    const names = git(this.bare, "ls-tree", "--name-only", commit, ".github/workflows/").split("\n").filter(Boolean);
    return names.map((name) => parse(git(this.bare, "show", `${commit}:${name}`)) as Workflow);
  }

  /** What actions of others do. */
  private action(call: {
    action: string;
    given: Readonly<Record<string, string>>;
    how: Standing;
    frame: Frame;
    workspace: string;
    home: string;
    granted: Permissions;
  }): Record<string, string> | undefined {
    const { action, given, frame, workspace, home, granted } = call;
    const { repository, engine, scratch } = this.options;
    const need = (...scopes: string[]): void => {
      for (const scope of scopes) if (granted[scope] !== "write") throw new Error(`${action} without ${scope}: write`);
    };
    const at = (path: string): string => (path.startsWith("/") ? path : join(workspace, path));
    switch (action) {
      case "actions/setup-node":
        if (Number(given["node-version"]) < 22) throw new Error("an old Node");
        return {};
      case "the engine":
        this.putEngine(join(home, "action"));
        return {};
      case "actions/checkout": {
        if (given["persist-credentials"] !== "false") throw new Error("a checkout leaves its token behind");
        if (given.repository && given.repository !== repository) {
          if (`${given.repository}@${given.ref}` !== engine)
            throw new Error(`no ${given.repository}@${given.ref} here`);
          this.putEngine(at(given.path ?? "."));
          return {};
        }
        git(workspace, "clone", "--quiet", "--no-checkout", this.bare, at(given.path ?? "."));
        git(at(given.path ?? "."), "checkout", "--quiet", "--detach", given.ref || String(frame.github.sha));
        // What a runner leaves: no way back to where it came from.
        return {};
      }
      case "actions/upload-artifact": {
        const paths = (given.path ?? "")
          .split("\n")
          .filter(Boolean)
          .map(at)
          .filter((path) => existsSync(path));
        if (paths.length === 0) return {};
        const to = join(scratch, `artifact-${frame.run.id}-${given.name}`);
        const [only = ""] = paths;
        if (paths.length === 1) cpSync(only, to, { recursive: true });
        else for (const path of paths) cpSync(path, join(to, path.replace(workspace, "")), { recursive: true });
        this.artifacts.set(`${frame.run.id} ${given.name}`, to);
        return {};
      }
      case "actions/download-artifact": {
        const from = this.artifacts.get(`${given["run-id"] || frame.run.id} ${given.name}`);
        if (from === undefined) return undefined;
        cpSync(from, at(given.path ?? "."), { recursive: true });
        return {};
      }
      case "actions/upload-pages-artifact": {
        const to = join(scratch, `artifact-${frame.run.id}-github-pages`);
        cpSync(at(given.path ?? "."), to, { recursive: true });
        this.artifacts.set(`${frame.run.id} github-pages`, to);
        return {};
      }
      case "actions/configure-pages":
        return {};
      case "actions/deploy-pages": {
        need("pages", "id-token");
        const from = this.artifacts.get(`${frame.run.id} github-pages`);
        if (from === undefined) return undefined;
        execFileSync("rm", ["-rf", this.pages]);
        cpSync(from, this.pages, { recursive: true });
        return { page_url: this.pagesAddress };
      }
      case "actions/attest-build-provenance": {
        need("id-token", "attestations");
        for (const path of (given["subject-path"] ?? "").split("\n").filter(Boolean)) {
          if (!existsSync(at(path))) return undefined;
          this.attested.push(path);
        }
        return {};
      }
      default:
        throw new Error(`nothing stands for ${action} here`);
    }
  }

  /** The engine in a folder: links to its files, which nothing here changes. */
  private putEngine(folder: string): void {
    const { engineFolder } = this.options;
    mkdirSync(folder, { recursive: true });
    for (const name of ["src", "package.json", "package-lock.json", "tsconfig.json", "action.yml", "node_modules"])
      if (!existsSync(join(folder, name))) symlinkSync(join(engineFolder, name), join(folder, name));
  }

  /** The files of the branch that holds the site. */
  siteFiles(): Map<string, string> {
    const names = git(this.bare, "ls-tree", "-r", "site").split("\n").filter(Boolean);
    return new Map(names.map((line) => [line.split("\t")[1] ?? "", line.split(/\s+/)[2] ?? ""]));
  }

  artifactFiles(): string[] {
    return [...this.artifacts.values()].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    );
  }
}

/** What both allow. */
function lesser(granted: Permissions, asked: Permissions): Permissions {
  const level = { none: 0, read: 1, write: 2 } as Record<string, number>;
  return Object.fromEntries(
    Object.entries(asked).map(([scope, wanted]) => {
      const most = granted[scope] ?? "none";
      return [scope, (level[most] ?? 0) < (level[wanted] ?? 0) ? most : wanted];
    }),
  );
}

const filledAll = (given: Record<string, unknown>, fill: (text: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([name, text]) => [name, fill(String(text))]));

export type { Done };

/** What jobs came to, taken together. */
function together(results: readonly string[]): Run["conclusion"] {
  if (results.includes("cancelled")) return "cancelled";
  if (results.includes("failure")) return "failure";
  return results.every((one) => one === "skipped") ? "skipped" : "success";
}
