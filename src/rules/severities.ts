import type { Rule, Severity } from "./rule.js";

/** Rules that a memo wants told otherwise, by id. */
export type Severities = ReadonlyMap<string, Severity | "off">;

/** What a rule's diagnostics are under a memo's settings. */
export const severityOf = ({ id, severity }: Rule, severities: Severities): Severity | "off" =>
  severities.get(id) ?? severity;

/** The diagnostics as a memo's settings have them; those of rules that are off are left out. */
export function applySeverities<Told extends { rule: string; severity: Severity }>(
  diagnostics: readonly Told[],
  severities: Severities,
): Told[] {
  if (severities.size === 0) return [...diagnostics];
  return diagnostics.flatMap((diagnostic) => {
    const severity = severities.get(diagnostic.rule) ?? diagnostic.severity;
    return severity === "off" ? [] : [{ ...diagnostic, severity }];
  });
}
