import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { BUNDLED } from "../../src/store/code.js";
import { SCRIPT } from "../../src/store/script.js";

const DIST = join(inject("compiled"), "dist");

/** Paths of the modules that Node itself loads for a program. */
function loaded(program: string): string[] {
  const hooks = `import { appendFileSync } from "node:fs"; export const load = (url, context, next) => {
    appendFileSync(1, url.startsWith("file:") ? "\\n@ " + url + "\\n" : ""); return next(url, context); };`;
  const setup = `import { register } from "node:module"; register("data:text/javascript," + encodeURIComponent(${JSON.stringify(hooks)}));`;
  const words = ["--import", `data:text/javascript,${encodeURIComponent(setup)}`, ...program.split(" ")];
  const text = execFileSync(process.execPath, words, { encoding: "utf8" });
  return text.split("\n").flatMap((line) => (line.startsWith("@ ") ? [line.slice(2)] : []));
}

describe("the compiled package", () => {
  it("is one script, and what is kept depends on it, whichever module made it", () => {
    expect(BUNDLED.filter((path) => !existsSync(join(DIST, path)))).toEqual([]);
    const [code, module] = ["store/code.js", "keys/key.js"].map((path) => pathToFileURL(join(DIST, path)).href);
    const script = `const { filesBehind } = await import(${JSON.stringify(code)}); console.log(JSON.stringify(filesBehind(${JSON.stringify(module)})));`;
    const behind = JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }),
    );
    expect(behind).toEqual(expect.arrayContaining(["keys/key.js", SCRIPT, ...BUNDLED]));
  });

  it("has a byte for each letter of the script, as it is read so", () => {
    const bytes = readFileSync(join(DIST, SCRIPT));
    expect(bytes.every((byte) => byte < 128)).toBe(true);
  });

  it("begins with a single module", () => {
    const main = join(DIST, "cli/main.js");
    expect(loaded(`${main} --version`)).toEqual([pathToFileURL(main).href]);
  });

  it("opens to programs with what its door exports", async () => {
    const [door, source] = await Promise.all([
      import(/* @vite-ignore */ pathToFileURL(join(DIST, "api/index.js")).href),
      import("../../src/api/index.js"),
    ]);
    expect(Object.keys(door).sort()).toEqual(Object.keys(source).sort());
    expect(door.check).toBeTypeOf("function");
  });
});
