import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { lateCompilation, usualCompilation } from "../src/late-compilation.js";

const node = (...args: string[]) => spawnSync(process.execPath, args, { encoding: "utf8" });

describe("late compilation", () => {
  it("is a flag that this Node knows", () => {
    const { status, stderr } = node(...lateCompilation(), "--eval", "");
    expect([status, stderr]).toEqual([0, ""]);
    expect(lateCompilation()).not.toEqual([]);
  });

  it("ends with what this Node does unless told", () => {
    const [flag = ""] = usualCompilation();
    expect(node("--v8-options").stdout).toMatch(new RegExp(`default: ${flag}$`, "m"));
  });

  it("is said as each version says it, and not to one that nobody has tried", () => {
    const flags = ["20.19.0", "21.7.3", "22.12.0", "24.1.0", "26.10.0", "27.0.0"].map((one) => lateCompilation(one));
    const [budget, count] = [["--interrupt-budget=1000000"], ["--invocation-count-for-turbofan=30000"]];
    expect(flags).toEqual([budget, count, count, count, count, []]);
  });

  it("is known of a process, until it compiles as usual", () => {
    const module = pathToFileURL(join(inject("compiled"), "dist/late-compilation.js")).href;
    const program = `import * as late from ${JSON.stringify(module)}; const said = [late.compilesAsCommand()];
      for (const set of [late.compileAsCommand, late.compileAsUsual]) { set(); said.push(late.compilesAsCommand()); }
      process.stdout.write(String(said));`;
    const { stdout, stderr } = node("--input-type=module", "-e", program);
    expect([stdout, stderr]).toEqual(["false,true,false", ""]);
  });
});
