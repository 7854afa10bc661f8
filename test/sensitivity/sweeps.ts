import { vi } from "vitest";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { type Computed, type ComputeOptions, computeMemo } from "../../src/memo/compute.js";
import { BlockProcess } from "../../src/notebook/process/block-process.js";
import type { Runner } from "../../src/notebook/run/runner.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf, type Sources } from "../cli/memo.js";
import { realmRunner } from "../setup/in-realm.js";

/** Runs blocks and sweeps in this process until the mocks are restored; what crosses to the processes of a real build is copied as there. */
export function runSweepsHere(): void {
  runBlocksHere();
  const process = BlockProcess.prototype as unknown as Required<Pick<Runner, "converse" | "execute" | "stop">>;
  // A process whose job is done ends.
  const spied = vi.mocked(process.execute);
  const execute = spied.getMockImplementation();
  spied.mockImplementation(async function (this: Runner, job, limits, draws) {
    if (!execute) throw new Error("blocks don't run here");
    const outcome = await execute.call(this, job, limits, draws);
    this.stop();
    return outcome;
  });
  vi.spyOn(process, "converse").mockImplementation(
    (limits, hear, ended) => realmRunner().converse?.(limits, hear, ended) ?? { send: () => {}, expect: () => {} },
  );
}

/** A memo computed, without a cache unless told. */
export const sweep = (files: Sources, options: ComputeOptions = {}): Promise<Computed> =>
  computeMemo(projectOf(files), options);

/** What a person reads of a memo that doesn't build; with the warnings of one that does. */
export async function said(files: Sources, options: ComputeOptions = {}): Promise<string> {
  const sources = new Map(Object.entries(files));
  try {
    const { diagnostics } = await sweep(files, options);
    return `builds\n${formatDiagnostics(diagnostics, { sources })}`.trimEnd();
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return formatDiagnostics(error.diagnostics, { sources });
  }
}
