import type { RuleSetting } from "../chapters/types.js";
import { type Diagnostic, didYouMean, type Severity } from "../diagnostic.js";
import { RULES } from "../rules/index.js";
import type { Rule } from "../rules/rule.js";
import type { Severities } from "../rules/severities.js";

const WEIGHT: Readonly<Record<Severity | "off", number>> = { off: 0, hint: 1, warning: 2, error: 3 };

/**
 * The severities that a memo's front matter sets. A rule that isn't there is reported with the nearest that is, and so is one whose
 * severity can't be lowered; neither is among the severities then.
 */
export function readSettings(
  settings: readonly RuleSetting[],
  rules: readonly Pick<Rule, "id" | "severity" | "fixed">[] = RULES,
): { severities: Severities; diagnostics: Diagnostic[] } {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const severities = new Map<string, Severity | "off">();
  const diagnostics: Diagnostic[] = [];
  for (const { rule: id, severity, place, severityPlace } of settings) {
    const rule = byId.get(id);
    if (!rule) {
      diagnostics.push({
        rule: "chapters/front-matter",
        severity: "error",
        message: `unknown rule \`${id}\``,
        expected: "the id of a rule, as `memo explain` lists them",
        hint: didYouMean(id, byId.keys()),
        place,
      });
    } else if (rule.fixed && WEIGHT[severity] < WEIGHT[rule.severity]) {
      diagnostics.push({
        rule: "chapters/front-matter",
        severity: "error",
        message: `\`${id}\` can't be ${severity === "off" ? "turned off" : `a ${severity}`}`,
        expected: `${rule.severity}: without it the report would be wrong, or there would be none`,
        place: severityPlace,
      });
    } else severities.set(id, severity);
  }
  return { severities, diagnostics };
}
