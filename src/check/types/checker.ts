import type { Diagnostic } from "../../diagnostic.js";
import { keyOf, openShelf, type Shelf } from "../../store/index.js";
import { compilerVersion, openCompiler } from "./compiler.js";
import { modulesOf, type TypedMemo } from "./memo-modules.js";
import { reportFindings } from "./report.js";
import type { Finding } from "./typescript-process.js";

/** What was found in texts that were checked before, so that a build of the same starts no compiler. */
export const keptFindings = (folder: string | undefined): Shelf<readonly Finding[]> =>
  openShelf(folder, "types", import.meta.url);

/**
 * Checks the types of all blocks, sweeps and quoted values of a memo as one program: every error at its place in the chapters, in
 * source order, none that the analysis of blocks has reported. Runs no block.
 *
 * @param kept what was found is kept under a key of all texts and versions; where it is there, no compiler is started.
 * @throws MemoError when TypeScript can't be loaded or isn't the one this was written for.
 */
export async function checkTypes(memo: TypedMemo, kept?: Shelf<readonly Finding[]>): Promise<Diagnostic[]> {
  const modules = modulesOf(memo);
  const key = keyOf(JSON.stringify([compilerVersion(), ...modules.texts]));
  const known = kept?.get(key);
  if (known) return reportFindings(known, modules, memo.program);
  const compiler = await openCompiler();
  try {
    const findings = compiler.check(modules.texts);
    // On another day the compiler may come to an end.
    if (!findings.some(({ unfinished }) => unfinished)) kept?.put(key, findings);
    return reportFindings(findings, modules, memo.program);
  } finally {
    compiler.close();
  }
}

/** A type checker that stays: after an edit only what the edit changes is checked again. */
export interface TypeChecker {
  /** As `checkTypes`, on this thread. */
  check(memo: TypedMemo): Diagnostic[];
  /** Ends the compiler's process. */
  close(): void;
}

/**
 * Starts a compiler for many checks. Call `close` when done.
 *
 * @throws MemoError as `checkTypes` does.
 */
export async function openTypeChecker(): Promise<TypeChecker> {
  const compiler = await openCompiler();
  return {
    check(memo) {
      const modules = modulesOf(memo);
      return reportFindings(compiler.check(modules.texts), modules, memo.program);
    },
    close: () => compiler.close(),
  };
}
