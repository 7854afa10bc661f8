import type { FormattedTable } from "../../document/tree.js";

/** A row's place in the older table and in the newer one. */
type Pair = readonly [old: number | undefined, now: number | undefined];

/** Where the groups and the totals of a table stand once rows that went stand among its own, and what rows are elsewhere or counted otherwise. */
export function markGroups(
  old: FormattedTable,
  now: FormattedTable,
  pairs: readonly Pair[],
): Pick<FormattedTable, "heads" | "totals"> & { said: string[] } {
  const isTotal = ([i, j]: Pair): boolean => (j === undefined ? isTotalOf(old, i) : isTotalOf(now, j));
  const totals = pairs.length - (pairs.findLastIndex((pair) => !isTotal(pair)) + 1);
  const heads: { at: number; text: string }[] = [];
  for (const [at, [i, j]] of pairs.slice(0, pairs.length - totals).entries()) {
    const text = j === undefined ? headOf(old, i) : headOf(now, j);
    if (text !== undefined && text !== heads.at(-1)?.text) heads.push({ at, text });
  }
  const said = pairs.flatMap(([i, j]): string[] => {
    if (i === undefined || j === undefined) return [];
    const name = now.rows[j]?.[0]?.text ?? "";
    const [was, is] = [headOf(old, i), headOf(now, j)];
    return [
      ...(isTotalOf(old, i) === isTotalOf(now, j)
        ? []
        : [isTotalOf(now, j) ? `“${name}” is a total` : `“${name}” is no total`]),
      ...(was === is
        ? []
        : [
            `“${name}” stands ${is === undefined ? "in no group" : `under “${is}”`}${was === undefined ? "" : `, no longer under “${was}”`}`,
          ]),
    ];
  });
  return { ...(now.heads ? { heads } : {}), ...(totals > 0 || now.totals ? { totals } : {}), said };
}

const isTotalOf = ({ rows, totals = 0 }: FormattedTable, at = -1): boolean => at >= rows.length - totals;

/** The head that a row stands under; totals stand under none. */
const headOf = (table: FormattedTable, at = -1): string | undefined =>
  isTotalOf(table, at) ? undefined : table.heads?.findLast((head) => head.at <= at)?.text;
