import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { filesUnder, ROOT, removeFolders, temporaryFolder, write } from "../cli/memo.js";
import { TestRepository } from "../cli/repository.js";
import type { Context } from "../rehearse/expressions.js";
import { type Done, runSteps, type Step } from "../rehearse/jobs.js";

afterAll(removeFolders);

/** Programs that stand for those of a runner: each notes how it was called. */
const STUBS = {
  npm: `#!/bin/sh
echo "npm $*" >> "$CALLS"
case "$*" in
  ci*--prefix*) mkdir -p "\${3}/node_modules" ;;
  *memo\\ --\\ diff*) mkdir -p review; for f in html md json; do echo "# Review" > "review/review.$f"; done; exit "\${DIFF_CODE:-0}" ;;
  *memo\\ --\\ publish*--preview*) mkdir -p "$RUNNER_TEMP/preview/pr/12"; echo page > "$RUNNER_TEMP/preview/pr/12/index.html" ;;
  *memo\\ --\\ publish*) mkdir -p site/v/1; echo "$PAGE" > site/v/1/index.html; printf '{\\n  "v/1/index.html": "%s"\\n}\\n' "$PAGE" > site/.memo-files.json ;;
  *memo\\ --\\ build*) out=$(echo "$*" | sed 's/.*--out \\([^ ]*\\).*/\\1/'); mkdir -p "$out"; echo guide > "$out/index.html" ;;
  *memo\\ --\\ previews*) mkdir -p site/pr/12; echo page > site/pr/12/index.html; printf '{\\n  "pr/12/index.html": "page"\\n}\\n' > site/.memo-files.json; echo pr/12/ ;;
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

/** Runs the shell steps of a job, the others left out; what stands for programs notes how each was called. */
async function run(
  steps: readonly Step[],
  workspace: string,
  context: Context,
  environment: NodeJS.ProcessEnv = {},
): Promise<{ failed: string[]; calls: string[]; output: string; outputs: Done["steps"] }> {
  const home = temporaryFolder();
  const calls = join(home, "calls");
  write(home, { calls: "" });
  const action = (): Record<string, string> => ({});
  const machine = { workspace, home, programs: STUBS, environment: { CALLS: calls, ...environment }, action };
  const { failed, output, summary, steps: outputs } = await runSteps(steps, context, machine);
  return { failed, calls: readFileSync(calls, "utf8").split("\n").filter(Boolean), output: output + summary, outputs };
}

describe("the steps of review.yml", () => {
  const files = { "src/engine.ts": "old", "package.json": "{}", "package-lock.json": "{}", "chapters/01-a.md": "a" };

  function pull(changes: Record<string, string>): { repository: TestRepository; context: Context; inputs: object } {
    const repository = TestRepository.with(files);
    const base = repository.git("rev-parse", "HEAD").trim();
    repository.git("checkout", "-q", "-b", "topic");
    const head = repository.commit("change", changes);
    const pull_request = { number: 12, base: { sha: base }, head: { sha: head, repo: { full_name: "fork/memo" } } };
    const github = { server_url: "https://github.com", repository: "owner/memo", event: { pull_request } };
    return { repository, context: { github }, inputs: {} };
  }

  const steps = stepsOf(".github/workflows/review.yml", "review");
  const reviewed = async (changes: Record<string, string>, env: NodeJS.ProcessEnv = {}) => {
    const { repository, context } = pull(changes);
    return { ...(await run(steps, repository.root, context, env)), repository };
  };
  const engineOf = (repository: TestRepository): string => {
    const line = repository
      .git("worktree", "list", "--porcelain")
      .split("\n")
      .find((one) => one.endsWith("/temp/engine"));
    return readFileSync(join(line?.slice("worktree ".length) ?? "", "src/engine.ts"), "utf8");
  };

  it("review with the base's engine what doesn't change it, and with its own what does", async () => {
    const prose = await reviewed({ "chapters/01-a.md": "b" });
    expect(prose.failed).toEqual([]);
    expect(engineOf(prose.repository)).toBe("old");
    expect(engineOf((await reviewed({ "src/engine.ts": "new" })).repository)).toBe("new");
    const review = prose.calls.findIndex((call) => call.includes("memo -- diff"));
    const build = prose.calls.findIndex((call) => call.includes("memo -- publish"));
    expect(review).toBeGreaterThan(-1);
    expect(build).toBeGreaterThan(review);
    expect(prose.calls[review]).toContain(`-C ${prose.repository.root} --require-sandbox --no-cache`);
    expect(prose.calls[build]).toMatch(/ --require-sandbox --to \S+\/temp\/preview --preview 12$/);
    expect(prose.output).toContain("# Review");
  });

  it("review a merge queue's group against what it is to be merged into", async () => {
    const { repository } = pull({ "chapters/01-a.md": "b" });
    const base_sha = repository.git("rev-parse", "main").trim();
    const github = {
      server_url: "https://github.com",
      repository: "owner/memo",
      sha: "c".repeat(40),
      event: { merge_group: { base_sha } },
    };
    const { failed, calls } = await run(steps, repository.root, { github });
    expect(failed).toEqual([]);
    expect(calls.find((call) => call.includes("memo -- diff"))).toContain(`--no-cache ${base_sha} . --format github`);
    expect(calls.find((call) => call.includes("memo -- diff"))).toContain(`/owner/memo/blob/${"c".repeat(40)}/{file}`);
  });

  it("take the engine that a caller names, for its memo's folder, and nothing of the pull request", async () => {
    const { repository, context } = pull({ "src/engine.ts": "new" });
    const called = { ...context, inputs: { engine: "owner/memo", folder: "memos/a" } };
    write(repository.root, { ".memo-engine/src/engine.ts": "named", "memos/a/review/review.md": "# Review" });
    const { failed, calls, output } = await run(steps, repository.root, called);
    expect([failed, output.includes("# Review")]).toEqual([[], true]);
    const memo = calls.filter((call) => call.includes(" memo -- "));
    expect(memo.map((call) => / memo -- (\w+) -C (\S+)/.exec(call)?.slice(1))).toEqual([
      ["diff", `${repository.root}/memos/a`],
      ["publish", `${repository.root}/memos/a`],
    ]);
    expect(existsSync(join(repository.root, ".memo-engine"))).toBe(false);
    expect(calls.filter((call) => call.startsWith("npm ci"))).toHaveLength(1);
  });

  it("hand the review over of a memo that doesn't build, and fail", async () => {
    const { failed, output, calls, repository } = await reviewed(
      { "chapters/01-a.md": "{{broken" },
      { DIFF_CODE: "1" },
    );
    expect(failed).toEqual(["Review"]);
    expect(output).toContain("# Review");
    expect(calls.at(-1)).toContain("memo -- publish");
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
    const github = { token: "token", server_url: `file://${folder}`, repository: "owner/memo", sha: "abc", event: {} };
    return { address: path, context: { github } };
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

  const publish = ".github/workflows/publish.yml";
  const build = async (context: Context, page: string) => {
    const workspace = TestRepository.with({ "a.md": "a" }).root;
    const built = await run(stepsOf(publish, "build"), workspace, context, { PAGE: page });
    expect(built.failed, built.output).toEqual([]);
    return { workspace, needs: { build: { outputs: { seen: built.outputs.last?.outputs.seen ?? "" } } } };
  };
  const keep = async (context: Context, { workspace, needs }: Awaited<ReturnType<typeof build>>) => {
    const kept = await run(stepsOf(publish, "keep"), workspace, { ...context, needs });
    expect(kept.failed, kept.output).toEqual([]);
    return filesUnder(join(workspace, "site"));
  };
  const listed = (address: string): string[] =>
    git(address, "ls-tree", "-r", "--full-tree", "--name-only", "site").trim().split("\n");

  it("put the guide and the examples beside the memo in the engine's own repository, and in no other", async () => {
    const { context } = remote();
    const files = {
      "docs/guide/chapters/01-a.md": "a",
      "docs/examples/carbon/chapters/01-a.md": "a",
      "docs/examples/none/a.md": "a",
      ".memo-engine/package.json": "{}",
    };
    const built = async (engine: string) => {
      const workspace = TestRepository.with(files).root;
      write(workspace, { "site/guide/gone.html": "gone" });
      const steps = stepsOf(publish, "build").filter(({ name }) => !name?.startsWith("Take the site"));
      const { failed, output, calls } = await run(
        steps,
        workspace,
        { ...context, inputs: { engine } },
        { PAGE: "page" },
      );
      expect(failed, output).toEqual([]);
      const builds = calls.filter((call) => call.includes("memo -- build"));
      expect(builds.every((call) => call.includes("--require-sandbox"))).toBe(true);
      return Object.keys(filesUnder(join(workspace, "site"))).filter((path) => /^(?:guide|examples)\//.test(path));
    };
    expect(await built("")).toEqual(["examples/carbon/index.html", "guide/index.html"]);
    expect(await built("owner/engine")).toEqual(["guide/gone.html"]);
  });

  it("begin a site where there is none, go on from the one there is, and keep all of it in its branch", async () => {
    const { address, context } = remote();
    for (const count of ["1", "1"]) {
      const files = await keep(context, await build(context, "page"));
      expect(Object.keys(files)).toEqual([".memo-files.json", "v/1/index.html"]);
      expect(listed(address)).toEqual([".memo-files.json", "v/1/index.html"]);
      expect(git(address, "rev-list", "--count", "site").trim()).toBe(count);
    }
  });

  it.each([
    ["a first preview", []],
    ["a preview", ["published before"]],
  ])("keep %s that came while the memo was built, and its own", async (_, before) => {
    const { address, context } = remote();
    for (const page of before) await keep(context, await build(context, page));
    const built = await build(context, "new");
    const github = {
      ...(context.github as object),
      event: {
        workflow_run: { head_sha: "b".repeat(40), head_branch: "t", head_repository: { owner: { login: "owner" } } },
      },
    };
    const previews = await run(stepsOf(".github/workflows/preview.yml", "keep"), temporaryFolder(), { github });
    expect([previews.failed, previews.outputs.keep?.outputs], previews.output).toEqual([
      [],
      { path: "pr/12/", changed: "true" },
    ]);
    const files = await keep(context, built);
    expect(listed(address)).toEqual([".memo-files.json", "pr/12/index.html", "v/1/index.html"]);
    expect(files["v/1/index.html"]).toBe("new\n");
    expect(files[".memo-files.json"]).toContain('"v/1/index.html": "new"');
    expect(files[".memo-files.json"]).toContain('"pr/12/index.html": "page"');
  });

  it("stop where the branch can't be asked for: a site that begins anew would lose what was published", async () => {
    const { context } = remote();
    const workspace = TestRepository.with({ "a.md": "a" }).root;
    const gone = { github: { ...(context.github as object), repository: "owner/gone" } };
    const { failed, calls } = await run(stepsOf(publish, "build"), workspace, gone);
    expect(failed).toEqual(["Take the site as it was published last"]);
    expect(calls.some((call) => call.includes("publish"))).toBe(false);
  });
});

describe("the steps of comment.yml", () => {
  const workflow_run = {
    head_sha: "b".repeat(40),
    head_repository: { owner: { login: "fork" } },
    head_branch: "topic; rm -rf x",
    run_number: 7,
    html_url: "https://github.com/owner/memo/actions/runs/1",
    conclusion: "timed_out",
  };
  const github = { token: "token", repository: "owner/memo", event: { workflow_run } };
  const steps = stepsOf(".github/workflows/comment.yml", "comment");
  const last = async (page: string, workspace = temporaryFolder()) => {
    const needs = { preview: { outputs: { page } } };
    const { failed, calls } = await run(steps, workspace, { github, needs });
    expect(failed).toEqual([]);
    return calls.at(-1) ?? "";
  };

  it("call what they say, with the page where there is one", async () => {
    const call = await last("");
    expect(call).toMatch(/--branch fork:topic; rm -rf x --run 7 --run-address https:\/\/github.com\/\S*$/);
    expect(await last("https://owner.github.io/memo/pr/12/")).toMatch(/ --page-address https:\S+\/pr\/12\/$/);
  });

  it("say of a run that ended without a review that there is none", async () => {
    const file = / comment (\S+) /.exec(await last(""))?.[1] ?? "";
    expect(readFileSync(file, "utf8")).toBe(
      "## No review\n\nThe run of this commit ended (timed_out) before it had one.\n",
    );
  });
});

describe("the steps of weekly.yml", () => {
  it("look for news with the engine that a caller names", async () => {
    const workspace = write(temporaryFolder(), {
      ".memo-engine/src/engine.ts": "named",
      "memos/a/chapters/01.md": "a",
    });
    const context = {
      github: { token: "token", repository: "owner/name" },
      inputs: { engine: "owner/memo", folder: "memos/a" },
    };
    const { failed, calls } = await run(stepsOf(".github/workflows/weekly.yml", "news"), workspace, context);
    expect(failed).toEqual([]);
    expect(calls.at(-1)).toMatch(/ memo -- news -C \S+\/memos\/a --repository owner\/name$/);
  });
});

describe("the steps of release.yml", () => {
  it("build what is released, and attach page and PDF", async () => {
    const context = { github: { token: "token", repository: "owner/memo", event: { release: { tag_name: "v1" } } } };
    const file = ".github/workflows/release.yml";
    const built = await run(stepsOf(file, "build"), temporaryFolder(), context);
    expect([built.failed, built.calls.at(-1)]).toEqual([[], "npm run build -- --require-sandbox"]);
    const attached = await run(stepsOf(file, "attach"), temporaryFolder(), context);
    expect(attached.calls).toEqual(["gh release upload v1 release/index.html release/memo.pdf --clobber"]);
  });
});

describe("the jobs of ci/gitlab.yml", () => {
  const jobs = parse(readFileSync(join(ROOT, "ci/gitlab.yml"), "utf8")) as Record<string, { script?: string[] }>;
  const job = (name: string, workspace: string, env: NodeJS.ProcessEnv) =>
    run([{ name, run: (jobs[name]?.script ?? []).join("\n") }], workspace, {}, env);

  it("review what a merge request changes, and put it under it", async () => {
    const repository = TestRepository.with({ "chapters/01-a.md": "a" });
    const at = repository.root;
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit("change", { "chapters/01-a.md": "b" });
    repository.git("remote", "add", "origin", at);
    const env = {
      MEMO: "/engine",
      CI_PROJECT_DIR: at,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
      CI_MERGE_REQUEST_IID: "4",
      CI_JOB_URL: "https://gitlab.com/group/memo/-/jobs/1",
    };
    const base = repository.git("rev-parse", "main").trim();
    const review = await job("memo-review", at, env);
    expect(review.failed, review.output).toEqual([]);
    expect(review.calls[0]).toContain(`npm --prefix /engine run --silent memo -- diff -C ${at} --no-cache ${base} .`);
    const more = {
      CI_PROJECT_PATH: "group/memo",
      CI_COMMIT_SHA: "c".repeat(40),
      CI_PIPELINE_IID: "9",
    };
    const comment = await job("memo-comment", at, { ...env, ...more, CI_PIPELINE_URL: "https://gitlab.com/p/9" });
    expect(comment.calls[0]).toContain("--forge gitlab --repository group/memo --head ccc");
    expect((await job("memo-check", at, env)).calls[0]).toBe(
      `npm --prefix /engine run --silent memo -- check -C ${at}`,
    );
    // A memo below the top hands its review over at the same place.
    const below = { ...env, MEMO_FOLDER: "docs/report" };
    const { calls } = await job("memo-review", at, below);
    expect(calls[0]).toContain(` -C ${at}/docs/report --no-cache ${base} . --out ${at}/review/review.html`);
    for (const name of ["memo-check", "memo-news", "pages"])
      expect((await job(name, at, { ...below, CI_PROJECT_PATH: "group/memo" })).calls.at(-1), name).toContain(
        ` -C ${at}/docs/report`,
      );
  });

  it("publish into the site that there is, and stop where it can't be asked for", async () => {
    const repository = TestRepository.with({ "chapters/01-a.md": "a" });
    const at = repository.root;
    repository.git("remote", "add", "origin", at);
    const env = { MEMO: "/engine", CI_PROJECT_DIR: at };
    const first = await job("pages", at, env);
    expect([first.failed, first.calls.at(-1)], first.output).toEqual([
      [],
      `npm --prefix /engine run --silent memo -- publish -C ${at} --to ${at}/public --revise --scenarios none`,
    ]);
    repository.git("checkout", "-q", "--orphan", "site");
    repository.commit("site", { "v/1/index.html": "kept" });
    repository.git("checkout", "-q", "main");
    expect((await job("pages", at, env)).failed).toEqual([]);
    expect(readFileSync(join(at, "public/v/1/index.html"), "utf8")).toBe("kept");
    repository.git("remote", "set-url", "origin", join(at, "gone"));
    const gone = await job("pages", at, env);
    expect([gone.failed, gone.calls]).toEqual([["pages"], []]);
  });
});

describe("the action", () => {
  it("runs memo with words of any kind, with the engine of its own folder, in the memo's", async () => {
    const action = temporaryFolder();
    const workspace = write(temporaryFolder(), { "memo/chapters/01-a.md": "a" });
    const told = "[process.cwd(), ...process.argv.slice(2)].map((word) => `<${word}>`).join('') + '\\n'";
    write(action, {
      "src/cli/from-source.mjs": `import { appendFileSync } from "node:fs"; appendFileSync(process.env.CALLS, ${told});`,
      "node_modules/x": "",
    });
    const words = "publish\n--to\na site; $(echo x)\n\n--preview\n12\n";
    const context = { inputs: { folder: "memo", arguments: words } };
    const { failed, calls } = await run(stepsOf("action.yml"), workspace, context, { GITHUB_ACTION_PATH: action });
    expect(failed).toEqual([]);
    expect(calls.at(-1)).toBe(`<${workspace}/memo><publish><--to><a site; $(echo x)><--preview><12>`);
  });
});

it("every shell step of every workflow is run here", () => {
  const tried = new Set(["review.yml", "publish.yml", "comment.yml", "preview.yml", "release.yml", "weekly.yml"]);
  const others = readdirSync(join(ROOT, ".github/workflows")).filter((name) => !tried.has(name));
  // This one's steps are .ci/run, and a command that annotates.
  expect(others).toEqual(["check.yml"]);
});
