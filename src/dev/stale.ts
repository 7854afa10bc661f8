import { assumptionOf } from "../assumptions/index.js";
import { figuresOf, visitQuotes } from "../document/tree.js";
import { append } from "../lists.js";
import type { Computed } from "../memo/compute.js";
import { counted } from "../text/counts.js";
import type { Stale } from "./shown.js";

/**
 * What shows charts and results of studies that are yet to be drawn and run, and rows of assumptions that such a chart read.
 *
 * @param isOver they won't be: something is wrong
 */
export function staleIn({ tree, postponed, undrawn, run, register }: Computed, isOver = false): Stale {
  const ids: string[] = [];
  if (postponed.size === 0 && undrawn.size === 0) return { ids, text: "" };
  visitQuotes(tree, ({ id, blockId }) => {
    if (blockId !== undefined && postponed.has(blockId)) ids.push(id);
  });
  for (const { id, blockId } of figuresOf(tree)) if (postponed.has(blockId) || undrawn.has(blockId)) ids.push(id);
  const read = [...undrawn].flatMap((id) => run.reads.get(id) ?? []);
  append(ids, new Set(read.flatMap((path) => rowOf(assumptionOf(register, path)?.id))));
  const [charts, sweeps] = [counted(undrawn.size, "chart"), counted(postponed.size, "sweep")];
  const words = [
    ...(undrawn.size > 0 ? [isOver ? `${charts} not drawn` : `drawing ${charts}`] : []),
    ...(postponed.size > 0 ? [isOver ? `${sweeps} not computed` : `computing ${sweeps}`] : []),
  ];
  return { ids, text: words.join(", "), ...(isOver ? { isOver } : undrawn.size > 0 ? { more: true } : {}) };
}

const rowOf = (id: string | undefined): string[] => (id === undefined ? [] : [`a-${id}`]);
