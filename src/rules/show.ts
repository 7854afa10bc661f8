import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const show = {
  "show/unknown": {
    severity: "error",
    summary: "`memo show` is asked for something that isn't there",
    why: "There is nothing to print. Write a value, an assumption, a figure, a claim or a source.",
    fixed: true,
    wrong: command("show harvst"),
    right: command("show harvest"),
  },
} satisfies Rules<"show">;
