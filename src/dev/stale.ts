import { figuresOf, visitQuotes } from "../document/tree.js";
import type { Computed } from "../memo/compute.js";
import { counted } from "../text/counts.js";
import type { Stale } from "./shown.js";

/** What shows charts and results of studies that are yet to be drawn and run. */
export function staleIn({ tree, postponed, undrawn }: Computed): Stale {
  const ids: string[] = [];
  if (postponed.size === 0 && undrawn.size === 0) return { ids, text: "" };
  visitQuotes(tree, ({ id, blockId }) => {
    if (blockId !== undefined && postponed.has(blockId)) ids.push(id);
  });
  for (const { id, blockId } of figuresOf(tree)) if (postponed.has(blockId) || undrawn.has(blockId)) ids.push(id);
  const under = [
    ...(undrawn.size > 0 ? [`drawing ${counted(undrawn.size, "chart")}`] : []),
    ...(postponed.size > 0 ? [`computing ${counted(postponed.size, "sweep")}`] : []),
  ];
  return { ids, text: under.join(", ") };
}
