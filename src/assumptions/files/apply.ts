import type { Place } from "../../diagnostic.js";
import { Problems } from "../../yaml/problems.js";
import { mixSums, plain } from "../register/checks.js";
import type { Assumption, Scenario } from "../register/types.js";
import type { UnitSystem } from "../units/units.js";
import {
  findTarget,
  type Origin,
  overriddenValue,
  overriddenWord,
  override,
  overrideOther,
  parseSetText,
  wordOfSet,
} from "./override.js";
import type { RawScenario } from "./scenarios.js";

/** Puts the values of a scenario in their places. */
export function applyScenario(
  scenario: Scenario,
  raw: Pick<RawScenario, "set"> | undefined,
  assumptions: Map<string, Assumption>,
  problems: Problems,
): void {
  for (const [id, value] of scenario.overrides) {
    const assumption = assumptions.get(id);
    const place = raw?.set.find((s) => s.path === id || s.path.startsWith(`${id}.`))?.keyPlace ?? scenario.place;
    const origin: Origin = { subject: `scenario \`${scenario.name}\``, setBy: `scenario ${scenario.name}`, place };
    if (assumption) assumptions.set(id, override(assumption, value, origin, problems));
  }
  for (const [id, other] of scenario.others ?? []) {
    const assumption = assumptions.get(id);
    const place = raw?.set.find((s) => s.path === id)?.keyPlace ?? scenario.place;
    const origin: Origin = { subject: `scenario \`${scenario.name}\``, setBy: `scenario ${scenario.name}`, place };
    if (assumption) assumptions.set(id, overrideOther(assumption, other, origin));
  }
}

/** Puts the values of `--set`, or of a live page's address, in their places; what can't be taken is told. */
export function applySets(
  sets: readonly { id: string; text: string }[],
  assumptions: Map<string, Assumption>,
  base: { failed: ReadonlySet<string>; system: UnitSystem },
  problems: Problems,
): void {
  const touched = new Map<string, string>();
  for (const { id: path, text } of sets) {
    const subject = `\`--set ${path}=${text}\``;
    const origin: Origin = { subject, setBy: "--set" };
    const target = findTarget(assumptions, base.failed, path, origin, problems);
    if (target?.assumption.data) {
      problems.error("override-data", `${subject}: \`${target.assumption.id}\` is a data file`, undefined, {
        expected: "a scenario, or a version that extends this one, with the name of another file in data/",
        hint: "`--set` changes a number, a text, a boolean, a date or a choice",
      });
      continue;
    }
    if (target?.assumption.said) {
      const own = new Problems("assumptions");
      const other = overriddenWord(target.assumption, wordOfSet(text, target.assumption.valuePlace), origin, own);
      problems.addUnplaced(own);
      if (other) assumptions.set(target.assumption.id, overrideOther(target.assumption, other, origin));
      continue;
    }
    const cells = target && parseSetText(text, target, origin, problems);
    if (!target || !cells) continue;
    // Cells carry places of the file; a complaint about the command line has none.
    const own = new Problems("assumptions");
    const value = overriddenValue(target, cells, origin, base.system, own);
    problems.addUnplaced(own);
    if (value === undefined) continue;
    const { id } = target.assumption;
    assumptions.set(id, override(target.assumption, value, origin, problems));
    touched.set(id, subject);
  }
  for (const [id, subject] of touched)
    checkOverriddenMix(assumptions.get(id), subject, base.system, undefined, problems);
}

/** Tells where the shares of an overridden mix no longer sum to 1. */
export function checkOverriddenMix(
  assumption: Assumption | undefined,
  subject: string,
  system: UnitSystem,
  place: Place | undefined,
  problems: Problems,
): void {
  if (!assumption?.mix) return;
  for (const { key, sum } of mixSums(assumption, assumption.value, system)) {
    const row = key ? `, row ${key},` : "";
    problems.error(
      "mix-sum",
      `${subject}: the mix \`${assumption.id}\`${row} no longer sums to 1 but to ${plain(sum)}`,
      place,
      { expected: "a sum of 1", hint: "set the other shares too; those not named stay as they are" },
    );
  }
}
