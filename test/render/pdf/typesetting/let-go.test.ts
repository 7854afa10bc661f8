import { constants, PerformanceObserver } from "node:perf_hooks";
import { expect, it } from "vitest";
import { letGo } from "../../../../src/render/pdf/typesetting/let-go.js";

it("what is young is collected at once, and nobody else is given the collector", async () => {
  let forced = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { kind, flags } = (entry as unknown as { detail: { kind: number; flags: number } }).detail;
      if (kind === constants.NODE_PERFORMANCE_GC_MINOR && flags === constants.NODE_PERFORMANCE_GC_FLAGS_FORCED)
        forced++;
    }
  });
  observer.observe({ entryTypes: ["gc"] });
  await letGo();
  await letGo();
  await expect.poll(() => forced).toBe(2);
  observer.disconnect();
  expect("gc" in globalThis).toBe(false);
});
