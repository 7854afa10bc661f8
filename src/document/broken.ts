import type { Chapter } from "../chapters/types.js";
import type { Program } from "../notebook/analyse/program.js";

/** What a memo may mean by names that nothing defines, because what should define them could not be read. */
export interface Broken {
  /** Words of that code. */
  names: ReadonlySet<string>;
  /** Ids of those figures and equations. */
  targets: ReadonlySet<string>;
}

/**
 * Words of blocks that could not be read, and were reported for it: what quotes or refers to one of them is not wrong by itself, and isn't
 * told a hundred times over.
 *
 * @param studies ids of the sweeps that could be read
 */
export function brokenBlocks(chapters: readonly Chapter[], program: Program, studies: ReadonlySet<string>): Broken {
  const { names, targets, take } = taker();
  for (const { block, source } of program.blocks) if (source === "") take(block.id, block.code);
  for (const { blocks, fences } of chapters) {
    for (const block of blocks) if (block.kind === "sweep" && !studies.has(block.id)) take(block.id, block.code);
    takeFences(fences, take);
  }
  return { names, targets };
}

/** Words of fences that were to be blocks and could not be read as such, so that no program knows of them. */
export function refusedNames(chapters: readonly Chapter[]): ReadonlySet<string> {
  const { names, take } = taker();
  for (const { fences } of chapters) takeFences(fences, take);
  return names;
}

function takeFences(fences: Chapter["fences"], take: (id: string | undefined, code: string) => void): void {
  // A fence with braces that is shown as it is was to be a block.
  for (const fence of fences)
    if (fence.type === "verbatim" && fence.language.includes("{"))
      take(/#([A-Za-z][\w-]*)/.exec(fence.language)?.[1], fence.text);
}

function taker(): { names: Set<string>; targets: Set<string>; take(id: string | undefined, code: string): void } {
  const names = new Set<string>();
  const targets = new Set<string>();
  const take = (id: string | undefined, code: string): void => {
    if (id !== undefined) {
      targets.add(id);
      names.add(id.replace(/^(fig|tbl)-/, "").replace(/-/g, "_"));
    }
    for (const [word] of code.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) names.add(word);
  };
  return { names, targets, take };
}
