import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const why = {
  "why/unknown": {
    severity: "error",
    summary: "`memo why` is asked for something that isn't there",
    why: "There is nothing to explain. Write a value, a claim, a figure or an assumption.",
    fixed: true,
    wrong: command("why harvst"),
    right: command("why harvest"),
  },
} satisfies Rules<"why">;
