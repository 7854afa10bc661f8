import { type Diagnostic, sortDiagnostics } from "../diagnostic.js";
import { append } from "../lists.js";
import { applySeverities } from "../rules/severities.js";
import { applyExceptions } from "./exceptions/apply.js";
import { type Exception, readExceptions } from "./exceptions/read.js";
import { repeatingAlternatives } from "./figures/alternatives.js";
import { duplicateFigures } from "./figures/duplicates.js";
import { wordsForShades } from "./figures/shades.js";
import type { CheckInput } from "./input.js";
import { outputsWithoutTolerance } from "./output-tolerance.js";
import { printedAround } from "./printed/around.js";
import { printedShares } from "./printed/shares.js";
import { printedYears } from "./printed/years.js";
import { printedZeros } from "./printed/zeros.js";
import { unclaimedComparatives } from "./prose/comparatives.js";
import { handWrittenNumbers } from "./prose/numbers.js";
import { registerTexts } from "./register-texts.js";
import { staleAssumptions } from "./stale-assumptions.js";
import { unusedAssumptions } from "./unused/assumptions.js";
import { unusedBlocks } from "./unused/blocks.js";
import { unusedClaims } from "./unused/claims.js";
import { unusedDataFiles } from "./unused/data-files.js";
import { unusedFigures } from "./unused/figures.js";
import { unusedSources } from "./unused/sources.js";

export type { Exception } from "./exceptions/read.js";
export type { CheckInput } from "./input.js";

/** Each looks at a memo that computes, and changes nothing. */
const CHECKS: readonly ((input: CheckInput) => Diagnostic[])[] = [
  staleAssumptions,
  unusedAssumptions,
  unusedBlocks,
  unusedClaims,
  unusedDataFiles,
  unusedFigures,
  unusedSources,
  outputsWithoutTolerance,
  duplicateFigures,
  repeatingAlternatives,
  wordsForShades,
  unclaimedComparatives,
  printedZeros,
  printedYears,
  printedShares,
  printedAround,
  registerTexts,
];

/** What a memo's checks came to. */
export interface Checked {
  /** Everything found before and here, but for what exceptions let stand, in source order. */
  diagnostics: Diagnostic[];
  exceptions: readonly Exception[];
}

/**
 * Runs all checks of a memo that was computed, and applies its severities and exceptions to what they and the stages before found.
 *
 * @param before what was found while the memo was read and run
 * @param rules ids of all rules, to suggest the nearest one
 */
export function checkMemo(input: CheckInput, before: readonly Diagnostic[], rules: Iterable<string>): Checked {
  const found = CHECKS.flatMap((check) => check(input));
  if (input.plain) append(found, handWrittenNumbers(input));
  const { exceptions, diagnostics: unread } = readExceptions(input);
  const all = applySeverities([...before, ...found], input.severities);
  const known = new Set([...rules, ...all.map(({ rule }) => rule)]);
  const { diagnostics, used } = applyExceptions(all, exceptions, { judge: judging(input), rules: known });
  return { diagnostics: sortDiagnostics([...unread, ...diagnostics]), exceptions: used };
}

/**
 * Only the memo's own version without changes can find an exception idle. In a file of assumptions it must stand beside an entry that
 * is in force: one that a later version states again is checked there.
 */
function judging({ register, plain }: CheckInput): (exception: Exception) => boolean {
  const places = [...register.assumptions.values(), ...register.sources.values()].map(({ place }) => place);
  return ({ place, from, to }) =>
    plain &&
    (!place.file.endsWith(".yaml") ||
      places.some(({ file, start }) => file === place.file && from <= start.line && start.line <= to));
}
