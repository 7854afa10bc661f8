import { afterAll, expect, test } from "vitest";
import { limitDiagnostic, SECONDS_BESIDE_BLOCKS, usualMegabytes } from "../../src/cli/limits/whole.js";
import { filesUnder, memo, removeFolders, starter, temporaryFolder, write } from "./memo.js";

afterAll(removeFolders);

test("a command that takes longer or more memory than it may ends with a diagnostic and leaves all as it was", async () => {
  // A text over which the command's own process is at work for longer than that.
  const long = "---\ntitle: Long\n---\n\n" + "Words *and* [more](#x), `code` and 1,000 of them.\n\n".repeat(20_000);
  const folder = write(temporaryFolder(), { ...starter(), "chapters/09-long.md": long });
  const before = filesUnder(folder);
  const [time, memory] = await Promise.all([
    memo(["build", "--no-cache", "--whole-time-limit", "1.5"], { cwd: folder }),
    memo(["build", "--no-cache", "--whole-memory-limit", "110", "--json"], { cwd: folder }),
  ]);
  expect(time.code, time.stderr).toBe(1);
  expect(time.stderr).toMatch(
    /^error\[project\/time-limit\]\n {2}memo was still at work after 1\.5 s(?:, at [^\n]+)?\n/,
  );
  expect(time.stderr).not.toMatch(/\n\s+at |debugger/);
  expect(memory.code, memory.stderr).toBe(1);
  expect(memory.stderr).toBe("");
  expect(JSON.parse(memory.stdout)).toMatchObject({ ok: false, diagnostics: [{ rule: "project/memory-limit" }] });
  const after = Object.entries(filesUnder(folder)).filter(([name]) => !name.startsWith(".memo-cache/"));
  expect(Object.fromEntries(after)).toEqual(before);
});

test("a limit says what was under way and how to get more", () => {
  expect(limitDiagnostic("time", { seconds: 900, megabytes: 4096 }, "running blocks").message).toBe(
    "memo was still at work after 900 s, at running blocks",
  );
  expect(limitDiagnostic("memory", { seconds: 900, megabytes: 4096 }).hint).toContain("--whole-memory-limit");
  expect(SECONDS_BESIDE_BLOCKS).toBeGreaterThan(60);
  expect(usualMegabytes()).toBeLessThanOrEqual(4096);
});
