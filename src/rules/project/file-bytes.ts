import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/file-bytes",
  severity: "error",
  summary: "a file to change is being written by another, or is not UTF-8",
  why: "Writing it would lose what the other wrote, or garble what isn't read as it stands. Save it as UTF-8, and change it again.",
  fixed: true,
  wrong: {
    files: {},
    before: ["printf '# \\377\\n' >> assumptions/2026-03.yaml"],
    command: ["set", "orchard.trees", "124", "--source", "count", "--as-of", "2026-06"],
  },
  right: {
    files: {},
    before: ["printf '# counted\\n' >> assumptions/2026-03.yaml"],
    command: ["set", "orchard.trees", "124", "--source", "count", "--as-of", "2026-06"],
  },
};
