import { hasZero } from "../../assumptions/units/block-units.js";
import { parseUnit, sameDimensions } from "../../assumptions/units/units.js";
import type { Sum } from "./relations.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";

/** One of what is put together: a side of a sum, an argument, an end of a `CASE`. */
export interface Side {
  tokens: readonly Token[];
  /** Whether it is taken away. */
  isMinus?: boolean;
  /** What its numbers are in, none where that isn't known; undefined of a written number, which fits all. */
  sums: readonly Sum[] | undefined;
}

/** Whether two units are one, however they are written: `kW*h` and `kWh`. Those that only a register knows are compared as texts without blanks. */
export function sameUnit(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [parseUnit(a), parseUnit(b)];
  if (!one.ok || !other.ok) return a.replace(/\s/g, "") === b.replace(/\s/g, "");
  const ratio = one.unit.factor / other.unit.factor;
  return (
    sameDimensions(one.unit.dimensions, other.unit.dimensions) &&
    Math.abs(ratio - 1) < 1e-12 &&
    one.unit.hasOffset === other.unit.hasOffset
  );
}

/** Whether a number brings one of two units into the other; undefined where one of them is known to a register alone. */
export function areOfOneDimension(a: string, b: string): boolean | undefined {
  const [one, other] = [parseUnit(a), parseUnit(b)];
  return one.ok && other.ok ? sameDimensions(one.unit.dimensions, other.unit.dimensions) : undefined;
}

export const shownOf = ({ column: { shown, unit } }: Sum): string => shown ?? unit ?? "1";

/** What a sum is of, in words: "`sum` of `kwh`". */
export const subjectOf = ({ by, scale, column }: Sum): string =>
  `${by === undefined ? "" : `\`${by}\` of `}${scale === "difference" ? "a difference of " : ""}\`${column.name}\``;

export const said = (sum: Sum): string => `${subjectOf(sum)} in ${shownOf(sum)}`;

/** Whether it is a temperature on a scale whose zero is not the absolute one. */
const isPoint = (sum: Sum): boolean => scaleOf(sum) === "point";

/** A column in kelvins may be a temperature or a difference of two. */
const scaleOf = ({ scale, column }: Sum): NonNullable<Sum["scale"]> =>
  scale ?? (column.type === "number" && hasZero(column.shown ?? column.unit) ? "point" : "either");

function scaleOfSide({ sums }: Side): NonNullable<Sum["scale"]> {
  const [first = "either", ...more] = new Set((sums ?? []).map(scaleOf));
  return more.length > 0 ? "either" : first;
}

/**
 * The sum of sides, `sums`, where temperatures are among them: one less another is a difference, in kelvins; one and a difference, or a written number, is one.
 * Its points are counted, those that are taken away as less than none: 1 is a temperature, 0 a difference, all else is nothing.
 *
 * @throws SqlError where it is nothing: 20 °C and 21 °C are 587.3 K
 */
export function ofPoints(sides: readonly Side[], sums: readonly Sum[]): readonly Sum[] {
  if (!sides.some((side) => scaleOfSide(side) !== "either")) return sums;
  let [least, most] = [0, 0];
  for (const side of sides) {
    if (side.sums === undefined) continue;
    const scale = scaleOfSide(side);
    if (scale === "difference") continue;
    if (scale === "point" || side.isMinus) least += side.isMinus ? -1 : 1;
    if (scale === "point" || !side.isMinus) most += side.isMinus ? -1 : 1;
  }
  // A written number is a difference, but for one that a temperature is taken from; one that is taken away may be either.
  const numbers = sides.filter((side) => side.sums === undefined);
  if (most === -1 && numbers.some(({ isMinus }) => !isMinus)) most = 0;
  if (least === 1 && numbers.some(({ isMinus }) => isMinus)) least = 0;
  if (least > 1 || most < 0) refuseSum(sides, most < 0);
  if (least === 1) return sums.filter(isPoint);
  const scale = most < 1 ? "difference" : "either";
  return sums.map((sum) => {
    if (sum.column.type !== "number") return sum;
    const { shown, ...column } = sum.column;
    return { ...sum, column, scale };
  });
}

function refuseSum(sides: readonly Side[], isMinus: boolean): never {
  const points = sides.filter((side) => scaleOfSide(side) === "point" && (side.isMinus ?? false) === isMinus);
  const [first, second] = points;
  const at = (isMinus ? first : second)?.tokens ?? [];
  const [one, other] = [first?.sums?.[0], second?.sums?.[0]];
  throw new SqlError(
    "unit",
    other && one && !isMinus
      ? `${said(one)} and ${said(other)} are put into one sum`
      : `${one ? said(one) : "a temperature"} is taken from no other`,
    at[0]?.start ?? 0,
    at.at(-1)?.end ?? 0,
    {
      expected: "one temperature and differences, which are in K",
      hint: isMinus ? undefined : "a mean is `(a + b) / 2`, or `avg`",
    },
  );
}

/** @throws SqlError where `call` adds up temperatures. */
export function refuseTotal(call: readonly Token[], sums: readonly Sum[]): void {
  const point = sums.find(isPoint);
  const [by] = call;
  if (!point || !by) return;
  throw new SqlError(
    "unit",
    `\`${by.text.toLowerCase()}\` adds up ${said(point)}, which has a zero of its own`,
    by.start,
    call.at(-1)?.end ?? by.end,
    { expected: "`avg`, `min` or `max`, or a sum of differences" },
  );
}
