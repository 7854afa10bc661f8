import { afterAll, describe, expect, it } from "vitest";
import { openCompiler, type Package } from "../../../src/check/types/compiler.js";
import { MemoError } from "../../../src/diagnostic.js";

const opened: { close(): void }[] = [];
afterAll(() => {
  for (const one of opened) one.close();
});

async function open(from?: Package): ReturnType<typeof openCompiler> {
  const compiler = await openCompiler(from);
  opened.push(compiler);
  return compiler;
}

it("the installed compiler is the one this was written for", async () => {
  const compiler = await open();
  expect(compiler.version).toBe("typescript 7.0.2");
  const modules = new Map([
    ["all.d.ts", "declare const everywhere: number;"],
    ["a.ts", '\nconst text = "“ü”"; export const n: string = 3;'],
    ["b.ts", 'import { n } from "./a.js";\nn.beg; everywhere.toFixed();'],
  ]);
  const inA = {
    module: "a.ts",
    start: 34,
    end: 35,
    code: 2322,
    texts: ["Type 'number' is not assignable to type 'string'."],
  };
  const inB = { module: "b.ts", start: 30, code: 2339 };
  expect(compiler.check(modules)).toMatchObject([inA, inB]);
  // Only what imports it is checked anew, and finds it mended.
  expect(compiler.check(new Map([...modules, ["a.ts", "\nexport const n = { beg: 1 };"]]))).toEqual([]);
  // A module less, and a declaration that all see.
  modules.delete("b.ts");
  expect(compiler.check(modules)).toMatchObject([inA]);
  modules.set("all.d.ts", "declare const text: number;");
  expect(compiler.check(modules)).toMatchObject([inA]);
});

it("knows the declarations of the chart library and of d3", async () => {
  const compiler = await open();
  const found = compiler.check(
    new Map([
      ["a.ts", '\nimport * as Plot from "@observablehq/plot"; Plot.dot([1], { radius: 3 });'],
      ["b.ts", '\nimport * as d3 from "d3-array"; d3.summ([1]);'],
    ]),
  );
  expect(found.map(({ module, code }) => [module, code])).toEqual([
    ["a.ts", 2353],
    ["b.ts", 2551],
  ]);
});

describe("says so when the compiler's interface has moved", () => {
  const program = {
    getSyntacticDiagnostics: () => [],
    getSemanticDiagnostics: (): unknown => [],
    getConfigFileParsingDiagnostics: () => [],
    getProgramDiagnostics: () => [],
  };
  const snapshot = { getProject: (): unknown => ({ program }), dispose: () => {} };
  const api = (parts: object): unknown => ({
    API: class {
      constructor() {
        Object.assign(this, { updateSnapshot: () => snapshot, close: () => {}, ...parts });
      }
    },
  });
  const finding = { fileName: "x.ts", pos: 0, end: 1, code: 1, category: 1, text: "x" };
  const project = (parts: object): object => ({
    updateSnapshot: () => ({ ...snapshot, getProject: () => ({ program: { ...program, ...parts } }) }),
  });

  it.each<[string, unknown, string]>([
    ["no class", {}, "class `API`"],
    ["no snapshots", api({ updateSnapshot: undefined }), "method `API.updateSnapshot`"],
    ["no projects", api({ updateSnapshot: () => ({}) }), "method `Snapshot.getProject`"],
    ["no project", api({ updateSnapshot: () => ({ ...snapshot, getProject: () => undefined }) }), "project for"],
    ["no findings", api(project({ getSemanticDiagnostics: undefined })), "`Program.getSemanticDiagnostics`"],
    ["no list", api(project({ getSemanticDiagnostics: () => "none" })), "list of findings from"],
    ["no place", api(project({ getSemanticDiagnostics: () => [{ ...finding, pos: undefined }] })), "number `pos`"],
    [
      "no text",
      api(project({ getSemanticDiagnostics: () => [{ ...finding, text: undefined }] })),
      "text in what it finds",
    ],
  ])("%s", async (_, module, what) => {
    const from = { load: async () => module, version: () => "8.1.0" };
    const error = await openCompiler(from)
      .then((compiler) => compiler.check(new Map([["a.ts", ""]])))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MemoError);
    const [diagnostic] = (error as MemoError).diagnostics;
    expect(diagnostic).toMatchObject({ rule: "types/compiler", severity: "error" });
    expect(diagnostic?.message).toContain("typescript 8.1.0 has no ");
    expect(diagnostic?.message).toContain(what);
    expect(diagnostic?.notes?.join()).toContain("src/check/types/compiler.ts");
  });

  it("when it is not installed", async () => {
    const from = { load: () => Promise.reject(new Error("no such package")), version: () => "7.0.2" };
    await expect(openCompiler(from)).rejects.toMatchObject({
      diagnostics: [{ rule: "types/compiler", notes: ["no such package"] }],
    });
  });
});
