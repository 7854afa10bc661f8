import { type Diagnostic, didYouMean } from "../../diagnostic.js";
import type { Exception } from "./read.js";

/** What is left of a memo's diagnostics when its author's exceptions are taken into account. */
export interface Excepted {
  diagnostics: Diagnostic[];
  /** The exceptions that silenced something, in source order. */
  used: Exception[];
}

/**
 * Takes out the warnings and hints that an exception covers. An error can't be let stand.
 *
 * @param judge whether an exception that covers nothing is to be reported
 * @param rules ids of rules, for suggestions
 */
export function applyExceptions(
  diagnostics: readonly Diagnostic[],
  exceptions: readonly Exception[],
  { judge, rules }: { judge: (exception: Exception) => boolean; rules: Iterable<string> },
): Excepted {
  const used = new Set<Exception>();
  const left = diagnostics.filter(({ rule, severity, place }) => {
    if (severity === "error" || !place) return true;
    const by = exceptions.filter(
      (one) =>
        one.rule === rule &&
        one.place.file === place.file &&
        one.from <= place.start.line &&
        place.start.line <= one.to,
    );
    for (const one of by) used.add(one);
    return by.length === 0;
  });
  const known = [...rules];
  for (const one of exceptions)
    if (!used.has(one) && judge(one)) {
      const hint = known.includes(one.rule) ? undefined : didYouMean(one.rule, known);
      left.push({
        rule: "check/unused-exception",
        severity: "warning",
        message: `this exception from \`${one.rule}\` lets nothing stand`,
        expected: "no exception where nothing is found, or one beside what is found",
        hint,
        place: one.place,
      });
    }
  return { diagnostics: left, used: exceptions.filter((one) => used.has(one)) };
}
