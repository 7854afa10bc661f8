import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { LIVE_BUILD, liveBoot } from "../../src/live/compiled.js";

// Bundles the script once more, which takes a second or two.
it("the script of live pages is of its sources alone, whatever the environment says", () => {
  const folder = mkdtempSync(join(tmpdir(), "memo-engine-"));
  try {
    const env = { ...process.env, MEMO_READABLE: "1" };
    const made = spawnSync(process.execPath, ["--import", "tsx", fileURLToPath(LIVE_BUILD), folder], { env });
    expect(String(made.stderr)).toBe("");
    expect(readFileSync(join(folder, "boot.js"), "utf8")).toBe(liveBoot());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 20_000);
