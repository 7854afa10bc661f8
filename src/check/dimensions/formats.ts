import type { UnitSystem } from "../../assumptions/units.js";
import type { FormatSpec } from "../../notebook/format.js";
import { readUnit, withoutSomeBelow } from "./read-unit.js";
import { bridge } from "./scale.js";
import { alike, isFree, over, times, type Unit, unitText } from "./unit.js";

/** A value about to be printed. */
export interface PrintedValue {
  /** Undefined for a pure number. */
  unit: Unit | undefined;
  /** Written numbers that may have converted it. */
  literals: readonly number[] | undefined;
}

/**
 * What is wrong with printing a value in a format; undefined when nothing is. Of a value such as BUSD/GW a sentence may print the
 * dollars and say "for each gigawatt" itself.
 *
 * @param step the unit of time that the model steps in.
 * @param declared the unit the value is declared in, for outputs and assumptions: formats convert from it.
 */
export function formatProblem(
  value: PrintedValue,
  spec: FormatSpec,
  declared: string | undefined,
  system: UnitSystem,
  step?: Unit,
): { message: string; expected: string } | undefined {
  const named = spec.from ?? declared;
  if (spec.style === "percent" || spec.style === "times") {
    if (!value.unit || isFree(value.unit) || isStep(value, step)) return undefined;
    return {
      message: `a value in ${unitText(value.unit)} is printed ${spec.style === "percent" ? "as a percentage" : "as a multiple"}`,
      expected: "a pure number, such as the ratio of two values in one unit",
    };
  }
  if (spec.style === "dollars") return misfit(value, named ?? "USD", "in dollars", system, step);
  if (spec.style === "unit" || spec.to !== undefined) {
    const unit = named ?? spec.to;
    return unit === undefined ? undefined : misfit(value, unit, `in ${spec.to ?? unit}`, system, step);
  }
  return undefined;
}

/** Whether a value is a flow over what stands, or the other way round, in a model of that step. */
function isStep({ unit, literals }: PrintedValue, step: Unit | undefined): boolean {
  if (!unit || !step) return false;
  return [times(unit, step), over(unit, step)].some(
    (one) => isFree(one) && bridge(one.factor, literals, []) !== undefined,
  );
}

/** What is wrong with taking a value for one in a unit. */
export function misfit(
  { unit, literals }: PrintedValue,
  text: string,
  as: string,
  system: UnitSystem,
  step?: Unit,
): { message: string; expected: string } | undefined {
  const target = unitOrNone(text, system);
  // No unit that is known: a label such as `$B`.
  if (target === null) return undefined;
  if (!target || isFree(target)) {
    if (!unit || isFree(unit)) return undefined;
    return { message: `a value in ${unitText(unit)} is printed ${as}`, expected: `a value in ${text}` };
  }
  if (!unit) return { message: `a pure number is printed ${as}`, expected: `a value in ${text}` };
  const flows = step ? [times(unit, step), over(unit, step)] : [];
  for (const part of [...withoutSomeBelow(unit, system), ...flows]) {
    if (!alike(part, target)) continue;
    if (bridge(part.factor / target.factor, literals, [])) return undefined;
    return {
      message: `a value in ${unitText(unit)} is printed ${as}, as if it were in ${text}`,
      expected: `a value in ${text}, or the unit it is in: from="${unitText(part)}"`,
    };
  }
  return { message: `a value in ${unitText(unit)} is printed ${as}`, expected: `a value in ${text}` };
}

function unitOrNone(text: string, system: UnitSystem): Unit | undefined | null {
  const result = system.parse(text);
  return result.ok ? readUnit(text, system) : null;
}
