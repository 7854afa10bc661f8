import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { REALM_BUILD } from "../../src/notebook/realm/compiled.js";

/** Node's own search for packages, to which Graphviz is not installed. */
const WITHOUT = `import Module from "node:module";
const found = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  if (name === "@viz-js/viz") throw new Error("not installed");
  return found.call(this, name, ...rest);
};`;

it("a package is not made where Graphviz is not installed", () => {
  const folder = mkdtempSync(join(tmpdir(), "compiled-"));
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        "--import",
        "tsx",
        "--import",
        `data:text/javascript,${encodeURIComponent(WITHOUT)}`,
        fileURLToPath(REALM_BUILD),
        folder,
        "--whole",
      ],
      { encoding: "utf8" },
    );
    expect(stderr).toContain("there is no Graphviz to compile: install the package `@viz-js/viz`");
    expect(status).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { compile: string } };
  expect(scripts.compile).toContain("realm/build.js dist/realm/compiled --whole");
});
