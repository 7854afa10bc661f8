import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { MemoError } from "../../src/diagnostic.js";
import { readProject } from "../../src/memo/project.js";
import { removeFolders, starter, temporaryFolder, write } from "../cli/memo.js";

/** What is told of a memo with a link to somewhere, made by `link`. */
function told(link: (memo: string, elsewhere: string) => void): string[] {
  const memo = write(temporaryFolder(), { ...starter(), "data/sales.csv": "a\n1\n" });
  mkdirSync(join(memo, "pictures"));
  writeFileSync(join(memo, "pictures/a.svg"), "<svg/>");
  const elsewhere = temporaryFolder();
  writeFileSync(join(elsewhere, "secret.csv"), "secret\n1\n");
  link(memo, elsewhere);
  try {
    return (readProject(memo).found ?? []).map(({ rule }) => rule);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return error.diagnostics.map(({ rule, place }) => `${rule} ${place?.file}`);
  }
}

describe("a link out of a memo", () => {
  afterAll(removeFolders);

  it.each(["chapters", "assumptions", "data", "pictures"])("in place of %s/ is refused", (room) => {
    const found = told((memo, elsewhere) => {
      renameSync(join(memo, room), join(elsewhere, room));
      symlinkSync(join(elsewhere, room), join(memo, room));
    });
    expect(found).toEqual([`project/outside ${room}`]);
  });

  it.each([
    ["chapters/03-more.md", ""],
    ["assumptions/2026-02.yaml", ""],
    ["data/more.csv", ""],
    ["data/folder", "."],
    ["data/deep/more.csv", ""],
  ])("at %s is refused", (path, to) => {
    const found = told((memo, elsewhere) => {
      mkdirSync(join(memo, path, ".."), { recursive: true });
      symlinkSync(join(elsewhere, to === "." ? "" : "secret.csv"), join(memo, path));
    });
    expect(found).toEqual([`project/outside ${path}`]);
  });

  it("is one that leads into a repository's own files too, and none that stays inside", () => {
    const inside = told((memo) => symlinkSync(join(memo, "data/sales.csv"), join(memo, "data/same.csv")));
    expect(inside).toEqual([]);
    const git = told((memo) => {
      write(memo, { ".git/config": "[core]\n" });
      symlinkSync(join(memo, ".git/config"), join(memo, "data/config.csv"));
    });
    expect(git).toEqual(["project/outside data/config.csv"]);
  });

  it("that leads nowhere is missed by who declares it", () => {
    expect(told((memo) => symlinkSync("nowhere.csv", join(memo, "data/gone.csv")))).toEqual([]);
  });
});
