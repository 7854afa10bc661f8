import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { BUNDLED, CHUNKS } from "../../src/store/code.js";

const DIST = join(inject("compiled"), "dist");

describe("the compiled package", () => {
  it("is bundled, and what is kept depends on all of the bundle, whichever module made it", () => {
    const chunks = readdirSync(join(DIST, CHUNKS));
    expect(chunks.length).toBeGreaterThan(20);
    expect(BUNDLED.filter((path) => !existsSync(join(DIST, path)))).toEqual([]);
    const [code, module] = ["store/code.js", "keys/key.js"].map((path) => pathToFileURL(join(DIST, path)).href);
    const script = `const { filesBehind } = await import(${JSON.stringify(code)}); console.log(JSON.stringify(filesBehind(${JSON.stringify(module)})));`;
    const behind = JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }),
    );
    expect(behind).toEqual(
      expect.arrayContaining(["keys/key.js", ...BUNDLED, ...chunks.map((name) => `${CHUNKS}/${name}`)]),
    );
  });
});
