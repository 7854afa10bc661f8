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
