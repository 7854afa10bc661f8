import { CHECKED } from "./arithmetic.js";
import type { Plan } from "./plan.js";
import type { DimensionRun } from "./run.js";

/** How much of a model was checked. */
export interface Coverage {
  blocks: Share;
  /** Places of arithmetic and comparison, and calls of functions of numbers. */
  operations: Share;
  /** Quoted values whose unit is known. */
  quotations: number;
  /** Comments that say what a value counts. */
  annotations: number;
  /** Places at which a flow stood for what one step of it brings. */
  steps: number;
  /** In memo order. */
  chapters: readonly { file: string; blocks: Share; operations: Share }[];
  /** Blocks left out on purpose, with why. */
  off: readonly { blockId: string; reason: string }[];
  /** Blocks that ran only without quantities, with what they threw. */
  failed: readonly { blockId: string; reason: string }[];
}

export interface Share {
  checked: number;
  all: number;
}

/** Counts what a run over quantities saw. A block is checked when it ran and was not left out. */
export function coverageOf({ sites, blocks, job }: Plan, run: DimensionRun, quotations: number): Coverage {
  const failed = new Map(run.failed.map(({ block, reason }) => [block, reason]));
  const chapters = new Map<string, { file: string; blocks: Share; operations: Share }>();
  const chapterOf = (file: string): { blocks: Share; operations: Share } => {
    let chapter = chapters.get(file);
    if (!chapter) {
      chapter = { file, blocks: { checked: 0, all: 0 }, operations: { checked: 0, all: 0 } };
      chapters.set(file, chapter);
    }
    return chapter;
  };
  const isChecked = (index: number): boolean => !failed.has(index) && blocks[index]?.options.off === undefined;
  for (const [index, { analysed }] of blocks.entries()) {
    const share = chapterOf(analysed.block.file).blocks;
    share.all++;
    if (isChecked(index)) share.checked++;
  }
  let annotations = 0;
  for (const [index, { kind, place }] of sites.entries()) {
    if (kind === "annotation") {
      annotations++;
      continue;
    }
    const share = chapterOf(place.file).operations;
    share.all++;
    if (run.seen[index] === CHECKED && isChecked(job.sites[index]?.block ?? -1)) share.checked++;
  }
  const inOrder = [...chapters.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  return {
    blocks: total(inOrder.map((chapter) => chapter.blocks)),
    operations: total(inOrder.map((chapter) => chapter.operations)),
    quotations,
    annotations,
    steps: run.stepped.length,
    chapters: inOrder,
    off: blocks.flatMap(({ analysed, options }) =>
      options.off === undefined ? [] : [{ blockId: analysed.block.id, reason: options.off }],
    ),
    failed: run.failed.map(({ block, reason }) => ({ blockId: job.blocks[block]?.id ?? "", reason })),
  };
}

const total = (shares: readonly Share[]): Share => ({
  checked: shares.reduce((sum, one) => sum + one.checked, 0),
  all: shares.reduce((sum, one) => sum + one.all, 0),
});
