import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/partial-clone",
  severity: "error",
  summary: "a clone lacks files of a revision",
  why: "A review fetches nothing, so it can't read them. Clone without `--filter`.",
  fixed: true,
  wrong: {
    files: {},
    before: [
      "git init -q -b main",
      "git add -A",
      "git commit -q -m First",
      "git config uploadpack.allowFilter true",
      `git clone -q --no-checkout --filter=blob:none "file://$PWD" clone`,
      "rm -r .git",
      "mv clone/.git .git",
    ],
    command: ["diff", "HEAD"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First"],
    command: ["diff", "HEAD"],
  },
};
