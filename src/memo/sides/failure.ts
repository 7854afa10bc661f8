import type { DataFiles } from "../../assumptions/data/file.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { SideError } from "./read.js";

/** Why a side can't be compared. */
export interface SideFailure {
  which: "old" | "new";
  label: string;
  diagnostics: readonly Diagnostic[];
  /** For code frames. */
  sources: ReadonlyMap<string, string>;
  data?: DataFiles;
}

/** @throws the error itself when it is a wrong call, or none of the memo's. */
export function failureOf(error: unknown, which: SideFailure["which"], label: string): SideFailure {
  if (!(error instanceof MemoError) || error.exitCode !== 1) throw error;
  const { diagnostics } = error;
  return error instanceof SideError
    ? { which, label: error.label, diagnostics, sources: error.sources, data: error.data }
    : { which, label, diagnostics, sources: new Map() };
}
