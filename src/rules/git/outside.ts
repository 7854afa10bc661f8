import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/outside",
  severity: "error",
  summary: "a revision has a file whose name leads out of the memo's folder",
  why: "Git itself writes no such name, so somebody made it by hand; reading it could bring in what isn't part of the memo. Remove it from the revision.",
  fixed: true,
  wrong: {
    files: {},
    before: [
      "git init -q -b main",
      "git add -A",
      "git commit -q -m First",
      `chapters=$(git cat-file tree HEAD:chapters | sed 's,02-harvest.md,../../02.md,' | git hash-object -w --literally -t tree --stdin) && root=$(git ls-tree HEAD | sed "s/[0-9a-f]*\\tchapters/$chapters\\tchapters/" | git mktree) && git update-ref HEAD $(git commit-tree -m Outside $root)`,
    ],
    command: ["diff", "HEAD"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First"],
    command: ["diff", "HEAD"],
  },
};
