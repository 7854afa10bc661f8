import { derivations, givenTree, leafPaths, loadRegister, type Register } from "../../../src/assumptions/index.js";
import { readChapters } from "../../../src/chapters/index.js";
import { formatDiagnostics, MemoError } from "../../../src/diagnostic.js";
import { analyse } from "../../../src/notebook/analyse/analyse.js";
import type { Program } from "../../../src/notebook/analyse/program.js";
import { type Evaluator, type EvaluatorOptions, openEvaluator } from "../../../src/notebook/evaluate/evaluator.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../../src/notebook/library/library-names.js";
import { realmRunner } from "../../setup/in-realm.js";

/** A memo of one chapter, ready to be evaluated. */
export interface Memo {
  program: Program;
  register: Register;
  sources: ReadonlyMap<string, string>;
}

/** The memo of some blocks, by the words between the fence's braces, over the assumptions of a YAML text. */
export function memoOf(assumptions: string, blocks: Readonly<Record<string, string>>): Memo {
  const text = Object.entries(blocks).map(([head, code]) => {
    const language = head.includes("#eq-") ? "formula" : "ts";
    return `\`\`\`${language} {${head}}\n${code}\n\`\`\`\n`;
  });
  const sources = new Map([
    ["chapters/01-test.md", `---\ntitle: Test\n---\n\n${text.join("\n")}`],
    [
      "assumptions/a.yaml",
      `version: a\nas_of: 2026\ndefaults: {kind: assumed, source: s, as_of: 2026}\nassumptions:\n${assumptions}`,
    ],
    ["assumptions/sources.yaml", "sources: {s: {title: T}}"],
  ]);
  const { register, diagnostics } = loadRegister(
    new Map([...sources].filter(([file]) => file.startsWith("assumptions/"))),
    {},
  );
  const { chapters, diagnostics: inChapters } = readChapters(
    new Map([...sources].filter(([file]) => file.startsWith("chapters/"))),
  );
  if (!register) throw new Error(formatDiagnostics(diagnostics, { sources }));
  const program = analyse(
    chapters.flatMap((chapter) => chapter.blocks),
    {
      givenPaths: new Set([...register.assumptions.keys(), ...leafPaths(register).keys()]),
      library: LIBRARY_NAMES,
      globals: GLOBAL_NAMES,
    },
  );
  const problems = formatDiagnostics([...inChapters, ...program.diagnostics], { sources });
  if (problems !== "") throw new Error(problems);
  return { program, register, sources };
}

/** Opens an evaluator in this process. */
export function open(
  { program, register }: Memo,
  outputs: readonly string[],
  options: Partial<EvaluatorOptions> = {},
): Promise<Evaluator> {
  return openEvaluator(program, {
    given: givenTree(register, ["*", "range.*"]),
    derivations: derivations(register),
    outputs,
    runner: realmRunner(),
    ...options,
  });
}

/** What an evaluator or its opening threw, as a person reads it. */
export async function problemOf(memo: Memo, work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MemoError)) throw error ?? new Error("nothing was thrown");
  return formatDiagnostics(error.diagnostics, { sources: memo.sources });
}

/** Rows as one array. */
export const points = (...rows: readonly number[][]): Float64Array => Float64Array.from(rows.flat());
