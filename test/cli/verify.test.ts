import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import { verify } from "../../src/cli/verify/run.js";
import { BASE } from "../../src/rules/base.js";
import { runBlocksHere } from "./in-process.js";
import { Recorder, removeFolders } from "./memo.js";
import { TestRepository } from "./repository.js";

beforeEach(runBlocksHere);
afterEach(() => vi.restoreAllMocks());
afterAll(removeFolders);

const limits = { seconds: 60, megabytes: 1024 };

async function run(
  folder: string,
  file: string,
  more: { at?: string; scenario?: string } = {},
): Promise<{ code: number; text: string }> {
  const terminal = new Recorder();
  const code = await verify(join(folder, file), { folder, set: [], cache: false, limits, ...more }, terminal);
  return { code, text: (terminal.stdout + terminal.stderr).replaceAll(`${folder}/`, "") };
}

it("every file that a build writes is what its sources give, until it or they are changed; at its commit it still is", async () => {
  const repository = TestRepository.with(BASE);
  const { folder } = repository;
  for (const [out, scenario] of [
    ["out", undefined],
    ["frost", "late-frost"],
  ] as const)
    await build(
      { folder, out, set: [], cache: false, json: false, limits, ...(scenario ? { scenario } : {}) },
      new Recorder(),
    );
  const files = ["index.html", "memo.pdf", "memo.md", "results.json"];
  for (const file of files) {
    expect(await run(folder, `out/${file}`), file).toMatchObject({ code: 0 });
    expect(await run(folder, `frost/${file}`, { scenario: "late-frost" }), file).toMatchObject({ code: 0 });
  }
  // It says itself which scenario it is of.
  expect(await run(folder, "frost/results.json")).toMatchObject({ code: 0 });
  const told: string[] = [];
  for (const file of files) {
    const path = join(folder, "out", file);
    const bytes = readFileSync(path);
    appendFileSync(path, " ");
    const { code, text } = await run(folder, `out/${file}`);
    expect(code, file).toBe(1);
    expect(text).toContain("verify/differs");
    told.push(text);
    writeFileSync(path, bytes);
  }
  appendFileSync(join(folder, "chapters/02-harvest.md"), "\nMore.\n");
  for (const file of files) {
    const { code, text } = await run(folder, `out/${file}`);
    expect(code, file).toBe(1);
    expect(text, file).toContain(
      file === "memo.md" ? "differs from what its sources give" : "was made from other sources",
    );
    expect(await run(folder, `out/${file}`, { at: "HEAD" }), file).toMatchObject({ code: 0 });
  }
});

it("says of which build an error is, which only the file names", async () => {
  const repository = TestRepository.with(BASE);
  const { folder } = repository;
  await build(
    { folder, out: "frost", scenario: "late-frost", set: [], cache: false, json: false, limits },
    new Recorder(),
  );
  const path = join(folder, "chapters/02-harvest.md");
  const chapter = readFileSync(path, "utf8");
  writeFileSync(
    path,
    `${chapter}\n\`\`\`ts {#early}\nconst early = (() => {\n  if (given.orchard.apples < 35 /* kg */) throw new Error("too few apples");\n  return 1;\n})();\n\`\`\`\n`,
  );
  // Of a file that was changed it is not known which sources it was made from: they are not compared first.
  const file = join(folder, "frost/results.json");
  appendFileSync(file, " ");
  const { code, text } = await run(folder, "frost/results.json");
  expect(code).toBe(1);
  expect(text).toMatch(/too few apples[\s\S]*\n {2}found in the build of 2026-03\+late-frost\n/);
});
