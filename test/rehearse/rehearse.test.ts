import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ciFiles } from "../../src/cli/ci/files.js";
import { readMarker } from "../../src/review/comment.js";
import { ROOT, removeFolders, temporaryFolder, write } from "../cli/memo.js";
import { Expressions } from "./expressions.js";
import { Forge, git, type Run } from "./forge.js";
import type { Pull } from "./server.js";

// A part of `npm run rehearse`: what computes is stood in for, what posts and keeps previews is memo itself.

/** A review tells the chapter's text, and fails where that says it is broken; a preview is a page of it. */
const npm = (main: string): string => `#!/bin/sh
case "$*" in
  ci*) exit 0 ;;
  *" -- diff "*)
    mkdir -p review
    { echo "## It moved"; echo; cat chapters/01.md; } > review/review.md
    if grep -q broken chapters/01.md; then exit 1; fi ;;
  *" -- publish "*)
    if grep -q broken chapters/01.md; then exit 1; fi
    for last in "$@"; do :; done
    mkdir -p "$RUNNER_TEMP/preview/pr/$last"
    cp chapters/01.md "$RUNNER_TEMP/preview/pr/$last/index.html" ;;
  *)
    while [ "$1" != -- ]; do shift; done
    shift
    exec "${process.execPath}" "${main}" "$@" ;;
esac
`;

let forge: Forge;
let work: string;
const ended = (runs: readonly Run[]): string[] => runs.map(({ workflow, conclusion }) => `${workflow}: ${conclusion}`);

beforeAll(async () => {
  forge = new Forge({
    repository: "owner/memo",
    engine: "owner/engine@v1",
    engineFolder: ROOT,
    scratch: temporaryFolder(),
    programs: { npm: npm(join(inject("compiled"), "dist/cli/main.js")), sudo: "#!/bin/sh\n" },
  });
  await forge.server.start();
  const files = ciFiles({ forge: "github", engine: "owner/engine@v1" });
  const wanted = ["review.yml", "comment.yml"].map((name) => `.github/workflows/${name}`);
  const workflows = Object.fromEntries(wanted.map((path) => [path, files.get(path) ?? ""]));
  work = write(temporaryFolder(), { ...workflows, "chapters/01.md": "Apples.\n" });
  git(work, "init", "-q", "-b", "main");
  git(work, "remote", "add", "origin", forge.bare);
  commit("A memo");
  git(work, "push", "-q", "origin", "main");
});
afterAll(async () => {
  await forge.server.stop();
  removeFolders();
});

function commit(message: string): string {
  git(work, "add", "-A");
  git(work, "commit", "-q", "-m", message);
  return git(work, "rev-parse", "HEAD");
}

function push(pull: Pull, text: string): void {
  write(work, { "chapters/01.md": text });
  pull.head = commit(text);
  pull.base = git(forge.bare, "rev-parse", "main");
  git(work, "push", "-q", "--force", "origin", `HEAD:refs/pull/${pull.number}/head`);
  forge.server.pulls.set(pull.number, pull);
}

function newPull(number: number, from = "owner/memo"): Pull {
  git(work, "checkout", "-q", "-B", `topic-${number}`, "origin/main");
  return {
    number,
    state: "open",
    locked: false,
    from,
    branch: `topic-${number}`,
    head: "",
    base: "",
    baseBranch: "main",
  };
}

const bodies = (number: number): string[] =>
  forge.server.comments.filter(({ under }) => under === number).map(({ body }) => body);
const preview = (number: number): string => join(forge.pages, `pr/${number}/index.html`);

// Several dozen processes, one after the other: on a busy machine they take their time.
describe("a pull request's life, by the shell steps of the workflow files", { timeout: 240_000 }, () => {
  it("has one comment that follows its commits, a preview while it is open, and neither from a run that was cancelled", async () => {
    const pull = newPull(1);
    push(pull, "Pears.\n");
    forge.server.troubles.push({
      method: "POST",
      path: /comments$/,
      done: true,
      status: 502,
      text: "<html>Bad gateway",
    });
    const cancelled = await forge.pullRequest(pull, "opened", { cancelDuring: "Review" });
    expect(ended(cancelled)).toEqual(["review: cancelled", "comment: skipped"]);
    expect(bodies(1)).toEqual([]);
    const runs = await forge.pullRequest(pull, "synchronize");
    expect(ended(runs), runs.map(({ output }) => output).join("\n")).toEqual(["review: success", "comment: success"]);
    expect(bodies(1)).toHaveLength(1);
    const [body = ""] = bodies(1);
    expect(readMarker(body)).toMatchObject({ pull: 1, head: pull.head, base: pull.base });
    expect(body).toContain("Pears.");
    expect(body.trim()).toMatch(
      /, \[run \d+\]\(http[^)]*\); \[the page\]\(https:\/\/owner\.github\.io\/memo\/pr\/1\/\)\.$/,
    );
    expect(readFileSync(preview(1), "utf8")).toBe("Pears.\n");
    push(pull, "It is broken.\n");
    expect(ended(await forge.pullRequest(pull, "synchronize"))).toEqual(["review: failure", "comment: success"]);
    expect(bodies(1)).toEqual([expect.stringContaining("It is broken.")]);
    pull.state = "closed";
    expect(ended(await forge.pullRequest(pull, "closed"))).toEqual(["review: skipped", "comment: success"]);
    expect(existsSync(preview(1))).toBe(false);
    expect(bodies(1)).toHaveLength(1);
  });

  it("gives a fork's page no place on the site, and its run no token that may write", async () => {
    const pull = newPull(2, "stranger/memo");
    push(pull, "Plums.\n");
    expect(ended(await forge.pullRequest(pull, "opened"))).toEqual(["review: success", "comment: success"]);
    expect(bodies(2)).toEqual([expect.stringMatching(/Plums\.[\s\S]*\[run \d+\]\(http[^)]*\)\.\n$/)]);
    expect(existsSync(preview(2))).toBe(false);
    const printed = forge.runs.map(({ output }) => output).join("\n");
    expect(printed.length).toBeGreaterThan(500);
    for (const token of forge.server.allTokens) {
      expect(printed).not.toContain(token);
      expect(printed).not.toContain(Buffer.from(`x-access-token:${token}`).toString("base64"));
    }
  });
});

describe("expressions", () => {
  it("are those of GitHub: what isn't there is nothing, and nothing is run after a failure that doesn't say so", async () => {
    const expressions = await Expressions.load();
    const context = { github: { event: { action: "edited", number: 12 } } };
    expect(expressions.filled("a ${{ github.event.number }} b${{ github.event.gone.too }}", context)).toBe("a 12 b");
    expect(expressions.filled("${{ github.event.gone || format('{0}-{1}', 'x', github.event.action) }}", context)).toBe(
      "x-edited",
    );
    const failed = { failed: true, cancelled: false };
    const fine = { failed: false, cancelled: false };
    for (const [condition, standing, holds] of [
      [undefined, fine, true],
      [undefined, failed, false],
      ["github.event.action == 'edited'", failed, false],
      ["${{ !cancelled() && github.event.number }}", failed, true],
      ["${{ !cancelled() }}", { failed: false, cancelled: true }, false],
      ["github.event.changes.base", fine, false],
      ["always()", { failed: true, cancelled: true }, true],
    ] as const)
      expect(expressions.holds(condition, context, standing), String(condition)).toBe(holds);
  });
});
