import type { AssumptionChange, FigureChange, OutputChange } from "./types.js";

/**
 * Changed assumptions by the most that one gave to any output, in tolerances of that; those that gave nothing are marked, where all that
 * moved is known by its causes.
 */
export function byImpact(
  assumptions: readonly AssumptionChange[],
  outputs: readonly OutputChange[],
  isKnown: boolean,
): AssumptionChange[] {
  const impact = new Map<string, number>();
  for (const { attribution, materiality, difference } of outputs) {
    if (!attribution) continue;
    // With a tolerance of zero a change weighs as its share.
    const scale =
      materiality && difference
        ? Math.abs(materiality / difference)
        : 1 / Math.max(Math.abs(attribution.from), Number.MIN_VALUE);
    for (const { parts } of attribution.steps)
      for (const { id, members = [id], contribution } of parts)
        for (const member of members)
          impact.set(member, Math.max(impact.get(member) ?? 0, Math.abs(contribution) * scale));
  }
  const of = ({ id }: AssumptionChange): number => impact.get(id) ?? 0;
  return assumptions
    .map((change): AssumptionChange => {
      const isIdle = isKnown && change.valueChanged && change.presence === "changed" && of(change) === 0;
      return isIdle ? { ...change, isIdle } : change;
    })
    .sort((a, b) => of(b) - of(a) || (a.id < b.id ? -1 : 1));
}

/** Charts and tables: those with other data by how much of it changed, and how far; then those drawn otherwise; then their words. */
export function bySize(figures: readonly FigureChange[]): FigureChange[] {
  const kinds = ["data", "picture", "drawn", "style", "text", "place"];
  const sizes = new Map(figures.map((figure) => [figure, sizeOf(figure)]));
  const size = (figure: FigureChange): number => sizes.get(figure) ?? 0;
  return [...figures].sort((a, b) => kinds.indexOf(a.what) - kinds.indexOf(b.what) || size(b) - size(a));
}

/** The mean change of all cells, each by at most its whole; rows that came or went, and changed words, count whole. */
function sizeOf({ tables, presence }: FigureChange): number {
  if (presence !== "changed") return 1;
  let [changed, all] = [0, 0];
  for (const { rows } of tables)
    for (const row of rows)
      for (const { old, new: now, changed: isChanged } of row.cells) {
        all++;
        if (!isChanged) continue;
        const isNumber = typeof old === "number" && typeof now === "number";
        changed += isNumber
          ? Math.min(1, Math.abs(now - old) / Math.max(Math.abs(old), Math.abs(now), Number.MIN_VALUE))
          : 1;
      }
  return all === 0 ? 0 : changed / all;
}
