import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ciFiles } from "../../src/cli/ci/files.js";
import { addComment } from "../../src/cli/comment/command.js";
import type { CommandContext } from "../../src/cli/context.js";
import { addDiff } from "../../src/cli/diff/command.js";
import { addNews } from "../../src/cli/news/command.js";
import { addPublish } from "../../src/cli/publish/command.js";
import { addPreviews } from "../../src/cli/publish/previews.js";
import { ROOT } from "../memo/memo.js";

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}
interface Job {
  uses?: string;
  with?: Record<string, string>;
  permissions?: Record<string, string>;
  steps: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = join(ROOT, ".github/workflows");
const workflows = new Map(
  readdirSync(folder).map((name) => [name, parse(readFileSync(join(folder, name), "utf8")) as Workflow]),
);
/** What `memo init --ci` writes for other repositories. */
const written = ciFiles({ forge: "github", engine: "owner/memo@v1", folder: "docs/a report" });
const callers = new Map(
  [...written]
    .filter(([path]) => path.startsWith(".github/workflows/"))
    .map(([path, text]) => [path.replace(/.*\//, "calls "), parse(text) as Workflow]),
);
const steps = [...workflows, ...callers].flatMap(([name, { jobs }]) =>
  Object.values(jobs).flatMap((job) => (job.steps ?? []).map((step) => ({ name, job, step }))),
);
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

test("every workflow says what its token may do, and none runs a pull request with more than reading", () => {
  expect([...workflows.keys()].sort()).toEqual([
    "check.yml",
    "comment.yml",
    "preview.yml",
    "publish.yml",
    "release.yml",
    "review.yml",
    "weekly.yml",
  ]);
  for (const [name, { on, permissions, jobs }] of [...workflows, ...callers]) {
    expect(permissions, name).toBeDefined();
    expect(on, name).not.toHaveProperty("pull_request_target");
    if (!("pull_request" in on)) continue;
    expect(permissions, name).toEqual({ contents: "read" });
    for (const job of Object.values(jobs)) expect(job.permissions, name).toBeUndefined();
    expect(JSON.stringify(jobs), name).not.toMatch(/secrets\.|github\.token/);
  }
});

test("what may write comments checks out the main branch and runs nothing of the pull request", () => {
  const comment = workflows.get("comment.yml");
  expect(Object.keys(comment?.on ?? {})).toEqual(["workflow_run", "workflow_call"]);
  const checkouts = (comment?.jobs.comment?.steps ?? []).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
  expect(checkouts.map((step) => step.with?.ref)).toEqual([
    "${{ inputs.engine-ref || github.event.repository.default_branch }}",
  ]);
});

test("what a called workflow's jobs ask for, the job that calls it grants, and no more", () => {
  const calling = workflows.get("comment.yml")?.jobs.preview;
  expect(calling?.uses).toBe("./.github/workflows/preview.yml");
  const asked = Object.values(workflows.get("preview.yml")?.jobs ?? {}).map(({ permissions = {} }) => permissions);
  expect(calling?.permissions).toEqual(Object.assign({}, ...asked));
});

test("no script is put together from an event's texts", () => {
  for (const { name, step } of steps) expect(step.run ?? "", name).not.toContain("${{");
});

test("a checkout leaves no token behind", () => {
  for (const { name, step } of steps)
    if (step.uses?.startsWith("actions/checkout@")) expect(step.with?.["persist-credentials"], name).toBe(false);
});

test("a job that may publish computes nothing", () => {
  let publishes = 0;
  for (const { name, job, step } of steps) {
    if (job.permissions?.["id-token"] === undefined && job.permissions?.pages === undefined) continue;
    publishes++;
    expect(step.run, name).toBeUndefined();
    expect(step.uses, name).toMatch(
      /^actions\/(?:configure-pages|deploy-pages|download-artifact|attest-build-provenance)@/,
    );
  }
  expect(publishes).toBe(8);
});

test("no workflow runs blocks but behind a wall with nothing open", () => {
  const calls = steps.flatMap(({ name, step }) =>
    (step.run ?? "")
      .replaceAll("\\\n", " ")
      .split("\n")
      .map((line) => ({ name, line })),
  );
  const running = calls.filter(({ line }) =>
    /\.ci\/run|npm run build| -- (?:build|check|diff|publish|sweep)\b/.test(line),
  );
  expect(running.length).toBeGreaterThan(4);
  for (const { name, line } of running) expect(line, name).toContain("--require-sandbox");
});

test("every step is a script of the project, a command of memo, or a file that can be run", () => {
  for (const { name, step } of steps) {
    for (const [, script = ""] of (step.run ?? "").matchAll(/npm run (?:--silent )?([\w-]+)/g))
      expect(Object.keys(scripts), name).toContain(script);
    if (step.run?.startsWith(".ci/run")) expect(statSync(join(ROOT, ".ci/run")).mode & 0o111).not.toBe(0);
  }
});

test("commands are called with the options they have", () => {
  const program = new Command();
  const terminal = { out: () => {}, err: () => {}, live: false, color: false, width: 80 };
  const computing: CommandContext["computing"] = {
    add: (command) => command.option("-C, --folder <dir>").option("--no-cache").option("--require-sandbox"),
    read: () => ({}) as never,
  };
  for (const add of [addComment, addPreviews, addNews, addDiff, addPublish])
    add({ program, computing, terminal, exit: () => {} });
  let checked = 0;
  for (const { name, step } of steps)
    for (const [, called = "", rest = ""] of (step.run ?? "")
      .replaceAll("\\\n", " ")
      .matchAll(/ -- (diff|comment|publish|previews|news) (.*)/g)) {
      const command = program.commands.find((one) => one.name() === called);
      const known = (command?.options ?? []).map(({ long }) => long);
      for (const [option] of rest.matchAll(/--[\w-]+/g)) {
        expect(known, `${name}: memo ${called}`).toContain(option);
        checked++;
      }
    }
  expect(checked).toBeGreaterThan(20);
});

test("every action of others is pinned to a commit, one for each, and says which version that is", () => {
  const texts = [
    ...readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")),
    readFileSync(join(ROOT, "action.yml"), "utf8"),
    ...ciFiles({ forge: "github", engine: "owner/memo@v1" }).values(),
  ];
  const pins = new Map<string, Set<string>>();
  for (const [, action = "", pin = ""] of texts.join("\n").matchAll(/uses: (actions\/[\w-]+)@(.*)/g)) {
    expect(pin, action).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    pins.set(action, (pins.get(action) ?? new Set()).add(pin));
  }
  expect([...pins.values()].map(({ size }) => size)).toEqual(Array(8).fill(1));
});

test("what calls a workflow hands it inputs that it has, and permissions that its jobs ask for", () => {
  let called = 0;
  for (const [name, { permissions, jobs }] of callers)
    for (const job of Object.values(jobs)) {
      if (job.uses === undefined) continue;
      called++;
      const [, file = "", ref] = /^owner\/memo\/\.github\/workflows\/([\w.]+)@(.*)$/.exec(job.uses) ?? [];
      const callee = workflows.get(file);
      const { inputs } = (callee?.on.workflow_call ?? {}) as { inputs?: object };
      expect(Object.keys(inputs ?? {}), name).toEqual(expect.arrayContaining(Object.keys(job.with ?? {})));
      expect([job.with?.engine, job.with?.["engine-ref"]]).toEqual(["owner/memo", ref]);
      // A called workflow's jobs can't have more than the one that calls.
      const granted = job.permissions ?? permissions;
      for (const inner of Object.values(callee?.jobs ?? {}))
        for (const [scope, wanted] of Object.entries(inner.permissions ?? callee?.permissions ?? {}))
          expect([granted[scope], "write"], `${name}: ${scope}`).toContain(
            granted[scope] === "write" ? "write" : wanted,
          );
    }
  expect(called).toBe(4);
});

test("an engine that is none is refused, and never put into a workflow", () => {
  for (const engine of [
    undefined,
    "memo",
    "owner/memo",
    "owner/memo@",
    "a/b@v1\n  x: y",
    "a/b@${{ github.token }}",
    "../x@v1",
    "a/b@../v1",
  ])
    expect(() => ciFiles({ forge: "github", engine }), engine).toThrow(/engine/);
});
