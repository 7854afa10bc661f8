import { createContext, runInContext } from "node:vm";
import { afterAll, describe, expect, inject, it } from "vitest";
import type * as ladders from "../../src/notebook/walls/ladder.js";
import { compiledModule } from "../notebook/walls/compiled.js";
import { judged, layMemo, MEMOS } from "./memos.js";
import { Planted } from "./planted.js";
import { ENGINE } from "./queries.js";
import { type Engine, stringsThrough, waysBesideQueries, waysOut } from "./realm.js";
import { runBehind, tools } from "./tool.js";
import { HARNESS, SINGLE } from "./ways.js";

// A sample of `npm run attack`, which has all of it behind every wall.

const { run, openCache } = await compiledModule<Engine>("notebook/run/runner.js");
const { BlockProcess } = await compiledModule<Engine>("notebook/process/block-process.js");
const { Ladder, wallsHere } = await compiledModule<typeof ladders>("notebook/walls/ladder.js");
const engine: Engine = { run, openCache, BlockProcess, Ladder };
const [wall] = wallsHere();
const planted = await Planted.here();
afterAll(() => planted.end());

describe.runIf(process.platform === "linux" && wall)("behind the best wall", () => {
  it("a sample of the ways out of the realm leads nowhere", async () => {
    const { tried, broken } = await waysOut(engine, wall as never, planted, 23);
    expect(broken).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  });

  it("beside a query there is no way to what runs it", async () => {
    const { tried, broken } = await waysBesideQueries(engine, wall as never, planted);
    expect(broken).toEqual([]);
    expect(tried).toBeGreaterThan(90);
  });

  it("a sample of strings goes through it and does nothing", async () => {
    const { tried, broken } = await stringsThrough(engine, wall as never, planted, 25, 7);
    expect(broken).toEqual([]);
    expect(tried).toBe(25);
  });

  it("code that has left it reaches nothing, and the tool does its work", async () => {
    const [, compiled] = tools(inject("compiled"));
    layMemo(planted, [
      "---\ntitle: T\n---\n\n```ts {#a}\nconst a = given.use.years * 7;\n```\n\n{{number a digits=0}}\n",
    ]);
    const behind = { tool: compiled as never, wall: (wall as { name: string }).name, escaped: true };
    const ended = await runBehind(planted, behind, ["build", "--only", "data"]);
    // Where a machine lets no wall be raised that closes all, what it leaves open is left untried.
    expect(judged("it", planted, ended)).toEqual([]);
    expect(ended.code, ended.printed).toBe(0);
  });
});

describe("what is tried", () => {
  it("is at least two hundred ways, and the chapters that once got out", () => {
    expect(Object.keys(SINGLE).length).toBeGreaterThan(500);
    expect([...MEMOS.keys()]).toContain("kill-parent");
  });

  it("finds what runs queries where it is", async () => {
    const own = "const given = {}, Plot = {}, d3 = {}, console = {}, years = () => [];";
    const code = `(async () => { ${own} ${HARNESS} ${ENGINE} _alsoFind = _isEngine;
      await _try("memory", () => ({ deep: new WebAssembly.Memory({ initial: 1 }) })); await _try("database", () => ({ handleError: 1 })); await _try("no", () => [1]);
      return _found.join(); })()`;
    const told = (await runInContext(
      code,
      createContext({}, { codeGeneration: { strings: false, wasm: true } }),
    )) as string;
    expect(told).toMatch(/memory\S* runs queries/);
    expect(told).toMatch(/database\S* runs queries/);
    expect(told.split(",").filter((path) => path.startsWith("no"))).toEqual([]);
  });

  it("finds a way out where there is one", async () => {
    const leaks = { leak: { deep: () => 1 } };
    // What stands for the library is the realm's own.
    const own = "const given = {}, Plot = {}, d3 = {}, console = {}, years = () => [];";
    const it = 'const it = leak; delete globalThis.leak; await _try("it", () => it); await _try("no", () => [1]);';
    const code = `(async () => { ${own} ${HARNESS}; ${it} return _found.join(); })()`;
    const told = (await runInContext(code, createContext(leaks))) as string;
    expect(told).toMatch(/^it/);
    expect(told.split(",").filter((path) => path.startsWith("no"))).toEqual([]);
  });
});
