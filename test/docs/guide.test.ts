import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { memo, ROOT, removeFolders, temporaryFolder } from "../cli/memo.js";
import { writtenChapters } from "./chapters.js";

describe("the guide", () => {
  afterAll(removeFolders);

  it("has the chapters that the tables of the engine give", () => {
    for (const [path, text] of writtenChapters()) expect(readFileSync(join(ROOT, path), "utf8"), path).toBe(text);
  });

  it("shows rows and assumptions of the tutorial as its files have them", () => {
    const text = (path: string): string => readFileSync(join(ROOT, "docs/guide", path), "utf8");
    const shown = [
      ...text("chapters/02-tutorial.md").matchAll(
        /^```(text|yaml)\n(month,[\s\S]*?|assumptions:[\s\S]*?| {2}plan:[\s\S]*?)^```$/gm,
      ),
    ];
    expect(shown.map(([, kind]) => kind)).toEqual(["text", "yaml", "yaml"]);
    for (const [, kind, lines = ""] of shown) {
      const own = text(kind === "text" ? "data/loaves.csv" : "assumptions/2026-01.yaml").split("\n");
      for (const line of lines.trimEnd().split("\n")) expect(own).toContain(line);
    }
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
