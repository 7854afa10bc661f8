import type { Place } from "../../diagnostic.js";
import { Problems } from "../../yaml/problems.js";
import { mixSums, plain } from "../register/checks.js";
import { convertedIn } from "../register/to-value.js";
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
    const own = new Problems("assumptions");
    if (assumption) assumptions.set(id, override(assumption, value, origin, own, scenario.converted?.get(id)));
    problems.addAll(own, id);
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
    const own = new Problems("assumptions");
    const id = applySet(path, text, { subject, setBy: "--set" }, assumptions, base, own);
    problems.addAll(own, path);
    if (id !== undefined) touched.set(id, subject);
  }
  for (const [id, subject] of touched) {
    const own = new Problems("assumptions");
    checkOverriddenMix(assumptions.get(id), subject, base.system, undefined, own);
    // Of all its shares, whichever was set last.
    problems.addAll(own, id);
  }
}

/** @returns the id of the assumption whose numbers are others then */
function applySet(
  path: string,
  text: string,
  origin: Origin,
  assumptions: Map<string, Assumption>,
  base: { failed: ReadonlySet<string>; system: UnitSystem },
  problems: Problems,
): string | undefined {
  const target = findTarget(assumptions, base.failed, path, origin, problems);
  if (!target) return undefined;
  const { id, data, said, valuePlace } = target.assumption;
  if (data) {
    problems.error("override-data", `${origin.subject}: \`${id}\` is a data file`, undefined, {
      expected: "a scenario, or a version that extends this one, with the name of another file in data/",
      hint: "`--set` changes a number, a text, a boolean, a date or a choice",
    });
    return undefined;
  }
  // What is read carries places of the file; a complaint about the command line has none.
  const read = new Problems("assumptions");
  if (said) {
    const other = overriddenWord(target.assumption, wordOfSet(text, valuePlace), origin, read);
    problems.addUnplaced(read);
    if (other) assumptions.set(id, overrideOther(target.assumption, other, origin));
    return undefined;
  }
  const cells = parseSetText(text, target, origin, problems);
  if (!cells) return undefined;
  const value = overriddenValue(target, cells, origin, base.system, read);
  problems.addUnplaced(read);
  if (value === undefined) return undefined;
  const converted = convertedIn(cells, target.assumption, base.system, target.rest);
  assumptions.set(id, override(target.assumption, value, origin, problems, converted));
  return id;
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
