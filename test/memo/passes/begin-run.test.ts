import os from "node:os";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { formatDiagnostics, MemoError } from "../../../src/diagnostic.js";
import { type Computed, computeMemo } from "../../../src/memo/compute.js";
import { BlockProcess } from "../../../src/notebook/process/block-process.js";
import { jobsHere, runBlocksHere } from "../../cli/in-process.js";
import { projectOf, removeFolders } from "../../cli/memo.js";

/** A chapter with a title and prose, and blocks: numbers, and a list that is nested deeper than what can be handed out. */
const chapter = (title: string, prose: string): string => `---
title: ${title}
---

${prose}

\`\`\`ts {#sums}
const sum = given.of.x * 2;
const other = given.of.x * 3;
let nested: unknown[] = [];
for (let n = 0; n < 100_000; n++) nested = [nested];
const deep = nested;
\`\`\`
`;

async function computed(title: string, prose: string): Promise<Computed> {
  vi.mocked(BlockProcess.prototype.execute).mockClear();
  return computeMemo(
    projectOf({
      "chapters/01-a.md": chapter(title, prose),
      "assumptions/a.yaml": `version: a
as_of: 2026
defaults: {kind: assumed, source: s, as_of: 2026}
assumptions:
  of:
    x: {label: X, unit: "1", value: 2}
`,
      "assumptions/sources.yaml": "sources: {s: {title: T}}",
    }),
    {},
  );
}

beforeAll(() => {
  vi.spyOn(os, "availableParallelism").mockReturnValue(2);
  runBlocksHere();
});
afterAll(() => {
  vi.restoreAllMocks();
  removeFolders();
});

it("blocks run while prose is read, and hand out what it quotes and nothing else that stands in its braces", async () => {
  const { run } = await computed("A", "It is {{number sum digits=0}}.{{!-- not other --}}");
  expect([...run.values]).toEqual([["sum", 4]]);
  expect(jobsHere()).toBe(1);
});

it("a name that is only there once a text is read is handed out by a second run", async () => {
  const { run, tree } = await computed('"{{number s\\x75m digits=0}} in all"', "Of x.");
  expect([...run.values]).toEqual([["sum", 4]]);
  expect(JSON.stringify(tree.title)).toContain('"4"');
  expect(jobsHere()).toBe(2);
});

it("what can't be handed out and is only near to prose is no error", async () => {
  const { run } = await computed("A", "It is {{number sum digits=0}}.{{!-- not deep --}}");
  expect([...run.values]).toEqual([["sum", 4]]);
  expect(jobsHere()).toBe(2);
  const quoted = await computed("A", "It is {{deep}}.").catch((error: unknown) => error);
  expect(quoted instanceof MemoError && formatDiagnostics(quoted.diagnostics)).toContain("notebook/not-plain");
});

it("where prose can't be read, that is told, and blocks are given up", async () => {
  const stopped = vi.spyOn(BlockProcess.prototype, "stop");
  const error = await computed("A", "It is {{number summ digits=0}}.").catch((thrown: unknown) => thrown);
  expect(error instanceof MemoError && error.diagnostics.map(({ rule }) => rule)).toEqual(["prose/unknown-value"]);
  expect(jobsHere()).toBe(1);
  expect(stopped).toHaveBeenCalled();
});
