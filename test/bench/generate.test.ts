import { describe, expect, it } from "vitest";
import { visitBlocks, visitQuotes } from "../../src/document/tree.js";
import { computeMemo } from "../../src/memo/compute.js";
import { aims, PLAIN } from "./aims.js";
import { generateAstro } from "./astro/generate.js";
import { generateFramework } from "./framework/generate.js";
import { generateMemo, memoSize } from "./generate.js";
import { aimsTable, reportTable, runsTable, withTable } from "./report.js";
import { REGISTER } from "./sites.js";
import { timeTrials } from "./trials.js";

describe("a generated memo", () => {
  it("is the same for the same factor", () => {
    expect([...generateMemo(0.5)]).toEqual([...generateMemo(0.5)]);
  });

  it("holds what the scale memo holds at factor 1, and grows with the factor", () => {
    expect(memoSize(1)).toEqual({ chapters: 12, blocks: 48, charts: 20, tables: 20, quotes: 150, assumptions: 60 });
    expect(memoSize(50)).toMatchObject({ blocks: 2400, charts: 1000, tables: 1000, quotes: 7500, assumptions: 3000 });
    const text = [...generateMemo(1)].map(([, content]) => content).join("\n");
    expect(text.match(/^```ts \{#[\w-]+\}$/gm)).toHaveLength(36);
    expect(text.match(/^```ts \{#[\w-]+ \.claim\}$/gm)).toHaveLength(12);
    expect(text.match(/^```ts \{#[\w-]+ \.chart\}$/gm)).toHaveLength(20);
    expect(text.match(/^```ts \{#[\w-]+ \.table\}$/gm)).toHaveLength(20);
  });

  it("builds without an error or a warning of its checks, with everything it promises", async () => {
    const files = [...generateMemo(0.25)];
    const room = (name: string): Map<string, string> => new Map(files.filter(([path]) => path.startsWith(name)));
    const { tree, diagnostics } = await computeMemo(
      { root: "", chapters: room("chapters/"), assumptions: room("assumptions/") },
      { check: true },
    );
    // Sentences at random compare what no claim holds: hints, which a build doesn't tell.
    expect(diagnostics.filter(({ severity }) => severity !== "hint")).toEqual([]);
    const kinds: string[] = [];
    for (const chapter of tree.chapters)
      visitBlocks(chapter.children, (block) => {
        if (block.type === "figure") kinds.push(block.kind);
      });
    let quotes = 0;
    visitQuotes(tree, () => {
      quotes++;
    });
    const { chapters, charts, tables, quotes: inProse, assumptions } = memoSize(0.25);
    expect(tree.chapters).toHaveLength(chapters);
    expect(kinds.filter((kind) => kind === "chart")).toHaveLength(charts);
    expect(kinds.filter((kind) => kind === "table")).toHaveLength(tables);
    expect(quotes).toBeGreaterThanOrEqual(inProse);
    expect(tree.register.assumptions.size).toBe(assumptions);
    expect(tree.appendix.flatMap(({ rows }) => rows)).toHaveLength(assumptions);
  });
});

describe("the generated memo as a site of Astro", () => {
  it("comes to the memo's values and holds its words, charts and tables", async () => {
    const files = [...generateMemo(1)];
    const room = (name: string): Map<string, string> => new Map(files.filter(([path]) => path.startsWith(name)));
    const { tree } = await computeMemo(
      { root: "", chapters: room("chapters/"), assumptions: room("assumptions/") },
      {},
    );
    const site = generateAstro(1);
    const model = (await import(new URL("site-model.js", import.meta.url).href)) as {
      sitesOf(register: string): { total: number }[];
    };
    const totals = model.sitesOf(site.get(REGISTER) ?? "").map(({ total }) => total);
    expect(totals).toHaveLength(12);
    for (const [u, total] of totals.entries())
      expect(tree.outputs.find(({ declaration }) => declaration.name === `total_${u}`)?.value).toBeCloseTo(total, 10);
    const text = [...site.values()].join("\n");
    expect(text.match(/^<Chart /gm)).toHaveLength(memoSize(1).charts);
    expect(text.match(/^<Table /gm)).toHaveLength(memoSize(1).tables);
    const memo = files.filter(([path]) => path.startsWith("chapters/"));
    const sentences = (from: string): number => from.match(/,\s+at\s/g)?.length ?? 0;
    expect(sentences(text)).toBe(sentences(memo.map(([, content]) => content).join("\n")));
    // And as one of Observable Framework.
    const framework = [...generateFramework(1).values()].join("\n");
    expect(framework.match(/^display\(chart\(/gm)).toHaveLength(memoSize(1).charts);
    expect(framework.match(/^display\(table\(/gm)).toHaveLength(memoSize(1).tables);
    expect(sentences(framework)).toBe(sentences(text));
  });
});

describe("the report", () => {
  const table = reportTable({
    node: "20.0.0",
    cores: 2,
    rounds: 5,
    sections: [
      { title: "Builds", against: "cold", rows: [{ name: "warm", seconds: 0.5, ratio: 0.25, megabytes: 100 }] },
    ],
  });

  it("puts ratios before seconds", () => {
    expect(table).toContain("| Builds | of cold |   time | memory |\n|--------|--------:|-------:|-------:|\n");
    expect(table).toContain("| warm   |   0.25× | 0.50 s | 100 MB |");
  });

  it("goes between its marks in the README, and only there", () => {
    const readme = "before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n";
    expect(withTable(readme, table)).toBe(`before\n<!-- bench -->\n${table}<!-- /bench -->\nafter\n`);
    expect(withTable("no marks", table)).toBeUndefined();
    const both = "<!-- bench -->\n<!-- /bench -->\n<!-- bench runs -->\nold\n<!-- /bench runs -->\n";
    expect(withTable(both, "new\n", "bench runs")).toBe(
      "<!-- bench -->\n<!-- /bench -->\n<!-- bench runs -->\nnew\n<!-- /bench runs -->\n",
    );
  });

  it("has no column of memory where none was measured", () => {
    const sections = [{ title: "Runs", against: "hand", rows: [{ name: "blocks", seconds: 0.5, ratio: 1.25 }] }];
    expect(runsTable({ node: "20.0.0", cores: 2, rounds: 5, sections })).toContain(
      "| Runs   | of hand |   time |\n|--------|--------:|-------:|\n| blocks |   1.25× | 0.50 s |",
    );
  });
});

describe("trials", () => {
  it("have their turn in each round after one that doesn't count; ratios are the median of the rounds'", async () => {
    const turns: string[] = [];
    const trial = (name: string, seconds: readonly number[], more = {}) => ({
      name,
      work: () => seconds[turns.push(name) > 2 ? Math.ceil(turns.length / 2) - 2 : 0],
      ...more,
    });
    const rows = await timeTrials([trial("a", [2, 4, 1]), trial("b", [1, 4, 3], { against: "a", runs: 20 })], 3);
    expect(turns).toEqual(["a", "b", "a", "b", "a", "b", "a", "b"]);
    expect(rows).toEqual([
      { name: "a", seconds: 1 },
      { name: "b (20 a second)", seconds: 1, ratio: 1 },
    ]);
  });
});

describe("aims", () => {
  const rows = (title: string, seconds: Record<string, number>) => ({
    title,
    rows: Object.entries(seconds).map(([name, value]) => ({ name, seconds: value, megabytes: value * 100 })),
  });
  const floor = "floor: libraries loaded, PDF set";
  const plain = { [PLAIN.charts]: 0.4, [PLAIN.sweeps]: 3.6 };
  const commands = (cold: number, changed: number) => ({
    sections: [
      rows("Start-up", { "node, nothing else": 0.1, "`memo --help`": 0.2 }),
      rows("This memo, all outputs", {
        [floor]: 2,
        ...plain,
        cold,
        "nothing changed": 0.2,
        "one assumption changed": changed,
      }),
      rows("Generated, 1×", { [floor]: 0.5, cold: 2, "one sentence changed, page only": 0.4 }),
    ],
  });
  const astro = { "Astro, HTML only: cold": 4, "Astro, HTML only: one sentence changed": 2 };
  const peers = { sections: [rows("Generated, 1×", astro)] };

  it("stand beside what was measured now, and of an older version against the same peers", () => {
    const found = aims({ commands: commands(4, 2), peers }, { commands: commands(8, 8) });
    const of = (start: string) => {
      const { before, now, floor } = found.find(({ name }) => name.startsWith(start)) ?? {};
      return { before, now, floor };
    };
    expect(of("this memo, cold")).toEqual({ before: 4, now: 2, floor: 1.5 });
    expect(of("this memo, one")).toEqual({ before: 1, now: 0.5, floor: 0.75 });
    expect(of("generated 1×, a word")).toEqual({ before: 0.2, now: 0.2, floor: 0.1 });
    expect(of("generated 1×, all")).toEqual({ before: 0.5, now: 0.5, floor: 0.125 });
    expect(of("generated 10×")).toEqual({ before: undefined, now: undefined, floor: undefined });
  });

  it("say the floor of what isn't reached, and of nothing else", () => {
    const table = aimsTable(
      { node: "20.0.0", cores: 2 },
      aims({ commands: commands(4, 2), peers }, undefined),
      undefined,
    );
    const line = (start: string): string => table.split("\n").find((one) => one.startsWith(`| ${start}`)) ?? "";
    expect(line("this memo, one")).toMatch(/\| 0\.50× \| +≤ 0\.40× \| 0\.75× \(libraries loaded, the PDF set once/);
    expect(line("this memo, cold")).toMatch(/\| 2\.00× \| +≤ 2\.20× \| +\|$/);
    expect(line("generated 10×")).toMatch(/\| +– \| +≤ 1\.00× \| +\|$/);
  });
});
