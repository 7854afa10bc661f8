import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { devNull } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { filesUnder, ROOT, removeFolders, temporaryFolder, write } from "./cli/memo.js";
import { TestRepository } from "./cli/repository.js";

afterAll(removeFolders);

interface Step {
  name?: string;
  run?: string;
  if?: string;
  env?: Record<string, string>;
  "working-directory"?: string;
}

/** What GitHub puts in the place of expressions, in a run here. */
type Context = Readonly<Record<string, string>>;

/** Programs that stand for those of a runner: each notes how it was called. */
const STUBS = {
  npm: `#!/bin/sh
echo "npm $*" >> "$CALLS"
case "$*" in
  ci*--prefix*) mkdir -p "\${3}/node_modules" ;;
  *memo\\ --\\ diff*) mkdir -p review; for f in html md json; do echo "# Review" > "review/review.$f"; done; exit "\${DIFF_CODE:-0}" ;;
  *memo\\ --\\ publish*) mkdir -p site/v/1; date > /dev/null; echo page > site/v/1/index.html; echo list > site/.memo-files.json ;;
esac
`,
  gh: '#!/bin/sh\necho "gh $*" >> "$CALLS"\n',
  sudo: '#!/bin/sh\necho "sudo $*" >> "$CALLS"\n',
};

function stepsOf(file: string, job?: string): Step[] {
  const found = parse(readFileSync(join(ROOT, file), "utf8")) as {
    jobs?: Record<string, { steps: Step[] }>;
    runs?: { steps: Step[] };
  };
  return (job === undefined ? found.runs?.steps : found.jobs?.[job]?.steps) ?? [];
}

/** Runs the shell steps of a job one after the other as GitHub does; those after a failure only where they ask for it. */
function runSteps(
  steps: readonly Step[],
  workspace: string,
  context: Context,
  env: NodeJS.ProcessEnv = {},
): { failed: string[]; calls: string[]; output: string } {
  const runner = temporaryFolder();
  write(join(runner, "bin"), STUBS);
  for (const name of Object.keys(STUBS)) chmodSync(join(runner, "bin", name), 0o755);
  const calls = join(runner, "calls");
  write(runner, { calls: "", summary: "" });
  mkdirSync(join(runner, "temp"));
  const failed: string[] = [];
  let output = "";
  for (const step of steps) {
    if (step.run === undefined) continue;
    if (failed.length > 0 && step.if === undefined) continue;
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text, context)]);
    const ran = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
      cwd: join(workspace, filled(step["working-directory"] ?? ".", context)),
      encoding: "utf8",
      env: {
        PATH: `${join(runner, "bin")}${delimiter}${process.env.PATH}`,
        HOME: runner,
        CALLS: calls,
        RUNNER_TEMP: join(runner, "temp"),
        GITHUB_WORKSPACE: workspace,
        GITHUB_STEP_SUMMARY: join(runner, "summary"),
        GIT_CONFIG_NOSYSTEM: "1",
        ...env,
        ...Object.fromEntries(own),
      },
    });
    output += ran.stdout + ran.stderr;
    if (ran.status !== 0) failed.push(step.name ?? step.run);
  }
  return {
    failed,
    calls: readFileSync(calls, "utf8").split("\n").filter(Boolean),
    output: `${output}${readFileSync(join(runner, "summary"), "utf8")}`,
  };
}

function filled(text: string, context: Context): string {
  return text.replace(/\$\{\{ *([^ }]+) *\}\}/g, (_, name: string) => {
    const value = context[name];
    if (value === undefined) throw new Error(`no ${name} in a run here`);
    return value;
  });
}

describe("the steps of review.yml", () => {
  const files = { "src/engine.ts": "old", "package.json": "{}", "package-lock.json": "{}", "chapters/01-a.md": "a" };

  function pull(changes: Record<string, string>): { repository: TestRepository; context: Context } {
    const repository = TestRepository.with(files);
    const base = repository.git("rev-parse", "HEAD").trim();
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit("change", changes);
    const head = repository.git("rev-parse", "HEAD").trim();
    const event = "github.event.pull_request";
    const context = {
      [`${event}.base.sha`]: base,
      [`${event}.head.sha`]: head,
      [`${event}.head.repo.full_name`]: "fork/memo",
      "github.server_url": "https://github.com",
      "inputs.engine": "",
      "inputs.folder": "",
    };
    return { repository, context };
  }

  const run = (changes: Record<string, string>, env: NodeJS.ProcessEnv = {}) => {
    const { repository, context } = pull(changes);
    return {
      ...runSteps(stepsOf(".github/workflows/review.yml", "review"), repository.root, context, env),
      repository,
    };
  };
  const engineOf = (repository: TestRepository): string => {
    const line = repository
      .git("worktree", "list", "--porcelain")
      .split("\n")
      .find((one) => one.endsWith("/temp/engine"));
    return readFileSync(join(line?.slice("worktree ".length) ?? "", "src/engine.ts"), "utf8");
  };

  it("review with the base's engine what doesn't change it, and with its own what does", () => {
    const prose = run({ "chapters/01-a.md": "b" });
    expect(prose.failed).toEqual([]);
    expect(engineOf(prose.repository)).toBe("old");
    expect(engineOf(run({ "src/engine.ts": "new" }).repository)).toBe("new");
    const review = prose.calls.findIndex((call) => call.includes("memo -- diff"));
    const build = prose.calls.findIndex((call) => call.includes("run build"));
    expect(review).toBeGreaterThan(-1);
    expect(build).toBeGreaterThan(review);
    expect(prose.calls[review]).toContain(`-C ${prose.repository.root} --require-sandbox --no-cache`);
    expect(prose.output).toContain("# Review");
  });

  it("take the engine that a caller names, for its memo's folder, and nothing of the pull request", () => {
    const { repository, context } = pull({ "src/engine.ts": "new" });
    const called = { ...context, "inputs.engine": "owner/memo", "inputs.folder": "memos/a" };
    write(repository.root, { ".memo-engine/src/engine.ts": "named", "memos/a/review/review.md": "# Review" });
    const steps = stepsOf(".github/workflows/review.yml", "review");
    const { failed, calls, output } = runSteps(steps, repository.root, called);
    expect([failed, output.includes("# Review")]).toEqual([[], true]);
    const memo = calls.filter((call) => call.includes(" memo -- "));
    expect(memo.map((call) => / memo -- (\w+) -C (\S+)/.exec(call)?.slice(1))).toEqual([
      ["diff", `${repository.root}/memos/a`],
      ["build", `${repository.root}/memos/a`],
    ]);
    expect(existsSync(join(repository.root, ".memo-engine"))).toBe(false);
    expect(calls.filter((call) => call.startsWith("npm ci"))).toHaveLength(1);
  });

  it("hand the review over of a memo that doesn't build, and fail", () => {
    const { failed, output, calls, repository } = run({ "chapters/01-a.md": "{{broken" }, { DIFF_CODE: "1" });
    expect(failed).toEqual(["Review"]);
    expect(output).toContain("# Review");
    expect(calls.at(-1)).toContain("run build");
    expect(existsSync(join(repository.root, "review/review.md"))).toBe(true);
  });
});

describe("the steps of publish.yml", () => {
  /** A repository that stands for the one on GitHub; `file:` needs no login. */
  function remote(): { address: string; context: Context } {
    const folder = temporaryFolder();
    const path = join(folder, "owner/memo");
    mkdirSync(path, { recursive: true });
    expect(git(path, "init", "-q", "--bare")).toBe("");
    const context = {
      "github.token": "token",
      "github.server_url": `file://${folder}`,
      "github.repository": "owner/memo",
      "github.sha": "abc",
      "inputs.engine": "",
      "inputs.folder": "",
    };
    return { address: path, context };
  }
  /** Whatever git is told elsewhere in this process, or by whoever runs the tests, is not for this repository. */
  const git = (folder: string, ...words: string[]): string => {
    const { status, stdout, stderr } = spawnSync("git", ["-C", folder, ...words], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: "1" },
    });
    expect(status, stderr).toBe(0);
    return stdout;
  };

  it("begin a site where there is none, go on from the one there is, and keep all of it in its branch", () => {
    const { address, context } = remote();
    const once = (expected: string[]): void => {
      const workspace = TestRepository.with({ "a.md": "a" }).root;
      const build = runSteps(stepsOf(".github/workflows/publish.yml", "build"), workspace, context);
      expect(build.failed, build.output).toEqual([]);
      expect(Object.keys(filesUnder(join(workspace, "site")))).toEqual(expected);
      const keep = runSteps(stepsOf(".github/workflows/publish.yml", "keep"), workspace, context);
      expect(keep.failed, keep.output).toEqual([]);
    };
    once([".memo-files.json", "v/1/index.html"]);
    expect(git(address, "ls-tree", "-r", "--full-tree", "--name-only", "site").trim().split("\n")).toEqual([
      ".memo-files.json",
      "v/1/index.html",
    ]);
    once([".memo-files.json", "v/1/index.html"]);
    expect(git(address, "rev-list", "--count", "site").trim()).toBe("1");
  });

  it("stop where the branch can't be asked for: a site that begins anew would lose what was published", () => {
    const { context } = remote();
    const workspace = TestRepository.with({ "a.md": "a" }).root;
    const gone = { ...context, "github.repository": "owner/gone" };
    const { failed, calls } = runSteps(stepsOf(".github/workflows/publish.yml", "build"), workspace, gone);
    expect(failed).toEqual(["Take the site as it was published last"]);
    expect(calls.some((call) => call.includes("publish"))).toBe(false);
  });
});

describe("the steps of comment.yml and check.yml", () => {
  it("call what they say", () => {
    const run = "github.event.workflow_run";
    const context = {
      "github.token": "token",
      "github.repository": "owner/memo",
      [`${run}.head_sha`]: "b".repeat(40),
      [`${run}.head_repository.owner.login`]: "fork",
      [`${run}.head_branch`]: "topic; rm -rf x",
      [`${run}.run_number`]: "7",
      [`${run}.html_url`]: "https://github.com/owner/memo/actions/runs/1",
    };
    const { failed, calls } = runSteps(stepsOf(".github/workflows/comment.yml", "comment"), temporaryFolder(), context);
    expect(failed).toEqual([]);
    expect(calls.at(-1)).toContain("--branch fork:topic; rm -rf x --run 7 --run-address https://github.com/");
  });
});

describe("the steps of release.yml", () => {
  it("build what is released, and attach page and PDF", () => {
    const context = {
      "github.token": "token",
      "github.repository": "owner/memo",
      "github.event.release.tag_name": "v1",
    };
    const file = ".github/workflows/release.yml";
    const built = runSteps(stepsOf(file, "build"), temporaryFolder(), context);
    expect([built.failed, built.calls.at(-1)]).toEqual([[], "npm run build -- --require-sandbox"]);
    const attached = runSteps(stepsOf(file, "attach"), temporaryFolder(), context);
    expect(attached.calls).toEqual(["gh release upload v1 release/index.html release/memo.pdf --clobber"]);
  });
});

describe("the jobs of ci/gitlab.yml", () => {
  const jobs = parse(readFileSync(join(ROOT, "ci/gitlab.yml"), "utf8")) as Record<string, { script?: string[] }>;
  const run = (job: string, workspace: string, env: NodeJS.ProcessEnv) =>
    runSteps([{ name: job, run: (jobs[job]?.script ?? []).join("\n") }], workspace, {}, env);

  it("review what a merge request changes, and put it under it", () => {
    const repository = TestRepository.with({ "chapters/01-a.md": "a" });
    const at = repository.root;
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit("change", { "chapters/01-a.md": "b" });
    repository.git("remote", "add", "origin", at);
    const env = { MEMO: "/engine", CI_PROJECT_DIR: at, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main" };
    const base = repository.git("rev-parse", "main").trim();
    const review = run("memo-review", at, env);
    expect(review.failed, review.output).toEqual([]);
    expect(review.calls[0]).toContain(`npm --prefix /engine run --silent memo -- diff -C ${at} --no-cache ${base} .`);
    const more = {
      CI_PROJECT_PATH: "group/memo",
      CI_COMMIT_SHA: "c".repeat(40),
      CI_MERGE_REQUEST_IID: "4",
      CI_PIPELINE_IID: "9",
    };
    const comment = run("memo-comment", at, { ...env, ...more, CI_PIPELINE_URL: "https://gitlab.com/p/9" });
    expect(comment.calls[0]).toContain("--forge gitlab --repository group/memo --head ccc");
    expect(run("memo-check", at, env).calls[0]).toBe(`npm --prefix /engine run --silent memo -- check -C ${at}`);
  });

  it("publish into the site that there is, and stop where it can't be asked for", () => {
    const repository = TestRepository.with({ "chapters/01-a.md": "a" });
    const at = repository.root;
    repository.git("remote", "add", "origin", at);
    const env = { MEMO: "/engine", CI_PROJECT_DIR: at };
    const first = run("pages", at, env);
    expect([first.failed, first.calls.at(-1)], first.output).toEqual([
      [],
      `npm --prefix /engine run --silent memo -- publish -C ${at} --to ${at}/public --revise --scenarios none`,
    ]);
    repository.git("checkout", "-q", "--orphan", "site");
    repository.commit("site", { "v/1/index.html": "kept" });
    repository.git("checkout", "-q", "main");
    expect(run("pages", at, env).failed).toEqual([]);
    expect(readFileSync(join(at, "public/v/1/index.html"), "utf8")).toBe("kept");
    repository.git("remote", "set-url", "origin", join(at, "gone"));
    const gone = run("pages", at, env);
    expect([gone.failed, gone.calls]).toEqual([["pages"], []]);
  });
});

describe("the action", () => {
  it("runs memo with words of any kind, with the engine of its own folder, in the memo's", () => {
    const action = temporaryFolder();
    const workspace = write(temporaryFolder(), { "memo/chapters/01-a.md": "a" });
    const tsx = '#!/bin/sh\nprintf "<%s>" "$PWD" "$@" >> "$CALLS"\necho >> "$CALLS"\n';
    write(action, { "node_modules/.bin/tsx": tsx });
    chmodSync(join(action, "node_modules/.bin/tsx"), 0o755);
    const context = {
      "inputs.folder": "memo",
      "inputs.arguments": "publish\n--to\na site; $(echo x)\n\n--preview\n12\n",
    };
    const { failed, calls } = runSteps(stepsOf("action.yml"), workspace, context, { GITHUB_ACTION_PATH: action });
    expect(failed).toEqual([]);
    expect(calls.at(-1)).toBe(
      `<${workspace}/memo><${action}/src/cli/main.ts><publish><--to><a site; $(echo x)><--preview><12>`,
    );
  });
});

it("every shell step of every workflow is run here", () => {
  const tried = new Set(["review.yml", "publish.yml", "comment.yml", "release.yml"]);
  const others = readdirSync(join(ROOT, ".github/workflows")).filter((name) => !tried.has(name));
  // This one's steps are .ci/run, and a command that annotates.
  expect(others).toEqual(["check.yml"]);
});
