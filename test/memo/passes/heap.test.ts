import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { boundHeap } from "../../../src/memo/passes/heap.js";

it("the heap of a command grows less freely where the memo is a large one, whatever its files", () => {
  const flagsOf = (chapters: readonly number[], assumptions: readonly number[]): string[] => {
    const flags: string[] = [];
    const texts = (lengths: readonly number[]): Map<string, string> =>
      new Map(lengths.map((length, at) => [`${at}`, " ".repeat(length)]));
    boundHeap({ chapters: texts(chapters), assumptions: texts(assumptions) }, (flag) => flags.push(flag));
    return flags;
  };
  expect(flagsOf([450_000], [150_000])).toEqual([]);
  expect(flagsOf([450_000, 450_000], [150_000])).toEqual(["--heap-growing-percent=100"]);
  expect(flagsOf([450_000], [600_000])).toEqual(["--heap-growing-percent=100"]);
  // One that is there: of an unknown one V8 prints a line.
  expect(execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" })).toContain("--heap-growing-percent ");
});
