import { compare, decimalsOf, isShare, numberOf, plain } from "./results-table-compare.js";
import type { ExpectedClaim, ExpectedQuantity, Finding, Reading } from "./results-table-data.js";
import { absentRow, inUnit, type ResultRow, row, valueRow } from "./results-table-row.js";
import { found, type MemoValues } from "./results-table-values.js";

/** Where the statements of the sources stand, after the numbered sections. */
export const CLAIMS = "claims";

/** What a source states: the figure computed, and how far it is from the one stated. */
export function quantityRows(
  { claim, quantity, stated, value, unit, printed, against, error, worth }: ExpectedQuantity,
  memo: MemoValues,
): ResultRow[] {
  const at = inUnit(memo.value(value), unit);
  const figure = `${quantity}, stated as ${stated} (\`${value}\`; ${worth})`;
  const rows = [row("1", figure, printed, compare(at, printed), claim)];
  if (against === undefined || error === undefined) return rows;
  const off = typeof at?.value === "number" ? found(at.value / against - 1) : undefined;
  return [...rows, row("1", `${quantity}, error against ${stated}`, error, compare(off, error), claim)];
}

/** The figures of a statement's check, the memo's own claims on it, and what the readings come to. */
export function claimRows(
  { id, statement, finding, readings, figures = {}, holds = [], absent = {} }: ExpectedClaim,
  memo: MemoValues,
): ResultRow[] {
  const missing = Object.entries(absent).map(([figure, printed]) => absentRow(CLAIMS, id, figure, printed));
  const said = holds.map((claim) => {
    const text = memo.holds(claim) === undefined ? undefined : memo.holds(claim) ? "holds" : "fails";
    return row(CLAIMS, `the memo's claim \`${claim}\``, "holds", compare(found(text), "holds"), id);
  });
  return [
    verdictRow({ id, statement, finding, readings, absent }, memo),
    ...Object.entries(figures).map(([name, printed]) => valueRow(CLAIMS, id, name, printed, memo)),
    ...said,
    ...missing,
  ];
}

function verdictRow({ id, statement, finding, readings, absent = {} }: ExpectedClaim, memo: MemoValues): ResultRow {
  if (readings.length === 0 && finding !== "na")
    return absentRow(CLAIMS, id, `“${statement}”, ${Object.keys(absent).join(", ")}`, finding);
  const judged = readings.map((reading) => {
    const at = memo.value(reading.value)?.value;
    return typeof at === "number" ? judge(reading, at) : undefined;
  });
  const all = judged.filter((one) => one !== undefined);
  const outcome = all.length === judged.length ? outcomeOf(all) : undefined;
  const agrees = outcome !== undefined && OUTCOMES[finding].includes(outcome);
  const each = readings.map(({ says, value }, i) => `${says} by \`${value}\` ${judged[i] ?? "unknown"}`).join("; ");
  return {
    section: CLAIMS,
    source: id,
    figure: `“${statement}”${each && `: ${each}`}`,
    expected: finding,
    computed: outcome ?? "–",
    error: "",
    agrees,
    verdict: agrees ? "agrees" : outcome === undefined ? "not in the memo" : "differs",
  };
}

/** A statement nearly follows when it is this close. */
const NEAR = 0.07;

/** Whether a value is what a statement says: rounded to its digits or inside its range, nearly, or not. */
export function judge(
  { says, unit = 1 }: Pick<Reading, "says" | "unit">,
  value: number,
): "follows" | "nearly" | "fails" {
  const x = value / unit;
  if (says.startsWith("<")) return x < numberOf(says.slice(1)) ? "follows" : "fails";
  if (says.startsWith(">")) return x > numberOf(says.slice(1)) ? "follows" : "fails";
  const [from = "", to] = says.split("-");
  const share = isShare(says);
  const ends = (to === undefined ? [from] : [from, to]).map((end) =>
    numberOf(end.replace("%", "") + (share ? "%" : "")),
  );
  const [low = 0, high = low] = ends;
  if (to !== undefined && x >= low && x <= high) return "follows";
  if (to === undefined && Number(x.toPrecision(significant(from))) === low) return "follows";
  return ends.some((end) => Math.abs(x / end - 1) <= NEAR) ? "nearly" : "fails";
}

/** What the readings of a statement come to together. */
export function outcomeOf(judged: readonly ReturnType<typeof judge>[]): string {
  const failing = judged.filter((one) => one === "fails").length;
  if (judged.length === 0) return "nothing to check";
  if (failing === judged.length) return "does not follow";
  if (failing > 0) return "follows in one reading";
  return judged.includes("nearly") ? "nearly follows" : "follows";
}

/** Outcomes that bear a finding out. */
export const OUTCOMES: Readonly<Record<Finding, readonly string[]>> = {
  agrees: ["follows"],
  approx: ["follows", "nearly follows"],
  amb: ["follows in one reading"],
  conflict: ["does not follow"],
  na: ["nothing to check"],
};

/** Digits that count: of 9,700 two, of 5.0 two, of 0.5 one. */
function significant(printed: string): number {
  const digits = plain(printed)
    .replace("%", "")
    .replace(/^0*\.?0*/, "");
  return decimalsOf(printed) > 0 ? digits.replace(".", "").length : digits.replace(/0+$/, "").length;
}
