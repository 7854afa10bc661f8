import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const graph = {
  "graph/unknown": {
    severity: "error",
    summary: "`memo graph` is asked for something that isn't there",
    why: "There is no graph around it. Write a value, a block, an assumption or a chapter.",
    fixed: true,
    wrong: command("graph harvst"),
    right: command("graph harvest"),
  },
} satisfies Rules<"graph">;
