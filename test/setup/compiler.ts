import * as source from "../../src/check/types/compiler.js";

// Stands for src/check/types/compiler.ts in tests of what checks types (see vitest.config.ts): the same compiler, whose process
// goes on from one memo to the next, as under `memo dev`. Starting one reads TypeScript's library anew, for a tenth of a second.

export const { compilerVersion } = source;

let running: Promise<source.Compiler> | undefined;

export async function openCompiler(...from: Parameters<typeof source.openCompiler>): Promise<source.Compiler> {
  if (from.length > 0) return source.openCompiler(...from);
  running ??= source.openCompiler();
  const compiler = await running;
  return { version: compiler.version, check: (modules) => compiler.check(modules), close() {} };
}
