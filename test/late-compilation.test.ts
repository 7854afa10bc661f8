import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { lateCompilation } from "../src/late-compilation.js";

describe("late compilation", () => {
  it("is a flag that this Node knows", () => {
    const { status, stderr } = spawnSync(process.execPath, [...lateCompilation(), "--eval", ""], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(lateCompilation()).not.toEqual([]);
  });

  it("is said as each version says it, and not to one that nobody has tried", () => {
    const flags = ["20.19.0", "21.7.3", "22.12.0", "24.1.0", "26.10.0", "27.0.0"].map((one) => lateCompilation(one));
    const [budget, count] = [["--interrupt-budget=1000000"], ["--invocation-count-for-turbofan=30000"]];
    expect(flags).toEqual([budget, count, count, count, count, []]);
  });
});
