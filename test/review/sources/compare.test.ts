import { describe, expect, it } from "vitest";
import { compareSources } from "../../../src/review/sources/compare.js";
import type { SourceTexts } from "../../../src/review/sources/types.js";

const told = {
  prose: [],
  figures: [],
  assumptions: [],
  claims: { flipped: [], closer: [], conditions: [], total: 0 },
};
const lineage = { version: "", lineage: [] };
const memo = (kind: string, code: string): SourceTexts => ({
  chapters: new Map([["chapters/01-a.md", `---\ntitle: A\n---\n\n\`\`\`${kind} {#one}\n${code}\n\`\`\`\n`]]),
  assumptions: new Map(),
});

describe("code of a block that changed is told by its lines", () => {
  it.each([
    ["sql", "SELECT 'a #1' AS x -- first\nFROM t", "SELECT 'a #2' AS x -- second\nFROM t"],
    ["ts", "const x = given.a.b\nvoid 0", "const x = given.a.c\nvoid 0"],
    ["formula", "x = a # first\ny = 1", "x = a * 2 # second\ny = 1"],
  ])("in %s", (kind, old, now) => {
    const changes = compareSources(memo(kind, old), memo(kind, now), { old: lineage, now: lineage }, told);
    expect(changes.map(({ owner, field, lines }) => ({ owner, field, lines }))).toEqual([
      {
        owner: "one",
        field: "code",
        lines: [
          { type: "deleted", text: old.split("\n")[0] },
          { type: "inserted", text: now.split("\n")[0] },
        ],
      },
    ]);
  });

  it.each([
    ["sql", "SELECT 1 -- first", "SELECT 1 -- second"],
    ["formula", "x = a # first", "x = a # second"],
    ["ts", "const x = 1; // first", "const x = 1; // second"],
  ])("and a comment is no change in %s", (kind, old, now) => {
    expect(compareSources(memo(kind, old), memo(kind, now), { old: lineage, now: lineage }, told)).toEqual([]);
  });
});
