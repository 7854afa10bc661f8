import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { memo, ROOT, removeFolders, temporaryFolder } from "../cli/memo.js";
import { REFERENCE, referenceChapter } from "./reference.js";

describe("the guide", () => {
  afterAll(removeFolders);

  it("has the reference that the tables of the engine give", () => {
    expect(readFileSync(join(ROOT, REFERENCE), "utf8")).toBe(referenceChapter());
  });

  // As its reader runs it, in processes of their own; its own time is some five seconds.
  it("builds without a word of complaint, in its scenario too, and is checked", async () => {
    const cwd = join(temporaryFolder(), "guide");
    cpSync(join(ROOT, "docs/guide"), cwd, { recursive: true });
    for (const more of [["--scenario", "slow", "--only", "md"], []]) {
      const { code, stderr } = await memo(["build", ...more], { cwd });
      expect([code, stderr], more.join(" ")).toEqual([0, ""]);
    }
    const { code, stdout, stderr } = await memo(["check", "--strict"], { cwd });
    expect([code, stdout + stderr]).toEqual([0, expect.stringMatching(/^0 errors, 0 warnings/)]);
    // What it shows ran: each of the tutorial's blocks is printed.
    const page = readFileSync(join(cwd, "out/index.html"), "utf8");
    for (const id of ["block-sales", "block-plan", "block-revenue-grows", "tbl-shops", "fig-months"])
      expect(page).toContain(`id="${id}"`);
  }, 60_000);
});
