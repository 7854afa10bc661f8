import { describe, expect, it } from "vitest";
import { EvaluatorClosed } from "../../../src/notebook/evaluate/evaluator.js";
import { matchGolden } from "../../golden.js";
import { memoOf, open, points, problemOf } from "./memo.js";

const golden = (name: string): string => `test/notebook/evaluate/golden/${name}.txt`;
const X = '  x: {unit: "1", value: 2}\n  y: {unit: "1", value: {a: 1, b: 2}}\n';

describe("what can't be evaluated", () => {
  const memo = memoOf(X, {
    "#values":
      "const multiple = given.x * 2;\nconst double = (n: number): number => 2 * n;\nconst both = { low: 1, high: 2 };",
    "#output": 'const served = output(given.x, { label: "Served" });',
    "#holds .claim": "multiple > 1",
    "#fig-x .chart": "//| caption: X.\n//| alt: X.\nconst inChart = 3;\nPlot.plot({});",
    "#colours": "const colour = Plot.palette.blue;",
    "#deep": "const kind = inChart + 1;",
  });
  it.each<[string, string[]]>([
    ["unknown", ["serve", "hold", "both.mid", "given.x"]],
    ["kinds", ["double", "both", "served"]],
    ["keys", ["both.hihg", "both", "multiple.low"]],
    ["drawn", ["kind", "colour"]],
  ])("outputs that are %s", async (name, outputs) => {
    matchGolden(golden(`outputs-${name}`), await problemOf(memo, open(memo, outputs)));
  });

  it("paths that are no numbers, and points of another shape", async () => {
    const evaluator = await open(memo, ["served"]);
    matchGolden(golden("paths"), await problemOf(memo, evaluator.evaluate(points([1]), 1, ["y.c"])));
    await expect(evaluator.evaluate(points([1, 2, 3]), 2, ["x"])).rejects.toThrow("3 numbers are not 2 points of 1");
    await expect(evaluator.evaluate(points([1, 2]), 1, ["x", "x"])).rejects.toThrow("`x` is given by two columns");
    const one = await open(memo, ["served"], { vary: [{ id: "x", leaves: ["x"] }] });
    await expect(one.evaluate(points([1]), 1, ["y.a"])).rejects.toThrow(
      "`y.a` is not among what this evaluator varies",
    );
    expect((await evaluator.evaluate(points([3]), 1, ["x"])).outputs[0]).toBe(3);
    await expect(problemOf(memo, open(memo, ["served"], { vary: [{ id: "z", leaves: ["z"] }] }))).resolves.toContain(
      "`given.z` is no number",
    );
  });

  it("blocks that fail at the base, as a build says it", async () => {
    const broken = memoOf(X, { "#bad": "const list = Object.freeze([1]);\nconst more = list.push(given.x);" });
    matchGolden(golden("base"), await problemOf(broken, open(broken, ["more"])));
  });
});

describe("a block that throws at some points", () => {
  const memo = memoOf(X, {
    "#root":
      "function root(n: number): number {\n  if (n < 0) throw new RangeError('no root of ' + n);\n  return Math.sqrt(n);\n}",
    "#uses": "const side = root(given.x);",
    "#rests": "const area = side * given.y.a;",
    "#apart": "const other = given.x + given.y.b;",
    "#positive .claim": "side > 1",
  });

  it("fails these points for the outputs that rest on it, and says where", async () => {
    const evaluator = await open(memo, ["area", "other", "positive"]);
    const result = await evaluator.evaluate(points([4], [-1], [9], [-2]), 4, ["x"]);
    expect([...result.outputs]).toEqual([2, 6, 1, Number.NaN, 1, Number.NaN, 3, 11, 1, Number.NaN, 0, Number.NaN]);
    expect([...(result.margins ?? [])]).toEqual([1, Number.NaN, 2, Number.NaN]);
    matchGolden(golden("failures"), `${JSON.stringify(result.failures, null, 2)}\n`);
    expect(result.failureCounts).toEqual([{ blockId: "uses", count: 2, first: 1 }]);
    expect(result.failedDraws).toBe(2);
    expect(result.nonFinite).toEqual([]);
    const again = await evaluator.evaluate(points([16]), 1, ["x"]);
    expect([...again.outputs]).toEqual([4, 18, 1]);
  });

  it("tells of each block the same whatever others fail beside it", async () => {
    const two = memoOf('  x: {unit: "1", value: 1}\n', {
      "#aa": 'if (given.x < -90) throw new RangeError("a no");\nconst a = given.x;',
      "#bb": 'if (given.x < 0) throw new RangeError("b no");\nconst b = given.x;',
    });
    const evaluator = await open(two, ["a", "b"]);
    const all = points(...Array.from({ length: 120 }, (_, at) => [-at]));
    const both = await evaluator.evaluate(all, 120, ["x"]);
    const one = await evaluator.evaluate(all, 120, ["x"], { outputs: ["a"] });
    expect(one.failures).toHaveLength(20);
    expect(both.failures.filter(({ blockId }) => blockId === "aa")).toEqual(one.failures);
    expect(both.failures).toHaveLength(40);
    expect(one.failures[0]).toMatchObject({ draw: 91, message: "block `aa`: RangeError: a no" });
    expect(one.failureCounts.map(({ blockId }) => blockId)).toEqual(["aa"]);
    evaluator.close();
  });

  it("of outputs that nobody asks for nothing is counted", async () => {
    const two = memoOf('  x: {unit: "1", value: 1}\n', {
      "#aa": "const a = given.x;",
      "#bb": "const b = given.x / 0;",
      "#cc": 'const c = given.x > 0 ? "more" : "less";',
    });
    const evaluator = await open(two, ["a", "b", "c"]);
    const all = await evaluator.evaluate(points([1], [2]), 2, ["x"]);
    expect([all.nonFinite.map(({ output }) => output), all.texts[2]]).toEqual([["b"], ["more"]]);
    const one = await evaluator.evaluate(points([1], [2]), 2, ["x"], { outputs: ["a"] });
    expect([[...one.nonFinite], one.texts[2]]).toEqual([[], []]);
    evaluator.close();
  });

  it("tells some and counts all", async () => {
    const evaluator = await open(memo, ["area"]);
    const result = await evaluator.evaluate(new Float64Array(500).fill(-1), 500, ["x"]);
    expect(result.failures).toHaveLength(20);
    expect(result.failures.at(-1)).toMatchObject({ draw: 19, blockId: "uses" });
    expect(result.failureCounts).toEqual([{ blockId: "uses", count: 500, first: 0 }]);
    expect(result.outputs.every(Number.isNaN)).toBe(true);
  });

  it("awaits what never settles and carries on", async () => {
    const slow = memoOf(X, {
      "#waits": "const later = await (given.x > 5 ? Promise.reject(new Error('no')) : given.x);",
    });
    const evaluator = await open(slow, ["later"]);
    const result = await evaluator.evaluate(points([6], [4]), 2, ["x"]);
    expect([...result.outputs]).toEqual([Number.NaN, 4]);
    expect(result.failures).toMatchObject([{ draw: 0, message: "block `waits`: no" }]);
  });
});

describe("outputs that are not finite", () => {
  const memo = memoOf(X, {
    "#share": "const share = 1 / given.x;",
    "#what": "const what = given.x > 0 ? 'up' : undefined;",
    "#more .claim": "share > what?.length",
    "#calm .claim": "share > 1",
  });

  it("are kept and counted by output and block", async () => {
    const evaluator = await open(memo, ["share", "what"]);
    const result = await evaluator.evaluate(points([0], [2], [Number.NaN], [-1]), 4, ["x"]);
    expect([...result.outputs]).toEqual([Infinity, Number.NaN, 0.5, 0, Number.NaN, Number.NaN, -1, Number.NaN]);
    expect(result.nonFinite).toEqual([
      { output: "share", blockId: "share", count: 2, first: 0 },
      { output: "what", blockId: "what", count: 3, first: 0 },
    ]);
    expect(result.failedDraws).toBe(0);
  });

  it("fail a claim that compares them, as in a build", async () => {
    const evaluator = await open(memo, ["more", "calm"]);
    const result = await evaluator.evaluate(points([0], [Number.NaN]), 2, ["x"]);
    expect([...result.outputs]).toEqual([Number.NaN, 1, Number.NaN, Number.NaN]);
    expect(result.failures.map(({ message }) => message)).toEqual([
      "block `more`: the claim compares Infinity > undefined",
      "block `more`: the claim compares NaN > undefined",
      "block `calm`: the claim compares NaN > 1",
    ]);
    expect(result.failedDraws).toBe(2);
  });
});

describe("blocks that are not pure", () => {
  it("are none in a memo that is", async () => {
    const memo = memoOf(X, { "#a": "const twice = (n: number): number => 2 * n;", "#b": "const z = twice(given.x);" });
    const evaluator = await open(memo, ["z"]);
    expect(await evaluator.checkPurity()).toEqual([]);
    await evaluator.evaluate(points([3]), 1, ["x"]);
    expect(await evaluator.checkPurity()).toEqual([]);
  });

  const counter =
    "function counter(): () => number {\n  let calls = 0;\n  return () => ++calls;\n}\nconst next = counter();";

  it("keep something between calls", async () => {
    const memo = memoOf(X, { "#counter": counter, "#uses": "const drawn = given.x + next();" });
    matchGolden(golden("impure-state"), await problemOf(memo, open(memo, ["drawn"])));
  });

  it("keep something between calls at some points only, and begin anew at each", async () => {
    const memo = memoOf(X, {
      "#counter": counter,
      "#by": "const by = (n: number): number => n * next();",
      "#uses": "const drawn = given.x + (given.x > 5 ? by(10) : 0);",
    });
    const values = async (...xs: number[][]): Promise<number[]> => [
      ...(await (await open(memo, ["drawn"])).evaluate(points(...xs), xs.length, ["x"])).outputs,
    ];
    expect(await values([6], [3], [7], [6])).toEqual([16, 3, 17, 16]);
    expect(await values([7], [6])).toEqual([17, 16]);
  });

  it("change what another block defines, at a point only", async () => {
    const memo = memoOf(X, {
      "#list":
        "const list: number[] = [1, 2];\nconst add = (to: number[], n: number): number => (n > 5 ? to.push(n) : 0);",
      "#uses": "const length = list.length + 0 * add(list, given.x) + given.x;",
    });
    const evaluator = await open(memo, ["length"]);
    matchGolden(golden("impure-change"), await problemOf(memo, evaluator.evaluate(points([3], [6]), 2, ["x"])));
  });

  it("change the assumptions, at a point only", async () => {
    const memo = memoOf(X, {
      "#zeroes": "const zero = (of: Record<string, number>): number => (of.b = 0);",
      "#uses": "const sum = given.x + (given.x > 5 ? zero(given.y as never) : 0) + given.y.b;",
    });
    const evaluator = await open(memo, ["sum"]);
    matchGolden(golden("impure-given"), await problemOf(memo, evaluator.evaluate(points([3], [6]), 2, ["x"])));
  });

  it("change an assumption that varies, at a point between others, however much changes from one to the next", async () => {
    const wide = memoOf(`${X}  z: {unit: "1", value: {c: 1, d: 2, e: 3}}\n`, {
      "#zeroes": "const zero = (of: Record<string, number>): number => (of.b = 0);",
      "#uses": "const sum = given.x + (given.x > 5 ? zero(given.y as never) : 0) + given.y.b + given.z.c;",
    });
    const paths = ["x", "y.b", "z.c", "z.d", "z.e"];
    const told = async (rows: readonly number[][]): Promise<string> => {
      const evaluator = await open(wide, ["sum"]);
      return problemOf(wide, evaluator.evaluate(points(...rows), rows.length, paths));
    };
    const little = [1, 6, 2, 3].map((x) => [x, 2, 1, 2, 3]);
    const much = [1, 6, 2, 3].map((x) => [x, 2, x, -x, 2 * x]);
    matchGolden(golden("impure-varied"), [await told(little), await told(much)].join("\n---\n"));
  });
});

describe("limits, in a process of its own", () => {
  const limits = { seconds: 1, megabytes: 64 };

  it("end a loop that doesn't end at some point, with the block and the draw", async () => {
    const memo = memoOf(X, {
      "#fine": "const start = given.x;",
      "#spins": "let n = start;\nwhile (n !== 0) n -= 1;\nconst steps = start - n;",
    });
    const evaluator = await open(memo, ["steps"], { runner: undefined, limits });
    matchGolden(
      golden("time-limit"),
      await problemOf(memo, evaluator.evaluate(points([3], [5], [2.5], [1]), 4, ["x"])),
    );
  });

  it("tell of the first of the rows that went wrong, whichever process had them, and go on", async () => {
    const memo = memoOf(X, { "#spins": "while (given.x > 5);\nconst steps = given.x;" });
    const rows = Float64Array.from({ length: 3000 }, (_, at) => (at % 1000 === 999 ? 6 : 1));
    const said = await Promise.all(
      [1, 2].map(async (processes) => {
        const evaluator = await open(memo, ["steps"], { runner: undefined, limits, processes, worthSharing: 1 });
        const failing = evaluator.evaluate(rows, 3000, ["x"]);
        expect(evaluator.wasEndedBy(await failing.catch((error: unknown) => error))).toBe(true);
        expect([...(await evaluator.evaluate(points([3]), 1, ["x"])).outputs]).toEqual([3]);
        evaluator.close();
        return problemOf(memo, failing);
      }),
    );
    expect(said[0]).toContain("at draw 999");
    expect(said[1]).toBe(said[0]);
  });

  it("end one that never ends already at the base", async () => {
    const memo = memoOf(X, { "#spins": "for (;;);\nconst never = 1;" });
    matchGolden(golden("time-limit-base"), await problemOf(memo, open(memo, ["never"], { runner: undefined, limits })));
  });

  it("end memory that grows without end", async () => {
    const memo = memoOf(X, {
      "#grows":
        "const all: object[] = [];\nif (given.x > 5) for (;;) all.push(new Array(1000).fill(given.x));\nconst size = all.length;",
    });
    const evaluator = await open(memo, ["size"], { runner: undefined, limits: { seconds: 30, megabytes: 64 } });
    matchGolden(golden("memory-limit"), await problemOf(memo, evaluator.evaluate(points([1], [6]), 2, ["x"])));
  });

  it("find a promise that never settles, and go on", async () => {
    const memo = memoOf(X, {
      "#waits": "const later = await (given.x > 5 ? new Promise<number>(() => {}) : given.x);",
    });
    const evaluator = await open(memo, ["later"], { runner: undefined });
    const result = await evaluator.evaluate(points([6], [4]), 2, ["x"]);
    expect([...result.outputs]).toEqual([Number.NaN, 4]);
    expect(result.failures[0]?.message).toBe("block `waits`: it awaits a promise that never settles");
    evaluator.close();
  });

  it("close gives up what is being evaluated", async () => {
    const memo = memoOf(X, { "#spins": "let n = given.x;\nwhile (n !== 0) n -= 1;\nconst steps = given.x - n;" });
    const evaluator = await open(memo, ["steps"], { runner: undefined });
    const result = evaluator.evaluate(points([0.5]), 1, ["x"]);
    setTimeout(() => evaluator.close(), 100);
    await expect(result).rejects.toBeInstanceOf(EvaluatorClosed);
    await expect(evaluator.evaluate(points([1]), 1, ["x"])).rejects.toBeInstanceOf(EvaluatorClosed);
  });
});
