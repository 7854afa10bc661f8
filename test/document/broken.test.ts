import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Diagnostic, MemoError } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { BASE, chapter, fence } from "../../src/rules/base.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf } from "../cli/memo.js";

async function told(...parts: string[]): Promise<string[]> {
  const files = { ...BASE, "chapters/03-juice.md": chapter(...parts) };
  const error: unknown = await computeMemo(projectOf(files), {}).then(
    () => new Error("nothing is wrong"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof MemoError)) throw error;
  return error.diagnostics.map((d: Diagnostic) => d.rule);
}

const many = (text: (n: number) => string): string => Array.from({ length: 300 }, (_, n) => text(n)).join(" ");
const LINES = Array.from({ length: 300 }, (_, n) => `const a${n} = harvest * ${n};`).join("\n");
const QUOTES = many((n) => `{{number a${n}}}`);

describe("one cause is told once, and what depends on it is silent:", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it.each([
    ["a block with a syntax error", "notebook/syntax", fence("ts {#a}", `${LINES}\nconst = 1;`)],
    ["one that is too large", "notebook/too-large", fence("ts {#a}", `${LINES}\n//${"x".repeat(40_000)}`)],
    [
      "one that is nested too deeply",
      "notebook/too-large",
      fence("ts {#a}", `${LINES}\nconst b = ${"-+".repeat(600)}1;`),
    ],
    ["a fence without an id", "chapters/fence", fence("ts {.chart}", LINES)],
    ["a fence of an unknown class", "chapters/fence", fence("ts {#a .chrat}", LINES)],
    ["a fence of another language", "chapters/fence", fence("js {#a}", LINES)],
  ])("%s", async (_, rule, block) => {
    expect(
      await told(
        block,
        QUOTES,
        many((n) => `{{#if a${n}}}x{{/if}}`),
      ),
    ).toEqual([rule]);
    expect(await told(QUOTES, block, fence("ts {#b}", "const b = a1 + a2;"), "{{number b}}")).toEqual([rule]);
    expect(await told(block, QUOTES, "{{number nothing}}")).toEqual([rule, "prose/unknown-value"]);
  });

  it.each([
    [
      "a figure",
      "notebook/syntax",
      fence("ts {#fig-a .chart}", "//| caption: C\n//| alt: A\nPlot.plot({ marks: [ });"),
    ],
    ["one of an unknown class", "chapters/fence", fence("ts {#fig-a .chrat}", "1")],
    ["an equation", "notebook/formula", fence("formula {#fig-a}", "f(x = 1")],
    ["a sweep of an unknown class", "chapters/fence", fence("sweep {#fig-a .tornadoo}", "output: harvest")],
  ])("%s that references and quotes lead to", async (_, rule, block) => {
    expect(
      await told(
        block,
        many(() => "@fig-a {{text a.words}}"),
      ),
    ).toEqual([rule]);
  });

  it("a claim that can't be read", async () => {
    expect(
      await told(
        fence("ts {#a .claim}", "harvest >"),
        many(() => '{{#claim "a"}}x{{/claim}}'),
      ),
    ).toEqual(["notebook/syntax"]);
  });
});
