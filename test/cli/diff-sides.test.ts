import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { type Choice, chooseBase, labelOf } from "../../src/memo/sides/choice.js";
import { choose, settle } from "../../src/memo/sides/choose.js";
import { Places } from "../../src/memo/sides/places.js";
import { parseSpec } from "../../src/memo/sides/spec.js";
import { edited, removeFolders, type Sources, starter, temporaryFolder, write } from "./memo.js";
import { TestRepository } from "./repository.js";

const STARTER = starter();
const VERSION = "assumptions/2026-01.yaml";
const LATER = "assumptions/2026-04.yaml";
/** Two versions and two scenarios. */
const MEMO: Sources = {
  ...STARTER,
  [LATER]:
    "version: 2026-04\nextends: 2026-01\nas_of: 2026-04-15\nassumptions:\n  use:\n    years: {value: 5 year, reason: shorter}\n",
};

afterAll(removeFolders);
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What a side's text comes to: where it is read and with what names; or what a person is told. */
function side(text: string, places: Places): string {
  return told(() => shown(choose(parseSpec(text), places), places));
}

function told(work: () => string): string {
  try {
    return work();
  } catch (error) {
    if (error instanceof MemoError) return `${formatDiagnostics(error.diagnostics)}\nexit ${error.exitCode}`;
    throw error;
  }
}

function shown(choice: Choice, places: Places): string {
  if (choice.kind === "results") return `results ${choice.path}`;
  const { project } = choice.revision ? places.committed(choice.revision) : { project: places.worktree() };
  return labelOf({ revision: choice.revision, what: settle(choice.what, project) }).replace(
    /\b[0-9a-f]{7}\b/g,
    "1a2b3c4",
  );
}

function memoIn(repository: TestRepository): Places {
  return new Places(repository.folder);
}

describe("the text of a side", () => {
  const at = TestRepository.with(MEMO);
  at.git("tag", "v1.0");
  at.git("branch", "feature/prices");
  const places = memoIn(at);

  it.each([
    [".", "working tree"],
    ["worktree", "working tree"],
    ["2026-01", "assumptions 2026-01"],
    ["version:2026-04", "assumptions 2026-04"],
    ["dear-power", "scenario dear-power"],
    ["scenario:dear-power", "scenario dear-power"],
    ["2026-01+dear-power", "assumptions 2026-01, scenario dear-power"],
    [".:dear-power", "scenario dear-power"],
    [".:+dear-power", "scenario dear-power"],
    ["main", "main (1a2b3c4)"],
    ["git:main", "main (1a2b3c4)"],
    ["HEAD", "HEAD (1a2b3c4)"],
    ["v1.0", "v1.0 (1a2b3c4)"],
    ["feature/prices", "feature/prices (1a2b3c4)"],
    ["main:2026-01", "main (1a2b3c4), assumptions 2026-01"],
    ["git:main:2026-01", "main (1a2b3c4), assumptions 2026-01"],
    ["main:version:2026-01", "main (1a2b3c4), assumptions 2026-01"],
    ["HEAD:dear-power", "HEAD (1a2b3c4), scenario dear-power"],
    ["HEAD:+dear-power", "HEAD (1a2b3c4), scenario dear-power"],
    ["HEAD:2026-04+short-rounds", "HEAD (1a2b3c4), assumptions 2026-04, scenario short-rounds"],
    ["out/results.json", "results out/results.json"],
  ])("%s is %s", (text, expected) => {
    expect(side(text, places)).toBe(expected);
  });

  it("that names nothing is refused with what it could be", () => {
    const refused = [
      "2026-1",
      "mian",
      "deer-power",
      "main:2026-02",
      "HEAD~9",
      "main..HEAD",
      "version:main",
      "scenario:bear",
    ];
    expect(refused.map((text) => `${text}\n${side(text, places)}`).join("\n\n")).toMatchInlineSnapshot(`
      "2026-1
      error[diff/unknown-side]
        \`2026-1\` is no version, scenario or revision here
        expected one of 2026-01, 2026-04, dear-power, short-rounds, feature/prices, main, v1.0
        did you mean \`2026-01\`?
      exit 2

      mian
      error[diff/unknown-side]
        \`mian\` is no version, scenario or revision here
        expected one of 2026-01, 2026-04, dear-power, short-rounds, feature/prices, main, v1.0
        did you mean \`main\`?
      exit 2

      deer-power
      error[diff/unknown-side]
        \`deer-power\` is no version, scenario or revision here
        expected one of 2026-01, 2026-04, dear-power, short-rounds, feature/prices, main, v1.0
        did you mean \`dear-power\`?
      exit 2

      main:2026-02
      error[diff/unknown-side]
        \`2026-02\` is no version or scenario here
        expected one of 2026-01, 2026-04, dear-power, short-rounds
        did you mean \`2026-01\`?
      exit 2

      HEAD~9
      error[git/unknown-revision]
        git knows no revision \`HEAD~9\`
        expected a branch, a tag or a commit
      exit 2

      main..HEAD
      error[git/unknown-revision]
        git knows no revision \`main..HEAD\`
        expected a branch, a tag or a commit
        the sides are two arguments: \`memo diff main HEAD\`
      exit 2

      version:main
      error[diff/unknown-side]
        \`main\` is no version here
        expected one of 2026-01, 2026-04
      exit 2

      scenario:bear
      error[diff/unknown-side]
        \`bear\` is no scenario here
        expected one of dear-power, short-rounds
      exit 2"
    `);
  });

  it("never leads out of the memo", () => {
    for (const text of [
      "main:../../etc/passwd",
      "version:../x",
      "git:main:a/b",
      "scenario:..\\x",
      "",
      ":",
      ":x",
      "main:",
      "git:",
      "git::x",
      "main:a:b",
    ])
      expect(side(text, places), text).toContain("error[diff/side]");
  });

  it("that a branch or tag and a version share is refused with both readings, and taken with a prefix", () => {
    const both = TestRepository.with(MEMO);
    both.git("tag", "2026-01");
    both.git("branch", "dear-power");
    const here = memoIn(both);
    expect(`${side("2026-01", here)}\n\n${side("dear-power", here)}`).toMatchInlineSnapshot(`
      "error[diff/ambiguous]
        \`2026-01\` can be read as the version version:2026-01 and as the git revision git:2026-01
        expected one of these, with its prefix
      exit 2

      error[diff/ambiguous]
        \`dear-power\` can be read as the scenario scenario:dear-power and as the git revision git:dear-power
        expected one of these, with its prefix
      exit 2"
    `);
    expect(["version:2026-01", "git:2026-01", "scenario:dear-power"].map((text) => side(text, here))).toEqual([
      "assumptions 2026-01",
      "2026-01 (1a2b3c4)",
      "scenario dear-power",
    ]);
  });

  it("is not taken for the beginning of a commit's id when it is a version", () => {
    const made = TestRepository.with(STARTER);
    const name = made.git("rev-parse", "HEAD").slice(0, 6);
    write(made.folder, { [`assumptions/${name}.yaml`]: (STARTER[VERSION] ?? "").replace("2026-01", `"${name}"`) });
    expect(side(name, memoIn(made))).toBe("assumptions 1a2b3c4".replace("1a2b3c4", name));
  });

  it("needs no repository for versions, scenarios and results", () => {
    const folder = write(temporaryFolder(), MEMO);
    vi.stubEnv("GIT_CEILING_DIRECTORIES", folder);
    const plain = new Places(folder);
    expect(["2026-01", "dear-power", "a/results.json"].map((text) => side(text, plain))).toEqual([
      "assumptions 2026-01",
      "scenario dear-power",
      "results a/results.json",
    ]);
    expect(
      ["main", "HEAD~1", "git:main"].map((text) => `${text}\n${side(text, plain)}`).join("\n\n"),
    ).toMatchInlineSnapshot(`
      "main
      error[diff/unknown-side]
        \`main\` is no version or scenario here
        expected one of 2026-01, 2026-04, dear-power, short-rounds
        the memo's folder is not in a git repository, so no revision is known
      exit 2

      HEAD~1
      error[git/not-a-repository]
        the memo's folder is not in a git repository
        expected a folder that git knows, for comparing with another revision
        versions, scenarios and results.json files are compared without git: \`memo diff 2026-03 2026-05\`
      exit 2

      git:main
      error[git/not-a-repository]
        the memo's folder is not in a git repository
        expected a folder that git knows, for comparing with another revision
        versions, scenarios and results.json files are compared without git: \`memo diff 2026-03 2026-05\`
      exit 2"
    `);
  });

  it("is the same seen from a memo in a subfolder", () => {
    const below = TestRepository.with(MEMO, "reports/memo");
    expect(side("HEAD:2026-01", memoIn(below))).toBe("HEAD (1a2b3c4), assumptions 2026-01");
  });

  it("says that a folder is no memo, where nothing else is known of it", () => {
    const folder = temporaryFolder();
    vi.stubEnv("GIT_CEILING_DIRECTORIES", folder);
    expect(side("2026-01", new Places(folder))).toContain("is no memo");
  });
});

describe("without sides", () => {
  const base = (repository: TestRepository): string => {
    const places = memoIn(repository);
    return told(() => shown(chooseBase(places), places));
  };

  it("the main branch is compared with HEAD", () => {
    const at = TestRepository.with(MEMO);
    expect(base(at)).toBe("HEAD (1a2b3c4)");
  });

  it("a branch is compared with where it left main, also in a detached checkout", () => {
    const at = TestRepository.with(MEMO);
    const start = at.git("rev-parse", "HEAD");
    at.git("checkout", "-q", "-b", "work");
    at.commit("work", edited(MEMO, VERSION, "22000", "23000"));
    at.git("checkout", "-q", "main");
    at.commit("main", edited(MEMO, VERSION, "22000", "21000"));
    for (const checkout of [["work"], ["--detach", "work"]]) {
      at.git("checkout", "-q", ...checkout);
      expect(base(at)).toBe("merge base with main (1a2b3c4)");
      expect(chooseBase(memoIn(at))).toMatchObject({ revision: { commit: start } });
    }
  });

  it("says what is missing: a main branch, its history, a repository", () => {
    const none = TestRepository.with(MEMO);
    none.git("branch", "-m", "main", "work");
    const origin = TestRepository.with(MEMO);
    origin.git("checkout", "-q", "-b", "work");
    origin.commit("work");
    const shallow = (...more: string[]): TestRepository => {
      const clone = new TestRepository();
      clone.git("clone", "-q", "--depth", "1", "--branch", "work", ...more, `file://${origin.root}`, ".");
      return clone;
    };
    origin.git("checkout", "-q", "main");
    origin.commit("main");
    const onlyWork = shallow("--single-branch");
    onlyWork.git("checkout", "-q", "--detach");
    const folder = write(temporaryFolder(), MEMO);
    vi.stubEnv("GIT_CEILING_DIRECTORIES", folder);
    const plain = new Places(folder);
    const all = [
      base(none),
      base(onlyWork),
      base(shallow("--no-single-branch")),
      told(() => shown(chooseBase(plain), plain)),
    ];
    expect(all.map((text) => text.replace(/\b[0-9a-f]{7}\b/g, "1a2b3c4")).join("\n\n")).toMatchInlineSnapshot(`
      "error[git/no-main-branch]
        there is no main branch to compare with
        expected origin/HEAD, origin/main, origin/master, main or master
        name what to compare with: \`memo diff <revision>\`
      exit 2

      error[git/no-main-branch]
        there is no main branch to compare with
        expected origin/HEAD, origin/main, origin/master, main or master
        the clone is shallow: \`git fetch --unshallow\` gets the rest, in a workflow \`fetch-depth: 0\` of actions/checkout
      exit 2

      error[git/no-merge-base]
        HEAD (1a2b3c4) and origin/main (1a2b3c4) have no common commit in this shallow clone
        expected two branches of one history
        the clone is shallow: \`git fetch --unshallow\` gets the rest, in a workflow \`fetch-depth: 0\` of actions/checkout
      exit 1

      error[git/not-a-repository]
        the memo's folder is not in a git repository
        expected a folder that git knows, for comparing with another revision
        versions, scenarios and results.json files are compared without git: \`memo diff 2026-03 2026-05\`
      exit 2"
    `);
  });
});

describe("a revision that can't be read", () => {
  it("is told apart from one that isn't there", () => {
    const at = TestRepository.with({ "README.md": "not yet" });
    at.commit("memo", MEMO);
    expect(side("HEAD~1", memoIn(at)).replace(/\b[0-9a-f]{7}\b/g, "1a2b3c4")).toMatchInlineSnapshot(`
      "error[git/no-memo]
        HEAD~1 (1a2b3c4) holds no memo: it has no chapters/ and no assumptions/
        expected a revision with chapters/ and assumptions/
      exit 1"
    `);
  });
});
