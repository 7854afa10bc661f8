import { expect, it } from "vitest";
import { MemoError } from "../../src/diagnostic.js";
import { readMemo } from "../../src/memo/compute.js";
import { edited, projectOf } from "../cli/memo.js";
import { MEMO } from "./memo.js";

/** What is said of `memo: live:` with a value, each with its place. */
function told(value: string): string[] {
  const files = edited(MEMO, "chapters/01-summary.md", "live: true", `live: ${value}`);
  const found: Parameters<typeof readMemo>[2] = [];
  try {
    readMemo(projectOf(files), {}, found);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    found.push(...error.diagnostics);
  }
  return found.map(({ rule, message, hint, place }) =>
    [rule, message, hint, place && `${place.start.line}:${place.start.column}`].filter(Boolean).join(" | "),
  );
}

it.each(["true", "false", "[orchard.trees, orchard.kinds.pear]", "[orchard.buyer]"])("`live: %s` is taken", (value) => {
  expect(told(value)).toEqual([]);
});

it.each([
  ["maybe", "chapters/front-matter | `memo.live` is `maybe` | 5:9"],
  ["[]", "chapters/front-matter | `memo.live` is a list | 5:9"],
  ["{a: 1}", "chapters/front-matter | `memo.live` is a map | 5:9"],
  ["[3]", "chapters/front-matter | `memo.live` is `3` | 5:10"],
  [
    "[orchard.tree]",
    "chapters/front-matter | `memo.live` names `orchard.tree`, which is no assumption | did you mean `orchard.trees`? | 5:10",
  ],
  [
    "[orchard.kinds.peach]",
    "chapters/front-matter | `memo.live` names `orchard.kinds.peach`, which is no assumption | did you mean `orchard.kinds.pear`? | 5:10",
  ],
  ["[orchard]", "chapters/front-matter | `memo.live` names `orchard`, which is no assumption | 5:10"],
])("`live: %s` is told at its place", (value, expected) => {
  expect(told(value)).toEqual([expected]);
});
