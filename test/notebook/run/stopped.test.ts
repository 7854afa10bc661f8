import { expect, test } from "vitest";
import { BlockProcess, defaultLimits } from "../../../src/notebook/process/block-process.js";

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("a process that is stopped at work leaves nothing for which a command would wait", () => {
  const before = timers();
  const running = new BlockProcess(defaultLimits.megabytes);
  void running.execute(
    { blocks: [], idle: new Set(), supplied: new Map(), keep: new Set(), given: {}, want: [], trace: false } as never,
    defaultLimits,
  );
  running.stop();
  expect(timers()).toBe(before);
});
