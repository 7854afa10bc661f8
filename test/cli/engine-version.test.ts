import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesBehind } from "../../src/memo/engine-version.js";
import { ROOT } from "./memo.js";

const STARTS = ["figures/render", "sensitivity/index", "memo/compute", "memo/sides/read", "review/compare"];

describe("what something kept depends on", () => {
  it("is what its modules import, in whatever room", () => {
    expect(filesBehind(["figures/studies/index"])).toEqual(
      expect.arrayContaining([
        "assumptions/register/describe.ts",
        "sensitivity/words.ts",
        "keys/order.ts",
        "text/counts.ts",
      ]),
    );
    expect(filesBehind(["memo/sides/read"])).toEqual(expect.arrayContaining(["memo/git.ts", "yaml/tree.ts"]));
    // What is loaded when it is needed.
    expect(filesBehind(["realm/entry"])).toEqual(
      expect.arrayContaining(["notebook/evaluate/server.ts", "figures/render.ts"]),
    );
  });

  it.each(STARTS)("leaves out nothing that a file behind %s imports", (start) => {
    const files = filesBehind([start]);
    expect(files).toEqual([...files].sort());
    for (const file of files.filter((name) => name.endsWith(".ts"))) {
      const text = readFileSync(join(ROOT, "src", file), "utf8");
      for (const [, path = ""] of text.matchAll(/^(?:import|export|\}) .*?from "(\.[^"]+)\.js";$/gm))
        expect(files, file).toContain(`${join(dirname(file), path).replaceAll("\\", "/")}.ts`);
    }
  });
});
