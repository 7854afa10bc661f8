import { groupBy } from "../../lists.js";
import type { Rename } from "../types.js";
import type { Piece, SourceTexts } from "./types.js";
import { assumptionPieces } from "./yaml-pieces.js";

/** Two assumptions are one when they have this share of their fields in common, over all versions. */
const ALIKE = 0.6;

/** Assumptions that have another name and are written the same otherwise, or nearly so, where no side's results are there to tell. */
export function renamedAssumptions(old: SourceTexts, now: SourceTexts): Rename[] {
  const [before, after] = [fieldsOf(old), fieldsOf(now)];
  const pairs = [...before]
    .filter(([id]) => !after.has(id))
    .flatMap(([from, a]) =>
      [...after]
        .filter(([id]) => !before.has(id))
        .map(([to, b]) => ({ from, to, place: b[0]?.place, score: share(a, b) })),
    )
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score || (a.from < b.from ? -1 : 1));
  const taken = new Set<string>();
  return pairs.flatMap(({ from, to, place }): Rename[] => {
    if (taken.has(`old ${from}`) || taken.has(`new ${to}`)) return [];
    taken.add(`old ${from}`).add(`new ${to}`);
    return [{ kind: "assumption", from, to, place }];
  });
}

/** Fields by assumption, of all versions. */
function fieldsOf({ assumptions }: SourceTexts): ReadonlyMap<string, readonly Piece[]> {
  const pieces = [...assumptions].flatMap(([file, text]) =>
    file.endsWith(".yaml") ? assumptionPieces(file, text) : [],
  );
  return groupBy(
    pieces.filter(({ kind }) => kind === "assumption"),
    ({ owner }) => owner,
  );
}

function share(a: readonly Piece[], b: readonly Piece[]): number {
  const said = ({ version, field, canonical }: Piece): string => JSON.stringify([version, field, canonical]);
  const there = new Set(b.map(said));
  const same = a.filter((piece) => there.has(said(piece)));
  // A unit or a date in common says little: a label, a note or a value has to be.
  if (!same.some(({ field }) => /^(?:label|note|value)/.test(field))) return 0;
  return (2 * same.length) / (a.length + b.length);
}
