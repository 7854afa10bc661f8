import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/hidden-state",
  severity: "error",
  summary: "a function remembers its calls",
  why: "What it gives would depend on who called it before, so that a value changes with the order of the chapters. Keep the changing value inside the function.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#press}",
          `let pressed = 0;
function press(apples: number): number {
  pressed += apples;
  return pressed;
}`,
        ),
        fence("ts {#juice}", "const juice = press(harvest) * 0.6;"),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#press}",
          `function press(apples: readonly number[]): number {
  let pressed = 0;
  for (const some of apples) pressed += some;
  return pressed;
}`,
        ),
        fence("ts {#juice}", "const juice = press([harvest]) * 0.6;"),
      ),
    },
  },
};
