import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, inject, it } from "vitest";
import { PARAMETERS, SCRIPT, type Use } from "../../src/store/script.js";

const MODULE = pathToFileURL(join(inject("compiled"), "dist/store/script.js")).href;
const scratch = mkdtempSync(join(tmpdir(), "memo-script-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A compiled package of two modules, each of which prints a word. */
function packageOf(name: string, word = "first"): string {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  const body = ["a", "b"].map((one, at) => `${one}: () => { __began[${at}] = 1; console.log("${word} ${one}"); }`);
  writeFileSync(
    join(folder, SCRIPT),
    `(function (${PARAMETERS.join(", ")}) { "use strict"; module.exports = { ${body.join(", ")} }; })`,
  );
  return folder;
}

/** What a process says that begins with one of them. */
function begin(folder: string, entry: string, use: Use = "command", code = 0): string {
  const program = `import { openScript } from "${MODULE}";
    openScript(new URL("${pathToFileURL(folder).href}/"), (name) => import(name), 2, "${use}")["${entry}"]();
    process.exitCode = ${code};`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  return stdout + stderr;
}

/** Which file is kept beside the script, another once it is made anew. */
const kept = (folder: string): string | undefined => {
  const name = readdirSync(folder).find((one) => one !== SCRIPT);
  return name && `${name} ${statSync(join(folder, name)).ino} ${statSync(join(folder, name)).mtimeMs}`;
};

describe("the script of the compiled package", () => {
  it("is compiled once: what came of it is taken, and made anew when a module begins that wasn't in it", () => {
    const folder = packageOf("once");
    expect(begin(folder, "a")).toBe("first a\n");
    const first = kept(folder);
    expect(first).toMatch(new RegExp(`^${SCRIPT}.${process.versions.node}-${process.arch}.cache `));
    // One that V8 refused would be made anew.
    expect(begin(folder, "a")).toBe("first a\n");
    expect(kept(folder)).toBe(first);
    expect(begin(folder, "b")).toBe("first b\n");
    const second = kept(folder);
    expect(second).not.toBe(first);
    for (const entry of ["a", "b", "a"]) begin(folder, entry);
    expect(kept(folder)).toBe(second);
  });

  it("is compiled anew once it is another, of the same length too", () => {
    const folder = packageOf("changed");
    begin(folder, "a");
    const before = kept(folder);
    packageOf("changed", "other");
    expect(begin(folder, "a")).toBe("other a\n");
    expect(kept(folder)).not.toBe(before);
  });

  it("is compiled anew where what was kept is damaged, cut off or nothing", () => {
    const folder = packageOf("damaged");
    begin(folder, "a");
    const file = join(folder, readdirSync(folder).find((one) => one !== SCRIPT) ?? "");
    const whole = readFileSync(file);
    const flipped = Buffer.from(whole);
    flipped[400] = (flipped[400] ?? 0) ^ 255;
    for (const bytes of [flipped, whole.subarray(0, 500), whole.subarray(500), Buffer.alloc(0), Buffer.from("memo")]) {
      writeFileSync(file, bytes);
      expect(begin(folder, "a")).toBe("first a\n");
      expect(readFileSync(file).equals(bytes)).toBe(false);
    }
  });

  it("is kept by no other program than the command, and by none that failed", () => {
    const folder = packageOf("others");
    begin(folder, "a", "library");
    begin(folder, "a", "thread");
    begin(folder, "a", "command", 130);
    expect(kept(folder)).toBeUndefined();
  });
});
