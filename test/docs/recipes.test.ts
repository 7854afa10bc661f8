import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { init } from "../../src/cli/init.js";
import { memo, Recorder, ROOT, removeFolders, temporaryFolder } from "../cli/memo.js";

// The recipes, done in their order in a memo that `memo init` wrote, by the commands that they name.

interface Step {
  /** Where what is shown goes; absent for commands. */
  file?: string;
  text: string;
}

/** The steps of each recipe: files by the path above them, and lines of a shell. What is only shown is `text` without a path. */
function recipes(): Map<string, Step[]> {
  const page = readFileSync(join(ROOT, "docs/guide/chapters/03-recipes.md"), "utf8");
  const found = new Map<string, Step[]>();
  for (const section of page.split(/^## (?!.*\{#)/m).slice(1)) {
    // A heading with an id stands inside a fence.
    const fences = /(?:^`([\w./-]+)`:\n\n)?^(`{3,})(\w+)\n([\s\S]*?)^\2$/gm;
    const steps = [...section.matchAll(fences)].flatMap(([, file, , language, text = ""]): Step[] =>
      file !== undefined ? [{ file, text }] : language === "sh" ? [{ text }] : [],
    );
    found.set(section.slice(0, section.indexOf("\n")), steps);
  }
  return found;
}

/** Puts a piece into a file: below its first line where that is a key that the file has, else at its end. */
function put(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const [key = "", ...rest] = text.split("\n");
  const before = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (/^\w+:$/.test(key) && before.split("\n").includes(key))
    writeFileSync(
      path,
      before.replace(`${key}\n`, () => `${key}\n${rest.join("\n")}`),
    );
  else appendFileSync(path, before === "" ? text : `\n${text}`);
}

const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");

describe("the recipes", () => {
  const folder = join(temporaryFolder(), "vans");
  beforeAll(() => init(folder, new Recorder()));
  afterAll(removeFolders);

  const all = recipes();
  const steps = [...all.values()].flat();

  it("are there, each with something to do", () => {
    expect(all.size).toBeGreaterThanOrEqual(12);
    expect(steps.filter(({ file }) => file !== undefined).length).toBeGreaterThanOrEqual(9);
    expect(steps.filter(({ file }) => file === undefined).length).toBeGreaterThanOrEqual(6);
  });

  // Each command in a process of its own, as its reader runs it; one after another, since they rest on each other.
  it("build without a word of complaint, and their commands run", async () => {
    for (const { file, text } of steps) {
      if (file !== undefined) put(folder, file, text);
      else
        for (const line of text.trim().split("\n")) {
          const [program, ...args] = words(line);
          expect(program, line).toBe("memo");
          const { code, stderr } = await memo(args, { cwd: folder });
          expect([code, stderr], line).toEqual([0, ""]);
        }
    }
    const page = readFileSync(join(folder, "out/memo.md"), "utf8");
    expect(page).toMatch(/In two months 813\skWh were charged, 26% of it at public chargers/);
    expect(page).toMatch(/The saving is worth the change of a habit\./);
    expect(page).toMatch(/\| 22,000 \| 16,000 \| 28,000 \| logbook \| January 2026 \|/);
    expect(page).toMatch(/The saving hangs most on /);
    expect(page).toMatch(/^- \*\*Night tariff\*\*: /m);
    const numbers = JSON.parse(readFileSync(join(folder, "site/key-numbers.json"), "utf8"));
    expect(numbers).toMatchObject({ version: "2026-06", numbers: { saving: { unit: "USD" } } });
    expect(readFileSync(join(folder, "own/memo.md"), "utf8")).not.toBe(page);
    expect(existsSync(join(folder, "with-ci/.github/workflows/review.yml"))).toBe(true);
  }, 180_000);
});
