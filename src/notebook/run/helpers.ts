import { BlockError, show } from "../library/reasons.js";
import { listedForLoop } from "../library/series-keys.js";
import * as claims from "./claims.js";
import { LOOP_HELPER } from "./compile.js";

/** A comparison in a claim; what no number can be compared with would make it false in silence. */
export function checkedCompare(operator: string, left: unknown, right: unknown): unknown {
  const wrong = [left, right].some((side) => side === undefined || (typeof side === "number" && Number.isNaN(side)));
  if (wrong)
    throw new BlockError(`the claim compares ${show(left)} ${operator} ${show(right)}`, { expected: "two numbers" });
  return claims.compare(operator, left, right);
}

/** What the code of an analysed block calls in place of operators and loops, by name. */
export const HELPERS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["__compare", checkedCompare],
  ["__all", claims.all],
  ["__any", claims.any],
  ["__not", claims.not],
  [LOOP_HELPER, listedForLoop],
]);
