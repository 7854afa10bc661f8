import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/not-plain",
  severity: "error",
  summary: "a quoted value can't be taken out of the blocks",
  why: "It is nested without end, so it can be neither printed nor compared. Quote the part that is meant.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `let nested: unknown[] = [];
for (let i = 0; i < 100_000; i++) nested = [nested];`,
        ),
        "{{#if nested}}It is deep.{{/if}}",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const nested = [[harvest]];"),
        "{{#if nested}}It is deep.{{/if}}",
      ),
    },
  },
};
