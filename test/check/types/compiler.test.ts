import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, inject, it } from "vitest";
import { LIMITS, openCompiler } from "../../../src/check/types/compiler.js";
import type { Package } from "../../../src/check/types/typescript-process.js";
import { openWatch } from "../../../src/check/types/watch.js";
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
    expect(diagnostic?.notes?.join()).toContain("src/check/types/typescript-process.ts");
  });

  it("when it is not installed", async () => {
    const from = { load: () => Promise.reject(new Error("no such package")), version: () => "7.0.2" };
    await expect(openCompiler(from)).rejects.toMatchObject({
      diagnostics: [{ rule: "types/compiler", notes: ["no such package"] }],
    });
  });
});

/**
 * A compiler that comes to no end with a module in which BOMB stands, nor with one that imports it, and is gone then; FAULT is what it
 * finds elsewhere.
 */
function fragile(): { package: Package; started: () => number } {
  let started = 0;
  class API {
    private isGone = false;
    constructor(private readonly given: { cwd: string; fs: { readFile(path: string): string } }) {
      started++;
    }
    updateSnapshot(): unknown {
      return { getProject: () => ({ program: this }), dispose: () => {} };
    }
    close(): void {}
    getSyntacticDiagnostics = (): [] => [];
    getConfigFileParsingDiagnostics = (): [] => [];
    getProgramDiagnostics = (): [] => [];
    getSemanticDiagnostics(path?: string): object[] {
      if (this.isGone) throw new Error("gone");
      const { cwd, fs } = this.given;
      const { files } = JSON.parse(fs.readFile(`${cwd}tsconfig.json`)) as { files: string[] };
      const reaches = (name: string, seen = new Set<string>()): boolean => {
        if (seen.has(name)) return false;
        seen.add(name);
        const text = fs.readFile(cwd + name);
        return (
          text.includes("BOMB") || [...text.matchAll(/".\/(\w+).js"/g)].some(([, to]) => reaches(`${to}.ts`, seen))
        );
      };
      const asked = path === undefined ? files : [path.slice(cwd.length)];
      if (asked.some((name) => reaches(name))) {
        this.isGone = true;
        throw new Error("the pipe is closed");
      }
      return asked.flatMap((name) => {
        const pos = fs.readFile(cwd + name).indexOf("FAULT");
        return pos < 0 ? [] : [{ fileName: cwd + name, pos, end: pos + 5, code: 1, category: 1, text: "x" }];
      });
    }
  }
  return { package: { version: () => "0", load: () => Promise.resolve({ API }) }, started: () => started };
}

it("begins anew where a program that goes on holds to a module that is gone", async () => {
  const { package: sound, started } = fragile();
  const { API } = (await sound.load()) as { API: new (given: never) => object };
  class Holding extends API {
    private snapshots = 0;
    updateSnapshot(): unknown {
      this.snapshots++;
      return { getProject: () => ({ program: this }), dispose: () => {} };
    }
    getProgramDiagnostics = (): object[] =>
      this.snapshots > 1 ? [{ text: "File 'b.ts' not found.", code: 6053, pos: 0, end: 0, category: 1 }] : [];
  }
  const compiler = await openCompiler({ version: () => "0", load: () => Promise.resolve({ API: Holding }) });
  expect(
    compiler.check(
      new Map([
        ["a.ts", "FAULT"],
        ["b.ts", ""],
      ]),
    ),
  ).toMatchObject([{ module: "a.ts" }]);
  expect(compiler.check(new Map([["a.ts", "FAULT"]]))).toMatchObject([{ module: "a.ts" }]);
  expect(started()).toBe(2);
  compiler.close();
});

describe("names the modules that the compiler comes to no end with, and checks the others", () => {
  const NAMES = ["a", "b", "c", "d"];
  const IMPORTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    none: {},
    "a chain": { a: "b", b: "c", c: "d" },
    "a chain the other way": { b: "a", c: "b", d: "c" },
    "all from one": { a: "c", b: "c", d: "c" },
    "a circle": { a: "b", b: "a", c: "d" },
  };
  const BOMBS = [["a"], ["b"], ["c"], ["d"], ["a", "c"], ["b", "d"], NAMES];

  it.each(Object.entries(IMPORTS))("imports: %s", async (kind, imports) => {
    const inCircle = (name: string): boolean => kind === "a circle" && ["a", "b"].includes(name);
    for (const bombs of BOMBS) {
      const modules = (what: (name: string) => string): Map<string, string> =>
        new Map(
          NAMES.map((name) => {
            const from = imports[name];
            const head = from === undefined ? "" : `import { ${from} } from "./${from}.js"; `;
            return [`${name}.ts`, `${head}\n${what(name)};\nexport { ${name}, type ${name.toUpperCase()} };\n`];
          }),
        );
      const { package: from, started } = fragile();
      const compiler = await open(from);
      const bad = modules((name) => (bombs.includes(name) ? "BOMB" : "FAULT"));
      const found = compiler.check(bad).map(({ module, unfinished }) => [module[0], unfinished === true]);
      // In a circle no module is before the other, and one may be named for the other.
      const right = NAMES.map((name) => [name, bombs.includes(name)]);
      if (bombs.some(inCircle)) expect(found).toEqual(expect.arrayContaining(right.filter(([, isBomb]) => isBomb)));
      else expect(found, bombs.join()).toEqual(right);
      const startedThen = started();
      expect(startedThen).toBe(2 + found.filter(([, isUnfinished]) => isUnfinished).length);
      // Asked again it is known; and what is mended is found to be.
      expect(compiler.check(bad)).toHaveLength(NAMES.length);
      expect(started()).toBe(startedThen);
      expect(compiler.check(modules(() => "fine"))).toEqual([]);
      expect(started()).toBe(startedThen);
    }
  });
});

it("leaves the others for the time when some of many that come to no end are mended", async () => {
  const { package: from, started } = fragile();
  const compiler = await openCompiler(from);
  opened.push(compiler);
  const NAMES = Array.from({ length: 40 }, (_, n) => `m${String(n).padStart(2, "0")}`);
  const modules = (isBomb: (n: number) => boolean): Map<string, string> =>
    new Map(NAMES.map((name, n) => [`${name}.ts`, `\n${isBomb(n) ? "BOMB" : "FAULT"};\nexport { ${name} };\n`]));
  const bombs = (from: Map<string, string>): string[] =>
    compiler.check(from).flatMap(({ module, unfinished }) => (unfinished ? [module] : []));
  expect(bombs(modules(() => true))).toEqual(["m00.ts", "m01.ts", "m02.ts", "m03.ts"]);
  const startedThen = started();
  expect(bombs(modules(() => true))).toHaveLength(4);
  expect(started()).toBe(startedThen);
  expect(bombs(modules((n) => n > 3))).toEqual(["m04.ts", "m05.ts", "m06.ts", "m07.ts"]);
  const found = compiler.check(modules((n) => n > 37));
  expect(found.map(({ unfinished }) => unfinished === true)).toEqual(NAMES.map((_, n) => n > 37));
});

it.runIf(process.platform === "linux")("ends a process that holds more memory than it may", async () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 20_000)"], { stdio: "ignore" });
  const gone = new Promise((done) => child.on("exit", (_, signal) => done(signal)));
  const watch = openWatch();
  const waiting = new Int32Array(new SharedArrayBuffer(4));
  // On a machine at work the thread that looks takes its time to start.
  watch.during(child.pid, { milliseconds: 20_000, megabytes: 10 }, () => {
    for (let looks = 0; looks < 150 && watch.ended === undefined; looks++) Atomics.wait(waiting, 0, 0, 100);
  });
  expect([watch.ended, await gone]).toEqual(["memory", "SIGKILL"]);
  watch.during(process.pid, { milliseconds: 20_000, megabytes: 100_000 }, () => Atomics.wait(waiting, 0, 0, 300));
  expect(watch.ended).toBe(undefined);
  watch.close();
});

it.runIf(process.platform === "linux")("leaves no process at work when this one is killed", async () => {
  const program = `
    const { openCompiler } = await import(${JSON.stringify(pathToFileURL(join(inject("compiled"), "dist/check/types/compiler.js")).href)});
    const compiler = await openCompiler();
    compiler.check(new Map([["a.ts", ${JSON.stringify("\ntype Bits<D extends (0 | 1)[]> = D['length'] extends 19 ? D : Bits<[...D, 0]> | Bits<[...D, 1]>;\nconst a: Bits<[]> = [];\n")}]]));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" });
  const under = (pid: number): number[] => {
    try {
      // Each thread has its own.
      const own = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
        readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
      );
      return own.flatMap((one) => [one, ...under(one)]);
    } catch {
      return [];
    }
  };
  const isThere = (pid: number): boolean => {
    try {
      return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
    } catch {
      return false;
    }
  };
  const settles = async (condition: () => boolean): Promise<boolean> => {
    for (let looks = 0; looks < 200 && !condition(); looks++) await new Promise((done) => setTimeout(done, 25));
    return condition();
  };
  let started: number[] = [];
  // The compiler, and what would end it.
  await settles(() => {
    started = under(child.pid ?? 0);
    return started.length > 1;
  });
  child.kill("SIGKILL");
  const gone = await settles(() => !started.some(isThere));
  for (const pid of started) if (isThere(pid)) process.kill(pid, "SIGKILL");
  expect([started.length, gone]).toEqual([2, true]);
});

it("ends the compiler's process when types take too long", async () => {
  const compiler = await openCompiler(undefined, { ...LIMITS, whole: 1500, each: 0, alone: 1500, text: 0 });
  opened.push(compiler);
  const bits = "type Bits<D extends (0 | 1)[]> = D['length'] extends 19 ? D : Bits<[...D, 0]> | Bits<[...D, 1]>;";
  const modules = new Map([
    [
      "a.ts",
      'import { bits, type Bits } from "./b.js"; \nconst n: Bits<[]> = bits; const m: string = 3; export { n, m };\n',
    ],
    ["b.ts", `\n${bits}\nconst bits: Bits<[]> = [];\nexport { bits, type Bits };\n`],
    ["c.ts", "\nconst c: string = 3;\nexport { c };\n"],
  ]);
  expect(compiler.check(modules)).toMatchObject([
    { module: "a.ts", code: 2322 },
    { module: "b.ts", unfinished: true, texts: ["it took longer than 1.5 s"] },
    { module: "c.ts", code: 2322 },
  ]);
});
