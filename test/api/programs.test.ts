import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import * as api from "../../src/api/index.js";
import { ROOT, removeFolders, starter, temporaryFolder, write } from "../cli/memo.js";
import { runSweepsHere } from "../sensitivity/sweeps.js";

const PAGE = join(ROOT, "docs/programs.md");
const EXAMPLE = /^```ts\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gm;

/** Where packages are found from, and the compiled package under its own name. */
const room = join(ROOT, "node_modules/.cache", `memo-programs-${process.pid}`);

/** Runs an example as a program that has installed the package, in a folder with the starter memo as `van/`; gives what it printed. */
async function run(code: string, index: number, folder: string): Promise<string> {
  const entry = pathToFileURL(join(inject("compiled"), "dist/api/index.js")).href;
  const { code: plain } = transformSync(code.replace('"memo-report"', JSON.stringify(entry)), {
    loader: "ts",
    target: "node20",
    format: "esm",
  });
  const program = join(room, `example-${index}.mjs`);
  writeFileSync(program, plain);
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    lines.push(values.map(String).join(" ").trimEnd());
  });
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  await import(/* @vite-ignore */ pathToFileURL(program).href);
  return lines.map((line) => `${line}\n`).join("");
}

describe("the page for programs", () => {
  const page = readFileSync(PAGE, "utf8");
  const examples = [...page.matchAll(EXAMPLE)];
  const printed = new Map<number, string>();
  beforeAll(() => {
    mkdirSync(room, { recursive: true });
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => {
    rmSync(room, { recursive: true, force: true });
    removeFolders();
    if (!process.env.UPDATE_GOLDEN) return;
    let index = -1;
    const updated = page.replace(EXAMPLE, (_, code: string) => {
      index++;
      const text = printed.get(index) ?? "";
      return `\`\`\`ts\n${code}\`\`\`\n${text === "" ? "" : `\n\`\`\`text\n${text}\`\`\`\n`}`;
    });
    writeFileSync(PAGE, updated);
  });

  it("has an example for each function", () => {
    const functions = Object.keys(api).filter((name) => name !== "MemoError");
    for (const name of functions) expect(page, name).toContain(`${name}(`);
  });

  for (const [index, [, code = "", expected = ""]] of examples.entries())
    it(`prints what it says: ${code.split("\n").find((line) => line.startsWith("console")) ?? "the import"}`, async () => {
      const folder = temporaryFolder();
      write(join(folder, "van"), starter());
      // The first ones run blocks as a program does, in processes; the package takes them from where tests do.
      if (index > 2) runSweepsHere();
      const text = await run(code, index, folder);
      printed.set(index, text);
      if (!process.env.UPDATE_GOLDEN) expect(text).toBe(expected);
    });
});
