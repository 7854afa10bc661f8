import { expect, test } from "vitest";
import { LastingRunner } from "../../src/memo/lasting-runner.js";
import { STOPPED } from "../../src/notebook/process/block-process.js";
import { runnable } from "../../src/notebook/run/compile.js";
import type { ExecutionJob } from "../../src/notebook/run/execute.js";
import { program } from "../notebook/run/blocks.js";

const job = (source: string): ExecutionJob => {
  const made = program({ a: [source, { defines: ["x"] }] });
  return {
    blocks: made.blocks.map(runnable),
    idle: new Set(),
    supplied: new Map(),
    keep: new Set(),
    given: {},
    want: ["x"],
    trace: false,
  };
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
