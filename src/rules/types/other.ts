import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "types/other",
  severity: "error",
  summary: "TypeScript finds something wrong with a block",
  why: "It may run all the same and come to something else than is meant. The message is TypeScript's own, but where it comes to no end with the types: when all blocks together take it more than ten seconds, each is checked alone, and one that takes more than five is named; what others use of it is not checked.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const juice = pressed(harvest, 2);
function pressed(apples: number): number {
  return apples * 0.6;
}`,
        ),
        "It gives {{number juice digits=0}} litres.",
      ),
    },
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
        "It gives {{number juice digits=0}} litres.",
      ),
    },
  },
};
