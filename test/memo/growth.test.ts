import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { modulesOf } from "../../src/check/types/memo-modules.js";
import { ModuleText } from "../../src/check/types/module-text.js";
import { reportFindings } from "../../src/check/types/report.js";
import type { Finding } from "../../src/check/types/typescript-process.js";
import { type Diagnostic, formatDiagnostics, MemoError, sortDiagnostics } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { OUTPUT_KINDS, type OutputKind, writeOutputs } from "../../src/memo/write.js";
import { readTyped } from "../check/types/memo.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf, type Sources } from "../cli/memo.js";
import { ALL, MOST, spent, timesTheWork } from "../setup/growth.js";
import { GROWING } from "./growing.js";

const of = (kind: string): readonly [few: number, of: (n: number) => Sources] => {
  const found = GROWING[kind];
  if (!found) throw new Error(kind);
  return found;
};

/**
 * What grows with the square: of the first the text does, of the second what each name rests on, and of the third the way from each name to
 * what it stands for. A block has at most 40,000 characters.
 */
const SQUARES: ReadonlySet<string> = new Set([
  "blocks that use all before them",
  "chained constants that each read an assumption",
  "constants that stand for others",
]);

describe("what is read of a large memo takes work as it is large", () => {
  const SAMPLE = ["chained constants", "blocks in a chain"];

  it.each(ALL ? Object.keys(GROWING) : SAMPLE)("%s", (kind) => {
    const [few, make] = of(kind);
    const [small, large] = [make(few), make(8 * few)];
    const work = (sources: Sources) => (): void => void told(() => readTyped(sources).diagnostics);
    expect(timesTheWork(work(small), work(large))).toBeLessThan(SQUARES.has(kind) ? 72 : MOST);
  });

  it("so does what the compiler finds wrong in it", () => {
    const work = (n: number): (() => void) => {
      const { memo } = readTyped(of("type errors")[1](n));
      const modules = modulesOf(memo);
      const [[module, { text }] = ["", { text: new ModuleText() }]] = modules.written;
      const findings = [...text.text.matchAll(/\bq\w+(?=:string=1)/g)].map(
        ({ index, 0: { length } }): Finding => ({
          module,
          start: index,
          end: index + length,
          code: 2322,
          texts: ["Type 'number' is not assignable to type 'string'."],
        }),
      );
      expect(findings).toHaveLength(n);
      return () => expect(reportFindings(findings, modules, memo.program)).toHaveLength(n);
    };
    expect(timesTheWork(work(220), work(8 * 220))).toBeLessThan(MOST);
  });
});

it("a value that prose quotes is no statement that the compiler takes for an assertion, and reads again for each behind it", () => {
  const quotes = ["number given.one", "range given.one given.one", "text given.one empty='–'", "given.one", "a"];
  const { memo } = readTyped({
    ...of("quoted values")[1](1),
    "chapters/02-b.md": `---\ntitle: T\n---\n\n\`\`\`ts {#b}\nconst a = output(1, { label: "A", unit: "1", format: "number 0" });\n\`\`\`\n${quotes.map((one) => `{{${one}}}`).join("\n")}\n{{#if given.one}}{{number given.one}}{{/if}}\n`,
  });
  const lines = [...modulesOf(memo).texts]
    .filter(([module]) => module.startsWith("prose"))
    .flatMap(([, text]) => text.split(/;\s*/))
    .filter((line) => /\b__(?:number|text|bare)\w*\(/.test(line));
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(line.replace(/^if \(.*\{\n/, "")).toMatch(/^void __/);
});

describe("of very many messages of one rule the first are told, and how many there are more", () => {
  it.each(["unknown names", "unknown values", "unknown references", "unknown units", "unknown keys among as many"])(
    "%s",
    (kind) => {
      const sources = of(kind)[1](1000);
      const diagnostics = told(() => readTyped(sources).diagnostics);
      const of1000 = diagnostics.filter(({ rule }) => rule === diagnostics[0]?.rule);
      expect(of1000.length, diagnostics[0]?.message).toBeGreaterThanOrEqual(999);
      const text = formatDiagnostics(diagnostics, { sources: new Map(Object.entries(sources)) });
      expect(text.split(`error[${diagnostics[0]?.rule}]`)).toHaveLength(102);
      expect(text).toContain(`error[${diagnostics[0]?.rule}]\n  and ${of1000.length - 100} more like these`);
      expect(text.length).toBeLessThan(60_000);
      // Of a thousand that might have been meant, too, each message names a few.
      expect(JSON.stringify(diagnostics).length).toBeLessThan(600_000);
    },
  );

  it("a circle of very many blocks is told by its first and its last", () => {
    const [circle] = told(() => readTyped(of("blocks in a circle")[1](1000)).diagnostics);
    expect(circle?.rule).toBe("notebook/cycle");
    expect(circle?.message).toMatch(/^blocks depend on each other in a circle: q0 → q1 → .* → … 985 more … → .* → q0$/);
    expect(formatDiagnostics([circle as Diagnostic]).length).toBeLessThan(5000);
  });
});

/** Whole memos, from their sources to page, Markdown and data, over all kinds; what Typst and the compiler of types do elsewhere isn't counted. */
describe.runIf(ALL)("a large memo is built with work as it is large", () => {
  const table: string[] = [];
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
    console.log(table.join("\n"));
  });

  it.each(Object.keys(GROWING))("%s", { timeout: 600_000 }, async (kind) => {
    const [few, make] = of(kind);
    const cost = async (n: number): Promise<number> => {
      const project = projectOf(make(n));
      const began = spent();
      try {
        const { tree } = await computeMemo(project, { check: true, sets: [] });
        await writeOutputs(tree, new Set<OutputKind>(OUTPUT_KINDS.filter((one) => one !== "pdf")));
      } catch (error) {
        if (!(error instanceof MemoError)) throw error;
        formatDiagnostics(error.diagnostics);
      }
      return spent() - began;
    };
    await cost(few);
    const [small, middle, large] = [await cost(2 * few), await cost(4 * few), await cost(8 * few)];
    table.push(`| ${kind} | ${2 * few} | ${[small, middle, large].map((one) => one.toFixed(2)).join(" | ")} |`);
    // Twice the input takes twice the work; what is quadratic takes four times as much where it is most of the work.
    expect(large / Math.max(0.05, middle)).toBeLessThan(SQUARES.has(kind) ? 4.8 : 3.2);
    expect(large).toBeLessThan(20);
  });
});

/** What was found, also where it stopped the reading. */
function told(work: () => readonly Diagnostic[]): Diagnostic[] {
  try {
    return sortDiagnostics(work());
  } catch (error) {
    if (error instanceof MemoError) return sortDiagnostics(error.diagnostics as Diagnostic[]);
    throw error;
  }
}
