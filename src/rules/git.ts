import { command, examples, typed } from "./base.js";
import type { Rules } from "./rule.js";

/** The memo as a first commit. */
const COMMITTED = ["git init -q -b main", "git add -A", "git commit -q -m First"];

/** The memo in a folder of a repository. */
const IN_A_FOLDER = ["mkdir memo", "mv assumptions chapters memo/", ...COMMITTED];

export const git = {
  "git/binary": {
    severity: "error",
    summary: "a file of a revision is binary",
    why: "It can't be read as a chapter or register. Commit it as text in UTF-8.",
    fixed: true,
    ...examples(
      (before) => ({ files: {}, before, command: ["diff", "HEAD"] }),
      ["printf 'a\\0b' > chapters/03-juice.md", ...COMMITTED, "rm chapters/03-juice.md"],
      COMMITTED,
    ),
  },
  "git/embedded": {
    severity: "warning",
    summary: "a memo's folder is laid out as a git repository of its own",
    why: "Git, called in that folder, takes it for the repository: its history, and what its config says. A review reads the repository that the memo is tracked in, and says so.",
    wrong: {
      files: {},
      before: [...IN_A_FOLDER, "git init -q --bare -b main --template= memo"],
      command: typed("diff -C memo HEAD"),
    },
    right: { files: {}, before: IN_A_FOLDER, command: typed("diff -C memo HEAD") },
  },
  "git/failed": {
    severity: "error",
    summary: "git could not do what a review needs",
    why: "Without it no revision can be read. The message is git's own.",
    fixed: true,
    wrong: { files: {}, before: [...COMMITTED, "echo '[core' > .git/config"], command: ["diff", "git:HEAD"] },
    right: { files: {}, before: COMMITTED, command: ["diff", "HEAD"] },
  },
  "git/file-size": {
    severity: "error",
    summary: "a file of a revision is too large to be read",
    why: "A chapter or register of that size is data, or no text at all. Keep data elsewhere.",
    fixed: true,
    ...examples(
      (before) => ({ files: {}, before, command: ["diff", "HEAD"] }),
      [
        "head -c 17825792 /dev/zero | tr '\\0' x > chapters/03-juice.md",
        "git -c core.compression=0 init -q -b main",
        "git -c core.compression=0 add -A",
        "git commit -q -m First",
        "rm chapters/03-juice.md",
      ],
      COMMITTED,
    ),
  },
  "git/hook": {
    severity: "error",
    summary: "a pre-commit hook is to be written where one is",
    why: "The repository's own hook would be lost. Call `memo check` in it.",
    fixed: true,
    ...examples(
      (before) => ({ files: {}, before, command: ["git", "setup", "--hook"] }),
      ["git init -q -b main", "mkdir -p .git/hooks", "echo true > .git/hooks/pre-commit"],
      ["git init -q -b main", "rm -f .git/hooks/pre-commit"],
    ),
  },
  "git/no-commit": {
    severity: "error",
    summary: "a repository has no commit yet",
    why: "There is nothing to compare with. Commit the memo first.",
    fixed: true,
    wrong: { files: {}, before: ["git init -q -b main"], command: ["diff", "git:HEAD"] },
    right: { files: {}, before: COMMITTED, command: ["diff", "HEAD"] },
  },
  "git/no-main-branch": {
    severity: "error",
    summary: "there is no main branch to compare with",
    why: "Without sides, a review is of what this branch changes. Name what to compare with.",
    fixed: true,
    ...examples(
      (command) => ({ files: {}, before: [...COMMITTED, "git branch -m main work"], command }),
      ["diff"],
      ["diff", "HEAD"],
    ),
  },
  "git/no-memo": {
    severity: "error",
    summary: "a revision holds no memo",
    why: "There is nothing to compare with. Name a revision with chapters/ and assumptions/.",
    fixed: true,
    ...examples(
      (word) => ({
        files: {},
        before: ["git init -q -b main", "git commit -q --allow-empty -m Start", "git add -A", "git commit -q -m First"],
        command: ["diff", word],
      }),
      "HEAD~1",
      "HEAD",
    ),
  },
  "git/no-merge-base": {
    severity: "error",
    summary: "two branches have no common commit",
    why: "What the one changed since it left the other can't be told. Name what to compare with; a shallow clone may only lack it.",
    fixed: true,
    ...examples(
      (before) => ({ files: {}, before, command: ["diff"] }),
      [...COMMITTED, "git checkout -q --orphan work", "git commit -q -m Other"],
      [...COMMITTED, "git checkout -q -b work"],
    ),
  },
  "git/not-a-repository": {
    severity: "error",
    summary: "the memo's folder is in no git repository",
    why: "No revision can be read. Versions, scenarios and results are compared without git.",
    fixed: true,
    wrong: command("diff git:HEAD"),
    right: command("diff . +late-frost"),
  },
  "git/outside": {
    severity: "error",
    summary: "a revision has a file whose name leads out of the memo's folder",
    why: "Git itself writes no such name, so somebody made it by hand; reading it could bring in what isn't part of the memo. Remove it from the revision.",
    fixed: true,
    ...examples(
      (before) => ({ files: {}, before, command: ["diff", "HEAD"] }),
      [
        ...COMMITTED,
        `chapters=$(git cat-file tree HEAD:chapters | sed 's,02-harvest.md,../../02.md,' | git hash-object -w --literally -t tree --stdin) && root=$(git ls-tree HEAD | sed "s/[0-9a-f]*\\tchapters/$chapters\\tchapters/" | git mktree) && git update-ref HEAD $(git commit-tree -m Outside $root)`,
      ],
      COMMITTED,
    ),
  },
  "git/partial-clone": {
    severity: "error",
    summary: "a clone lacks files of a revision",
    why: "A review fetches nothing, so it can't read them. Clone without `--filter`.",
    fixed: true,
    ...examples(
      (before) => ({ files: {}, before, command: ["diff", "HEAD"] }),
      [
        ...COMMITTED,
        "git config uploadpack.allowFilter true",
        `git clone -q --no-checkout --filter=blob:none "file://$PWD" clone`,
        "rm -r .git",
        "mv clone/.git .git",
      ],
      COMMITTED,
    ),
  },
  "git/submodule": {
    severity: "error",
    summary: "chapters or assumptions of a revision are a submodule",
    why: "A submodule's files are in another repository, which a review doesn't read. Keep them in this one.",
    fixed: true,
    ...examples(
      (before) => ({ files: {}, before, command: ["diff", "HEAD"] }),
      [
        ...COMMITTED,
        "git rm -q -r --cached assumptions",
        "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),assumptions",
        "git commit -q -m Submodule",
      ],
      COMMITTED,
    ),
  },
  "git/symlink": {
    severity: "error",
    summary: "a file of a revision is a symbolic link",
    why: "Read from git's objects a link is only a path, which may lead anywhere. Commit the file itself.",
    fixed: true,
    ...examples(
      (before) => ({ files: {}, before, command: ["diff", "HEAD"] }),
      ["ln -s 02-harvest.md chapters/03-juice.md", ...COMMITTED, "rm chapters/03-juice.md"],
      COMMITTED,
    ),
  },
  "git/total-size": {
    severity: "error",
    summary: "the texts of a revision are too large together",
    why: "They would fill the memory of the machine that reviews. Keep data elsewhere.",
    fixed: true,
    example: "none",
    because: "it takes a revision of more than 64 MB",
  },
  "git/unknown-revision": {
    severity: "error",
    summary: "git knows no such revision",
    why: "There is nothing to compare with. Name a branch, a tag or a commit.",
    fixed: true,
    ...examples((word) => ({ files: {}, before: COMMITTED, command: ["diff", word] }), "git:mian", "git:main"),
  },
} satisfies Rules<"git">;
