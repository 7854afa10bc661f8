import { expect, test } from "vitest";
import { LastingRunner } from "../../src/memo/lasting-runner.js";
import { STOPPED } from "../../src/notebook/process/block-process.js";
import { runnable } from "../../src/notebook/run/compile.js";
import type { ExecutionJob } from "../../src/notebook/run/job.js";
import { NO_BLOCKS, program } from "../notebook/run/blocks.js";

const job = (source: string): ExecutionJob => {
  const made = program({ a: [source, { defines: ["x"] }] });
  return { ...NO_BLOCKS, blocks: made.blocks.map(runnable), want: ["x"] };
};

test("a job that never ends is given up for the next one, which is answered", async () => {
  const limits = { seconds: 3600, megabytes: 512 };
  const runner = new LastingRunner(limits.megabytes);
  try {
    const endless = runner.execute(job("const x = 1; for (;;) {}"), limits);
    setTimeout(() => runner.interrupt(), 300);
    const waiting = runner.execute(job("const x = 4;"), limits);
    expect(await endless).toEqual(STOPPED);
    expect(await waiting).toEqual(STOPPED);
    const next = await runner.execute(job("const x = 2;"), limits);
    expect(next).toMatchObject({ type: "answer" });
    // Where nothing is at work there is nothing to give up.
    runner.interrupt();
    expect(await runner.execute(job("const x = 3;"), limits)).toMatchObject({ type: "answer" });
  } finally {
    runner.close();
  }
});

test("a job that is taken while another is under way is answered with its own result", async () => {
  const limits = { seconds: 60, megabytes: 512 };
  const runner = new LastingRunner(limits.megabytes);
  try {
    const values = ["const x = 1; for (let i = 0; i < 1e7; i++) {}", "const x = 2;", "const x = 3;"].map(
      async (source) => {
        const outcome = await runner.execute(job(source), limits);
        return outcome.type === "answer" ? outcome.result.values.get("x") : outcome;
      },
    );
    expect(await Promise.all(values)).toEqual([1, 2, 3]);
  } finally {
    runner.close();
  }
});

test("what is given tells jobs apart: cells of tables, zeros and what is no number too", async () => {
  const limits = { seconds: 60, megabytes: 512 };
  const runner = new LastingRunner(limits.megabytes);
  const table = (...numbers: number[]) => new Map([["count", { numbers: Float64Array.from(numbers) }]]);
  const asked = async (given: ExecutionJob["given"], source: string): Promise<unknown> => {
    const outcome = await runner.execute({ ...job(source), given }, limits);
    return outcome.type === "answer" ? outcome.result.values.get("x") : outcome;
  };
  try {
    const sum = "const x = given.sold.rows.reduce((sum, { count }) => sum + count, 0);";
    expect(await asked({ sold: table(1, 2) }, sum)).toBe(3);
    expect(await asked({ sold: table(1, 3) }, sum)).toBe(4);
    const kind = "const x = String(1 / given.a);";
    for (const [a, said] of [
      [0, "Infinity"],
      [-0, "-Infinity"],
      [Number.NaN, "NaN"],
      [Number.POSITIVE_INFINITY, "0"],
    ] as const)
      expect(await asked({ a }, kind)).toBe(said);
  } finally {
    runner.close();
  }
});

test("jobs that draw nothing follow each other in one realm, each over values of its own, and one that goes wrong is the last in it", async () => {
  const limits = { seconds: 60, megabytes: 512 };
  const runner = new LastingRunner(limits.megabytes);
  const made = program({
    shared: ["const of = (n) => n * given.a; const table = new Map([[1, given.a]]);", { defines: ["of", "table"] }],
    x: ["const x = [of(2), table.get(1), Object.isFrozen(table)];", { defines: ["x"], uses: ["of", "table"] }],
  });
  const asked = async (given: ExecutionJob["given"], blocks = made.blocks.map(runnable)): Promise<unknown> => {
    const outcome = await runner.execute({ ...job(""), blocks, given, trace: true }, limits);
    if (outcome.type !== "answer") return outcome;
    const { records, values } = outcome.result;
    const wrong = records.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message));
    return wrong.length > 0 ? wrong : [values.get("x"), records.flatMap(({ reads }) => reads)];
  };
  try {
    const blocks = made.blocks.map(runnable);
    for (const a of [1, 2, 3])
      expect(await asked({ a }, blocks)).toEqual([
        [2 * a, a, true],
        ["a", "a"],
      ]);
    // Others, then the first ones again.
    const other = program({ x: ["const x = given.b;", { defines: ["x"] }] }).blocks.map(runnable);
    expect(await asked({ b: 5 }, other)).toEqual([5, ["b"]]);
    expect(await asked({ a: 4 }, blocks)).toEqual([
      [8, 4, true],
      ["a", "a"],
    ]);
    // The same lines say where it goes wrong each time, and what is right after it is right.
    expect(await asked({ b: 5 }, blocks)).toEqual([expect.stringContaining("given.a is not in the assumptions")]);
    expect(await asked({ b: 5 }, blocks)).toEqual([expect.stringContaining("given.a is not in the assumptions")]);
    expect(await asked({ a: 6 }, blocks)).toEqual([
      [12, 6, true],
      ["a", "a"],
    ]);
  } finally {
    runner.close();
  }
});

test("of blocks of which not each is told, the one that doesn't end is named, and what is given up meanwhile is", async () => {
  const limits = { seconds: 0.5, megabytes: 512 };
  const runner = new LastingRunner(limits.megabytes);
  const names = Array.from({ length: 60 }, (_, at) => `x${at}`);
  const blocks = program(
    Object.fromEntries(names.map((name, at) => [name, `const ${name} = 1; while (given.endless === ${at});`])),
  ).blocks.map(runnable);
  const asked = (endless: number, seconds = limits.seconds) =>
    runner.execute({ ...job(""), blocks, want: names, given: { endless } }, { ...limits, seconds });
  try {
    expect(await asked(-1)).toMatchObject({ type: "answer" });
    for (const endless of [37, 58]) expect(await asked(endless)).toEqual({ type: "time-limit", index: endless });
    expect(await asked(-2)).toMatchObject({ type: "answer" });
    const given = asked(12, 3600);
    setTimeout(() => runner.interrupt(), 300);
    expect(await given).toEqual(STOPPED);
    expect(await asked(-3)).toMatchObject({ type: "answer" });
  } finally {
    runner.close();
  }
});

// A limit has to pass, and what is right before it has to take long.
test("no block that ends is named for one behind it that doesn't, however busy the parent is and however soon it is to be found", async () => {
  const limits = { seconds: 60, megabytes: 512 };
  const runner = new LastingRunner(limits.megabytes, 0.1);
  const blocks = program({
    quick: ["const quick = 1;", { defines: ["quick"] }],
    slow: ["let slow = 0; for (let i = 0; i < given.turns; i++) slow += i % 7;", { defines: ["slow"] }],
    endless: ["const endless = 1; while (given.endless === 1);", { defines: ["endless"] }],
  }).blocks.map(runnable);
  const asked = (turns: number, endless: number, seconds = limits.seconds) =>
    runner.execute({ ...job(""), blocks, want: ["endless"], given: { turns, endless } }, { ...limits, seconds });
  try {
    await asked(1, 0);
    const from = performance.now();
    await asked(1e8, 0);
    const turns = (1e8 * 250) / (performance.now() - from);
    // Within the limit, and longer than that.
    for (const seconds of [1, 0.1]) {
      // The process that is at work for it has begun.
      expect(await asked(seconds, 0)).toMatchObject({ type: "answer" });
      const outcome = asked(turns, 1, seconds);
      setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200), 1);
      expect(await outcome).toEqual({ type: "time-limit", index: 2 });
    }
  } finally {
    runner.close();
  }
}, 20_000);
