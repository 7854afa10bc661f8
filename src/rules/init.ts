import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const init = {
  "init/engine": {
    severity: "error",
    summary: "workflows are to be written, and no engine is named that can run them",
    why: "What they call is in the engine's repository, at a version that you choose: the memo's own pull requests can't change it. Name both with `--engine owner/name@ref`.",
    fixed: true,
    wrong: command("init orchard --ci github --engine memo"),
    right: command("init orchard --ci github --engine owner/memo@v1"),
  },
  "init/not-empty": {
    severity: "error",
    summary: "a new memo is to be written where something is",
    why: "Its files would be mixed with what is there. Name a folder that is empty, or not there yet.",
    fixed: true,
    wrong: {
      files: {
        "orchard/notes.md": `Ideas.
`,
      },
      command: ["init", "orchard"],
    },
    right: command("init orchard"),
  },
} satisfies Rules<"init">;
