import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/unknown-output",
  severity: "error",
  summary: "a study is asked for a name that is no value",
  why: "A function or a type has no result that could move. Name an output, a claim, or a value.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const juice = pressed(harvest);
function pressed(apples: number): number {
  return apples * 0.6;
}`,
        ),
      ),
    },
    command: ["sweep", "tornado", "pressed"],
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const juice = pressed(harvest);
function pressed(apples: number): number {
  return apples * 0.6;
}`,
        ),
      ),
    },
    command: ["sweep", "tornado", "juice"],
  },
};
