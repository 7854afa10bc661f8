import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, inject, it } from "vitest";
import { PARAMETERS, SCRIPT, type Use } from "../../src/store/script.js";

const MODULE = pathToFileURL(join(inject("compiled"), "dist/store/script.js")).href;
const FLAGS = pathToFileURL(join(inject("compiled"), "dist/late-compilation.js")).href;
const scratch = mkdtempSync(join(tmpdir(), "memo-script-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A compiled package of two modules, each of which prints a word. */
function packageOf(name: string, word = "first"): string {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chmodSync(folder, 0o755);
  const body = ["a", "b"].map((one, at) => `${one}: () => { __began[${at}] = 1; console.log("${word} ${one}"); }`);
  writeFileSync(
    join(folder, SCRIPT),
    `(function (${PARAMETERS.join(", ")}) { "use strict"; module.exports = { ${body.join(", ")} }; })`,
  );
  return folder;
}

/** What a process says that begins with one of them. */
function begin(
  folder: string,
  entry: string,
  { use = "command" as Use, code = 0, node = [] as string[], long = false } = {},
): string {
  const program = join(folder, "..", "begin.mjs");
  writeFileSync(
    program,
    `import { openScript } from "${MODULE}"; import { compileAsUsual } from "${FLAGS}"; const [folder, entry, use, code, long] = process.argv.slice(2);
    process.umask(0); openScript(new URL(folder), (name) => import(name), 2, use)[entry](); process.exitCode = Number(code); if (long) compileAsUsual();`,
  );
  const words = [
    ...node,
    program,
    `${pathToFileURL(folder).href}/`,
    entry,
    use,
    String(code),
    ...(long ? ["long"] : []),
  ];
  const env = { ...process.env, NODE_OPTIONS: "" };
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8", env });
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
    begin(folder, "a", { use: "library" });
    begin(folder, "a", { use: "thread" });
    begin(folder, "a", { code: 130 });
    // V8 lets go of what rests in one that runs long.
    begin(folder, "a", { long: true });
    expect(kept(folder)).toBeUndefined();
  });

  it.skipIf(process.getuid === undefined)(
    "is kept where nobody else can write, whatever the umask, and believed from nowhere else",
    () => {
      const folder = packageOf("open");
      begin(folder, "a");
      const file = join(folder, readdirSync(folder).find((one) => one !== SCRIPT) ?? "");
      expect(statSync(file).mode & 0o777).toBe(0o644);
      const before = kept(folder);
      chmodSync(file, 0o666);
      expect(begin(folder, "a")).toBe("first a\n");
      // What isn't believed is made anew.
      expect(kept(folder)).not.toBe(before);
      expect(statSync(file).mode & 0o777).toBe(0o644);
      const anew = kept(folder);
      chmodSync(folder, 0o777);
      expect(begin(folder, "b")).toBe("first b\n");
      expect(kept(folder)).toBe(anew);
    },
  );

  it.skipIf(process.getuid === undefined)("is kept where only those can write too who can write the script", () => {
    const folder = packageOf("group");
    chmodSync(folder, 0o775);
    begin(folder, "a");
    expect(kept(folder)).toBeUndefined();
    chmodSync(join(folder, SCRIPT), 0o664);
    begin(folder, "a");
    expect(kept(folder)).toBeDefined();
    const before = kept(folder);
    begin(folder, "a");
    expect(kept(folder)).toBe(before);
    chmodSync(folder, 0o777);
    begin(folder, "b");
    expect(kept(folder)).toBe(before);
  });

  it("is left as it is by who runs Node with flags of their own", () => {
    const folder = packageOf("flags");
    begin(folder, "a", { node: ["--stack-size=900"] });
    expect(kept(folder)).toBeUndefined();
    begin(folder, "a");
    const before = kept(folder);
    begin(folder, "b", { node: ["--stack-size=900"] });
    expect(kept(folder)).toBe(before);
  });

  it("is kept without what a process that was ended left, once that is old", () => {
    const folder = packageOf("drafts");
    const name = `${SCRIPT}.${process.versions.node}-${process.arch}.cache`;
    const [old, young] = [1, 2].map((pid) => join(folder, `${name}.${pid}.draft`)) as [string, string];
    for (const path of [old, young]) writeFileSync(path, "half");
    utimesSync(old, 1, 1);
    begin(folder, "a");
    expect([old, young, join(folder, name)].map((path) => existsSync(path))).toEqual([false, true, true]);
  });

  it("says in a sentence that it isn't there", () => {
    const folder = packageOf("absent");
    rmSync(join(folder, SCRIPT));
    const said = begin(folder, "a");
    expect(said).toContain(`memo isn't installed whole: ${join(folder, SCRIPT)} can't be read; install it again`);
    expect(said).not.toContain("ENOENT");
  });
});
