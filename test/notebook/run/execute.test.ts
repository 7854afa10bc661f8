import { describe, expect, it } from "vitest";
import { matchGolden } from "../../golden.js";
import { program } from "./blocks.js";
import { execute, given, problemsOf, valueIn } from "./execute.js";

const golden = (name: string): string => `test/notebook/run/golden/${name}.txt`;

describe("running blocks", () => {
  it("hands values from block to block and brings those asked for back as plain data", async () => {
    const memo = program({
      first: "const x = given.gw.stock * 2;\nconst f = (n) => n + x;",
      second: [
        "const y = f(1), m = new Map([['a', new Set([1])]]), d = new Date(0);",
        { uses: ["f"], defines: ["y", "m", "d"] },
      ],
    });
    const { values } = await execute(memo);
    expect(Object.fromEntries(values)).toEqual({ x: 14, y: 15, m: new Map([["a", new Set([1])]]), d: new Date(0) });
  });

  it("keeps NaN, infinities, cycles and shared parts in what it brings back; functions are left out", async () => {
    const memo = program({ a: "const v = { nan: NaN, inf: -Infinity, f() {}, list: [1, () => 1] };\nv.self = v;" });
    const v = (await execute(memo)).values.get("v") as Record<string, unknown>;
    expect(v).toMatchObject({ nan: Number.NaN, inf: Number.NEGATIVE_INFINITY, list: [1, undefined] });
    expect(v.self).toBe(v);
    expect("f" in v).toBe(false);
  });

  it("awaits async blocks one after the other", async () => {
    const memo = program({
      slow: [
        "const order = ['slow'];\nawait Promise.resolve();\nconst at = await Promise.all([1, 2]);",
        { isAsync: true },
      ],
      next: ["const seen = at.length;", { uses: ["at"] }],
    });
    expect((await execute(memo)).values.get("seen")).toBe(2);
  });

  it("captures what blocks print, with the block", async () => {
    const memo = program({ a: "console.log('x is', 3, { a: [1] });\nconsole.warn('w');", b: "console.log();" });
    const { records } = await execute(memo);
    expect(records.map(({ printed }) => printed)).toEqual([["x is 3 { a: [ 1 ] }", "w"], [""]]);
  });

  it("has the standard library at hand", async () => {
    const memo = program({
      a: [
        "const text = format(output(sumSeries(series(years(2025, 2027), (y) => y - 2024)), {}), 'times 1');",
        { library: ["format", "output", "sumSeries", "series", "years"] },
      ],
    });
    expect(await valueIn(memo, "text")).toBe("6.0×");
  });
});

it("a value too deep to bring back is the block's fault", async () => {
  const memo = program({ a: "let v = null;\nfor (let n = 0; n < 1e5; n++) v = { v };" });
  expect(problemsOf(memo, await execute(memo))).toContain("error[notebook/not-plain] chapters/01-test.md:1:1");
});

describe("claims and tables", () => {
  it("gives a claim its verdict", async () => {
    const memo = program({ ahead: ['const __result = (__compare("<", given.gw.stock, 8));', { kind: "claim" }] });
    const { records } = await execute(memo);
    expect(records[0]?.claim).toMatchObject({ id: "ahead", holds: true, margin: 1, operator: "<", right: 8 });
  });

  it("refuses a claim about NaN", async () => {
    const memo = program({ ahead: ['const __result = (__compare("<", NaN, 8));', { kind: "claim" }] });
    expect(problemsOf(memo, await execute(memo))).toContain("block `ahead`: the claim compares NaN < 8");
  });

  it("makes a table of rows", async () => {
    const memo = program({
      tbl: ["const rows = [{ year: 2026, gw: given.gw.add[2026] }];\nconst __result = (rows);", { kind: "table" }],
    });
    expect((await execute(memo)).records[0]?.figure).toMatchObject({ kind: "table", table: { rows: [[2026, 18]] } });
  });

  it("refuses a cell that is not finite", async () => {
    const memo = program({
      "tbl-share": [
        "const __result = (table([{ year: 2026, share: 1 }, { year: 2027, share: 0 / 0 }]));",
        { kind: "table", library: ["table"] },
      ],
    });
    matchGolden(golden("nonfinite-cell"), problemsOf(memo, await execute(memo)));
  });
});

describe("charts", () => {
  const written = { kind: "chart", library: ["Plot"], options: { alt: "A line", data: "behind" } } as const;

  it("are drawn while their reads are traced, with the named rows as data", async () => {
    const memo = program({
      "fig-a": [
        "const behind = [{ gw: 1 }];\nconst __result = (Plot.plot({ x: { label: 'x' }, y: { label: 'y' }, marks: [Plot.dot(behind, { x: 'gw', y: (row) => row.gw * given.gw.stock })] }));",
        { ...written, library: ["Plot"] },
      ],
    });
    const [record] = (await execute(memo)).records;
    expect(record?.figure).toMatchObject({
      svg: expect.stringContaining('aria-label="A line"'),
      data: [{ columns: [{ key: "gw" }], rows: [[1]] }],
    });
    expect(record?.reads).toEqual(["gw.stock"]);
    expect(record?.diagnostics).toEqual([]);
  });

  it("say at the block what is no chart, and at its line what threw inside", async () => {
    const memo = program({
      "fig-none": ["const behind = [];\nconst __result = (3);", { ...written, library: ["Plot"] }],
      "fig-throws": [
        "const behind = [{ gw: 1 }];\nconst __result = (Plot.plot({ marks: [Plot.dot(behind, {\n  y: (row) => row.gw.missing.more })] }));",
        { ...written, library: ["Plot"] },
      ],
    });
    matchGolden(golden("chart-errors"), problemsOf(memo, await execute(memo)));
  });
});

describe("an error in a block", () => {
  it("stands at the chapter's own line and column, with its callers, in every kind of function", async () => {
    const memo = program({
      plain: ["const a = 1;\n  null.x;", { defines: ["a"], line: 2 }],
      callback: ["const b = [1, 2].map((n) => {\n  return n.missing.more;\n});", { line: 7 }],
      waits: [
        "async function later() {\n  await null;\n  throw new RangeError('too late');\n}\nconst c = await later();",
        { isAsync: true, line: 12 },
      ],
      indented: ["if (true) {\n  undefined_name;\n}", { line: 20, indents: [4, 4, 4] }],
      helper: [
        "const fail = (x) => { throw new TypeError('no ' + x); };",
        { line: 26, file: "chapters/02-helper (old).md" },
      ],
      caller: ["const twice = [1].map(() => fail('good'));", { uses: ["fail"], line: 30 }],
      builtin: ["const e = 'x'.repeat(-1);", { line: 34 }],
    });
    matchGolden(golden("threw"), problemsOf(memo, await execute(memo)));
  });

  it("is read without trust: no Error, a hostile getter, an imitated frame, endless recursion", async () => {
    const memo = program({
      text: "throw 'just text';",
      nothing: "throw null;",
      getter: "throw { get stack() { throw 1 }, get message() { throw 2 } };",
      proxy: "throw new Proxy(new Error('x'), { get() { throw 3 } });",
      imitated: "throw new Error('x\\n    at f (chapters/01-test.md:99:9)');",
      endless: "function f(n) {\n  return f(n + 1) + 1;\n}\nf(0);",
      named: "class Wrong extends Error { constructor(m) { super(m); this.name = 'Wrong' } }\nthrow new Wrong('deep');",
    });
    matchGolden(golden("threw-oddly"), problemsOf(memo, await execute(memo)));
  });

  it("stops what rests on the block and nothing else", async () => {
    const memo = program({
      bad: "const x = 1;\nthrow new Error('first');",
      after: ["const y = x;", { uses: ["x"] }],
      further: ["const z = y;", { uses: ["y"] }],
      apart: "const w = 1;\nthrow new Error('second');",
      fine: "const v = 1;",
    });
    const result = await execute(memo);
    expect(result.records.map(({ blockId, diagnostics }) => [blockId, diagnostics.length])).toEqual([
      ["bad", 1],
      ["apart", 1],
      ["fine", 0],
    ]);
    expect([...result.values.keys()]).toEqual(["v"]);
  });

  it("is found in a source that doesn't compile", async () => {
    const memo = program({ broken: ["const x = ;", { defines: ["x"] }] });
    expect(problemsOf(memo, await execute(memo))).toContain("error[notebook/compile] chapters/01-test.md:");
  });
});

describe("values that blocks share", () => {
  it("are frozen, however deep", async () => {
    const memo = program({
      shared: [
        "const s = { 2026: { a: [1] } }, m = new Map([['k', { v: 1 }]]), t = new Set([1]), d = new Date(0);\nclass P { v = 1 }\nconst p = new P();",
        { defines: ["s", "m", "t", "d", "p"] },
      ],
      property: ["s[2026] = 3;", { uses: ["s"] }],
      nested: ["s[2026].a.push(2);", { uses: ["s"] }],
      map: ["m.set('k', 2);", { uses: ["m"] }],
      inside: ["m.get('k').v = 2;", { uses: ["m"] }],
      set: ["t.delete(1);", { uses: ["t"] }],
      date: ["d.setFullYear(2030);", { uses: ["d"] }],
      instance: ["p.v = 2;", { uses: ["p"] }],
    });
    matchGolden(golden("frozen"), problemsOf(memo, await execute(memo)));
  });

  it("may be cyclic", async () => {
    const memo = program({
      a: "const x = { list: [] };\nx.list.push(x);",
      b: ["const n = x.list[0].list.length;", { uses: ["x"] }],
    });
    expect((await execute(memo)).values.get("n")).toBe(1);
  });

  it("of typed arrays can't be frozen: a change is found and undone", async () => {
    const memo = program({
      a: "const x = new Float64Array([1, 2]);",
      b: ["x[0] = 9;", { uses: ["x"] }],
      c: ["const first = x[0];", { uses: ["x"] }],
    });
    const result = await execute(memo);
    expect(problemsOf(memo, result)).toContain("block `b` changes the typed array in `x`, which another block defines");
    expect(result.values.get("first")).toBe(1);
  });
});

describe("given", () => {
  const traced = async (code: string): Promise<readonly string[]> => {
    const memo = program({ a: [code, { isAsync: true, defines: [] }] });
    const result = await execute(memo);
    expect(problemsOf(memo, result)).toBe("");
    return result.records[0]?.reads ?? [];
  };

  it("records the leaves that were read, through every way of reading", async () => {
    const all = ["gw.add.2026", "gw.add.2027"];
    expect(await traced("const { gw: { add: { 2026: x } } } = given;")).toEqual(["gw.add.2026"]);
    expect(await traced("const k = 'bw'; given.chip[k]['H100'];")).toEqual(["chip.bw.H100"]);
    for (const code of [
      "({ ...given.gw.add });",
      "Object.values(given.gw.add);",
      "Object.entries(given.gw.add);",
      "JSON.stringify(given.gw.add);",
      "for (const k in given.gw.add) given.gw.add[k];",
      "Object.assign({}, given.gw.add);",
    ])
      expect(await traced(code)).toEqual(all);
  });

  it("records nothing for a look at the names", async () => {
    expect(
      await traced("Object.keys(given.gw.add); 'X' in given.chip.bw; given.gw; Object.hasOwn(given.gw, 'add');"),
    ).toEqual([]);
  });

  it("answers what libraries and the language probe for as a plain object does", async () => {
    const code =
      "await given; String(given.gw); JSON.stringify(given); Array.from(given.gw.add); given.gw.then; given.gw.toJSON; given.gw.constructor === Object || boom; given instanceof Object || boom; given.gw.hasOwnProperty('add'); console.log(given);";
    await traced(code);
  });

  it("counts a read for the block that runs, whoever wrote the function", async () => {
    const memo = program({
      helper: "const speed = (chip) => given.chip.bw[chip];",
      user: ["const x = speed('H100');", { uses: ["speed"] }],
      waits: ["const y = await Promise.resolve().then(() => speed('R100'));", { uses: ["speed"], isAsync: true }],
    });
    const { records } = await execute(memo);
    expect(records.map(({ reads }) => reads)).toEqual([[], ["chip.bw.H100"], ["chip.bw.R100"]]);
  });

  it("refuses writes and unknown names, with the nearest", async () => {
    const memo = program({
      write: "given.gw.add[2026] = 1;",
      remove: "delete given.gw.stock;",
      define: "Object.defineProperty(given.gw, 'x', { value: 1 });",
      year: "const y = 2031;\ngiven.gw.add[y];",
      chip: "const k = 'H10';\ngiven.chip.bw[k];",
      group: "const k = 'chips';\ngiven[k];",
    });
    matchGolden(golden("given"), problemsOf(memo, await execute(memo)));
  });

  it("is plain and frozen without a trace", async () => {
    const memo = program({ a: "const x = given.gw.add[2026] + (given.gw.nothing ?? 1);", b: "given.gw.stock = 2;" });
    const result = await execute(memo, { trace: false });
    expect(result.values.get("x")).toBe(19);
    expect(result.records.map(({ reads }) => reads)).toEqual([[], []]);
    expect(problemsOf(memo, result)).toContain("Cannot assign to read only property 'stock'");
    expect(given.gw.stock).toBe(7);
  });
});

describe("purity", () => {
  it.each([
    "Math.random()",
    "Date.now()",
    "new Date()",
    "Date()",
    "new Intl.DateTimeFormat().format()",
    "Array.prototype.extra = 1",
    "Object.prototype.extra = 1",
    "Math.PI = 3",
    "Math.floor = () => 1",
    "Error.prepareStackTrace = (e, frames) => frames",
    "eval('1')",
    "new Function('return 1')()",
    "(async () => {}).constructor('return 1')",
  ])("refuses %s", async (code) => {
    const memo = program({ a: `${code};` });
    expect(problemsOf(memo, await execute(memo))).toMatch(/^error\[notebook\/threw\] chapters\/01-test\.md:2:/);
  });

  it.each([
    "process",
    "require",
    "fetch",
    "setTimeout",
    "queueMicrotask",
    "structuredClone",
    "performance",
    "globalThis",
    "WebAssembly",
    "SharedArrayBuffer",
    "Atomics",
    "WeakRef",
    "FinalizationRegistry",
    "URL",
    "Buffer",
  ])("knows no %s", async (name) => {
    expect(await valueIn(program({ a: `const kind = typeof ${name};` }), "kind")).toBe("undefined");
  });

  it("formats in American English whatever the machine's locale", async () => {
    const memo = program({
      a: "const t = [(1234.5).toLocaleString(), new Intl.NumberFormat().format(1e6), new Intl.NumberFormat('de').format(1e6), 'a'.localeCompare('B') < 0].join(' ');\nconst d = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(new Date(Date.UTC(2026, 2, 15)));",
    });
    const { values } = await execute(memo);
    expect(values.get("t")).toBe("1,234.5 1,000,000 1.000.000 true");
    expect(values.get("d")).toBe("March 15, 2026");
  });

  it("makes dates that are the host's, so that the chart library knows them", async () => {
    expect(await valueIn(program({ a: "const d = new Date(Date.UTC(2026, 0));" }), "d")).toBeInstanceOf(Date);
  });
});
