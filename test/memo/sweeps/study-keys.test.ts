import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../src/diagnostic.js";
import { readMemo } from "../../../src/memo/compute.js";
import { behindResult } from "../../../src/memo/sweeps/study-keys.js";
import { projectOf } from "../../cli/memo.js";

const problems: Diagnostic[] = [];
const { program, register } = readMemo(
  projectOf({
    "chapters/01-a.md": `---
title: A
---

\`\`\`ts {#parts}
const { a, sum } = given.of;
const twice = a * 2, whole = sum + 1, one = given.of.years["2026"];
const named = (key: string) => given.of.years[key];
\`\`\`

\`\`\`ts {#results}
const plain = output(twice, { label: "Plain", tolerance: 1 });
const derived = output({ low: whole, high: twice }, { label: "Derived", tolerance: 1 });
const year = output(one, { label: "Year", tolerance: 1 });
const any = output(named("2027"), { label: "Any", tolerance: 1 });
\`\`\`

\`\`\`ts {#holds .claim}
whole > twice
\`\`\`
`,
    "assumptions/sources.yaml": "sources: {s: {title: S}}",
    "assumptions/a.yaml": `version: a
as_of: 2026-01
defaults: {kind: assumed, as_of: 2026-01, source: s}
assumptions:
  of:
    a: {value: 1, unit: "1"}
    b: {value: 2, unit: "1"}
    c: {value: 3, unit: "1"}
    pair: {expression: of.b * of.c, unit: "1"}
    sum: {expression: of.pair + of.c, unit: "1"}
    alone: {value: 4, unit: "1"}
    years: {value: {2026: 1, 2027: 2}, unit: "1"}
`,
  }),
  {},
  problems,
);

describe("what a result rests on", () => {
  it.each([
    ["plain", ["of.a"]],
    // What is derived, and what that is derived from in its turn.
    ["derived", ["of.a", "of.b", "of.c", "of.pair", "of.sum"]],
    ["derived.high", ["of.a", "of.b", "of.c", "of.pair", "of.sum"]],
    ["year", ["of.years"]],
    ["any", ["of.years"]],
    ["holds", ["of.a", "of.b", "of.c", "of.pair", "of.sum"]],
  ])("of `%s` is found in the parts of blocks behind it", (name, ids) => {
    expect(problems).toEqual([]);
    expect(register && [...behindResult(name, { program, register })].sort()).toEqual(ids);
  });
});
