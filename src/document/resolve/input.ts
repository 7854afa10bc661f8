import type { Register } from "../../assumptions/register/types.js";
import type { Program } from "../../notebook/analyse/program.js";
import type { RunResult } from "../../notebook/types.js";
import type { SaidOfOutput } from "../../sensitivity/index.js";
import type { Filled, FilledBefore } from "../fill.js";
import type { ChapterTemplates } from "../prepare.js";
import type { ProseScope } from "../prose-scope.js";
import type { MemoTree, QuoteNode, ShownPicture } from "../tree.js";

/** What a memo is resolved from. */
export interface ResolveInput {
  templates: readonly ChapterTemplates[];
  program: Program;
  run: RunResult;
  scope: ProseScope;
  register: Register;
  /** By the id of a sweep: what it says about itself beside its figure. */
  remarks?: ReadonlyMap<string, readonly string[]>;
  /** By the name of an output. */
  studied?: ReadonlyMap<string, SaidOfOutput>;
  /** What is shown from files: by the id of a block, and with the title. */
  pictures?: { figures: ReadonlyMap<string, ShownPicture>; logo?: MemoTree["logo"] };
  /** What templates came to before, where a process resolves again and again. */
  filled?: FilledBefore;
  /** Told of each quoted value's node, with the template it is of and which of its values it is. */
  met?(filled: Filled, index: number, node: QuoteNode): void;
}
