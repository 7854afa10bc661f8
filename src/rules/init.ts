import type { Rules } from "./rule.js";

export const init = {
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
    right: { files: {}, command: ["init", "orchard"] },
  },
} satisfies Rules<"init">;
