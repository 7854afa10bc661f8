import type { Register } from "../assumptions/register/types.js";
import type { Chapter } from "../chapters/types.js";
import type { ChapterTemplates } from "../document/prepare.js";
import type { ProseScope } from "../document/prose-scope.js";
import type { MemoTree } from "../document/tree.js";
import type { Program } from "../notebook/analyse/program.js";
import type { RunResult } from "../notebook/types.js";
import type { Severities } from "../rules/severities.js";
import type { Study } from "../sensitivity/index.js";

/** A memo that was read, run and resolved without an error. */
export interface CheckInput {
  chapters: readonly Chapter[];
  /** All blocks but sweeps. */
  program: Program;
  studies: readonly Study[];
  register: Register;
  templates: readonly ChapterTemplates[];
  tree: MemoTree;
  scope: ProseScope;
  run: Pick<RunResult, "reads">;
  /** Text by path, of chapters and assumptions. */
  sources: ReadonlyMap<string, string>;
  /**
   * The memo's own version, no scenario, nothing set: what its sentences are written for. Numbers in prose are judged, and exceptions
   * found idle, only then.
   */
  plain: boolean;
  /** Paths of files in `data/` that nothing declares. */
  dataFiles?: readonly string[];
  /** Of rules that the memo wants told otherwise. */
  severities: Severities;
}
