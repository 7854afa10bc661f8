import type { Diagnostic } from "../../diagnostic.js";
import type { Rule } from "../../rules/rule.js";
import { asJson } from "../../text/shown.js";
import { type CheckReport, wholeMessage } from "./report.js";

const LEVELS = { error: "error", warning: "warning", hint: "note" } as const;

/**
 * What was found as SARIF 2.1.0 (OASIS), with the rules that were broken. Lines and columns count from 1, in UTF-16 units.
 *
 * @param rules all rules, for their descriptions
 * @param version of the engine
 */
export function checkSarif({ diagnostics, prefix }: CheckReport, rules: readonly Rule[], version: string): string {
  const ids = [...new Set(diagnostics.map(({ rule }) => rule))].sort();
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "memo", semanticVersion: version, rules: ids.map((id) => descriptor(id, known.get(id))) },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => result(diagnostic, ids, prefix)),
      },
    ],
  };
  return `${asJson(log)}\n`;
}

function descriptor(id: string, rule: Rule | undefined): object {
  if (!rule) return { id };
  return {
    id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    help: { text: `memo explain ${id}` },
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

function result(diagnostic: Diagnostic, ids: readonly string[], prefix: string): object {
  const { rule, severity, place, related = [] } = diagnostic;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: LEVELS[severity],
    message: { text: wholeMessage(diagnostic) },
    ...(place ? { locations: [{ physicalLocation: location(place, prefix) }] } : {}),
    ...(related.length > 0
      ? {
          relatedLocations: related.map((other) => ({
            physicalLocation: location(other.place, prefix),
            message: { text: other.words },
          })),
        }
      : {}),
  };
}

function location({ file, start, end }: NonNullable<Diagnostic["place"]>, prefix: string): object {
  const uri = (prefix + file).split("/").map(encodeURIComponent).join("/");
  return {
    artifactLocation: { uri },
    region: {
      startLine: start.line,
      startColumn: start.column,
      ...(end ? { endLine: end.line, endColumn: end.column } : {}),
    },
  };
}
