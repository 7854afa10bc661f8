import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/not-an-output",
  severity: "error",
  summary: "a study is asked for a value that can't be followed",
  why: "A list or an object is no number whose changes could be compared. Name one number in it.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const parts = { juice: harvest * 0.6, pulp: harvest * 0.4 };"),
      ),
    },
    command: ["sweep", "tornado", "parts"],
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const parts = { juice: harvest * 0.6, pulp: harvest * 0.4 };"),
      ),
    },
    command: ["sweep", "tornado", "parts.juice"],
  },
};
