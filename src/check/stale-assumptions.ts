import { freshUntil, isStale } from "../assumptions/register/stale.js";
import type { Diagnostic } from "../diagnostic.js";
import type { CheckInput } from "./input.js";

/** Warnings `stale/assumption`: a value older, on the register's own date, than the limit it or the register sets. */
export function staleAssumptions({ register }: Pick<CheckInput, "register">): Diagnostic[] {
  return [...register.assumptions.values()]
    .filter((assumption) => isStale(assumption, register))
    .map((assumption) => ({
      rule: "stale/assumption",
      severity: "warning",
      message: `\`${assumption.id}\` is as of ${assumption.asOf} and held until ${freshUntil(assumption, register)}; the register is of ${register.asOf}`,
      expected: `a value not older than ${(assumption.staleAfter ?? register.staleAfter)?.text}`,
      hint: "look at the source again: a new value, or the old one with a new `as_of`",
      place: assumption.valuePlace,
    }));
}
