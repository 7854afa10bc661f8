import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/hidden-state",
  severity: "error",
  summary: "a value that blocks share remembers what was done with it",
  why: "A function that counts its calls, an iterator, an object with a changing private field: what a block gets would depend on those that ran before it, so that a value changes with the order of the chapters and with what the cache holds. Keep the changing value inside the function; hand on all the values instead of an iterator.",
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
