import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { Repository, revisionLabel } from "../../src/memo/repository/repository.js";
import { readCommitted } from "../../src/memo/sides/committed.js";
import { filesUnder, removeFolders, type Sources, starter, temporaryFolder, write } from "./memo.js";
import { TestRepository } from "./repository.js";

const STARTER = starter();
const VERSION = "assumptions/2026-01.yaml";

afterAll(removeFolders);
afterEach(() => {
  vi.unstubAllEnvs();
});

const read = (at: TestRepository, name = "HEAD"): Sources => {
  const repository = Repository.open(at.folder);
  const { project } = readCommitted(repository, repository.revision(name), at.folder);
  return Object.fromEntries([...project.chapters, ...project.assumptions]);
};

/** What a person is told, and the exit code. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof MemoError) return `${formatDiagnostics(error.diagnostics)}\nexit ${error.exitCode}`;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("reading a memo from git", () => {
  it("gives the files of a commit as they were, whatever the working tree holds now", () => {
    const at = TestRepository.with(STARTER);
    write(at.folder, { [VERSION]: "broken: [", "chapters/03-new.md": "new" });
    at.git("add", "-A");
    expect(read(at)).toEqual(STARTER);
  });

  it("leaves index and working tree as they are", () => {
    const at = TestRepository.with(STARTER);
    write(at.folder, { [VERSION]: "changed" });
    const before = filesUnder(at.root);
    read(at);
    expect(filesUnder(at.root)).toEqual(before);
  });

  it("reads the files that a working tree is read for, and no others", () => {
    const at = TestRepository.with({
      ...STARTER,
      "chapters/notes.txt": "no chapter",
      "chapters/.hidden.md": "hidden",
      "chapters/old/01-old.md": "in a folder",
      "assumptions/importers/a.yaml": "in a folder",
    });
    expect(Object.keys(read(at)).sort()).toEqual(Object.keys(STARTER).sort());
  });

  it("finds a memo in a subfolder whose name needs quoting", () => {
    const at = TestRepository.with(STARTER, "reports/mémo “two”\tof 2026");
    write(at.root, { "chapters/01-other.md": "another memo's" });
    at.commit("second");
    expect(read(at)).toEqual(STARTER);
  });

  it("brings back the results of the last build", () => {
    const at = TestRepository.with({ ...STARTER, "out/results.json": '{"schema": 2}\n' });
    const repository = Repository.open(at.folder);
    expect(readCommitted(repository, repository.revision("HEAD"), at.folder).results).toBe('{"schema": 2}\n');
  });

  it("is not led elsewhere by the caller's environment", () => {
    const at = TestRepository.with(STARTER);
    const other = TestRepository.with({ "chapters/01-a.md": "other", "assumptions/a.yaml": "other" });
    vi.stubEnv("GIT_DIR", join(other.root, ".git"));
    vi.stubEnv("GIT_INDEX_FILE", join(other.root, "index"));
    vi.stubEnv("GIT_EXTERNAL_DIFF", "false");
    expect(read(at)).toEqual(STARTER);
  });

  it("runs nothing that the repository configures", () => {
    const at = TestRepository.with({
      ...STARTER,
      ".gitattributes": "*.md filter=loud diff=loud\n*.yaml filter=loud\n",
    });
    const marker = join(at.root, "ran");
    const command = `touch ${marker}; cat`;
    for (const key of ["filter.loud.smudge", "filter.loud.clean", "diff.loud.textconv", "core.fsmonitor", "core.pager"])
      at.git("config", key, command);
    expect(read(at)).toEqual(STARTER);
    expect(filesUnder(at.root)).not.toHaveProperty("ran");
  });
});

describe("revisions", () => {
  const at = (): TestRepository => {
    const repository = TestRepository.with(STARTER);
    repository.git("tag", "v1.0");
    repository.git("tag", "-a", "v1.1", "-m", "annotated");
    repository.commit("second");
    return repository;
  };

  it("are branches, tags, ancestors and ids", () => {
    const made = at();
    const repository = Repository.open(made.folder);
    const first = made.git("rev-parse", "HEAD~1");
    for (const name of ["v1.0", "v1.1", "HEAD~1", "main~1", first, first.slice(0, 9)])
      expect(repository.revision(name)).toEqual({ name, commit: first });
  });

  it("are called by their name and the commit", () => {
    expect(revisionLabel({ name: "main", commit: "1a2b3c4d5e" })).toBe("main (1a2b3c4)");
    expect(revisionLabel({ name: "1a2b3", commit: "1a2b3c4d5e" })).toBe("1a2b3c4");
  });

  it("that are none get the nearest name, and options are names like any other", () => {
    const repository = Repository.open(at().folder);
    expect(refusal(() => repository.revision("v1.2"))).toMatchInlineSnapshot(`
      "error[git/unknown-revision]
        git knows no revision \`v1.2\`
        expected a branch, a tag or a commit
        did you mean \`v1.0\`?
      exit 2"
    `);
    expect(refusal(() => repository.revision("mian"))).toMatchInlineSnapshot(`
      "error[git/unknown-revision]
        git knows no revision \`mian\`
        expected a branch, a tag or a commit
        did you mean \`main\`?
      exit 2"
    `);
    expect(refusal(() => repository.revision("main..HEAD"))).toMatchInlineSnapshot(`
      "error[git/unknown-revision]
        git knows no revision \`main..HEAD\`
        expected a branch, a tag or a commit
        the sides are two arguments: \`memo diff main HEAD\`
      exit 2"
    `);
    for (const name of ["--all", "-h", "--exec=touch ran", "--output=x", "", "a\nb", "HEAD\u0000"])
      expect(refusal(() => repository.revision(name))).toContain("git/unknown-revision");
  });

  it("need a commit", () => {
    const made = new TestRepository();
    made.git("init", "-q");
    expect(refusal(() => Repository.open(made.folder).revision("HEAD"))).toMatchInlineSnapshot(`
      "error[git/no-commit]
        the repository has no commit yet
        expected a commit to compare with
      exit 2"
    `);
  });

  it("have a main branch: that of origin first, then the local one", () => {
    const made = at();
    const main = () => Repository.open(made.folder).mainBranch();
    const head = made.git("rev-parse", "HEAD");
    const first = made.git("rev-parse", "HEAD~1");
    expect(main()).toEqual({ name: "main", commit: head, checkedOut: true });
    made.git("checkout", "-q", "-b", "work");
    expect(main()).toEqual({ name: "main", commit: head, checkedOut: false });
    made.git("update-ref", "refs/remotes/origin/master", first);
    expect(main()).toEqual({ name: "origin/master", commit: first, checkedOut: false });
    made.git("update-ref", "refs/remotes/origin/trunk", head);
    made.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
    expect(main()).toEqual({ name: "origin/trunk", commit: head, checkedOut: false });
    made.git("checkout", "-q", "-b", "trunk");
    expect(main()?.checkedOut).toBe(true);
    made.git("checkout", "-q", "--detach");
    expect(main()?.checkedOut).toBe(false);
  });

  it("may have none", () => {
    const made = at();
    made.git("branch", "-m", "main", "work");
    expect(Repository.open(made.folder).mainBranch()).toBeUndefined();
  });
});

describe("merge bases", () => {
  it("are where a branch left another", () => {
    const at = TestRepository.with(STARTER);
    const base = at.git("rev-parse", "HEAD");
    at.git("checkout", "-q", "-b", "work");
    at.commit("on the branch", { [VERSION]: "changed" });
    at.git("checkout", "-q", "main");
    at.commit("on main", { [VERSION]: "otherwise" });
    const repository = Repository.open(at.folder);
    expect(repository.mergeBase(repository.revision("work"), repository.revision("main"))).toBe(base);
  });

  it("are refused where histories have nothing in common, and in a shallow clone with the way to get more", () => {
    const at = TestRepository.with(STARTER);
    at.git("checkout", "-q", "--orphan", "other");
    at.commit("unrelated");
    const base = (made: TestRepository): string => {
      const repository = Repository.open(made.folder);
      const [one, two] = ["main", "other"].map((name) => ({ ...repository.revision(`origin/${name}`), name }));
      if (!one || !two) throw new Error("two revisions");
      return refusal(() => repository.mergeBase(one, two)).replace(/\b[0-9a-f]{7}\b/g, "1a2b3c4");
    };
    const clone = (depth: readonly string[]): TestRepository => {
      const made = new TestRepository();
      made.git("clone", "-q", "--no-single-branch", ...depth, `file://${at.root}`, ".");
      return made;
    };
    expect(base(clone([]))).toMatchInlineSnapshot(`
      "error[git/no-merge-base]
        main (1a2b3c4) and other (1a2b3c4) have no common commit
        expected two branches of one history
        name what to compare with: \`memo diff <revision>\`
      exit 1"
    `);
    expect(base(clone(["--depth", "1"]))).toMatchInlineSnapshot(`
      "error[git/no-merge-base]
        main (1a2b3c4) and other (1a2b3c4) have no common commit in this shallow clone
        expected two branches of one history
        the clone is shallow: \`git fetch --unshallow\` gets the rest, in a workflow \`fetch-depth: 0\` of actions/checkout
      exit 1"
    `);
  });
});

describe("what can't be read", () => {
  const labelled = (text: string): string => text.replace(/\(([0-9a-f]{7})\)/g, "(1a2b3c4)");

  it("a folder in no repository", () => {
    const folder = temporaryFolder();
    vi.stubEnv("GIT_CEILING_DIRECTORIES", folder);
    expect(refusal(() => Repository.open(folder))).toMatchInlineSnapshot(`
      "error[git/not-a-repository]
        the memo's folder is not in a git repository
        expected a folder that git knows, for comparing with another revision
        versions, scenarios and results.json files are compared without git: \`memo diff 2026-03 2026-05\`
      exit 2"
    `);
  });

  it("git that isn't there", () => {
    vi.stubEnv("PATH", "");
    expect(refusal(() => Repository.open(temporaryFolder()))).toMatchInlineSnapshot(`
      "error[git/failed]
        git could not be started
        expected git to be installed, and this folder to be there
      exit 2"
    `);
  });

  it("a revision without a memo", () => {
    const at = TestRepository.with({ "README.md": "Nothing yet." });
    expect(labelled(refusal(() => read(at)))).toMatchInlineSnapshot(`
      "error[git/no-memo]
        HEAD (1a2b3c4) holds no memo: it has no chapters/ and no assumptions/
        expected a revision with chapters/ and assumptions/
      exit 1"
    `);
    const below = TestRepository.with({ "chapters/01-a.md": "half a memo" }, "reports/memo");
    expect(labelled(refusal(() => read(below)))).toMatchInlineSnapshot(`
      "error[git/no-memo]
        HEAD (1a2b3c4) holds no memo: it has no reports/memo/assumptions/
        expected a revision with chapters/ and assumptions/ in reports/memo/
      exit 1"
    `);
  });

  it("binary and huge files", () => {
    const at = TestRepository.with({
      ...STARTER,
      "chapters/03-binary.md": "text\u0000and more",
      "assumptions/binary.yaml": "\u0000",
    });
    expect(labelled(refusal(() => read(at)))).toMatchInlineSnapshot(`
      "error[git/binary] assumptions/binary.yaml:1:1
        assumptions/binary.yaml at HEAD (1a2b3c4) is binary
        expected text in UTF-8

      error[git/binary] chapters/03-binary.md:1:1
        chapters/03-binary.md at HEAD (1a2b3c4) is binary
        expected text in UTF-8
      exit 1"
    `);
    const huge = TestRepository.with({ ...STARTER, "chapters/03-huge.md": "x".repeat(17 * 1024 * 1024) });
    expect(labelled(refusal(() => read(huge)))).toMatchInlineSnapshot(`
      "error[git/file-size]
        chapters/03-huge.md at HEAD (1a2b3c4) has 17 MB
        expected at most 16 MB
      exit 1"
    `);
  });

  it("a huge or binary results.json is no reason to refuse the memo", () => {
    for (const results of ["x".repeat(17 * 1024 * 1024), "\u0000"]) {
      const at = TestRepository.with({ ...STARTER, "out/results.json": results });
      const repository = Repository.open(at.folder);
      const committed = readCommitted(repository, repository.revision("HEAD"), at.folder);
      expect([committed.results, committed.project.chapters.size]).toEqual([undefined, 2]);
    }
  });

  it("symbolic links, to what is near and what is far", () => {
    const at = TestRepository.with(STARTER);
    symlinkSync("01-summary.md", join(at.folder, "chapters/03-near.md"));
    symlinkSync("../../../etc/passwd", join(at.folder, "chapters/04-far.md"));
    symlinkSync("/etc/passwd", join(at.folder, "chapters/05-absolute.md"));
    at.commit("links");
    expect(labelled(refusal(() => read(at)))).toMatchInlineSnapshot(`
      "error[git/symlink] chapters/03-near.md:1:1
        chapters/03-near.md at HEAD (1a2b3c4) is a symbolic link to \`01-summary.md\`
        expected a file; of git's objects links are not followed

      error[git/symlink] chapters/04-far.md:1:1
        chapters/04-far.md at HEAD (1a2b3c4) is a symbolic link to \`../../../etc/passwd\`, which leads away from the memo
        expected a file; of git's objects links are not followed

      error[git/symlink] chapters/05-absolute.md:1:1
        chapters/05-absolute.md at HEAD (1a2b3c4) is a symbolic link to \`/etc/passwd\`, which leads away from the memo
        expected a file; of git's objects links are not followed
      exit 1"
    `);
  });

  it("a room that is a symbolic link or a submodule", () => {
    const at = TestRepository.with({ "other/01-a.md": "text", [VERSION]: "version" });
    symlinkSync("other", join(at.folder, "chapters"));
    at.commit("link");
    expect(labelled(refusal(() => read(at)))).toMatchInlineSnapshot(`
      "error[git/symlink] chapters:1:1
        chapters at HEAD (1a2b3c4) is a symbolic link to \`other\`
        expected a file; of git's objects links are not followed
      exit 1"
    `);
    const sub = TestRepository.with({ "chapters/01-a.md": "text" });
    sub.git("update-index", "--add", "--cacheinfo", `160000,${sub.git("rev-parse", "HEAD")},assumptions`);
    sub.git("commit", "-q", "-m", "submodule");
    expect(labelled(refusal(() => read(sub)))).toMatchInlineSnapshot(`
      "error[git/submodule] assumptions:1:1
        assumptions at HEAD (1a2b3c4) is a submodule
        expected files of this repository; submodules are not read
      exit 1"
    `);
  });

  it("a tree made by hand with names that lead out of the memo", () => {
    const at = TestRepository.with(STARTER);
    const blob = at.git("rev-parse", `HEAD:${VERSION}`);
    const bytes = Buffer.concat(
      ["../../x.md", "01-a.md"].map((name) =>
        Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, "hex")]),
      ),
    );
    const file = join(temporaryFolder(), "tree");
    writeFileSync(file, bytes);
    const chapters = at.git("hash-object", "-t", "tree", "-w", "--literally", file);
    const assumptions = at.git("rev-parse", "HEAD:assumptions");
    const root = at.gitWith(`040000 tree ${assumptions}\tassumptions\n040000 tree ${chapters}\tchapters\n`, "mktree");
    at.git("update-ref", "refs/heads/crafted", at.git("commit-tree", "-m", "crafted", root));
    expect(labelled(refusal(() => read(at, "crafted")))).toMatchInlineSnapshot(`
      "error[git/outside] chapters/../../x.md:1:1
        crafted (1a2b3c4) has a file \`chapters/../../x.md\`, which would lie outside the memo's folder
        expected a name without \`..\`
      exit 1"
    `);
  });

  it("a partial clone, which is not completed over the network", () => {
    const at = TestRepository.with(STARTER);
    at.git("config", "uploadpack.allowFilter", "true");
    const clone = new TestRepository();
    clone.git("clone", "-q", "--no-checkout", "--filter=blob:none", `file://${at.root}`, ".");
    const before = filesUnder(clone.root);
    expect(refusal(() => read(clone))).toMatchInlineSnapshot(`
      "error[git/partial-clone]
        this clone is partial and lacks files of that revision
        expected all of the memo's files; a review fetches nothing
        clone it without \`--filter\`
      exit 1"
    `);
    expect(filesUnder(clone.root)).toEqual(before);
  });
});
