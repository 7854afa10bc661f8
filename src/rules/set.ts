import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const set = {
  "set/usage": {
    severity: "error",
    summary: "`memo set` is called with words that make no pairs",
    why: "Which value belongs to which assumption can't be told. Write an assumption and its value, in turn; a value with a unit needs quotes.",
    fixed: true,
    wrong: command("set orchard.trees=124"),
    right: command("set orchard.trees 124 --source count --as-of 2026-06"),
  },
} satisfies Rules<"set">;
