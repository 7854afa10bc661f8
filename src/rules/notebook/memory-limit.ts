import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/memory-limit",
  severity: "error",
  summary: "blocks used more memory than they may",
  why: "The build ends before the machine does. Look for an array or a text that grows without end, or raise `--memory-limit`.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const all: number[][] = [];
while (harvest > 0) all.push(new Array(100_000).fill(1));`,
        ),
      ),
    },
    command: ["build", "--only", "md", "--memory-limit", "64"],
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const all = new Array(100).fill(1);"),
        "The press has {{number all.length}} plates.",
      ),
    },
    command: ["build", "--only", "md", "--memory-limit", "64"],
  },
};
