import { assumptionOf, leafPaths } from "../assumptions/index.js";
import { MemoError } from "../diagnostic.js";
import { nameQuoted } from "../document/addresses/quote-ids.js";
import { figuresOf, visitQuotes } from "../document/tree.js";
import { append } from "../lists.js";
import type { Computed } from "../memo/compute.js";
import { closure } from "../notebook/analyse/graph.js";
import { PathIndex } from "../notebook/analyse/paths.js";
import { counted } from "../text/counts.js";
import type { Stale } from "./shown.js";

/**
 * What shows charts and results of studies that are yet to be drawn and run, and rows of assumptions that such a chart read or may come to read; of what
 * stands behind values, entries with what such a study said of an output.
 *
 * @param isOver they won't be: something is wrong
 */
export function staleIn(computed: Computed, isOver = false): Stale {
  const { tree, postponed, undrawn, awaited } = computed;
  const ids: string[] = [];
  if (postponed.size === 0 && undrawn.size === 0) return { ids, text: "" };
  visitQuotes(tree, ({ id, blockId, expression }) => {
    if (blockId !== undefined && postponed.has(blockId)) ids.push(id);
    else if (awaited.size > 0 && awaited.has(nameQuoted(expression))) ids.push(`of-${id}`);
  });
  for (const { id, blockId } of figuresOf(tree)) if (postponed.has(blockId) || undrawn.has(blockId)) ids.push(id);
  append(ids, rowsOf(computed));
  const [charts, sweeps] = [counted(undrawn.size, "chart"), counted(postponed.size, "sweep")];
  const words = [
    ...(undrawn.size > 0 ? [isOver ? `${charts} not drawn` : `drawing ${charts}`] : []),
    ...(postponed.size > 0 ? [isOver ? `${sweeps} not computed` : `computing ${sweeps}`] : []),
  ];
  return { ids, text: words.join(", "), ...(isOver ? { isOver } : { more: true }) };
}

/**
 * Rows of what charts that are yet to be drawn read the last time, and of what their code, and code of other blocks that they may call, can
 * read now: which of it they do is known when they are drawn. What such a block read in its own run is known.
 */
function rowsOf({ program, undrawn, run, register }: Computed): Set<string> {
  if (undrawn.size === 0) return new Set();
  const leaves = leafPaths(register);
  const index = new PathIndex(leaves.keys());
  const under = (path: string): string[] => [path, ...index.overlapping(path)];
  const ids = [...undrawn].flatMap((id) => {
    const own = program.blocks.find(({ block }) => block.id === id)?.givenPaths ?? [];
    const behind = closure(program, id);
    const known = new Set(behind.blocks.flatMap((one) => (one === id ? [] : (run.reads.get(one) ?? []))));
    const called = behind.givenPaths.flatMap((path) => [...index.overlapping(path)]).filter((leaf) => !known.has(leaf));
    const paths = [...(run.reads.get(id) ?? []), ...own.flatMap(under), ...called];
    return paths.flatMap((path) => leaves.get(path) ?? assumptionOf(register, path)?.id ?? []);
  });
  return new Set(ids.flatMap((id) => [id, ...(register.assumptions.get(id)?.restsOn ?? [])]).map((id) => `a-${id}`));
}

/** Whether an error may be of what earlier drawings of charts hold, and be gone with them. */
export const mayBeOf = (charts: ReadonlySet<string>, error: unknown): boolean =>
  error instanceof MemoError
    ? error.diagnostics.some(({ severity, about = "" }) => severity === "error" && charts.has(about))
    : charts.size > 0;
