import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const verify = {
  "verify/differs": {
    severity: "error",
    summary: "a file is not what its sources give",
    why: "It was made from other sources, by another engine, or changed by hand: what it says can't be traced. Build it again, or name the commit it was built at with `--at`.",
    fixed: true,
    wrong: {
      files: {},
      before: ["memo build --only data", "(cat out/results.json; echo) > results.json"],
      command: ["verify", "results.json"],
    },
    right: { files: {}, before: ["memo build --only data"], command: ["verify", "out/results.json"] },
  },
  "verify/file": {
    severity: "error",
    summary: "a file to verify is none that a build writes",
    why: "There is nothing to compare it with. Name a page, a PDF, the Markdown or a results.json.",
    fixed: true,
    wrong: command("verify assumptions/2026-03.yaml"),
    right: { files: {}, before: ["memo build --only md"], command: ["verify", "out/memo.md"] },
  },
} satisfies Rules<"verify">;
