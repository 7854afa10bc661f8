import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { setup } from "../../src/cli/git/setup.js";
import { linesOf } from "../../src/cli/git/textconv.js";
import { writeResults } from "../../src/render/data/index.js";
import { BASE } from "../../src/rules/base.js";
import { sampleTree } from "../render/sample.js";
import { Recorder, removeFolders } from "./memo.js";
import { TestRepository } from "./repository.js";

afterAll(removeFolders);

it("tells a clone how to show and merge what builds write, once", async () => {
  const at = TestRepository.with({ ...BASE, ".gitattributes": "* text=auto" });
  const run = async (): Promise<string> => {
    const terminal = new Recorder();
    expect([await setup({ folder: at.folder, hook: true }, terminal), terminal.stderr]).toEqual([0, ""]);
    return terminal.stdout;
  };
  expect(await run()).toContain(".gitattributes: 6 lines more; commit it\n`memo check` runs before each commit\n");
  expect(await run()).toContain(".gitattributes says so already");
  expect(readFileSync(join(at.folder, ".gitattributes"), "utf8")).toMatch(/^\* text=auto\nout\/\*\* -text\n/);
  expect(at.git("config", "merge.memo-built.driver").trim()).toBe("git merge-file --quiet --ours %A %O %B");
  expect(statSync(join(at.root, ".git/hooks/pre-commit")).mode & 0o111).not.toBe(0);
  at.git("config", "core.hooksPath", "/dev/null");
  // Both branches changed the same line: this side's stays, and nothing is in conflict.
  at.commit("built", { "out/memo.md": "one\n" });
  at.git("checkout", "-q", "-b", "other");
  at.commit("theirs", { "out/memo.md": "two\n" });
  at.git("checkout", "-q", "main");
  at.commit("ours", { "out/memo.md": "three\n" });
  at.git("merge", "-q", "--no-edit", "other");
  expect(readFileSync(join(at.folder, "out/memo.md"), "utf8")).toBe("three\n");
});

it("puts the hook where git looks for it, and says so where it looks nowhere", async () => {
  const at = TestRepository.with({ ...BASE });
  const run = async (): Promise<[number, string]> => {
    const terminal = new Recorder();
    return [await setup({ folder: at.folder, hook: true }, terminal), terminal.stderr];
  };
  at.git("config", "core.hooksPath", "tools/hooks");
  expect(await run()).toEqual([0, ""]);
  expect(readFileSync(join(at.root, "tools/hooks/pre-commit"), "utf8")).toContain(" check -C ");
  expect(existsSync(join(at.root, ".git/hooks/pre-commit"))).toBe(false);
  at.git("config", "core.hooksPath", "/dev/null");
  const [code, told] = await run();
  expect([code, told]).toEqual([1, expect.stringContaining("`core.hooksPath` names no folder")]);
});

it("shows results as lines of values, and what is none as it is", () => {
  const lines = linesOf(writeResults(sampleTree()), "out/results.json").split("\n");
  expect(lines).toContainEqual(expect.stringMatching(/^output added_2026: .*: 18 GW/));
  expect(lines).toContainEqual(expect.stringMatching(/^assumption gw\.add: \{"2024":.*GW\/year.*cited, /));
  expect(lines).toContainEqual(expect.stringMatching(/^claim /));
  expect(linesOf("{", "x.json")).toBe("{");
});
