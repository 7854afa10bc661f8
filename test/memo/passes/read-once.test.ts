import { afterEach, expect, test, vi } from "vitest";
import { computeMemo } from "../../../src/memo/compute.js";
import { orderBlocks } from "../../../src/memo/passes/order.js";
import { readSources } from "../../../src/memo/passes/read.js";
import { writeOutputs } from "../../../src/memo/write.js";
import { runBlocksHere } from "../../cli/in-process.js";
import { edited, projectOf, type Sources, starter } from "../../cli/memo.js";
import { testRuns } from "../../setup/asker.js";
import { readAnew } from "../../setup/reading/kept.js";

let tests = 0;

// Other tests rest on it: most texts of their memos are not read again (see test/setup/reading).

/** In a test of its own. */
const read = (files: Sources) => {
  testRuns(`test ${tests++}`);
  const found: Parameters<typeof readSources>[2] = [];
  const sources = readSources(projectOf(files), {}, found);
  return { ...sources, found, program: orderBlocks(sources, {}, found) };
};

afterEach(() => {
  vi.restoreAllMocks();
});

/** Without functions, of which no two are equal. */
const plain = (one: unknown): unknown =>
  typeof one === "function"
    ? "a function"
    : one instanceof Map
      ? [...one].map(plain)
      : one instanceof Set || Array.isArray(one)
        ? [...one].map(plain)
        : typeof one === "object" && one !== null
          ? Object.fromEntries(Object.entries(one).map(([key, value]) => [key, plain(value)]))
          : one;

test("a chapter of the same text is the same, and what is made of it is what is made anew", async () => {
  runBlocksHere();
  const files = starter();
  const first = read(files);
  const other = read(edited(files, "chapters/02-cost.md", "## Energy", "## Power"));
  expect(other.chapters[0]).toBe(first.chapters[0]);
  expect(other.chapters[1]).not.toBe(first.chapters[1]);
  expect(other.chapters[1]?.text).toContain("## Power");
  const kept = read(files);
  testRuns("between");
  // What is kept is frozen, whatever is made of it.
  const computed = await computeMemo(projectOf(files), {});
  await writeOutputs(computed.tree, new Set(["page", "md", "data"]));
  expect(computed.chapters[0]).toBe(first.chapters[0]);
  expect(Object.isFrozen(computed.chapters[0]?.blocks)).toBe(true);
  expect(readSources(projectOf(files), {}, []).chapters[0]).not.toBe(first.chapters[0]);
  readAnew();
  const anew = read(files);
  expect(anew.chapters[0]).not.toBe(first.chapters[0]);
  for (const part of ["chapters", "blocks", "found"] as const) expect(plain(kept[part])).toEqual(plain(anew[part]));
  const sourcesOf = ({ program }: ReturnType<typeof read>): string[] => program.blocks.map(({ source }) => source);
  expect(sourcesOf(kept)).toEqual(sourcesOf(anew));
  const code = edited(files, "chapters/02-cost.md", "years(0, use.years)", "years(1, use.years)");
  expect(sourcesOf(read(code)).join()).toContain("years(1, use.years)");
});

test("what is wrong with a text is told each time", () => {
  const files = edited(starter(), "assumptions/2026-01.yaml", "value: 6 year", "value: [6 year");
  const chapter = edited(files, "chapters/02-cost.md", "years(0, use.years)", "years(0, use.years");
  const both = edited(chapter, "chapters/01-summary.md", "title:", "titel: No\ntitle:");
  const [first, again] = [read(both), read(both)];
  expect([...new Set(first.found.map(({ rule }) => rule))]).toEqual(
    expect.arrayContaining(["assumptions/yaml", "chapters/front-matter", "notebook/syntax"]),
  );
  expect(again.found).toEqual(first.found);
});
