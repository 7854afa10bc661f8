import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ciFiles } from "../../src/cli/ci/files.js";
import { ROOT, removeFolders, temporaryFolder, write } from "../cli/memo.js";
import { saidOf } from "./parser.js";

afterAll(removeFolders);

const FOLDER = ".github/workflows";
const own = readdirSync(join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`);
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const written = ciFiles({ forge: "github", engine: "owner/memo@v1" });
/** Every workflow, ours and those that `memo init --ci` writes. */
const workflows = new Map([
  ...own.map((path): [string, string] => [path, read(path)]),
  ...[...written]
    .filter(([path]) => path.startsWith(FOLDER))
    .map(([path, text]): [string, string] => [`init: ${path}`, text]),
]);

describe("GitHub's own parser", () => {
  it.each([...workflows])("finds nothing wrong with %s", async (name, text) => {
    expect(await saidOf(name, text)).toEqual([]);
  });

  it("finds nothing wrong with the action", async () => {
    expect(await saidOf("action.yml", read("action.yml"))).toEqual([]);
  });

  const review = read(`${FOLDER}/review.yml`);
  it.each([
    ["a key that is none", review.replace("timeout-minutes", "timeout")],
    ["an event that is none", review.replace("merge_group", "merge_groups")],
    ["a permission that is none", review.replace("contents: read", "contents: some")],
    ["a step that does nothing", review.replace("run: |", "walk: |")],
    [
      "an expression that doesn't end",
      review.replace("github.token }}", "github.token }").replace("!cancelled() }}", "!cancelled( }}"),
    ],
    ["an expression of a context that isn't there", review.replace("inputs.engine != ''", "input.engine != ''")],
    ["a job that needs another that isn't there", review.replace("    runs-on", "    needs: [built]\n    runs-on")],
    ["no YAML", `${review}\n  - x: [`],
  ])("finds %s", async (_, text) => {
    expect(text).not.toBe(review);
    expect(await saidOf("review.yml", text)).not.toEqual([]);
  });

  it("finds an action without a shell", async () => {
    expect(await saidOf("action.yml", read("action.yml").replace("      shell: bash\n", ""))).not.toEqual([]);
  });
});

const { error } = spawnSync("actionlint", ["-version"]);
it.skipIf(error !== undefined)("actionlint, where there is one, finds nothing wrong either", () => {
  const folder = write(
    temporaryFolder(),
    Object.fromEntries([...workflows].map(([path, text]) => [path.replace(/.*\//, ""), text])),
  );
  const { status, stdout } = spawnSync("actionlint", ["-no-color", ...readdirSync(folder)], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});
