import type { BlockKind } from "../../../src/chapters/types.js";
import type { Program, ProgramBlock } from "../../../src/notebook/analyse/program.js";
import type { ExecutionJob } from "../../../src/notebook/run/job.js";

/** What a test says of a block; the rest is filled in. */
export interface Written {
  kind?: BlockKind;
  file?: string;
  line?: number;
  indents?: readonly number[];
  options?: Readonly<Record<string, string>>;
  defines?: string[];
  uses?: string[];
  library?: string[];
  givenPaths?: string[];
  isAsync?: boolean;
}

const RESULT = "const __result = (";

/** A program of blocks given as plain JavaScript by id, in an order in which each stands after those it uses. */
export function program(blocks: Readonly<Record<string, string | [source: string, written: Written]>>): Program {
  const made: ProgramBlock[] = [];
  let next = 1;
  for (const [id, given] of Object.entries(blocks)) {
    const [source, written] = typeof given === "string" ? [given, {} as Written] : given;
    const line = written.line ?? next + 1;
    const lines = source.split("\n").length;
    next = line + lines + 1;
    const file = written.file ?? "chapters/01-test.md";
    const indents = written.indents ?? Array.from({ length: lines }, () => 0);
    const place = { file, start: { line: line - 1, column: 1 + (indents[0] ?? 0) } };
    const uses = written.uses ?? [];
    const before = source.split(RESULT)[0] ?? "";
    const hasResult = before !== source;
    const first = before.split("\n").length;
    const column = before.length - before.lastIndexOf("\n");
    made.push({
      block: {
        id,
        kind: written.kind ?? "compute",
        file,
        code: source.replace(/const __result = \((.*)\);$/s, "$1"),
        line,
        indents,
        options: new Map(Object.entries(written.options ?? {}).map(([name, text]) => [name, { text, place }])),
        place,
      },
      defines:
        written.defines ??
        [...source.matchAll(/^(?:const|let|(?:async )?function\*?|class) (\w+)/gm)]
          .map((m) => m[1] ?? "")
          .filter((n) => n !== "__result"),
      uses,
      dependsOn: [...new Set(uses.map((name) => made.find((other) => other.defines.includes(name))?.block.id ?? ""))],
      givenPaths: written.givenPaths ?? [],
      library: written.library ?? [],
      isAsync: written.isAsync ?? false,
      source,
      ...(hasResult ? { shifts: [{ line: first, column: column + RESULT.length, by: RESULT.length }] } : {}),
      ...(written.kind === "claim" ? { claim: { expression: source } } : {}),
    });
  }
  return {
    blocks: made,
    names: new Map(
      made.flatMap(({ block, defines }) =>
        defines.map((name) => [name, { name, blockId: block.id, kind: "value", place: block.place }] as const),
      ),
    ),
    outputs: [],
    diagnostics: [],
  };
}

/** A job that runs nothing. */
export const NO_BLOCKS: ExecutionJob = {
  blocks: [],
  idle: new Set(),
  supplied: new Map(),
  keep: new Set(),
  given: {},
  want: [],
  trace: false,
};
