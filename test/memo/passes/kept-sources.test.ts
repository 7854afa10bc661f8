import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Chapter } from "../../../src/chapters/index.js";
import { type PreparedBefore, prepareChapters, templatesOf } from "../../../src/document/prepare.js";
import { knownKeys } from "../../../src/keys/ordered.js";
import { blockDigests, digestMeanwhile } from "../../../src/memo/block-digests.js";
import { graphSources } from "../../../src/memo/graphs/graph-sources.js";
import type { Incremental } from "../../../src/memo/incremental.js";
import { keptAnalysis, keptLoad } from "../../../src/memo/passes/kept-sources.js";
import { keptTemplates } from "../../../src/memo/passes/kept-templates.js";
import { orderBlocks } from "../../../src/memo/passes/order.js";
import { readSources } from "../../../src/memo/passes/read.js";
import { readProject } from "../../../src/memo/project.js";
import type { Program } from "../../../src/notebook/analyse/program.js";
import { parseYaml } from "../../../src/yaml/tree.js";
import {
  edited,
  projectOf,
  ROOT,
  removeFolders,
  type Sources,
  sourcesIn,
  starter,
  temporaryFolder,
} from "../../cli/memo.js";
import { readAnew } from "../../setup/reading/kept.js";

const CARBON = "docs/examples/carbon";

const repository = readProject(ROOT);
const own: Sources = Object.fromEntries([...repository.chapters, ...repository.assumptions]);

let folder = "";
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(removeFolders);

const sourcesOf = (files: Sources, cacheFolder?: string) => {
  readAnew();
  return readSources(projectOf(files), { cacheFolder }, []);
};
const programOf = (files: Sources, cacheFolder?: string): Program =>
  orderBlocks(sourcesOf(files, cacheFolder), { cacheFolder }, []);

/** Without what finds places, of which no two are equal. */
const plain = (templates: unknown): unknown =>
  JSON.parse(JSON.stringify(templates, (_, value: unknown) => (value instanceof Map ? [...value] : value)));

test("a register that is kept is the one that is read, and the files are not parsed for it", () => {
  const { assumptions } = projectOf(starter());
  const parse = vi.fn(parseYaml);
  const load = keptLoad(folder);
  const first = load(assumptions, { parse, scenario: "dear-power" });
  const calls = parse.mock.calls.length;
  expect(calls).toBeGreaterThan(0);
  expect(load(assumptions, { parse, scenario: "dear-power" })).toStrictEqual(first);
  expect(parse).toHaveBeenCalledTimes(calls);
  // Another choice and another text are read.
  expect(load(assumptions, { parse })).not.toEqual(first);
  expect(parse.mock.calls.length).toBeGreaterThan(calls);
  const moved = new Map([...assumptions].map(([path, text]) => [path, `\n${text}`]));
  const before = parse.mock.calls.length;
  load(moved, { parse });
  expect(parse.mock.calls.length).toBeGreaterThan(before);
});

test.each([
  ["whole numbers before names, which JavaScript would list so", "{2026: 1, later: 2, before: 3}"],
  ["a number behind a name, which it would put first", "{north: 1, 7: 2}"],
  ["months before a name", "{2026-02: 1, 2027-01: 2, 7: 3, later: 4}"],
])("a register that is kept has its keys in their order: %s", (_, value) => {
  const mixed = `  mixed: {label: Mixed, unit: kg, value: ${value}, kind: assumed, source: logbook, as_of: 2026}\n`;
  const { assumptions } = projectOf(
    edited(starter(), "assumptions/2026-01.yaml", "assumptions:\n", `assumptions:\n${mixed}`),
  );
  const parse = vi.fn(parseYaml);
  const load = keptLoad(folder);
  const keys = (): unknown => {
    const { register, diagnostics } = load(assumptions, { parse });
    expect(diagnostics).toEqual([]);
    return knownKeys(register?.assumptions.get("mixed")?.value as object);
  };
  const fresh = keys();
  const calls = parse.mock.calls.length;
  expect([keys(), parse.mock.calls.length]).toEqual([fresh, calls]);
  expect(fresh).toHaveLength(value.split(",").length);
});

/** The program of a memo, over what is kept in a folder, and how many blocks were parsed for it. */
function analysed(files: Sources, cache: string): { program: Program; parsed: number } {
  const { blocks, register } = sourcesOf(files);
  if (!register) throw new Error("no register");
  const set = vi.fn();
  const before = { get: () => undefined, set } as unknown as WeakMap<never, never>;
  const analyse: ReturnType<typeof keptAnalysis> = (given, options) =>
    keptAnalysis(cache)(given, { ...options, before });
  const again: Incremental["again"] = (make, ...args) => make(...args);
  const program = orderBlocks({ chapters: [], blocks, register }, { incremental: { analyse, again } as never }, []);
  return { program, parsed: set.mock.calls.length };
}

const QUERIED = edited(
  {
    ...edited(
      starter(),
      "assumptions/2026-01.yaml",
      "assumptions:\n",
      `assumptions:\n  sales: {label: Sales, data: sales.csv, columns: {month: {type: month}, kg: {unit: kg}}, key: month, kind: assumed, source: logbook, as_of: 2026}\n`,
    ),
    "data/sales.csv": "month,kg\n2026-01,10\n2026-02,0\n",
  },
  "chapters/02-cost.md",
  "## Energy",
  "```sql {#heavy}\nselect month, kg from sales where kg > 5\n```\n\n## Energy",
);

test.each([
  ["the starter", starter()],
  ["claims, formulas, sweeps and charts", own],
  ["a query", QUERIED],
])("a program that is kept is the one that is analysed: %s", (_, files) => {
  const cache = temporaryFolder();
  const fresh = analysed(files, cache);
  expect(fresh.parsed).toBeGreaterThan(0);
  const kept = analysed(files, cache);
  expect(kept.parsed).toBe(0);
  expect(kept.program).toStrictEqual(fresh.program);
});

test("blocks are analysed again where one of them, its place or a name of the register is another, and not for prose or a value", () => {
  const cache = temporaryFolder();
  const blocksRead = (files: Sources): number => analysed(files, cache).parsed;
  const files = starter();
  const all = blocksRead(files);
  expect(all).toBeGreaterThan(0);
  expect(blocksRead(files)).toBe(0);
  expect(blocksRead(edited(files, "chapters/01-summary.md", "These values", "All values"))).toBe(0);
  expect(blocksRead(edited(files, "assumptions/2026-01.yaml", "value: 6 year", "value: 5 year"))).toBe(0);
  expect(blocksRead(edited(files, "chapters/02-cost.md", "## Energy", "A line more.\n\n## Energy"))).toBe(all);
  expect(blocksRead(edited(files, "chapters/02-cost.md", "years(0, use.years)", "years(1, use.years)"))).toBe(all);
});

test.each([
  ["the starter", starter()],
  ["a memo with pictures and mathematics", sourcesIn(CARBON)],
  ["the guide", sourcesIn("docs/guide")],
])("templates that are kept are those that are read, with their places: %s", (_, files) => {
  const { chapters, register } = sourcesOf(files);
  const known = {
    names: new Set([...programOf(files).names.keys(), "given"]),
    sources: new Set(register?.sources.keys()),
  };
  const prepared = (before?: PreparedBefore) => prepareChapters(chapters, known, before);
  const fresh = prepared();
  const cache = temporaryFolder();
  prepared(keptTemplates(cache));
  const set = vi.fn();
  const store = keptTemplates(cache);
  const kept = prepared(store && { get: (chapter, key) => store.get(chapter, key), set });
  // What is wrong with a chapter is found anew each time.
  const wrong = new Set(fresh.diagnostics.filter((d) => d.severity === "error").map(({ place }) => place?.file));
  expect(set.mock.calls.map(([chapter]) => (chapter as Chapter).file).every((file) => wrong.has(file))).toBe(true);
  expect(plain(kept)).toEqual(plain(fresh));
  for (const [at, one] of kept.templates.entries()) {
    const others = templatesOf(fresh.templates[at] as never);
    for (const [nth, template] of templatesOf(one).entries())
      for (const offset of [0, 3, template.source.length - 1])
        expect(template.locate(offset, 2)).toEqual(others[nth]?.locate(offset, 2));
  }
});

test("a chapter is read again where its text, or what the memo has by name, is another", () => {
  const { chapters } = sourcesOf(starter());
  const [first, second] = chapters;
  if (!first || !second) throw new Error("no chapters");
  const store = keptTemplates(temporaryFolder());
  const [made] = prepareChapters([first], { names: new Set(["given"]), sources: new Set() }).templates;
  if (!store || !made) throw new Error("no store");
  store.set(first, { known: "a", made, diagnostics: [] });
  expect(store.get(first, "a")?.made.prose.source).toBe(made.prose.source);
  expect(store.get(first, "b")).toBeUndefined();
  expect(store.get(second, "a")).toBeUndefined();
  expect(store.get({ ...first, text: `${first.text} ` }, "a")).toBeUndefined();
  expect(store.get({ ...first, number: 7 }, "a")).toBeUndefined();
});

test("digests of blocks that are kept are those that are made", () => {
  const { blocks } = sourcesOf(starter());
  const fresh = blockDigests(blocks);
  expect(blockDigests(blocks, folder)).toEqual(fresh);
  expect(blockDigests(blocks, folder)).toEqual(fresh);
  const one = blocks.find(({ code }) => code.includes("const "));
  if (!one) throw new Error("no block with code");
  const changed = blocks.map((block) => (block === one ? { ...one, code: `${one.code}\nconst more = 1;` } : block));
  expect(blockDigests(changed, folder)[one.id]).not.toBe(fresh[one.id]);
});

test("digests of blocks are made while something is awaited, and no more once it is there", async () => {
  const { blocks } = sourcesOf(starter());
  const fresh = blockDigests(blocks);
  for (const [awaited, isAhead] of [
    [new Promise<void>(() => {}), true],
    [Promise.resolve(), false],
  ] as const) {
    const copies = blocks.map((block) => ({ ...block }));
    await digestMeanwhile(copies, undefined, awaited);
    // What is made of a block's code now was made of other code before.
    for (const copy of copies) copy.code += "\nconst more = 1;";
    const made = blockDigests(copies);
    if (isAhead) expect(made).toEqual(fresh);
    else for (const { id } of blocks) expect(made[id]).not.toBe(fresh[id]);
  }
});

test("a command that only looks takes register, program and templates as they are kept, and makes none anew", () => {
  const [project, cacheFolder] = [projectOf(starter()), temporaryFolder()];
  const first = graphSources(project, { cacheFolder });
  const files = (): unknown => readdirSync(cacheFolder).map((name) => [name, statSync(join(cacheFolder, name)).ino]);
  const kept = files();
  const second = graphSources(project, { cacheFolder });
  // Whatever is made anew is put there as another file.
  expect(files()).toEqual(kept);
  for (const read of [first, graphSources(project, {})]) {
    expect(second.program).toEqual(read.program);
    expect(second.register).toEqual(read.register);
    expect(plain(second.templates)).toEqual(plain(read.templates));
  }
});
