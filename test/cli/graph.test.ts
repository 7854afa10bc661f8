import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type GraphOptions, graph } from "../../src/cli/graph.js";
import { figuresOf } from "../../src/document/tree.js";
import { computeMemo } from "../../src/memo/compute.js";
import { matchGolden } from "../golden.js";
import { runBlocksHere } from "./in-process.js";
import {
  projectOf,
  Recorder,
  removeFolders,
  SIDE,
  type Sources,
  sourcesIn,
  starter,
  temporaryFolder,
  write,
} from "./memo.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `graph-${name}`);
const FILES = sourcesIn("test/cli/fixtures/changes");
const SWEEPS = sourcesIn("test/cli/fixtures/sweeps");

const FENCE = [
  "```graph {#fig-graph}",
  "#| caption: What chapters give, as @fig-graph has it.",
  "#| alt: A square of the chapters.",
  "#| source: The memo itself.",
  "```",
];

const withFence = (lines: readonly string[] = FENCE): Sources => ({
  ...FILES,
  "chapters/04-method.md": `---\ntitle: "Method: how"\n---\n\nSee @fig-graph.\n\n${lines.join("\n")}\n`,
});

describe("memo graph", () => {
  let folder: string;
  beforeAll(() => {
    runBlocksHere();
    folder = write(temporaryFolder(), FILES);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  async function ask(options: Partial<GraphOptions>): Promise<{ code: number; said: string }> {
    const terminal = new Recorder();
    const code = await graph({ folder, names: [], format: "text", ...options }, terminal);
    return { code, said: terminal.stdout + terminal.stderr };
  }

  it("says which thing is shown where two have one name, and how to see the other", async () => {
    const own = write(temporaryFolder(), starter());
    const note = /this is the value `use\.distance`; `--of assumption` shows what else has that name\n$/;
    expect((await ask({ folder: own, names: ["use.distance"], only: "down" })).said).toMatch(note);
    const other = await ask({ folder: own, names: ["use.distance"], only: "down", of: "assumption" });
    expect(other.said).not.toContain("this is the");
    expect(other.said).toContain("electric-is-cheaper");
    // A block beside its value is the same thing.
    expect((await ask({ folder: own, names: ["by_year"] })).said).not.toContain("this is the");
  });

  it.each([
    ["whole.txt", {}],
    ["chapters.txt", { level: "chapters" }],
    ["whole.dot", { format: "dot", level: "blocks" }],
    ["chapters.dot", { format: "dot" }],
    ["whole.mmd", { format: "mermaid", level: "blocks" }],
    ["chapters.mmd", { format: "mermaid" }],
    ["chapters.svg", { format: "svg" }],
    ["up-of-value.txt", { names: ["total"], only: "up" }],
    ["down-of-assumption.txt", { names: ["gw.add"], only: "down" }],
    ["down-of-value.txt", { names: ["start"], only: "down" }],
    ["of-block.txt", { names: ["stock"], of: "block", only: "down" }],
    ["of-chapter.mmd", { names: ["figures"], format: "mermaid", only: "up" }],
    ["of-two.txt", { names: ["aside", "derived.per_watt"] }],
  ] as const)("prints %s", async (name, options) => {
    const { code, said } = await ask(options);
    expect(code, said).toBe(0);
    matchGolden(golden(name), said);
  });

  it("shows figures side by side with their parts, and what these come from", async () => {
    const side = write(temporaryFolder(), { ...FILES, "chapters/04-side.md": SIDE });
    const { said } = await ask({ folder: side, names: ["fig-side"], only: "up" });
    for (const id of ["fig-side", "fig-left", "fig-right", "total", "gw.add"]) expect(said).toContain(id);
    expect(said).not.toContain("fig-apart");
  });

  it("shows what sweeps ask", async () => {
    const orchard = write(temporaryFolder(), SWEEPS);
    matchGolden(golden("sweeps.txt"), (await ask({ folder: orchard })).said);
  });

  it("gives the same bytes each time, on lines of at most 80 columns", async () => {
    const first = await ask({});
    expect(await ask({})).toEqual(first);
    for (const line of first.said.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  });

  it("names the nearest thing where nothing is called that", async () => {
    const [plain, block] = [await ask({ names: ["totl"] }), await ask({ names: ["total"], of: "block" })];
    expect([plain.code, block.code]).toEqual([2, 2]);
    matchGolden(golden("unknown.txt"), `${plain.said}\n${block.said}`);
  });
});

describe("a `graph` fence", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is a figure with the flows between chapters as its data", async () => {
    const { tree } = await computeMemo(projectOf(withFence()), {});
    const figure = figuresOf(tree).find(({ id }) => id === "fig-graph");
    expect(figure).toMatchObject({ kind: "chart", alt: "A square of the chapters.", restsOn: [] });
    expect(figure?.svg).toContain("3 Method<");
    expect(figure?.data[0]?.columns.map(({ label }) => label)).toEqual(["Given by", "Given to", "Values", "Which"]);
    expect(figure?.data[0]?.rows).toContainEqual([
      "1 Model",
      "2 Figures",
      expect.any(Number),
      expect.stringContaining("speed"),
    ]);
    expect(figure?.data[0]?.rows.some(([, to]) => to === "3 Method: how")).toBe(false);
  });

  it("says what is wrong with it", async () => {
    const bad = withFence(["```graph {#fig-graph .chart}", "#| caption: What chapters give.", "nodes: all", "```"]);
    const error = await computeMemo(projectOf(bad), {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      diagnostics: [
        { rule: "chapters/missing-alternative-text", expected: "a line `#| alt: what the picture shows`" },
        { rule: "chapters/fence", message: "a graph takes no class, found `.chart`" },
        { rule: "chapters/option", place: { start: { line: 9, column: 1 } } },
      ],
    });
  });
});
