import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { formatDiagnostics, MemoError } from "../../../src/diagnostic.js";
import { pathApart, programIn } from "../../../src/files/index.js";
import { embeddedIn, hooksFolder, identityInGit, keptInGit } from "../../../src/memo/repository/clone.js";
import { findRepository } from "../../../src/memo/repository/place.js";
import { Repository } from "../../../src/memo/repository/repository.js";
import { removeFolders, temporaryFolder, write } from "../../cli/memo.js";
import { TestRepository } from "../../cli/repository.js";

afterAll(removeFolders);
afterEach(() => {
  vi.unstubAllEnvs();
});

const FILES = { "chapters/01-a.md": "own\n", "assumptions/2026-01.yaml": "own\n" };

/** A stranger's repository whose main branch holds other files, and which says that its work tree is that of the memo. */
function stranger(): TestRepository {
  const at = TestRepository.with({ "chapters/01-a.md": "forged\n", "assumptions/2026-01.yaml": "forged\n" });
  at.git("config", "core.worktree", "..");
  return at;
}

/** What can lie in a memo's folder or around it that a git called there would take for the repository, or for a part of it. */
const EMBEDDED: Record<string, (memo: string, other: string) => void> = {
  "a repository's inside": (memo, other) => cpSync(join(other, ".git"), memo, { recursive: true }),
  "an inside that isn't bare": (memo, other) => {
    cpSync(join(other, ".git"), memo, { recursive: true });
    writeFileSync(join(memo, "config"), "[core]\n\tbare = false\n\tworktree = .\n");
  },
  "an empty inside": (memo) => write(memo, { HEAD: "ref: refs/heads/main\n", "objects/.keep": "", "refs/.keep": "" }),
  "an inside between": (memo, other) => cpSync(join(other, ".git"), dirname(memo), { recursive: true }),
  "an inside over a link": (memo, other) => {
    cpSync(join(other, ".git"), join(memo, "kept"), { recursive: true });
    for (const name of ["HEAD", "config", "objects", "refs"]) symlinkSync(join("kept", name), join(memo, name));
  },
  "a .git that is empty": (memo) => mkdirSync(join(memo, ".git")),
  "a repository in a folder of the memo's": (memo, other) =>
    cpSync(join(other, ".git"), join(memo, "chapters/.git"), { recursive: true }),
  "a work tree's file in a folder of the memo's": (memo, other) =>
    writeFileSync(join(memo, "chapters/.git"), `gitdir: ${join(other, ".git")}\n`),
};

/** Variables that lead git elsewhere. */
const LEADS: Record<string, (other: string) => Record<string, string>> = {
  nothing: () => ({}),
  GIT_DIR: (other) => ({ GIT_DIR: join(other, ".git") }),
  GIT_WORK_TREE: (other) => ({ GIT_WORK_TREE: other, GIT_COMMON_DIR: join(other, ".git") }),
  objects: (other) => ({
    GIT_OBJECT_DIRECTORY: join(other, ".git/objects"),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(other, ".git/objects"),
    GIT_INDEX_FILE: join(other, ".git/index"),
    GIT_NAMESPACE: "evil",
  }),
};

/** In each run a case of each kind; all of them together are many calls of git. */
const ALL = process.env.MEMO_WHOLE !== undefined;

describe("the repository that a memo is tracked in", () => {
  it("is found whatever lies in the memo's folder, and what git would take for it is said", () => {
    const other = stranger();
    for (const under of ALL ? ["memo", "reports/mémo two"] : ["reports/mémo two"])
      for (const [name, put] of Object.entries(EMBEDDED)) {
        const at = TestRepository.with(FILES, under);
        put(at.folder, other.root);
        expect([name, findRepository(at.folder).place]).toEqual([name, { top: at.root, prefix: `${under}/` }]);
        const isSaid = existsSync(join(at.folder, "HEAD")) || existsSync(join(dirname(at.folder), "HEAD"));
        // At the top of the working tree git takes the `.git` before all else.
        const isTop = name === "an inside between" && dirname(at.folder) === at.root;
        expect(embeddedIn(at.folder).map(({ rule }) => rule)).toEqual(isSaid && !isTop ? ["git/embedded"] : []);
      }
  });

  it("is what git reads, whatever lies in the memo's folder and whatever the environment names", () => {
    const other = stranger();
    const leads = Object.values(LEADS);
    for (const [at, name] of Object.keys(EMBEDDED).entries())
      for (const [turn, lead] of leads.entries()) {
        if (!ALL && (turn !== at % leads.length || at > 3)) continue;
        const own = TestRepository.with(FILES, "memo");
        const commit = own.git("rev-parse", "HEAD");
        EMBEDDED[name]?.(own.folder, other.root);
        for (const [key, value] of Object.entries(lead(other.root))) vi.stubEnv(key, value);
        const repository = Repository.open(own.folder);
        expect([name, repository.find("main")?.commit]).toEqual([name, commit]);
        const entries = repository.list(commit, ["chapters/", "assumptions/"]);
        expect(repository.read(entries, "HEAD").map(String)).toEqual(["own\n", "own\n"]);
        expect([...keptInGit(own.folder, ["chapters/01-a.md"])]).toEqual(["chapters/01-a.md"]);
        vi.unstubAllEnvs();
        if (ALL) expect(hooksFolder(own.folder)).toBe(join(own.root, ".git/hooks"));
      }
  });

  it("is a work tree's, a submodule's and one that is moved, as git finds them", () => {
    const at = TestRepository.with(FILES, "memo");
    const side = join(temporaryFolder(), "side of it");
    at.git("worktree", "add", "-q", "-b", "side", side);
    expect(Repository.open(join(side, "memo")).revision("side").commit).toBe(at.git("rev-parse", "HEAD"));
    renameSync(join(at.root, ".git"), join(at.root, "kept"));
    writeFileSync(join(at.root, ".git"), "gitdir: kept\n");
    expect(Repository.open(at.folder).revision("main").name).toBe("main");
    // A configuration that names another work tree changes nothing of what is read.
    at.git("config", "core.worktree", temporaryFolder());
    expect([...keptInGit(at.folder, ["chapters/01-a.md"])]).toEqual(["chapters/01-a.md"]);
    expect(Repository.open(at.folder).prefix).toBe("memo/");
  });

  it("is none where there is no .git, or none that may be looked for, and a repository's inside is named", () => {
    const at = TestRepository.with(FILES, "memo");
    vi.stubEnv("GIT_CEILING_DIRECTORIES", at.root);
    expect(findRepository(at.folder).place).toBeUndefined();
    expect(findRepository(at.root).place).toEqual({ top: at.root, prefix: "" });
    vi.unstubAllEnvs();
    const bare = write(temporaryFolder(), FILES);
    cpSync(join(stranger().root, ".git"), bare, { recursive: true });
    try {
      Repository.open(bare);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof MemoError)) throw error;
      const told = formatDiagnostics(error.diagnostics);
      expect(told).toContain("error[git/not-a-repository]");
      expect(told).toContain("is laid out as a git repository's inside (HEAD, objects, refs), and is not read as one");
    }
    vi.stubEnv("GIT_CONFIG_GLOBAL", join(write(temporaryFolder(), { g: "[user]\n\tname = Ada\n" }), "g"));
    expect(identityInGit(bare)).toBe("Ada");
  });
});

describe("the git that is called", () => {
  it("is none that the folder of a memo brings along, wherever the path leads", () => {
    const at = TestRepository.with(FILES, "memo");
    const usual = (process.env.PATH ?? "").split(delimiter);
    const places = ["", ".", "bin", "./tools", join(at.folder, "bin"), join(at.root, "x"), at.folder];
    const fromNpm = join(temporaryFolder(), "node_modules/.bin");
    for (const place of [...places, fromNpm]) {
      for (const folder of [join(at.folder, place), place].filter((one) => one.startsWith("/"))) {
        const planted = join(write(folder, { git: '#!/bin/sh\ntouch "$0.ran"\nexit 1\n' }), "git");
        chmodSync(planted, 0o755);
      }
      vi.stubEnv("PATH", [place, ...usual].join(delimiter));
      const git = programIn(pathApart([at.folder, at.root]), "git");
      expect(usual.map((folder) => join(folder, "git"))).toContain(git);
      if (ALL || place === "" || place === fromNpm) Repository.open(at.folder);
      expect(existsSync(join(at.folder, place, "git.ran"))).toBe(false);
      expect(existsSync(join(place, "git.ran"))).toBe(false);
    }
  });

  it("is found past parts of the path that are files or nothing", () => {
    const at = TestRepository.with(FILES, "memo");
    const usual = process.env.PATH ?? "";
    vi.stubEnv("PATH", [join(at.folder, "chapters/01-a.md"), "/nothing/here", process.execPath, usual].join(delimiter));
    expect(programIn([join(at.root, "none"), process.execPath], "git")).toBeUndefined();
    expect(Repository.open(at.folder).prefix).toBe("memo/");
  });
});
