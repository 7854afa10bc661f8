import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { formatDiagnostics } from "../../../src/diagnostic.js";
import { type Computed, computeMemo } from "../../../src/memo/compute.js";
import { BlockProcess } from "../../../src/notebook/process/block-process.js";
import { jobsHere, runBlocksHere } from "../../cli/in-process.js";
import { edited, projectOf, removeFolders, type Sources, temporaryFolder } from "../../cli/memo.js";
import { askAnew } from "../../setup/in-realm.js";
import { readAnew } from "../../setup/reading/kept.js";

const CHAPTER = "chapters/01-a.md";
const REGISTER = "assumptions/a.yaml";
const MEMO: Sources = {
  [CHAPTER]: `---
title: A
---

It is {{number sum digits=0}}. A sentence.

\`\`\`ts {#sums}
const sum = given.of.x * 2;
const other = given.of.y;
const sold = d3.sum(given.sales.rows, ({ kg }) => kg);
const odd = new Map([["n/a", -0], ["10", Number.POSITIVE_INFINITY]]);
const ordered = series([["n/a", 1], ["10", 2]]);
console.log("summed", ordered);
\`\`\`

\`\`\`ts {#fig-x .chart}
//| caption: X.
//| alt: X.
Plot.plot({ marks: [Plot.dot([{ x: 1, y: sum }, { x: 2, y: NaN }], { x: "x", y: "y" })] });
\`\`\`
`,
  [REGISTER]: `version: a
as_of: 2026
defaults: {kind: assumed, source: s, as_of: 2026}
assumptions:
  of:
    x: {label: X, unit: "1", value: 2}
    y: {label: Y, unit: "1", value: {b: 3, 10: 4}}
  sales: {label: Sales, data: sales.csv, columns: {month: {type: month}, kg: {unit: kg}}, key: month}
`,
  "assumptions/sources.yaml": "sources: {s: {title: T}}",
  "data/sales.csv": "month,kg\n2026-01,10\n2026-02,0\n",
};
const WANT = ["odd", "ordered"];

let cacheFolder = "";
let first: Computed;

/** The memo computed, and how many jobs its blocks were for it. */
async function computed(
  files: Sources,
  cache: string | undefined,
  want = WANT,
): Promise<{ memo: Computed; jobs: number }> {
  readAnew();
  askAnew();
  const before = jobsHere();
  const memo = await computeMemo(projectOf(files), { cacheFolder: cache, want });
  return { memo, jobs: jobsHere() - before };
}

const given = ({ run, tree, diagnostics }: Computed): unknown => ({
  run: { ...run, status: undefined },
  order: WANT.map((name) => JSON.stringify([...Object.keys((run.values.get(name) ?? {}) as object)])),
  tree,
  said: formatDiagnostics(diagnostics),
});

beforeAll(async () => {
  runBlocksHere();
  cacheFolder = join(temporaryFolder(), "cache");
  first = (await computed(MEMO, cacheFolder)).memo;
});
afterAll(() => {
  vi.restoreAllMocks();
  removeFolders();
});

it("blocks don't run again where nothing that they are told is another", async () => {
  for (const files of [MEMO, edited(MEMO, CHAPTER, "A sentence.", "Another sentence.")]) {
    const { memo, jobs } = await computed(files, cacheFolder);
    expect(jobs).toBe(0);
    expect(memo.run.status).toEqual(
      ["sums", "fig-x"].map((blockId) => ({
        blockId,
        state: "cached",
        reason: "nothing that blocks are told has changed",
      })),
    );
    expect(given(memo)).toEqual(given((await computed(files, undefined)).memo));
  }
  expect(first.run.printed).toHaveLength(1);
});

it("no process is started for what was drawn before, unless there is a job for it after all", async () => {
  const start = vi.mocked((BlockProcess.prototype as unknown as { start(): void }).start);
  const started = async (files: Sources, want = WANT): Promise<number> => {
    start.mockClear();
    await computed(files, cacheFolder, want);
    return start.mock.calls.length;
  };
  expect(await started(edited(MEMO, CHAPTER, "A sentence.", "A third sentence."))).toBe(0);
  // Fences and assumptions are the same, and what is asked for isn't.
  expect(await started(MEMO, [...WANT, "sold"])).toBe(1);
  expect(await started(edited(MEMO, REGISTER, "value: 2", "value: 7"))).toBe(1);
});

it.each<[what: string, files: Sources, want?: string[]]>([
  ["a block", edited(MEMO, CHAPTER, "given.of.x * 2", "given.of.x * 3")],
  ["a value", edited(MEMO, REGISTER, "value: 2", "value: 5")],
  ["the order of a value's keys", edited(MEMO, REGISTER, "{b: 3, 10: 4}", "{10: 4, b: 3}")],
  ["a cell", edited(MEMO, "data/sales.csv", "10", "11")],
  ["the line of a block", edited(MEMO, CHAPTER, "A sentence.\n", "A sentence.\n\nAnother.\n")],
  ["what is asked for", MEMO, [...WANT, "other"]],
])(
  "blocks run again after a change of %s, and come to what they come to without what is kept",
  async (_, files, want) => {
    const { memo, jobs } = await computed(files, cacheFolder, want);
    expect(jobs).toBe(1);
    expect(given(memo)).toEqual(given((await computed(files, undefined, want)).memo));
    expect((await computed(files, cacheFolder, want)).jobs).toBe(0);
  },
);

it("what a block warns of is told again, at the place where it stands now", async () => {
  const cache = join(temporaryFolder(), "cache");
  const warned = async (files: Sources, jobs: number): Promise<void> => {
    const found = await computed(files, cache);
    expect(found.jobs).toBe(jobs);
    const line = (files[CHAPTER]?.split("```ts {#fig-x")[0] ?? "").split("\n").length;
    // As it is told without what is kept: at the mark within the block.
    expect(formatDiagnostics(found.memo.diagnostics)).toBe(
      formatDiagnostics((await computed(files, undefined)).memo.diagnostics),
    );
    expect(found.memo.diagnostics.find(({ rule }) => rule === "notebook/dropped-rows")?.place?.start.line).toBe(
      line + 3,
    );
    const told = found.memo.diagnostics.filter(({ rule }) => rule === "notebook/chart-warning");
    expect(told.map(({ message, place }) => [message, place?.file, place?.start.line])).toEqual(
      ["x", "y"].map((axis) => [
        expect.stringContaining(`chart \`fig-x\`: the ${axis} axis has no label of its own`),
        CHAPTER,
        line,
      ]),
    );
  };
  const moved = edited(MEMO, CHAPTER, "A sentence.\n", "A sentence.\n\nAnother.\n");
  for (const [files, jobs] of [
    [MEMO, 1],
    [MEMO, 0],
    [moved, 1],
    [moved, 0],
  ] as const)
    await warned(files, jobs);
});

it("blocks that fail run again", async () => {
  const files = edited(MEMO, CHAPTER, "given.of.x * 2", "[].at(0).x");
  for (const _ of [1, 2]) {
    const before = jobsHere();
    await expect(computed(files, cacheFolder)).rejects.toThrow();
    expect(jobsHere() - before).toBe(1);
  }
});
