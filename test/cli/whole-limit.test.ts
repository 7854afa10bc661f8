import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { limitDiagnostic, SECONDS_BESIDE_BLOCKS, usualMegabytes } from "../../src/cli/limits/whole.js";
import { filesUnder, memo, ROOT, removeFolders, starter, temporaryFolder, write } from "./memo.js";

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

/** What a process prints that waits for ever where nothing interrupts it, as in the writer of the PDF or for the compiler of types. */
async function stuck(limits: object, json: boolean): Promise<{ printed: string; signal: NodeJS.Signals | null }> {
  const source = (path: string): string => JSON.stringify(pathToFileURL(join(ROOT, "src/cli", path)).href);
  const program = `
    import { readSync } from "node:fs";
    import { noteStep, watchWhole } from ${source("limits/whole.ts")};
    import { processTerminal } from ${source("terminal/terminal.ts")};
    watchWhole(${JSON.stringify(limits)}, processTerminal(), ${json});
    noteStep('writing "a"\\n::error::b\\u001b[2J');
    setTimeout(() => readSync(0, Buffer.alloc(1)), 50);
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1" },
  });
  // Nothing comes, and nothing interrupts who waits for it.
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  const signal = await new Promise<NodeJS.Signals | null>((done) => child.on("close", (_, signal) => done(signal)));
  return { printed, signal };
}

test("what can't be interrupted is ended all the same, and the limit told", { timeout: 30_000 }, async () => {
  const [time, memory] = await Promise.all([
    stuck({ seconds: 0.2, megabytes: 4000 }, false),
    stuck({ seconds: 100, megabytes: 10 }, true),
  ]);
  await expect(time.printed).toMatchFileSnapshot("golden/whole-limit-stuck.txt");
  expect(JSON.parse(memory.printed)).toMatchObject({
    ok: false,
    diagnostics: [
      {
        rule: "project/memory-limit",
        message: 'memo holds more than 10 MB, at writing "a"\n::error::b\u001b[2J',
      },
    ],
  });
  expect([time.signal, memory.signal]).toEqual(["SIGKILL", "SIGKILL"]);
});

test("a limit says what was under way and how to get more", () => {
  expect(limitDiagnostic("time", { seconds: 900, megabytes: 4096 }, "running blocks").message).toBe(
    "memo was still at work after 900 s, at running blocks",
  );
  expect(limitDiagnostic("memory", { seconds: 900, megabytes: 4096 }).hint).toContain("--whole-memory-limit");
  expect(SECONDS_BESIDE_BLOCKS).toBeGreaterThan(60);
  expect(usualMegabytes()).toBeLessThanOrEqual(4096);
});
