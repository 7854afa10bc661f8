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
  it("is one script, and what is kept depends on it and all that runs beside it, whichever module made it", () => {
    expect(BUNDLED.filter((path) => !existsSync(join(DIST, path)))).toEqual([]);
    const [code, module] = ["store/code.js", "keys/key.js"].map((path) => pathToFileURL(join(DIST, path)).href);
    const script = `const { filesBehind } = await import(${JSON.stringify(code)}); console.log(JSON.stringify(filesBehind(${JSON.stringify(module)})));`;
    const behind = JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }),
    );
    const beside = [
      "realm/compiled/realm.js",
      "realm/compiled/child.mjs",
      "live/compiled/live.js",
      "../src/assets/page.css",
    ];
    expect(behind).toEqual(
      expect.arrayContaining([SCRIPT, ...BUNDLED, "assumptions/units/mathjs-units.cjs", ...beside]),
    );
    expect(behind.filter((path: string) => path.endsWith(".cache"))).toEqual([]);
  });

  it("is installed without the modules that the script holds, and with all that it runs besides", () => {
    const { files } = JSON.parse(readFileSync(join(DIST, "../package.json"), "utf8")) as { files: string[] };
    const asked = files.filter((pattern) => pattern.startsWith("dist/") && pattern.endsWith(".js"));
    expect(asked.sort()).toEqual(BUNDLED.map((path) => `dist/${path}`).sort());
    expect(files.indexOf("!dist/**/*.js")).toBeGreaterThan(files.indexOf("dist"));
    expect(files).toEqual(expect.arrayContaining(["dist/realm/compiled", "dist/live/compiled"]));
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
