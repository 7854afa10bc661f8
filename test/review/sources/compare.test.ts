import { describe, expect, it } from "vitest";
import { compareSources } from "../../../src/review/sources/compare.js";
import type { SourceTexts } from "../../../src/review/sources/types.js";

import { linesText, sourceName, sourceText } from "../../../src/review/sources/wording.js";

import type { Rename } from "../../../src/review/types.js";

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

describe("names that changed", () => {
  const changesOf = (old: string, now: string, renames: readonly Rename[]) =>
    compareSources(memo("ts", old), memo("ts", now), { old: lineage, now: lineage }, told, renames);

  it("leave a block alone that has the name of an output", () => {
    expect(changesOf("const one = 1;", "const two = 1;", [{ kind: "output", from: "one", to: "two" }])).toEqual([]);
  });

  it("are no names in what the old side wrote", () => {
    const [change] = changesOf(
      "const { trees } = given.orchard;\nconst all = trees * 2;",
      "const { stems: trees } = given.orchard;\nconst all = trees * 2;",
      [{ kind: "assumption", from: "orchard.trees", to: "orchard.stems" }],
    );
    expect(change?.lines).toEqual([
      { type: "deleted", text: "const { trees } = given.orchard;" },
      { type: "inserted", text: "const { stems: trees } = given.orchard;" },
    ]);
  });
});

describe("a setting that came", () => {
  it("is told though what is printed has its words too", () => {
    const tokens = [{ type: "inserted" as const, text: "2 more" }];
    const passages = [{ presence: "changed" as const, kind: "values" as const, tokens }];
    const prose = [{ id: "a", title: "A", presence: "changed" as const, passages }];
    const sweep = (more: string): SourceTexts => ({
      chapters: new Map([
        ["chapters/01-a.md", `---\ntitle: A\n---\n\n\`\`\`sweep {#tbl-a .monte-carlo}\noutputs: a\n${more}\`\`\`\n`],
      ]),
      assumptions: new Map(),
    });
    const fields = (more: string): string[] =>
      compareSources(
        sweep("caption: A.\n"),
        sweep(more),
        { old: lineage, now: lineage },
        { ...told, prose: prose as unknown as typeof told.prose },
      ).map(({ field }) => field);
    expect(fields("caption: A.\nseed: 2\n")).toEqual(["seed"]);
    expect(fields("caption: A 2.\n")).toEqual([]);
  });
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

describe("what only has another name", () => {
  const compare = (old: SourceTexts, now: SourceTexts, to = "supply.tail_index"): string[] =>
    compareSources(old, now, { old: lineage, now: lineage }, told, [
      { kind: "assumption", from: "supply.alpha", to },
    ]).map((change) =>
      [change.kind, change.presence, sourceName(change), sourceText(change), ...linesText(change)].join("|"),
    );

  it("is no change of code in which a name of its own is the same word", () => {
    const code = (id: string): string =>
      `const curves = [given.${id}, 2].flatMap((alpha) => [1, 2].map((x) => x ** alpha));\nconst two = 2;`;
    expect(compare(memo("ts", code("supply.alpha")), memo("ts", code("supply.tail_index")))).toEqual([]);
    const taken = (name: string): string => `const { ${name} } = given.supply;\nconst twice = 2 * ${name};`;
    expect(compare(memo("ts", taken("alpha")), memo("ts", taken("tail_index")))).toEqual([]);
  });

  it("is left out of the lines of code that changed beside it", () => {
    const code = (id: string, n: number): string =>
      `const curve = [given.${id}].map((alpha) => alpha * 3);\nconst two = ${n};`;
    expect(compare(memo("ts", code("supply.alpha", 2)), memo("ts", code("supply.tail_index", 2 * 3)))).toEqual([
      "block|changed|block one, code|changed|- const two = 2;|+ const two = 6;",
    ]);
    const longer = memo("ts", `${code("supply.tail_index", 2)}\nconst three = 3;`);
    expect(compare(memo("ts", code("supply.alpha", 2)), longer)).toEqual([
      "block|changed|block one, code|changed|+ const three = 3;",
    ]);
  });

  it("is told of a block, and is no block that went and one that came", () => {
    const block = (id: string): SourceTexts => ({
      chapters: new Map([["chapters/01-a.md", `---\ntitle: A\n---\n\n\`\`\`ts {#${id}}\nconst x = 1;\n\`\`\`\n`]]),
      assumptions: new Map(),
    });
    expect(compare(block("hill"), block("hill-estimate"))).toEqual(["block|renamed|block|hill renamed hill-estimate"]);
  });

  it("is no change of a list in the front matter", () => {
    const live = (id: string): SourceTexts => ({
      chapters: new Map([["chapters/01-a.md", `---\ntitle: A\nmemo: {live: [gw.add, ${id}]}\n---\n`]]),
      assumptions: new Map(),
    });
    expect(compare(live("supply.alpha"), live("supply.tail_index"))).toEqual([]);
  });
});

it("tells a passage that went to another chapter once, where it stands now", () => {
  const texts = (first: string, second: string): SourceTexts => ({
    chapters: new Map([
      ["chapters/01-a.md", `---\ntitle: A\n---\n\nOne stays.\n\n${first}`],
      ["chapters/02-b.md", `---\ntitle: B\n---\n\nTwo stays.\n\n${second}`],
    ]),
    assumptions: new Map(),
  });
  const passage = "What moves, {{number x digits=1}}, is not read again.\n";
  const changes = compareSources(texts(passage, ""), texts("", passage), { old: lineage, now: lineage }, told);
  expect(changes.map((change) => [sourceName(change), sourceText(change), change.place?.file])).toEqual([
    ["text", "moved from chapters/01-a.md", "chapters/02-b.md"],
  ]);
});
