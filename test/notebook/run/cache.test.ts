import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Program } from "../../../src/notebook/analyse/program.js";
import { openCache } from "../../../src/notebook/run/cache.js";
import { keyParts } from "../../../src/notebook/run/key-parts.js";
import { defaultLimits, type GivenTree, run } from "../../../src/notebook/run/runner.js";
import type { BlockStatus, RunResult } from "../../../src/notebook/types.js";
import { realmRunner } from "../../setup/in-realm.js";
import { program } from "./blocks.js";
import { given } from "./execute.js";

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "memo-cache-"));
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

const entries = (path: string): string[] => readdirSync(path).filter((name) => /^[0-9a-f]{64}$/.test(name));
const record = (blockId: string) => ({ blockId, reads: ["gw.stock"], printed: [], diagnostics: [] });

describe("a cache folder", () => {
  it("gives back what was put, by content", () => {
    const cache = openCache(join(folder(), "new"));
    expect(cache.get({ code: "1" })).toBeUndefined();
    cache.put({ code: "1", given: "a" }, { ...record("x"), kept: { values: new Map([["v", Number.NaN]]) } });
    expect(cache.get({ given: "a", code: "1" })).toMatchObject({
      blockId: "x",
      kept: { values: new Map([["v", Number.NaN]]) },
    });
    expect(cache.get({ code: "2", given: "a" })).toBeUndefined();
  });

  it("takes damaged entries for absent", () => {
    const path = folder();
    const cache = openCache(path);
    for (const code of ["cut", "changed", "empty"]) cache.put({ code }, record(code));
    const file = (code: string): string =>
      join(path, entries(path).find((name) => readFileSync(join(path, name)).includes(code)) ?? "");
    const [cut, changed, empty] = [file("cut"), file("changed"), file("empty")];
    truncateSync(cut, 40);
    writeFileSync(changed, readFileSync(changed, "latin1").replace("gw.stock", "gw.stuck"), "latin1");
    writeFileSync(empty, "");
    cache.finish(new Map([["x", { code: "1" }]]));
    expect(cache.lastParts()).toEqual(new Map([["x", { code: "1" }]]));
    for (const name of entries(path)) writeFileSync(join(path, name), "{ not json");
    for (const code of ["cut", "changed", "empty"]) expect(cache.get({ code })).toBeUndefined();
    expect(cache.lastParts().size).toBe(0);
  });

  it("keeps nothing, quietly, where it can't write", () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    const cache = openCache(join(file, "cache"));
    cache.put({ code: "1" }, record("x"));
    cache.finish(new Map());
    expect(cache.get({ code: "1" })).toBeUndefined();
  });
});

/** A chart on a helper's function that reads one of two assumptions, beside a block nobody draws. */
function memo(change: { helper?: string; chart?: string; alt?: string; aside?: string; more?: boolean } = {}): Program {
  return program({
    helper: [
      change.helper ?? "const speed = (chip) => (given.gw.stock > 100 ? given.gw.add[2027] : given.chip.bw[chip]);",
      { givenPaths: ["gw.stock", "gw.add.2027", "chip.bw.*"] },
    ],
    aside: [change.aside ?? "const other = given.gw.add[2026];", { givenPaths: ["gw.add.2026"] }],
    "fig-speed": [
      change.chart ??
        "const drawn = 1;\nconst __result = (Plot.plot({ y: { label: 'y' }, x: { label: 'x' }, marks: [Plot.dot([{ x: 1, y: speed('R100') }], { x: 'x', y: 'y' })] }));",
      { kind: "chart", uses: ["speed"], library: ["Plot"], options: { alt: change.alt ?? "Speed" } },
    ],
    ...(change.more ? { more: ["const more = drawn + 1;", { uses: ["drawn"] }] as [string, object] } : {}),
  });
}

const build = (
  of: Program,
  path: string | undefined,
  changes: { given?: typeof given; versions?: string } = {},
): Promise<RunResult> =>
  run(of, {
    given: changes.given ?? given,
    want: ["other", "more"],
    versions: changes.versions ?? "1",
    draws: true,
    runner: realmRunner(),
    ...(path === undefined ? {} : { cache: openCache(path) }),
  });
const ofChart = ({ status }: RunResult): BlockStatus | undefined =>
  status.find(({ blockId }) => blockId === "fig-speed");

describe("a run with a cache", () => {
  it("ends with what a look into it comes to, whatever becomes of the blocks that run meanwhile", async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): unknown => unheard.push(reason);
    process.on("unhandledRejection", hear);
    try {
      const get = (): never => {
        throw new Error("it can't be read");
      };
      const ended = run(memo(), {
        given,
        want: [],
        versions: "1",
        draws: true,
        later: new Set(["fig-speed"]),
        cache: { get, put: () => {}, lastParts: () => new Map() },
        runner: {
          megabytes: defaultLimits.megabytes,
          preload: () => {},
          execute: () => Promise.reject(new Error("it can't be run")),
          stop: () => {},
        },
      });
      await expect(ended).rejects.toThrow("it can't be read");
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(unheard).toEqual([]);
    } finally {
      process.off("unhandledRejection", hear);
    }
  });

  it.each([
    ["nothing", {}, "nothing it rests on has changed", "cached"],
    [
      "a block it doesn't rest on",
      { memo: { aside: "const other = 2;" } },
      "nothing it rests on has changed",
      "cached",
    ],
    [
      "an assumption on no path of its",
      { given: { ...given, gw: { stock: 7, add: { 2026: 99, 2027: 24 } } } },
      "nothing it rests on has changed",
      "cached",
    ],
    [
      "its code",
      {
        memo: {
          chart:
            "const drawn = 1;\nconst __result = (Plot.plot({ y: { label: 'y' }, x: { label: 'x' }, marks: [Plot.dot([{ x: 1, y: speed('H100') }], { x: 'x', y: 'y' })] }));",
        },
      },
      "not in the cache: code of `fig-speed` changed",
      "ran",
    ],
    ["its alternative text", { memo: { alt: "Faster" } }, "not in the cache: code of `fig-speed` changed", "ran"],
    [
      "a function it calls",
      { memo: { helper: "const speed = () => given.gw.stock;" } },
      "not in the cache: code of `helper` changed",
      "ran",
    ],
    [
      "an assumption that function reads",
      { given: { ...given, chip: { bw: { R100: 23, H100: 3.35 } } } },
      "not in the cache: given.chip.bw changed",
      "ran",
    ],
    [
      "the branch that is taken",
      { given: { ...given, gw: { stock: 700, add: { 2026: 18, 2027: 24 } } } },
      "not in the cache: given.gw.stock changed",
      "ran",
    ],
    [
      "an assumption of the branch not taken",
      { given: { ...given, gw: { stock: 7, add: { 2026: 18, 2027: 25 } } } },
      "not in the cache: given.gw.add.2027 changed",
      "ran",
    ],
    ["the engine", { versions: "2" }, "not in the cache: engine version changed", "ran"],
    ["who needs its values", { memo: { more: true } }, "block `more` needs its values", "ran"],
  ] as const)("gives what one without gives after a change of %s", async (_, change, reason, state) => {
    const path = folder();
    const first = await build(memo(), path);
    expect(ofChart(first)).toEqual({ blockId: "fig-speed", state: "ran", reason: "not in the cache" });
    const changed = memo("memo" in change ? change.memo : {});
    const others = {
      ...("given" in change ? { given: change.given } : {}),
      ...("versions" in change ? { versions: change.versions } : {}),
    };
    const [cached, plain] = await Promise.all([build(changed, path, others), build(changed, undefined, others)]);
    expect(ofChart(cached)).toEqual({ blockId: "fig-speed", state, reason });
    expect({ ...cached, status: [] }).toEqual({ ...plain, status: [] });
    expect(plain.diagnostics).toEqual([]);
  });

  it("says why plain blocks ran as well", async () => {
    const path = folder();
    await build(memo(), path);
    const { status } = await build(memo({ aside: "const other = 2;" }), path);
    expect(status.map(({ reason }) => reason)).toEqual([
      "plain blocks always run",
      "code of `aside` changed (plain blocks always run)",
      "nothing it rests on has changed",
    ]);
  });

  it("keeps the values of expensive blocks where they are plain data, alike with and without", async () => {
    const expensive = { options: { expensive: "true" } };
    const sweep = (source: string): Program =>
      program({
        sweep: [source, { ...expensive, defines: ["s"] }],
        user: [
          "const other = [s instanceof Array, Array.isArray(s), Object.isFrozen(s), s[0] === s[1]].join();",
          { uses: ["s"] },
        ],
      });
    const path = folder();
    const plainData = sweep("const _one = { a: 1 };\nconst s = [_one, _one];\nconsole.log('swept');");
    const runs = [await build(plainData, path), await build(plainData, path), await build(plainData, undefined)];
    expect(runs.map(({ status }) => status[0]?.state)).toEqual(["ran", "cached", "ran"]);
    for (const { values, printed } of runs) {
      expect(values.get("other")).toBe("true,true,true,true");
      expect(printed).toEqual([{ blockId: "sweep", text: "swept" }]);
    }
    const code = sweep("const s = [() => 1];");
    await build(code, path);
    expect((await build(code, path)).status[0]).toMatchObject({
      state: "ran",
      reason: "not kept: s[0] holds a function",
    });
  });
});

describe("a chart drawn from values of other blocks", () => {
  interface Change {
    rows?: string;
    chart?: string;
    given?: typeof given;
    versions?: string;
    want?: string[];
    more?: boolean;
  }
  const SIGN = "const rows = [{ x: 1, y: given.gw.stock > 5 ? 1 : 2 }];";
  const CHART =
    "const label = given.chip.bw.R100 > 1 ? 'fast' : 'slow';\nconst __result = (Plot.plot({ y: { label }, x: { label: 'x' }, marks: [Plot.dot(rows, { x: 'x', y: 'y' })] }));\nconsole.log(rows.length);";
  const PART = "const rows = [{ x: 1, y: 2, part: given.gw.add }];";
  const READING = `const read = rows[0].part[2026];\n${CHART}`;
  const TWICE = { ...given, gx: given.gw };
  const make = ({ rows = SIGN, chart = CHART, more }: Change): Program =>
    program({
      rows: [rows, { givenPaths: ["gw.stock"] }],
      "fig-rows": [
        chart,
        { kind: "chart", uses: ["rows"], library: ["Plot"], options: { alt: "Rows" }, givenPaths: ["chip.bw.R100"] },
      ],
      ...(more ? { more: ["const more = label;", { uses: ["label"] }] as [string, object] } : {}),
    });
  const built = (change: Change, path: string | undefined): Promise<RunResult> =>
    run(make(change), {
      given: change.given ?? given,
      want: change.want ?? [],
      versions: change.versions ?? "1",
      draws: true,
      runner: realmRunner(),
      ...(path === undefined ? {} : { cache: openCache(path) }),
    });
  const stateOf = ({ status }: RunResult): string | undefined =>
    status.find(({ blockId }) => blockId === "fig-rows")?.state;
  const stock = (value: number): typeof given => ({ ...given, gw: { ...given.gw, stock: value } });

  // What a copy as plain data leaves out: a key of the copy alone would be the same.
  const ROWS = "{ x: 1, y: 1 }, { x: 2, y: 3 }";
  const MORE: readonly [string, (n: string) => string][] = [
    ["what a list has besides its items, as bins have", (n) => `const rows = Object.assign([${ROWS}], { x0: ${n} });`],
    ["a property with a symbol", (n) => `const rows = [{ x: 1, y: 1, [Symbol.for("z")]: ${n} }];`],
    [
      "a property that isn't listed",
      (n) => `const rows = [Object.defineProperty({ x: 1, y: 1 }, "z", { value: ${n} })];`,
    ],
    [
      "what a Map has besides its entries",
      (n) => `const rows = [{ x: 1, y: 1, z: Object.assign(new Map([[1, 2]]), { z: ${n} }) }];`,
    ],
    [
      "what bytes have besides",
      (n) => `const rows = [{ x: 1, y: 1, z: Object.assign(new Float64Array([1, 2]), { z: ${n} }) }];`,
    ],
  ];

  it.each<[string, string, Change, Change?]>([
    ["cached", "an assumption, and nothing came of it", { given: stock(8) }],
    ["cached", "code that comes to the same", { rows: "const rows = [{ x: 1, y: given.gw.stock > 6 ? 1 : 2 }];" }],
    ["ran", "an assumption, and other values came of it", { given: stock(3) }],
    ["ran", "the order of keys", { rows: "const rows = [{ y: given.gw.stock > 5 ? 1 : 2, x: 1 }];" }],
    ["ran", "its code", { chart: CHART.replace("'fast'", "'quick'") }],
    ["ran", "what it reads itself", { given: { ...stock(8), chip: { bw: { R100: 0, H100: 1 } } } }],
    ["ran", "the engine", { given: stock(8), versions: "2" }],
    ["ran", "who needs its values", { given: stock(8), more: true }],
    ["ran", "what is asked for", { given: stock(8), want: ["label"] }],
    [
      "ran",
      "functions, which are no plain data",
      { rows: "const rows = { 0: { x: 1, y: 2 }, length: 1, of: () => 2 };" },
      { rows: "const rows = { 0: { x: 1, y: 2 }, length: 1, of: () => 1 };" },
    ],
    ...MORE.map(([what, of]): [string, string, Change, Change] => ["ran", what, { rows: of("2") }, { rows: of("1") }]),
    [
      "ran",
      "which part of the assumptions it is given unread, though both hold the same",
      { rows: PART.replace("gw", "gx"), chart: READING, given: TWICE },
      { rows: PART, chart: READING, given: TWICE },
    ],
  ])("%s again after a change of %s, to what it comes to without a cache", async (state, _, change, before = {}) => {
    const path = folder();
    const first = await built(before, path);
    expect(stateOf(first)).toBe("ran");
    const [cached, plain] = [await built(change, path), await built(change, undefined)];
    expect(stateOf(cached)).toBe(state);
    expect(plain.figures.size).toBe(1);
    expect({ ...cached, status: [] }).toEqual({ ...plain, status: [] });
    // Found at once the next time.
    const again = await built(change, path);
    expect(stateOf(again)).toBe(change.more || change.want ? "ran" : "cached");
    expect({ ...again, status: [] }).toEqual({ ...plain, status: [] });
  });
});

describe("the parts of a key", () => {
  const partsOf = (paths: string[], tree: GivenTree = given): Readonly<Record<string, string>> =>
    keyParts(program({ a: ["1;", { givenPaths: paths }] }), tree, "1").get("a") ?? {};

  it("tell apart values on the paths alone, wildcards and groups included", () => {
    const faster = { ...given, chip: { bw: { R100: 23, H100: 3.35 } } };
    for (const path of ["chip.bw.R100", "chip.bw.*", "chip.*.R100", "chip.bw", "chip", "*"])
      expect(partsOf([path], faster)).not.toEqual(partsOf([path]));
    for (const path of ["chip.bw.H100", "chip.*.H100", "gw", "chip.bw.none"])
      expect(partsOf([path], faster)).toEqual(partsOf([path]));
  });

  it("tell a missing value from one that is there", () => {
    expect(partsOf(["gw.add.2031"], { ...given, gw: { stock: 7, add: { ...given.gw.add, 2031: 0 } } })).not.toEqual(
      partsOf(["gw.add.2031"]),
    );
  });
});
