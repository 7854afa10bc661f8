import { hasZero, unitInBlocks } from "../../../assumptions/units/block-units.js";
import type { UnitSystem } from "../../../assumptions/units/units.js";
import type { FormatSpec } from "../../../notebook/library/format.js";
import { readUnit, withoutSomeBelow } from "../read-unit.js";
import { bridge } from "../scale.js";
import { alike, isFree, over, times, type Unit, unitText } from "../unit.js";

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
 * @param seen the unit that readers see beside it.
 * @param say how it is said which unit the value is in, where that isn't `from`.
 */
export function formatProblem(
  value: PrintedValue,
  spec: FormatSpec,
  declared: string | undefined,
  system: UnitSystem,
  step?: Unit,
  seen: string | undefined = declared,
  say?: (unit: string) => string,
): { message: string; expected: string } | undefined {
  const named = spec.from ?? declared;
  const zero = zeroProblem(value, spec, seen);
  if (zero) return zero;
  if (spec.style === "percent" || spec.style === "times") {
    if (isStep(value, step)) return undefined;
    if (!value.unit || isFree(value.unit))
      return misfit(
        value,
        named ?? "1",
        spec.style === "percent" ? "as a percentage" : "as a multiple",
        system,
        step,
        say,
      );
    return {
      message: `a value in ${unitText(value.unit)} is printed ${spec.style === "percent" ? "as a percentage" : "as a multiple"}`,
      expected: "a pure number, such as the ratio of two values in one unit",
    };
  }
  if (spec.style === "dollars") return misfit(value, named ?? "USD", "in dollars", system, step, say);
  if (spec.style === "unit" || spec.to !== undefined) {
    // A value that nothing is declared of is printed as blocks count it.
    const unit = named ?? (spec.to === undefined ? undefined : unitInBlocks(spec.to));
    return unit === undefined ? undefined : misfit(value, unit, `in ${spec.to ?? unit}`, system, step, say);
  }
  return undefined;
}

/** What is wrong with how a temperature is printed, which blocks have in kelvins, or a difference of two, which is on no scale. */
function zeroProblem(
  { unit }: PrintedValue,
  { style, to, from }: FormatSpec,
  declared: string | undefined,
): { message: string; expected: string } | undefined {
  if (unit?.zero === "point" && hasZero(from))
    return {
      message: `a temperature is printed as if blocks had it in ${from}, and they have it in kelvins`,
      expected: `the unit to print it in: to="${to ?? from}" without \`from\``,
    };
  if (unit?.zero === "difference" && hasZero(to ?? declared))
    return {
      message: `the difference of two temperatures is printed in ${to ?? declared}, a scale with a zero of its own`,
      expected: 'kelvins: to="K"; a temperature is printed in its scale as it is, without 273.15 less',
    };
  if (unit?.zero === "point" && (style === "number" || style === "unit") && to === undefined && declared === undefined)
    return {
      message: "a temperature is printed without its unit, in the kelvins that blocks have it in",
      expected: 'the unit to print it in: `unit` with to="degC" or to="K"',
    };
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
  say: (unit: string) => string = (unit) => `from="${unit}"`,
): { message: string; expected: string } | undefined {
  const target = unitOrNone(text, system);
  // No unit that is known: a label such as `$B`.
  if (target === null) return undefined;
  if (!target || isFree(target)) {
    if (!unit || isFree(unit)) {
      const [size, wanted] = [unit?.factor ?? 1, target?.factor ?? 1];
      if (bridge(size / wanted, literals, [])) return undefined;
      return {
        message: `${unit ? `a value in ${unitText(unit)}` : "a pure number"} is printed ${as}, as if it were in ${text}`,
        expected:
          text === "1"
            ? "a pure number: multiply by the factor, as a number written out"
            : `a value in ${text}${wanted === 1 || unit ? "" : `; to="${text}" prints the number that blocks have in it`}`,
      };
    }
    return { message: `a value in ${unitText(unit)} is printed ${as}`, expected: `a value in ${text}` };
  }
  if (!unit) return { message: `a pure number is printed ${as}`, expected: `a value in ${text}` };
  const part = partLike(unit, target, system, step);
  if (!part) return { message: `a value in ${unitText(unit)} is printed ${as}`, expected: `a value in ${text}` };
  if (bridge(part.factor / target.factor, literals, [])) return undefined;
  return {
    message: `a value in ${unitText(unit)} is printed ${as}, as if it were in ${text}`,
    expected: `a value in ${text}, or the unit it is in: ${say(unitText(part))}`,
  };
}

/** What of a unit a sentence prints that may say per what itself, where that measures what another unit does; in a model of steps a flow over one too. */
export function partLike(unit: Unit, target: Unit, system: UnitSystem, step: Unit | undefined): Unit | undefined {
  const flows = step ? [times(unit, step), over(unit, step)] : [];
  return [...withoutSomeBelow(unit, system), ...flows].find((part) => alike(part, target));
}

/**
 * How often, as a sentence says it behind a number, where it goes on with another thought: what was "a year ago" or comes "a month early" says nothing of the
 * number.
 */
const RATE =
  /^[†‡*]?\s+((?:a|an|per|each|every)\s+(year|month|week|day|hour|minute))(?=\s*(?:[.,;:!?)\]—–(]|$)|\s+(?:and|or|but|for|to|if|when|while|where|which|that|is|are|was|were|than|as|at|by|on average|each)\b)/;
const RATE_UNITS: Readonly<Record<string, string>> = { hour: "h", minute: "min" };

/**
 * What is wrong with the words behind a number that say how often: a value in USD/month before "a year". Nothing where they name what its unit does, numbers
 * written in the code make the difference, or its unit says nothing of the kind.
 */
export function rateProblem(
  { unit, literals }: PrintedValue,
  behind: string,
  system: UnitSystem,
): { message: string; expected: string } | undefined {
  const [, said = "", word = ""] = RATE.exec(behind) ?? [];
  const spoken = word === "" ? undefined : unitOrNone(RATE_UNITS[word] ?? word, system);
  if (!spoken || !unit) return undefined;
  const below = unit.symbols.flatMap(([name, power]) => {
    const one = power === -1 ? unitOrNone(name, system) : undefined;
    return one && alike(one, spoken) ? [one] : [];
  });
  const [own] = below;
  if (!own || below.length > 1 || bridge(spoken.factor / own.factor, literals, [])) return undefined;
  return {
    message: `a value in ${unitText(unit)} is printed before “${said}”`,
    expected: `a value in ${unitText(over(times(unit, own), spoken))}, or “${saidOf(said, unitText(own))}” behind it`,
  };
}

/** The same words for another unit: "per week" for "per month", "an hour" for "a day". */
function saidOf(said: string, unit: string): string {
  const [first = ""] = said.split(/\s/);
  const word = Object.entries(RATE_UNITS).find(([, name]) => name === unit)?.[0] ?? unit;
  return `${/^an?$/.test(first) ? (word === "hour" ? "an" : "a") : first} ${word}`;
}

/** A unit that is written or said; null where it is none that is known. */
export function unitOrNone(text: string, system: UnitSystem): Unit | undefined | null {
  const result = system.parse(text);
  return result.ok ? readUnit(text, system) : null;
}
