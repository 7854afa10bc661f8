import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { MemoError } from "../../../src/diagnostic.js";
import { computeMemo } from "../../../src/memo/compute.js";
import { readProject } from "../../../src/memo/project.js";
import { removeFolders, type Sources, temporaryFolder, write } from "../../cli/memo.js";

const MEMO: Sources = {
  "chapters/01-a.md": "---\ntitle: A\n---\n\nNothing.\n",
  "assumptions/2026-01.yaml": `version: 2026-01
as_of: 2026-01-01
assumptions:
  sales: {label: Sales, data: sales.csv, columns: {month: {type: month}}, key: month, kind: assumed, note: made up, as_of: 2026-01}
`,
};

afterAll(removeFolders);

it.each<[string, (folder: string) => void, string]>([
  ["leads nowhere", (folder) => symlinkSync("../gone.csv", join(folder, "data/sales.csv")), "data/missing-file"],
  ["leads in a circle", (folder) => symlinkSync("sales.csv", join(folder, "data/sales.csv")), "project/unreadable"],
  ["leads to a folder", (folder) => symlinkSync("../chapters", join(folder, "data/sales.csv")), "data/missing-file"],
  ["is a folder", (folder) => mkdirSync(join(folder, "data/sales.csv")), "data/missing-file"],
  [
    "stands in a folder that leads to itself",
    (folder) => {
      writeFileSync(join(folder, "data/sales.csv"), "month\n2026-01\n");
      symlinkSync(".", join(folder, "data/again"));
    },
    "",
  ],
])("a data file that %s is told at its place, or read", async (_, make, rule) => {
  const folder = write(temporaryFolder(), MEMO);
  mkdirSync(join(folder, "data"));
  make(folder);
  let found: string[] = [];
  try {
    await computeMemo(readProject(folder), {});
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    found = error.diagnostics.map((one) => one.rule);
    for (const { place } of error.diagnostics) expect(place?.file).toMatch(/^(?:data|assumptions)\//);
  }
  expect(found).toEqual(rule === "" ? [] : [rule]);
});
