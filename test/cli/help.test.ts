import { readdirSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { groupCommands } from "../../src/cli/help.js";
import { memo, removeFolders, start, temporaryFolder } from "./memo.js";

afterAll(removeFolders);

it("ends without a word when who reads it has had enough, as head has", async () => {
  const { child, ended } = start(["explain"], { cwd: temporaryFolder() });
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 0, stderr: "" });
});

describe("memo --help", () => {
  it("groups the commands, fits 80 columns and names no empty default", async () => {
    const { stdout } = await memo(["--help"], { cwd: temporaryFolder() });
    expect(stdout.match(/^\S.*:$/gm)).toEqual([
      "Options:",
      "Compute and look:",
      "Assumptions and data:",
      "Review and publish:",
      "Begin and learn:",
    ]);
    for (const args of [["--help"], ["build", "--help"], ["sweep", "tornado", "--help"], ["diff", "--help"]]) {
      const help = (await memo(args, { cwd: temporaryFolder() })).stdout;
      expect(help.split("\n").filter((line) => line.length > 80 && !line.startsWith("  memo "))).toEqual([]);
      expect(help).not.toMatch(/\(default: (\[\]|false)\)/);
    }
    expect((await memo(["build", "--help"], { cwd: temporaryFolder() })).stdout).toContain("(default: 60)");
  });

  it("has -o mean what is written, and where, in every command", () => {
    const cli = new URL("../../src/cli/", import.meta.url);
    const files = readdirSync(cli, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
    const options = files.flatMap((path) =>
      [...readFileSync(new URL(path, cli), "utf8").matchAll(/"(-o\b[^"]*)", "(\w+)/g)].map(
        ([, name, word]) => `${name}: ${word}`,
      ),
    );
    expect(options.sort()).toEqual(["-o, --out <dir>: write", "-o, --out <file>: write", "-o, --out <file>: write"]);
  });

  it("is not made with a command that stands under no heading", () => {
    const program = new Command("memo");
    program.command("dance");
    expect(() => groupCommands(program)).toThrow("the command dance is under no heading of the help");
  });
});
