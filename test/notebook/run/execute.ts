import { formatDiagnostics } from "../../../src/diagnostic.js";
import type { Program } from "../../../src/notebook/analyse/program.js";
import { runnable } from "../../../src/notebook/run/compile.js";
import type { ExecutionJob, ExecutionResult } from "../../../src/notebook/run/job.js";
import { runInRealm } from "../../setup/in-realm.js";
import { NO_BLOCKS } from "./blocks.js";

export const given = { gw: { stock: 7, add: { 2026: 18, 2027: 24 } }, chip: { bw: { R100: 22, H100: 3.35 } } };

/** Runs a program's blocks in this process, with everything wanted. */
export const execute = (program: Program, job: Partial<ExecutionJob> = {}): Promise<ExecutionResult> =>
  runInRealm({
    ...NO_BLOCKS,
    blocks: program.blocks.map(runnable),
    given,
    want: [...program.names.keys()],
    trace: true,
    ...job,
  });

/** The value of one name after a program of one block has run. */
export async function valueIn(program: Program, name: string): Promise<unknown> {
  const result = await execute(program);
  const problems = problemsOf(program, result);
  if (problems !== "") throw new Error(problems);
  return result.values.get(name);
}

/** Every diagnostic of a result as a person sees it, with code frames where the test's chapters are one file. */
export function problemsOf(program: Program, { records }: ExecutionResult): string {
  return formatDiagnostics(
    records.flatMap(({ diagnostics }) => diagnostics),
    { sources: sourcesOf(program) },
  );
}

/** The chapters that the blocks of a test program would stand in, fences and indents included. */
export function sourcesOf(program: Program): Map<string, string> {
  const files = new Map<string, string[]>();
  for (const { block } of program.blocks) {
    const lines = files.get(block.file) ?? [];
    files.set(block.file, lines);
    const indent = (at: number): string => " ".repeat(block.indents[at] ?? 0);
    const code = block.code.split("\n");
    lines[block.line - 2] = `${indent(0)}\`\`\`ts {#${block.id}}`;
    for (const [at, line] of code.entries()) lines[block.line - 1 + at] = indent(at) + line;
    lines[block.line - 1 + code.length] = `${indent(0)}\`\`\``;
  }
  return new Map([...files].map(([file, lines]) => [file, Array.from(lines, (line) => line ?? "").join("\n")]));
}
