import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { memo, ROOT, removeFolders, temporaryFolder } from "../cli/memo.js";

const EXAMPLES = join(ROOT, "docs/examples");

// Each in processes of its own, as its author runs them: its studies are, too.
describe.each(readdirSync(EXAMPLES))("the example %s", (name) => {
  afterAll(removeFolders);

  it("builds without a word of complaint, in each scenario too, is checked, and a change of its data is reviewed", async () => {
    // A copy, so that nothing is written beside the source.
    const cwd = join(temporaryFolder(), name);
    cpSync(join(EXAMPLES, name), cwd, { recursive: true });
    const build = async (...more: string[]): Promise<void> => {
      const { code, stderr } = await memo(["build", ...more], { cwd });
      expect([code, stderr], more.join(" ")).toEqual([0, ""]);
    };
    const scenarios = readFileSync(join(cwd, "assumptions/scenarios.yaml"), "utf8").matchAll(/^ {2}([\w-]+):/gm);
    for (const [, scenario = ""] of scenarios) await build("--scenario", scenario);
    await build();
    const checked = await memo(["check", "--strict"], { cwd });
    expect([checked.code, checked.stdout + checked.stderr]).toEqual([
      0,
      expect.stringMatching(/^0 errors, 0 warnings/),
    ]);
    const before = join(cwd, "..", "before.json");
    cpSync(join(cwd, "out/results.json"), before);
    const [data = ""] = readdirSync(join(cwd, "data"));
    const rows = readFileSync(join(cwd, "data", data), "utf8");
    writeFileSync(join(cwd, "data", data), rows.replace("2014,398.61", "2014,399.61"));
    await build();
    const review = await memo(["diff", before, "."], { cwd });
    expect([review.code, review.stderr]).toEqual([0, ""]);
    expect(review.stdout).toMatch(/Rise since the first year/);
  }, 120_000);
});
