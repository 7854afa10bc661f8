import { describe, expect, it } from "vitest";
import { formatDiagnostics } from "../../../src/diagnostic.js";
import type { Program } from "../../../src/notebook/analyse/program.js";
import { type RunJob, run } from "../../../src/notebook/run/runner.js";
import type { RunResult } from "../../../src/notebook/types.js";
import { matchGolden } from "../../golden.js";
import { sourceProcess } from "../../setup/block-process.js";
import { program } from "./blocks.js";
import { given, sourcesOf } from "./execute.js";

const golden = (name: string): string => `test/notebook/run/golden/${name}.txt`;
const runAll = (memo: Program, job: Partial<RunJob> = {}): Promise<RunResult> =>
  run(memo, { given, want: [...memo.names.keys()], versions: "1", ...job });
const problems = (memo: Program, { diagnostics }: RunResult): string =>
  formatDiagnostics(diagnostics, { sources: sourcesOf(memo) });

describe("a run in a process of its own", () => {
  it("gives values, reads, claims, figures and prints by block", async () => {
    const memo = program({
      base: "const x = given.gw.stock;\nconsole.log('x', x);",
      more: ["const list = [x, NaN], days = new Map([[1, new Date(0)]]);", { uses: ["x"], defines: ["list", "days"] }],
      ahead: ['const __result = (__compare(">", x, 6));', { kind: "claim", uses: ["x"] }],
      "tbl-x": ["const __result = ([{ x }]);", { kind: "table", uses: ["x"] }],
      "fig-x": [
        "const __result = (Plot.plot({ y: { label: 'GW' }, marks: [Plot.ruleY([x])] }));",
        { kind: "chart", uses: ["x"], library: ["Plot"], options: { alt: "x" } },
      ],
      "sum-x": ["const total = d3.sum([x, 1]);", { uses: ["x"], library: ["d3"] }],
    });
    const runner = sourceProcess();
    const result = await runAll(memo, { runner, draws: true });
    expect(problems(memo, result)).toBe("");
    expect(Object.fromEntries(result.values)).toEqual({
      x: 7,
      list: [7, Number.NaN],
      days: new Map([[1, new Date(0)]]),
      total: 8,
    });
    expect(Object.fromEntries(result.reads)).toMatchObject({ base: ["gw.stock"], more: [] });
    expect(result.claims.get("ahead")).toMatchObject({ holds: true, margin: 1 });
    expect(result.figures.get("tbl-x")).toMatchObject({ table: { rows: [[7]] } });
    expect(result.figures.get("fig-x")).toMatchObject({ svg: expect.stringContaining('aria-label="x"') });
    expect(result.printed).toEqual([{ blockId: "base", text: "x 7" }]);
    expect(result.status).toHaveLength(6);
    runner.stop();
  });

  it("leaves charts alone when there is nothing to draw them with, and starts nothing for nothing", async () => {
    const memo = program({ "fig-x": ["const __result = (Plot.plot({}));", { kind: "chart", library: ["Plot"] }] });
    expect(await runAll(memo)).toMatchObject({ status: [], diagnostics: [], figures: new Map() });
  });

  it("ends an endless loop with the block's name", async () => {
    const memo = program({
      fine: "const x = 1;",
      spins: ["let n = x;\nfor (;;) n++;", { uses: ["x"] }],
      later: "const y = 1;",
    });
    const result = await runAll(memo, { limits: { seconds: 1, megabytes: 1024 } });
    matchGolden(golden("time-limit"), problems(memo, result));
    expect(result.reads.size).toBe(0);
  });

  it("ends a heap that grows without end with the block's name", async () => {
    const memo = program({
      fine: "const x = 1;",
      grows: "const all = [];\nfor (let n = 0; ; n++) all.push(new Array(10_000).fill({ n }));",
    });
    matchGolden(golden("memory-limit"), problems(memo, await runAll(memo, { limits: { seconds: 30, megabytes: 64 } })));
  });

  it.runIf(process.platform === "linux")(
    "ends buffers that grow without end too, which are not in the heap",
    async () => {
      const memo = program({ grows: "const all = [];\nfor (;;) all.push(new Uint8Array(1e7).fill(1));" });
      const result = await runAll(memo, { limits: { seconds: 30, megabytes: 64 } });
      expect(problems(memo, result)).toContain("error[notebook/memory-limit] chapters/01-test.md:1:1");
    },
  );

  it("finds awaits that never end and promises nobody awaits, and runs the other blocks", async () => {
    const memo = program({
      waits: ["const x = 1;\nawait new Promise(() => {});", { isAsync: true }],
      rests: ["const y = x;", { uses: ["x"] }],
      drops: "const z = 1;\nPromise.reject(new Error('nobody looked'));",
      fine: "const w = 1;",
    });
    const result = await runAll(memo);
    matchGolden(golden("promises"), problems(memo, result));
    expect([...result.reads.keys()]).toEqual(["fine"]);
  });

  it("lets no block out", async () => {
    const attempts: Record<string, string> = {
      thisConstructor: "(function () { return this.constructor.constructor('return process')(); })()",
      realmFunction: "(() => {}).constructor('return process')()",
      libraryFunction: "years.constructor('return process')()",
      libraryResult: "years(1, 2).constructor.constructor('return process')()",
      givenResult: "given.gw.constructor.constructor('return process')()",
      d3Function: "d3.sum.constructor('return process')()",
      libraryError:
        "(() => { try { years('x') } catch (e) { return e.constructor.constructor('return process')() } })()",
      asyncFunction: "years.constructor.constructor && (async () => {}).constructor('return process')()",
      generator: "(function* () {}).constructor('yield process')().next().value",
      hostEval: "years.constructor('return eval')()('process')",
      clock: "Object.getPrototypeOf(new Date(0)).constructor.now()",
      hostClock:
        "years(1, 2) && new (Object.getPrototypeOf(Object.getPrototypeOf(new Date(0))) ? new Date(0).constructor : 0)()",
      shuffle: "d3.shuffle([1, 2, 3])",
      frames:
        "(() => { try { years('x') } catch (e) { const E = Object.getPrototypeOf(e.constructor); E.prepareStackTrace = (_, frames) => frames; } try { years('x') } catch (e) { return e.stack[0].getFunction() } })()",
      dynamicImport: "await import('node:fs')",
      console: "console.log.constructor('return process')()",
    };
    const memo = program(
      Object.fromEntries(
        Object.entries(attempts).map(([name, code]) => [
          name,
          [
            `let ${name};\ntry { ${name} = ${code}; } catch (error) { ${name} = 'refused: ' + error.message; }`,
            { isAsync: true, library: ["years", "d3"], defines: [name] },
          ] as const,
        ]),
      ) as never,
    );
    const result = await runAll(memo);
    const outcomes = Object.fromEntries([...result.values].map(([name, value]) => [name, String(value).split(":")[0]]));
    expect(outcomes).toEqual(Object.fromEntries(Object.keys(attempts).map((name) => [name, "refused"])));
  });

  it("has one time zone and one locale, whatever the machine's", async () => {
    const memo = program({
      a: "const d = new Date(2026, 2, 15, 12);\nconst t = [d.toISOString(), d.toLocaleDateString(), d.toString(), new Intl.DateTimeFormat().resolvedOptions().timeZone, new Date(0).constructor === Date].join(' | ');",
    });
    const result = await runAll(memo, { want: ["t"] });
    expect(result.values.get("t")).toBe(
      "2026-03-15T12:00:00.000Z | 3/15/2026 | Sun Mar 15 2026 12:00:00 GMT+0000 (Coordinated Universal Time) | UTC | true",
    );
  });
});
