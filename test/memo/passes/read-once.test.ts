import { expect, test } from "vitest";
import { orderBlocks } from "../../../src/memo/passes/order.js";
import { readSources } from "../../../src/memo/passes/read.js";
import { edited, projectOf, type Sources, starter } from "../../cli/memo.js";
import { readAnew } from "../../setup/reading/kept.js";

// Other tests rest on it: most texts of their memos are not read again (see test/setup/reading).

const read = (files: Sources) => {
  const found: Parameters<typeof readSources>[2] = [];
  const sources = readSources(projectOf(files), {}, found);
  return { ...sources, found, program: orderBlocks(sources, {}, found) };
};

test("a chapter of the same text is the same, and what is made of it is what is made anew", () => {
  const files = starter();
  const first = read(files);
  const other = read(edited(files, "chapters/02-cost.md", "## Energy", "## Power"));
  expect(other.chapters[0]).toBe(first.chapters[0]);
  expect(other.chapters[1]).not.toBe(first.chapters[1]);
  expect(other.chapters[1]?.text).toContain("## Power");
  const kept = read(files);
  readAnew();
  const anew = read(files);
  expect(anew.chapters[0]).not.toBe(first.chapters[0]);
  for (const part of ["chapters", "blocks", "found"] as const)
    expect(JSON.stringify(kept[part])).toBe(JSON.stringify(anew[part]));
  expect(kept.program.blocks.map(({ source }) => source)).toEqual(anew.program.blocks.map(({ source }) => source));
});

test("what is wrong with a text is told each time", () => {
  const files = edited(starter(), "assumptions/2026-01.yaml", "value: 6 year", "value: [6 year");
  const chapter = edited(files, "chapters/02-cost.md", "years(0, use.years)", "years(0, use.years");
  const [first, again] = [read(chapter), read(chapter)];
  expect([...new Set(first.found.map(({ rule }) => rule))]).toEqual(
    expect.arrayContaining(["assumptions/yaml", "notebook/syntax"]),
  );
  expect(again.found).toEqual(first.found);
});
