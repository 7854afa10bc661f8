import type { Rules } from "./rule.js";

export const dev = {
  "dev/port": {
    severity: "error",
    fixed: true,
    summary: "the port asked for can't be had",
    why: "Another program listens there, perhaps a preview that still runs. Without --port a free one is found.",
    example: "none",
    because: "it takes another program that listens there",
  },
} satisfies Rules<"dev">;
