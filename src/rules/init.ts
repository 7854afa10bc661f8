import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const init = {
  "init/engine": {
    severity: "error",
    summary: "workflows and the engine that runs them aren't named together",
    why: "What they call is in the engine's repository, at a version that you choose: the memo's own pull requests can't change it. Name both with `--engine owner/name@ref`. Without `--ci` nothing would call it.",
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
