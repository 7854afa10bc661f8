import { appendFileSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type BuildRequest, type Built, buildMemo } from "../../src/memo/build.js";
import { readProject } from "../../src/memo/project.js";
import { TypesettingThread } from "../../src/render/pdf/typesetting/thread.js";
import { filesBehind } from "../../src/store/code.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited, filesUnder, ROOT, removeFolders, type Sources, temporaryFolder, write } from "../cli/memo.js";

const MEMO: Sources = {
  "chapters/01-a.md": `---\ntitle: A\n---\n\n\`\`\`ts {#sum}\nconst total = given.apples.count * 2 + d3.sum(given.sales.rows, ({ kg }) => kg);\nconsole.log("summed");\n\`\`\`\n\nWe have {{number total}}.\n`,
  "chapters/02-b.md": "---\ntitle: B\n---\n\nNothing more.\n",
  "assumptions/2026-01.yaml": `version: 2026-01
as_of: 2026-01-01
defaults: {kind: assumed, as_of: 2026-01}
assumptions:
  apples:
    count: {label: Apples, value: 3 kg, note: made up}
    unread: {label: Unread, value: 1 kg, note: made up}
  sales:
    label: Sales
    data: sales.csv
    columns: {month: {type: month}, kg: {unit: kg}}
    key: month
    note: made up
`,
  "assumptions/scenarios.yaml": "scenarios:\n  late: {title: Late, set: {apples.count: 2 kg}}\n",
  "data/sales.csv": "month,kg\n2026-01,10\n",
};

/** Of what only the writing of a page needs, none is needed here. */
const REQUEST: BuildRequest = {
  out: "out",
  set: [],
  cache: true,
  limits: { seconds: 60, megabytes: 512 },
  only: ["md", "data"],
};

/** Whether a build computed anything shows in its steps. */
async function built(folder: string, request: Partial<BuildRequest> = {}): Promise<{ built: Built; steps: number }> {
  let steps = 0;
  const project = readProject(folder);
  const result = await buildMemo(project, { ...REQUEST, ...request, step: () => steps++ });
  return { built: result, steps };
}

let folder = "";
let first: Built;

beforeAll(async () => {
  runBlocksHere();
  folder = write(temporaryFolder(), MEMO);
  first = (await built(folder)).built;
});
afterAll(() => {
  vi.restoreAllMocks();
  removeFolders();
});

describe("a PDF that is set meanwhile", () => {
  it.each<[what: string, only: NonNullable<BuildRequest["only"]>, told: string, change: (files: Sources) => Sources]>([
    [
      "a check",
      ["pdf", "md"],
      "unused/assumption",
      (files) =>
        edited(files, "chapters/01-a.md", "title: A", "title: A\nmemo: { rules: { unused/assumption: error } }"),
    ],
    [
      "a claim that fell",
      ["pdf", "md"],
      "prose/claim-fails",
      (files) =>
        edited(
          files,
          "chapters/02-b.md",
          "more",
          'more {{#claim "large"}}much{{/claim}}\n\n```ts {#large .claim}\ngiven.apples.count > 1e9\n```\n',
        ),
    ],
    [
      "its own text",
      ["pdf", "md"],
      "pdf/missing-glyph",
      (files) => edited(files, "chapters/02-b.md", "more", "\u{1F9FF}"),
    ],
  ])("is given up where %s fails the build, and the folder stays as it was", async (_, only, told, change) => {
    const stopped = vi.spyOn(TypesettingThread.prototype, "stop");
    onTestFinished(() => stopped.mockRestore());
    const memo = write(temporaryFolder(), MEMO);
    await built(memo, { only: ["md"] });
    const before = filesUnder(join(memo, "out"));
    write(memo, change(MEMO));
    await expect(built(memo, { only })).rejects.toMatchObject({
      diagnostics: expect.arrayContaining([expect.objectContaining({ rule: told, severity: "error" })]),
    });
    expect(stopped).toHaveBeenCalled();
    expect(filesUnder(join(memo, "out"))).toEqual(before);
  });

  it("lies beside what else is written", async () => {
    const memo = write(temporaryFolder(), MEMO);
    const { files } = (await built(memo, { only: ["pdf", "md"] })).built;
    expect(files).toEqual(["memo.md", "memo.pdf"]);
    expect(filesUnder(join(memo, "out"))["memo.pdf"]).toMatch(/^%PDF-/);
  });
});

describe("a build of what was built before", () => {
  it("computes nothing, and says and leaves the same", async () => {
    const before = filesUnder(join(folder, "out"));
    const again = await built(folder);
    expect(again.steps).toBe(0);
    expect(again.built).toEqual({ ...first, blocks: { ran: 0, all: 1 } });
    expect(again.built.printed).toEqual([{ blockId: "sum", text: "summed" }]);
    expect(again.built.diagnostics.length).toBeGreaterThan(0);
    expect(filesUnder(join(folder, "out"))).toEqual(before);
  });

  it("computes all that it needs where no cache is wanted", async () => {
    expect((await built(folder, { cache: false })).steps).toBeGreaterThan(0);
  });

  const V = "assumptions/2026-01.yaml";
  const changes: [string, (files: Sources) => Sources][] = [
    ["a number", (files) => edited(files, V, "value: 3 kg", "value: 4 kg")],
    [
      "a remark, which moves what is said about lines",
      (files) => edited(files, V, "version:", "# A remark.\nversion:"),
    ],
    ["a word", (files) => edited(files, "chapters/02-b.md", "more", "else")],
    ["code", (files) => edited(files, "chapters/01-a.md", "* 2", "* 3")],
    ["a cell of the data", (files) => edited(files, "data/sales.csv", "10", "11")],
    ["a line's end", (files) => edited(files, "chapters/02-b.md", "title: B\n", "title: B\r\n")],
    ["a chapter more", (files) => ({ ...files, "chapters/03-c.md": "---\ntitle: C\n---\n\nThe end.\n" })],
    ["a chapter less", ({ "chapters/02-b.md": _, ...files }) => files],
    ["a file of data that nothing reads", (files) => ({ ...files, "data/more.csv": "a\n1\n" })],
    [
      "a scenario that is not asked for",
      (files) => edited(files, "assumptions/scenarios.yaml", "title: Late", "title: Later"),
    ],
  ];
  it.each(changes)("with %s changed comes out as it would without a cache", async (_, change) => {
    const files = change(MEMO);
    for (const room of ["chapters", "assumptions", "data"]) rmSync(join(folder, room), { recursive: true });
    const now = await built(write(folder, files));
    expect(now.steps).toBeGreaterThan(0);
    const fresh = write(temporaryFolder(), files);
    const { blocks, ...said } = (await built(fresh, { cache: false })).built;
    expect(now.built).toMatchObject(said);
    expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(fresh, "out")));
    expect((await built(folder)).steps).toBe(0);
  });

  const ways: [string, Partial<BuildRequest>][] = [
    ["scenario", { scenario: "late" }],
    ["value", { set: [{ id: "apples.count", text: "5 kg" }] }],
    ["choice of files", { only: ["md"] }],
    ["page", { live: false }],
    ["folder", { out: "elsewhere" }],
  ];
  it.each(ways)("with another %s asked for is computed", async (_, request) => {
    expect((await built(folder, request)).steps).toBeGreaterThan(0);
    expect((await built(folder, request)).steps).toBe(0);
  });

  const harms: [string, (out: string) => void][] = [
    ["is missing", (out) => rmSync(join(out, "results.json"))],
    ["is missing from the list", (out) => rmSync(join(out, ".memo-built.json"))],
    [
      "is a link",
      (out) => {
        renameSync(join(out, "memo.md"), join(out, "..", "memo.md"));
        symlinkSync("../memo.md", join(out, "memo.md"));
      },
    ],
  ];
  it.each(harms)("is done again where a file of the folder %s", async (_, harm) => {
    const own = write(temporaryFolder(), MEMO);
    await built(own);
    const before = filesUnder(join(own, "out"));
    harm(join(own, "out"));
    // Whether it can be done again is for the one that replaces the folder to say.
    const again = await built(own).catch((error: Error) => ({ steps: 1, error }));
    expect(again.steps).toBeGreaterThan(0);
    if (!("error" in again)) expect(filesUnder(join(own, "out"))).toEqual(before);
  });

  it("refuses a file that somebody changed as it would without", async () => {
    const own = write(temporaryFolder(), MEMO);
    await built(own);
    appendFileSync(join(own, "out/memo.md"), "more");
    await expect(built(own)).rejects.toThrow("out holds a file in the place of what memo writes");
    expect(readFileSync(join(own, "out/memo.md"), "utf8").endsWith("more")).toBe(true);
  });

  it("is none of another engine: all that can be computed or written with is part of its key", () => {
    const behind = filesBehind(pathToFileURL(join(ROOT, "src/memo/build.ts")).href);
    for (const file of [
      "memo/passes/check.ts",
      "render/html/index.ts",
      "render/pdf/index.ts",
      "render/markdown/index.ts",
      "check/types/index.ts",
      "check/dimensions/run.ts",
      "notebook/library/series.ts",
      "figures/render.ts",
      "assets/page.css",
    ])
      expect(
        behind.some((path) => path.endsWith(file)),
        file,
      ).toBe(true);
  });
});
