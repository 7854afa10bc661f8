import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import * as api from "../../src/api/index.js";
import { runBlocksHere } from "../cli/in-process.js";
import { removeFolders, starter, temporaryFolder } from "../cli/memo.js";

const { check, compute, formatDiagnostics, MemoError, projectOf, review, sweep, write, writeFolder } = api;

const FILES = {
  "chapters/01-a.md":
    "---\ntitle: A\n---\n\nIt is {{stars three}}.\n\n```ts {#three}\nconst three = twice(given.a.one);\n```\n",
  "assumptions/2026-01.yaml":
    "version: 2026-01\nas_of: 2026-01-01\ndefaults: {kind: assumed, as_of: 2026-01}\nassumptions:\n  a: {one: {value: 1.5, unit: '1', note: a guess}}\n",
  "library/twice.ts": "// Twice as much.\nconst twice = (x: number): number => 2 * x;\n",
};
const FORMATS = { formats: { stars: (value: unknown) => "★".repeat(Number(value)) } };

/** What is found wrong with the files, a line a diagnostic. */
async function wrong(files: Record<string, string>, options: api.Options = FORMATS): Promise<string> {
  const { ok, diagnostics } = await check(projectOf(files), options);
  expect(ok).toBe(false);
  return formatDiagnostics(diagnostics);
}

const printed = async (memo: api.Memo): Promise<string> => String((await write(memo, { only: ["md"] })).get("memo.md"));

beforeAll(runBlocksHere);
afterAll(() => {
  vi.restoreAllMocks();
  removeFolders();
});

describe("the door for programs", () => {
  it("gives these names and no others", () => {
    expect(Object.keys(api).sort()).toEqual([
      "MemoError",
      "check",
      "compute",
      "formatDiagnostics",
      "plainText",
      "projectOf",
      "readProject",
      "review",
      "sweep",
      "visitBlocks",
      "write",
      "writeFolder",
    ]);
  });

  it("is what the package's name leads to", async () => {
    const { resolve } = createRequire(join(inject("compiled"), "package.json"));
    const found = (await import(/* @vite-ignore */ pathToFileURL(resolve("memo-report")).href)) as object;
    expect(Object.keys(found).sort()).toEqual(Object.keys(api).sort());
  });

  it("computes the same bytes from the same texts", async () => {
    const only = ["page", "md", "data"] as const;
    const once = await write(await compute(projectOf(starter())), { only });
    const again = await write(await compute(projectOf(new Map(Object.entries(starter())))), { only });
    expect([...once.keys()].sort()).toEqual([
      "charts/dark/fig-cost.svg",
      "charts/fig-cost.csv",
      "charts/fig-cost.svg",
      "index.html",
      "memo.md",
      "results.json",
      "tables/tbl-cost.csv",
    ]);
    for (const [path, content] of once)
      expect(Buffer.compare(Buffer.from(content), Buffer.from(again.get(path) ?? "")), path).toBe(0);
  });

  it("takes versions, scenarios and values as the commands do", async () => {
    const project = projectOf(starter());
    const value = async (options: api.Options): Promise<unknown> =>
      (await compute(project, options)).value("saving").value;
    const base = await value({});
    const dear = await value({ scenario: "dear-power" });
    expect(dear).not.toBe(base);
    expect(await value({ set: { "energy.electricity": "0.34 USD/kWh" } })).toBe(dear);
    await expect(value({ scenario: "dear-pwer" })).rejects.toThrow(MemoError);
  });

  it("takes data files as texts and as bytes", async () => {
    const memo = (data: string | Uint8Array): api.Files => ({
      "chapters/01-a.md":
        "---\ntitle: A\n---\n\n```ts {#sum}\nconst total = d3.sum(given.sales.rows, ({ kwh }) => kwh);\n```\n\n{{number total}} kWh.\n",
      "assumptions/2026-01.yaml": `version: 2026-01\nas_of: 2026-01-01\nassumptions:\n  sales:\n    label: Sales\n    data: deep/sales.csv\n    columns: {month: {type: month}, kwh: {unit: kWh}}\n    key: month\n    kind: cited\n    source: books\n    as_of: 2026-03\n`,
      "assumptions/sources.yaml": "sources:\n  books: {title: Books}\n",
      "data/deep/sales.csv": data,
    });
    const table = "month,kwh\n2026-01,12\n2026-02,30.5\n";
    for (const data of [table, new TextEncoder().encode(table)])
      expect((await compute(projectOf(memo(data)))).value("total").value).toBe(42.5);
    await expect(compute(projectOf(memo("month,kwh\n2026-01,x\n")))).rejects.toThrow(MemoError);
  });

  it.each([
    ["data/a/b/c/d/e.csv", "is no file of a memo"],
    ["data//a.csv", "is no file of a memo"],
    ["data/../a.csv", "is no file of a memo"],
    ["chapters/deep/01-a.md", "is no file of a memo"],
    ["chapters/01-a.txt", "is no file of a memo"],
    ["library/a.js", "is no file of a memo"],
    ["out/index.html", "is no file of a memo"],
    ["", "is no file of a memo"],
  ])("refuses a file %s", (path, message) => {
    expect(() => projectOf({ ...FILES, [path]: "" })).toThrow(message);
  });
});

describe("a value", () => {
  it.each([
    ["three", { value: 3, block: "three", restsOn: ["a.one"] }],
    ["given.a.one", { value: 1.5, unit: "1", restsOn: ["a.one"] }],
  ])("%s is told with what is behind it", async (path, expected) => {
    const memo = await compute(projectOf(FILES), FORMATS);
    expect(memo.value(path)).toEqual({ path, ...expected });
  });

  it("that isn't there is refused, with the nearest that is", async () => {
    const memo = await compute(projectOf(FILES), FORMATS);
    expect(() => memo.value("tree")).toThrow("there is no value `tree`; did you mean `three`?");
    const more = "\n```ts {#four}\nconst four = { a: given.a.one };\n```\n";
    const unread = projectOf({ ...FILES, "chapters/01-a.md": FILES["chapters/01-a.md"] + more });
    const told = "`four` of the block `four` is brought back by no output and no sentence";
    await expect(compute(unread, FORMATS).then((one) => one.value("four.a"))).rejects.toThrow(told);
    expect(() => memo.value("given.a.two")).toThrow("there is no value `given.a.two`; expected one of one");
  });
});

describe("a format of a program's own", () => {
  it("prints a value in prose, in front matter and in a caption", async () => {
    const chapter = FILES["chapters/01-a.md"].replace("title: A", 'title: "A {{stars three}}"');
    const memo = await compute(projectOf({ ...FILES, "chapters/01-a.md": chapter }), FORMATS);
    expect(await printed(memo)).toContain("It is ★★★.");
    expect(await printed(memo)).toContain("A ★★★");
    const chosen = await compute(
      projectOf({
        ...FILES,
        "chapters/01-a.md": chapter
          .replace("stars three}}.", 'stars nothing empty="–"}}.')
          .replace("const three", "const nothing = null;\nconst three"),
      }),
      FORMATS,
    );
    expect(await printed(chosen)).toContain("It is –.");
  });

  it.each<[string, (value: unknown) => unknown, string]>([
    [
      "throws",
      () => {
        throw new Error("no stars today");
      },
      "`stars`: no stars today",
    ],
    ["gives a number", () => 3, "`stars` gave a number"],
    ["gives nothing", () => undefined, "`stars` gave empty"],
    ["gives an empty text", () => " ", "`stars` gave an empty text, or one of several lines"],
    ["gives two lines", () => "a\nb", "`stars` gave an empty text, or one of several lines"],
    ["gives a private mark", () => "\uE010", "in a quoted value"],
  ])("that %s is told at the value", async (_, stars, message) => {
    const found = await wrong(FILES, { formats: { stars: stars as () => string } });
    expect(found).toContain("chapters/01-a.md:5:7");
    expect(found).toContain(message);
  });

  it.each([
    ["{{stars}}", "`stars` got 0 values"],
    ["{{stars three three}}", "`stars` got 2 values"],
    ["{{stars three digits=1}}", "unknown option `digits` of `stars`"],
    ["{{stars four}}", "unknown value `four`"],
    ["{{star three}}", "unknown format `star`"],
  ])("called as %s is told", async (call, message) => {
    const chapter = FILES["chapters/01-a.md"].replace("{{stars three}}", call);
    expect(await wrong({ ...FILES, "chapters/01-a.md": chapter })).toContain(message);
  });

  it.each(["percent", "Stars", "two words", "__get"])("can't be called %s", async (name) => {
    await expect(compute(projectOf(FILES), { formats: { [name]: () => "" } })).rejects.toThrow(RangeError);
  });
});

describe("a library", () => {
  it("is checked where it stands", async () => {
    const found = await wrong({ ...FILES, "library/twice.ts": "const twice = (x: number): number => x.length;\n" });
    expect(found).toContain("library/twice.ts:1:");
    expect(
      await wrong({
        ...FILES,
        "library/twice.ts": 'const twice = (x: number): number => { throw new Error("no"); };\n',
      }),
    ).toContain("library/twice.ts:1:");
    expect(await wrong({ ...FILES, "library/other.ts": "const twice = (x: number): number => x;\n" })).toContain(
      "twice",
    );
    expect(await wrong({ ...FILES, "library/twice.ts": "export const twice = (x: number): number => x;\n" })).toContain(
      "library/twice.ts:1:1",
    );
  });

  it("is checked for dimensions where it stands", async () => {
    const chapter = FILES["chapters/01-a.md"].replace("twice(given.a.one)", "plus(given.a.one, given.a.two)");
    const register = FILES["assumptions/2026-01.yaml"].replace(
      "unit: '1', note: a guess}",
      "unit: km, note: a guess}, two: {value: 2 kg, note: a guess}",
    );
    const library = "const plus = (x: number, y: number): number => x + y;\n";
    const found = await wrong({
      ...FILES,
      "chapters/01-a.md": chapter,
      "assumptions/2026-01.yaml": register,
      "library/twice.ts": library,
    });
    expect(found).toContain("error[dimensions/unlike] library/twice.ts:1:50");
  });

  it("is part of a review", async () => {
    const now = { ...FILES, "library/twice.ts": FILES["library/twice.ts"].replace("2 * x", "2 * x + 1") };
    const silent = { ...FILES, "library/twice.ts": FILES["library/twice.ts"].replace("2 * x", "x + x") };
    const comment = { ...FILES, "library/twice.ts": FILES["library/twice.ts"].replace("much", "much of it") };
    const against = async (files: Record<string, string>): Promise<string> =>
      (
        await review(
          { label: "old", project: projectOf(FILES), options: FORMATS },
          { label: "new", project: projectOf(files), options: FORMATS },
        )
      ).markdown();
    expect(await against(now)).toContain("library-twice");
    expect(await against(silent)).toContain("x + x");
    expect(await against(comment)).toContain("Nothing changed");
  });
});

describe("files", () => {
  it("of one's own stand beside the engine's, which they can't replace", async () => {
    const memo = await compute(projectOf(FILES), FORMATS);
    const files = await write(memo, {
      only: ["md"],
      writers: { "own/title.txt": ({ title }) => JSON.stringify(title) },
    });
    expect([...files.keys()].sort()).toEqual(["memo.md", "own/title.txt"]);
    for (const path of ["memo.md", "../a", "/a", "a/../b", "a\\b", ""])
      await expect(write(memo, { only: ["md"], writers: { [path]: () => "" } }), path).rejects.toThrow(RangeError);
  });

  it("go into a folder as a whole, and not into a memo's own", async () => {
    const memo = await compute(projectOf(FILES), FORMATS);
    const files = await write(memo, { only: ["md"] });
    const folder = join(temporaryFolder(), "out");
    await writeFolder(folder, files);
    await writeFolder(folder, new Map([["other.txt", "other"]]));
    await expect(writeFolder(join(import.meta.dirname, "../../chapters"), files)).rejects.toThrow(MemoError);
  });
});

describe("a sweep", () => {
  it("gives numbers, rows and remarks, and refuses what it can't measure", async () => {
    // A study talks with its process.
    vi.restoreAllMocks();
    const memo = await compute(projectOf(starter()));
    const { study, table, remarks } = await sweep(memo, { kind: "tornado", outputs: ["saving"], top: 2 });
    expect(study.kind).toBe("tornado");
    expect(table.rows).toHaveLength(2);
    expect(remarks.join(" ")).toMatch(/^\d+ more assumptions move it less\./);
    await expect(sweep(memo, { kind: "tornado", outputs: ["savings"], top: 2 })).rejects.toThrow(
      "unknown output `savings`",
    );
    const told = await sweep(memo, { kind: "monte-carlo", outputs: ["saving"], draws: 64 });
    const whole = { draws: 64, seed: 1, design: "keyed", correlations: [], top: 12 } as const;
    expect(told.study).toEqual((await sweep(memo, { kind: "monte-carlo", outputs: ["saving"], ...whole })).study);
    const options = [
      { name: "Electric", output: "cost_electric" },
      { name: "Diesel", output: "cost_diesel" },
    ];
    const names = options.map(({ output }) => output);
    const { value } = await sweep(memo, { kind: "information", outputs: names, options, draws: 64 });
    expect(value.choice).toBe("Diesel");
  });

  it.each([
    [
      { kind: "tornad", outputs: ["saving"] },
      /^`tornad` is no kind of study; expected one of .*; did you mean `tornado`\?$/,
    ],
    [{ outputs: ["saving"] }, /^`undefined` is no kind of study; expected one of /],
    [{ kind: "tornado" }, /^a request for a study needs `outputs`: a list of names/],
    [{ kind: "tornado", outputs: "saving" }, /^a request for a study needs `outputs`/],
    [{ kind: "break-even", outputs: ["saving"] }, /^a study of the kind `break-even` needs `vary`: an id$/],
    [
      { kind: "two-way", outputs: ["saving"], rows: { id: "use.years" } },
      /^a study of the kind `two-way` needs `columns`/,
    ],
  ])("that is asked for as %j is refused with what it lacks", async (request, message) => {
    vi.restoreAllMocks();
    const memo = await compute(projectOf(starter()));
    const asked = sweep(memo, request as unknown as Parameters<typeof sweep>[1]);
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.toThrow(RangeError);
  });
});
