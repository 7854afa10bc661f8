import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const explain = {
  "explain/unknown": {
    severity: "error",
    summary: "`memo explain` is asked for a rule that isn't there",
    why: "There is nothing to explain. Write the id of a rule; `memo explain` lists them.",
    fixed: true,
    wrong: command("explain claim-fail"),
    right: command("explain prose/claim-fails"),
  },
} satisfies Rules<"explain">;
