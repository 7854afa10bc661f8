import { expect, test } from "vitest";
import { DimensionProcess } from "../../../src/check/dimensions/index.js";
import {
  BlockProcess,
  defaultLimits,
  type Limits,
  type Outcome,
  STOPPED,
} from "../../../src/notebook/process/block-process.js";
import { NO_BLOCKS } from "./blocks.js";

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("whoever waits for a process that is stopped is told so at once, and no timer is left", async () => {
  const before = timers();
  const executing = new BlockProcess(defaultLimits.megabytes);
  const answer = executing.execute(NO_BLOCKS, defaultLimits);
  executing.stop();
  expect(await answer).toBe(STOPPED);

  const conversing = new BlockProcess(defaultLimits.megabytes);
  const told: unknown[] = [];
  const exchange = conversing.converse(
    defaultLimits,
    () => {},
    (outcome) => told.push(outcome),
  );
  exchange.expect(3600);
  conversing.stop();
  conversing.stop();
  expect(told).toEqual([STOPPED]);

  const measuring = new DimensionProcess(defaultLimits);
  const measured = measuring.perform({} as never);
  measuring.stop();
  expect(await measured).toMatchObject(STOPPED);
  expect(timers()).toBe(before);
});

test("a process that is stopped at work leaves nothing for which a command would wait", () => {
  const before = timers();
  const running = new BlockProcess(defaultLimits.megabytes);
  void running.execute(NO_BLOCKS, defaultLimits);
  running.stop();
  expect(timers()).toBe(before);
});

test("a conversation that ends for a reason of its own is told that reason, once", async () => {
  const reason = async (limits: Limits, seconds: number, send?: object): Promise<Outcome[]> => {
    const told: Outcome[] = [];
    await new Promise<void>((resolve) => {
      const exchange = new BlockProcess(limits.megabytes).converse(
        limits,
        () => {},
        (outcome) => {
          told.push(outcome);
          setTimeout(resolve, 50);
        },
      );
      exchange.expect(seconds);
      if (send) exchange.send(send as never);
    });
    return told;
  };
  expect(await reason(defaultLimits, 0.05)).toEqual([{ type: "time-limit" }]);
  const failed = await reason(defaultLimits, 60, { type: "task", task: "dimensions", input: {} });
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ type: "crashed" });
  expect(failed).not.toEqual([STOPPED]);
});
