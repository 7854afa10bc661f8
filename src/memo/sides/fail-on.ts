import type { Review } from "../../review/types.js";
import { counted } from "../../text/counts.js";
import type { ReadSide } from "./read.js";

/** What `--fail-on` can name. */
export const FAIL_ON = ["claims", "material", "stale"] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** What of it a review meets, a line each. */
export function metBy(kinds: readonly FailOn[], review: Review, old: ReadSide, now: ReadSide): string[] {
  const found: Record<FailOn, () => string> = {
    claims: () => {
      const flipped = review.claims.flipped.filter(({ presence }) => presence === "changed").map(({ id }) => id);
      const stated = now.fallen.length;
      return [
        flipped.length > 0 && `${counted(flipped.length, "claim")} flipped (${flipped.join(", ")})`,
        stated > 0 && `${stated === 1 ? "a sentence states a claim" : `${stated} sentences state claims`} that fell`,
      ]
        .filter(Boolean)
        .join("; ");
    },
    material: () => {
      const moved = review.outputs.filter(({ presence }) => presence === "changed").length;
      return moved > 0 ? `${counted(moved, "output")} moved by more than the tolerance` : "";
    },
    stale: () => {
      const ids = staleIn(review, old, now);
      return ids.length > 0 ? `${counted(ids.length, "assumption")} older than allowed (${ids.join(", ")})` : "";
    },
  };
  return kinds.flatMap((kind) => {
    const said = found[kind]();
    return said === "" ? [] : [`--fail-on ${kind}: ${said}`];
  });
}

/** Stale on the new side, and changed or not stale before. */
function staleIn(review: Review, old: ReadSide, now: ReadSide): string[] {
  const changed = new Set(review.assumptions.map(({ id }) => id));
  const before = old.side.snapshot.assumptions;
  return [...now.side.snapshot.assumptions.values()]
    .filter(({ id, stale }) => stale && (changed.has(id) || !before.get(id)?.stale))
    .map(({ id }) => id)
    .sort();
}
