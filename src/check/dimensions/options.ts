import type { UnitSystem } from "../../assumptions/units/units.js";
import type { Block, Located } from "../../chapters/types.js";
import type { Diagnostic } from "../../diagnostic.js";
import { unknownUnit } from "./annotation.js";
import { readUnit } from "./read-unit.js";
import { alike, type Unit } from "./unit.js";

/** What the head of a block says about its dimensions. */
export interface BlockOptions {
  /** Not checked, for this reason. */
  off?: string;
  /** The unit of time its model steps in: a flow per step may be added to a stock. */
  step?: Unit;
  /** What numbers of a formula count. */
  counted: ReadonlyMap<number, string>;
}

/** Reads `dimensions: off: why`, `step: year` and a formula's `units: 12 month, 24 h`. */
export function readBlockOptions(block: Block, system: UnitSystem, report: (d: Diagnostic) => void): BlockOptions {
  const wrong = (option: Located, message: string, expected: string): void =>
    report({ rule: "dimensions/option", severity: "error", message, expected, place: option.place });
  const read: BlockOptions = { counted: new Map() };

  const dimensions = block.options.get("dimensions");
  if (dimensions) {
    const [, reason] = /^off\b\s*[:,–—-]?\s*(.*)$/.exec(dimensions.text) ?? [];
    if (reason === undefined)
      wrong(
        dimensions,
        `\`dimensions\` is \`${dimensions.text}\``,
        "`off: why`, for a block whose dimensions are not checked",
      );
    else {
      if (reason === "") wrong(dimensions, "the block's dimensions are off without a reason", "`off: why`");
      read.off = reason;
    }
  }
  const step = block.options.get("step");
  const unit = step && readStep(step, system, report);
  if (unit) read.step = unit;
  const units = block.options.get("units");
  if (units) {
    const counted = new Map<number, string>();
    for (const part of units.text.split(",")) {
      const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s+(\S+)\s*$/.exec(part) ?? [];
      if (number === undefined || unit === undefined)
        wrong(units, `\`${part.trim()}\` says no number's unit`, "a number of the formula and its unit: `12 month`");
      else if (unitAt(units, unit, system, report) !== null) counted.set(Number(number), unit);
    }
    read.counted = counted;
  }
  return read;
}

/** The unit of time in `step: year`, of a block or of the whole memo. */
export function readStep(step: Located, system: UnitSystem, report: (d: Diagnostic) => void): Unit | undefined {
  const unit = unitAt(step, step.text, system, report);
  const year = readUnit("year", system);
  if (unit && year && alike(unit, year)) return unit;
  if (unit !== null)
    report({
      rule: "dimensions/option",
      severity: "error",
      message: `a step of \`${step.text}\` is no time`,
      expected: "a unit of time, such as `year`",
      place: step.place,
    });
  return undefined;
}

/** A unit written in an option; null, and reported, where there is none of that name. */
function unitAt(
  option: Located,
  text: string,
  system: UnitSystem,
  report: (d: Diagnostic) => void,
): Unit | undefined | null {
  try {
    return readUnit(text, system);
  } catch (error) {
    report(unknownUnit(error, "dimensions/option", option.place));
    return null;
  }
}
