import { describe, expect, it } from "vitest";
import { deriver, givenTree } from "../../../src/assumptions/index.js";
import type { Evaluated } from "../../../src/notebook/evaluate/evaluator.js";
import { setLeaf } from "../../../src/notebook/evaluate/leaves.js";
import { changedRows } from "../../../src/notebook/evaluate/rows.js";
import { run, startRunner } from "../../../src/notebook/run/runner.js";
import { random } from "../../../src/sensitivity/numerics/random.js";
import { memoOf, open, points } from "./memo.js";

const GW = `  gw:
    stock: {value: 7 GW}
    add: {unit: GW, value: {2026: 18, 2027: 24}}
  share: {unit: "1", value: 0.5}
  chip:
    bw: {unit: TB/s, value: {H100: 3.35, R100: 22}}
    watts: {unit: W, value: {H100: 1389, R100: 3000}}
    rate: {expression: chip.bw / chip.watts, unit: MB/s/W}
    best: {expression: max(chip.rate), unit: MB/s/W}
`;
const memo = memoOf(GW, {
  "#years": "const list = [2026, 2027] as const;",
  "#totals":
    "const total = series(list, (year) => given.gw.stock + given.gw.add[year]);\nconst half = (x: number): number => x * given.share;",
  "#served": 'const served = output(half(total[2027]), { label: "Served", unit: "GW" });',
  "#rates": 'const rate = output(given.chip.best, { label: "Rate", unit: "MB/s/W" });',
  "#which": 'const binds = total[2026] < total[2027] ? "2026" : "2027";\nconst isLarge = served > 15;',
  "#enough .claim": "served > 12 && total[2027] < 40",
  "#eq-mixed": "mixed = served * rate",
  "#tbl-total .table": "//| caption: Totals.\ntable(list.map((year) => ({ year, total: total[year] })));",
  "#fig-total .chart":
    '//| caption: Totals.\n//| alt: Bars.\nconst rowsDrawn = list.map((year) => ({ year, x: total[year] }));\nPlot.plot({ marks: [Plot.barY(rowsDrawn, { x: "year", y: "x" })] });',
});

describe("an evaluator", () => {
  it("gives numbers, claims with their margins, truth values and texts at each point", async () => {
    const evaluator = await open(memo, ["served", "enough", "binds", "isLarge", "total.2026", "mixed"]);
    const paths = ["gw.add.2026", "gw.add.2027"];
    const result = await evaluator.evaluate(points([18, 24], [30, 24], [18, 20], [18, 40]), 4, paths);
    const rate = 22e6 / 3000;
    expect([...result.outputs]).toEqual([
      ...[15.5, 1, 0, 1, 25, 15.5 * rate],
      ...[15.5, 1, 1, 1, 37, 15.5 * rate],
      ...[13.5, 1, 0, 0, 25, 13.5 * rate],
      ...[23.5, 0, 0, 1, 25, 23.5 * rate],
    ]);
    expect([...(result.margins ?? [])]).toEqual([9, 9, 1.5, -7].map((margin) => expect.closeTo(margin, 12)));
    expect(result.texts).toEqual([undefined, undefined, ["2026", "2027"], undefined, undefined, undefined]);
    expect(result).toMatchObject({ failures: [], failureCounts: [], failedDraws: 0, nonFinite: [] });
    evaluator.close();
  });

  it("comes to the bits of a run with the same assumptions", async () => {
    const names = ["served", "rate", "mixed"];
    const evaluator = await open(memo, names);
    const paths = ["gw.stock", "share", "chip.bw.R100", "chip.bw.H100", "chip.watts.R100"];
    const rows = [
      [7, 0.5, 22, 3.35, 3000],
      [1 / 3, 0.1, 22.2, 3.3, 2999.9],
      [11.7, 0.99, 1e-3, 7, 123],
    ];
    const result = await evaluator.evaluate(points(...rows), rows.length, paths);
    for (const [at, row] of rows.entries()) {
      const given = givenTree(memo.register);
      for (const [column, path] of paths.entries()) setLeaf(given, path.split("."), row[column]);
      deriver(memo.register)(given);
      const { values } = await run(memo.program, { given, want: names, versions: "1", trace: false });
      expect(names.map((name) => values.get(name))).toEqual([...result.outputs.slice(at * 3, at * 3 + 3)]);
    }
  });

  it("comes to the same bits where a sweep is so long that it is recorded", async () => {
    const names = ["served", "rate", "total.2026", "mixed"];
    const paths = ["gw.stock", "share", "chip.bw.R100", "chip.bw.H100", "chip.watts.R100"];
    const draw = random("long");
    const n = 1500;
    const rows = Float64Array.from({ length: n * paths.length }, () => 0.5 + draw.uniform());
    const [recorded, plain] = await Promise.all(
      [1, Number.POSITIVE_INFINITY].map(async (worthRecording) => {
        const evaluator = await open(memo, names, { worthRecording });
        const result = await evaluator.evaluate(rows, n, paths);
        evaluator.close();
        return result;
      }),
    );
    expect(recorded).toEqual(plain);
  });

  it("runs only what the outputs asked for rest on: the same results, and nothing of blocks that fail beside them", async () => {
    const beside = memoOf("  gw: {stock: {value: 7 GW}}\n", {
      "#twice": 'const twice = output(2 * given.gw.stock, { label: "Twice", unit: "GW" });',
      "#frail":
        'if (given.gw.stock > 8) throw new Error("too much");\nconst root = output(given.gw.stock, { label: "Root", unit: "GW" });',
      "#more .claim": "twice > 15",
    });
    const evaluator = await open(beside, ["twice", "root", "more"]);
    const at = points([7], [9]);
    const all = await evaluator.evaluate(at, 2, ["gw.stock"]);
    expect(all.failures.map(({ draw, blockId }) => [draw, blockId])).toEqual([[1, "frail"]]);
    const some = await evaluator.evaluate(at, 2, ["gw.stock"], { outputs: ["more"] });
    expect(some.failures).toEqual([]);
    expect([some.outputs[2], some.outputs[5], ...(some.margins ?? [])]).toEqual([0, 1, -1, 3]);
    expect(await evaluator.evaluate(at, 2, ["gw.stock"])).toEqual(all);
    evaluator.close();
  });

  it("works out derived assumptions again, those behind derived ones too, but none that is itself given", async () => {
    const evaluator = await open(memo, ["rate"]);
    const varied = await evaluator.evaluate(points([44], [1]), 2, ["chip.bw.R100"]);
    expect([...varied.outputs]).toEqual([44e6 / 3000, 3.35e6 / 1389].map((x) => expect.closeTo(x, 6)));
    const overridden = await evaluator.evaluate(points([10_000, 44], [9_000, 1]), 2, [
      "chip.rate.R100",
      "chip.bw.R100",
    ]);
    expect([...overridden.outputs]).toEqual([10_000, 9_000]);
    const base = await evaluator.evaluate(points(), 1, []);
    expect(base.outputs[0]).toBeCloseTo(22e6 / 3000, 6);
  });

  it("runs only the blocks between what varies and the outputs, and never charts or tables", async () => {
    const evaluator = await open(memo, ["served", "enough", "rate"]);
    expect(evaluator.moving(["gw.add.2027"])).toEqual(["totals", "served", "enough"]);
    expect(evaluator.moving(["share"])).toEqual(["totals", "served", "enough"]);
    expect(evaluator.moving(["chip.watts.H100"])).toEqual(["rates"]);
    expect(evaluator.moving([])).toEqual([]);
    const one = await open(memo, ["rate"]);
    expect(one.moving(["gw.add.2027", "chip.bw.H100"])).toEqual(["rates"]);
  });

  it("comes at rows that differ in one number to what each comes to by itself, derived assumptions too", async () => {
    const evaluator = await open(memo, ["served", "enough", "binds", "rate", "mixed", "total.2026"]);
    const base = { "gw.stock": 7, "gw.add.2026": 18, "gw.add.2027": 24, share: 0.5 };
    const chips = { "chip.bw.H100": 3.35e6, "chip.bw.R100": 22e6, "chip.watts.H100": 1389, "chip.watts.R100": 3000 };
    const paths = [...Object.keys(base), ...Object.keys(chips)];
    const start = [...Object.values(base), ...Object.values(chips)];
    const rows = [
      start,
      ...paths.flatMap((_, n) => [0.5, 0, -0, 3, -1].map((by) => start.map((x, at) => (at === n ? x * by : x)))),
    ];
    expect(ArrayBuffer.isView(changedRows(points(...rows), paths.length))).toBe(false);
    const together = await evaluator.evaluate(points(...rows), rows.length, paths);
    for (const [at, row] of rows.entries()) {
      const alone = await evaluator.evaluate(points(row), 1, paths);
      expect(together.outputs.slice(at * 6, at * 6 + 6)).toEqual(
        // A text is told by its place among those met.
        alone.outputs.map((x, column) =>
          column === 2 ? (together.texts[2]?.indexOf(alone.texts[2]?.[x] ?? "") ?? -1) : x,
        ),
      );
      expect(together.margins?.[at]).toBe(alone.margins?.[0]);
    }
    // What isn't asked for has no number.
    const some = await evaluator.evaluate(points(...rows), rows.length, paths, { outputs: ["enough", "binds"] });
    expect([...some.outputs]).toEqual([...together.outputs].map((x, at) => ([1, 2].includes(at % 6) ? x : Number.NaN)));
    expect([some.margins, some.texts]).toEqual([together.margins, together.texts]);
    const none = await evaluator.evaluate(points(...rows), rows.length, paths, { outputs: ["rate"] });
    expect(none.margins?.every(Number.isNaN)).toBe(true);
    evaluator.close();
  });

  it("goes on rightly behind a row at which a block failed", async () => {
    const frail = memoOf("  gw: {stock: {value: 7 GW}, add: {value: 1 GW}}\n", {
      "#root": 'if (given.gw.stock > 8) throw new Error("too much");\nconst root = given.gw.stock;',
      "#both": 'const both = output(root + given.gw.add, { label: "Both", unit: "GW" });',
    });
    const evaluator = await open(frail, ["both"]);
    const at = points([7, 1], [9, 1], [9, 2], [7, 2], [7, 3]);
    const { outputs, failures } = await evaluator.evaluate(at, 5, ["gw.stock", "gw.add"]);
    expect([...outputs]).toEqual([8, Number.NaN, Number.NaN, 9, 10]);
    expect(failures.map(({ draw, blockId }) => [draw, blockId])).toEqual([
      [1, "root"],
      [2, "root"],
    ]);
    evaluator.close();
  });

  it("comes at random rows, of which blocks fail at some, to what each comes to by itself, whichever outputs are asked for", async () => {
    const odd = memoOf(
      '  a: {unit: "1", value: {k1: 1, k2: 2, k3: 3, k4: 4, k5: 5, k6: 6, k7: 7, k8: 8, k9: 9, k10: 10}}\n',
      {
        "#first": 'if (given.a.k1 < 0) throw new Error("first");\nconst first = given.a.k1 / given.a.k2;',
        "#second":
          'const seconds = series(["u", "v"], (key) => (key === "u" ? first : 0 * given.a.k3 * given.a.k4));\nif (given.a.k3 === 2) throw new RangeError("second");\nconst second = seconds.v;',
        "#words": 'const word = given.a.k5 > 1 ? "many" : given.a.k5 < 0 ? "none" : "one";',
        "#truth": "const truth = given.a.k6 > given.a.k7;",
        "#holds .claim": "first > given.a.k8 && truth",
        "#beside": "const beside = Math.sqrt(given.a.k9) + given.a.k10;",
      },
    );
    const names = ["first", "second", "word", "truth", "holds", "beside", "seconds.u"];
    const paths = Array.from({ length: 10 }, (_, at) => `a.k${at + 1}`);
    const numbers = random("rows", 1);
    const values = [-1, -0, 0, 0.5, 2, 3, Number.NaN];
    for (const moves of [1, 8]) {
      const rows: number[][] = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]];
      while (rows.length < 60) {
        const next = [...(rows.at(-1) ?? [])];
        for (let n = 0; n < moves; n++) next[numbers.below(10)] = values[numbers.below(values.length)] ?? 0;
        rows.push(next);
      }
      const all = points(...rows);
      expect(ArrayBuffer.isView(changedRows(all, 10))).toBe(moves === 8);
      const evaluator = await open(odd, names);
      const alone: Evaluated[] = [];
      for (const row of rows) alone.push(await evaluator.evaluate(points(row), 1, paths));
      for (const asked of [names, ["word", "second"], ["holds"], ["beside", "truth"]]) {
        const outputs = asked === names ? undefined : asked;
        const { failures, ...found } = await evaluator.evaluate(all, rows.length, paths, { outputs });
        const told = (result: Evaluated, row: number): unknown[] =>
          names.map((name, column) => {
            if (!asked.includes(name)) return Number.NaN;
            const value = result.outputs[row * names.length + column] ?? Number.NaN;
            return result.texts[column]?.[value] ?? value;
          });
        for (const [row, one] of alone.entries()) {
          expect(told({ failures, ...found }, row), `row ${row} of ${moves}`).toEqual(told(one, 0));
          if (asked.includes("holds")) expect(found.margins?.[row]).toEqual(one.margins?.[0]);
        }
        expect(found.nonFinite.filter(({ output }) => !asked.includes(output))).toEqual([]);
        if (asked !== names) continue;
        const blocks = ["first", "second", "words", "truth", "holds", "beside"];
        expect(found.failureCounts).toEqual(
          blocks.flatMap((blockId) => {
            const at = alone.flatMap((one, row) => (one.failures.some((f) => f.blockId === blockId) ? row : []));
            return at.length === 0 ? [] : [{ blockId, count: at.length, first: at[0] }];
          }),
        );
        expect(found.failedDraws).toBeGreaterThan(3);
        for (const { output, count, first } of found.nonFinite) {
          const at = alone.flatMap((one, row) => (one.nonFinite.some((n) => n.output === output) ? row : []));
          expect([output, count, first]).toEqual([output, at.length, at[0]]);
        }
      }
      evaluator.close();
    }
  });

  it("begins each sweep at the base, whatever the one before varied", async () => {
    const evaluator = await open(memo, ["served"]);
    const at = async (path: string, value: number): Promise<number | undefined> =>
      (await evaluator.evaluate(points([value]), 1, [path])).outputs[0];
    expect(await at("gw.add.2027", 40)).toBe(23.5);
    expect(await at("share", 1)).toBe(31);
    expect(await at("gw.add.2027", 24)).toBe(15.5);
    expect(await Promise.all([at("gw.stock", 0), at("share", 0)])).toEqual([12, 0]);
  });

  it("waits for blocks that wait", async () => {
    const slow = memoOf("  x: {unit: '1', value: 2}\n", {
      "#waits": "const later = await Promise.resolve(given.x * 2);",
      "#plain": "const sum = later + given.x;",
    });
    const evaluator = await open(slow, ["later", "sum"]);
    const result = await evaluator.evaluate(points([1], [5]), 2, ["x"]);
    expect([...result.outputs]).toEqual([2, 3, 10, 15]);
  });

  it("tells how far it is", async () => {
    const evaluator = await open(memo, ["served"]);
    const heard: number[] = [];
    const n = 400_000;
    const result = await evaluator.evaluate(new Float64Array(n).fill(0.5), n, ["share"], {
      onProgress: (done, of) => {
        expect(of).toBe(n);
        heard.push(done);
      },
    });
    expect(heard.length).toBeGreaterThan(2);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBe(n);
    expect(result.outputs.every((x) => x === 15.5)).toBe(true);
  });

  it("does nothing for no points", async () => {
    const evaluator = await open(memo, ["served", "enough"]);
    const result = await evaluator.evaluate(points(), 0, ["share"]);
    expect(result.outputs).toHaveLength(0);
    expect(result.margins).toHaveLength(0);
  });
});

describe("an evaluator in a process of its own", () => {
  const n = 3_000;
  const paths = ["gw.add.2026", "share"];
  const drawn = Float64Array.from({ length: 2 * n }, (_, at) => (at % 2 === 0 ? 10 + ((at * 7919) % 300) / 10 : 0.5));
  const options = { runner: undefined, worthSharing: 100 };

  it("gives the same as two of them that share the rows", async () => {
    const outputs = ["served", "binds", "enough"];
    const one = await open(memo, outputs, { ...options, runner: startRunner() });
    const two = await open(memo, outputs, { ...options, processes: 2 });
    // The second half meets its texts in another order.
    const turned = drawn.map((value, at) => (at % 2 === 0 && at >= n ? 55 - value : value));
    const [a, b] = await Promise.all([one.evaluate(turned, n, paths), two.evaluate(turned, n, paths)]);
    expect(b).toEqual(a);
    expect(a.texts[1]).toHaveLength(2);
    one.close();
    two.close();
  });

  it("gives the same where two evaluate at a time", async () => {
    const one = await open(memo, ["served"], { runner: undefined });
    const two = await open(memo, ["served"], { runner: undefined, processes: 2 });
    const asked = [1, 2, 3, 4].map((size) => drawn.subarray(0, 200 * size));
    const both = await Promise.all(
      [one, two].map((each) => Promise.all(asked.map((some) => each.evaluate(some, some.length / 2, paths)))),
    );
    expect(both[1]).toEqual(both[0]);
    one.close();
    two.close();
  });

  it("takes long and wide sweeps in pieces", async () => {
    const wide = memoOf(
      `  a: {unit: "1", value: {${Array.from({ length: 150 }, (_, at) => `k${at}: ${at}`).join(", ")}}}\n`,
      { "#sum": "const total = sumSeries(given.a);" },
    );
    const evaluator = await open(wide, ["total"], { runner: undefined });
    const rows = 5_000;
    const columns = Array.from({ length: 150 }, (_, at) => `a.k${at}`);
    const result = await evaluator.evaluate(
      Float64Array.from({ length: rows * 150 }, (_, at) => Math.floor(at / 150)),
      rows,
      columns,
    );
    expect(result.outputs.every((total, row) => total === row * 150)).toBe(true);
    evaluator.close();
  });
});
