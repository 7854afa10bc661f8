import { createHash } from "node:crypto";
import type { Diagnostic } from "../../diagnostic.js";
import { compilerVersion, type Finding, openCompiler } from "./compiler.js";
import { modulesOf, type TypedMemo } from "./memo-modules.js";
import { reportFindings } from "./report.js";

/** Keeps what was found in texts that were checked before; a text that isn't there any more is undefined. */
export interface TypesCache {
  read(key: string): string | undefined;
  write(key: string, text: string): void;
}

/**
 * Checks the types of all blocks, sweeps and quoted values of a memo as one program: every error at its place in the chapters, in
 * source order, none that the analysis of blocks has reported. Runs no block.
 *
 * @param cache what was found is kept under a key of all texts and versions; where it is there, no compiler is started.
 * @throws MemoError when TypeScript can't be loaded or isn't the one this was written for.
 */
export async function checkTypes(memo: TypedMemo, cache?: TypesCache): Promise<Diagnostic[]> {
  const modules = modulesOf(memo);
  const key = createHash("sha256")
    .update(JSON.stringify([compilerVersion(), ...modules.texts]))
    .digest("hex");
  const kept = cache?.read(key);
  if (kept !== undefined) return reportFindings(JSON.parse(kept) as Finding[], modules, memo.program);
  const compiler = await openCompiler();
  try {
    const findings = compiler.check(modules.texts);
    // On another day the compiler may come to an end.
    if (!findings.some(({ unfinished }) => unfinished)) cache?.write(key, JSON.stringify(findings));
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
