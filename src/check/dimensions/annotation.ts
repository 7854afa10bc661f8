import { UnitError } from "../../assumptions/units/converted.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import type { RuleId } from "../../rules/index.js";

/** The diagnostic of a unit that is unknown. @throws what is no UnitError. */
export function unknownUnit(error: unknown, rule: RuleId, place: Place): Diagnostic {
  if (!(error instanceof UnitError)) throw error;
  const { message, expected, hint } = error;
  return { rule, severity: "error", message, expected, place, hint };
}
