import { type Diagnostic, formatDiagnostic, toldOf } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { withoutCommands } from "../../text/shown.js";
import { workflowCommand } from "../../text/workflow-command.js";
import { type CheckReport, summaryOf, wholeMessage } from "./report.js";

/** GitHub shows ten annotations of each level in a step; more would be dropped without a word. */
const MOST = 10;
const LEVELS = { error: "error", warning: "warning", hint: "notice" } as const;

/** Annotations for GitHub Actions, the most severe first; what is beyond those that are shown, and the summary, as plain lines of the log. */
export function checkGithub(report: CheckReport): string {
  const { diagnostics, prefix } = report;
  const lines: string[] = [];
  const beyond: Diagnostic[] = [];
  for (const severity of ["error", "warning", "hint"] as const) {
    const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    append(
      lines,
      found.slice(0, MOST).map((diagnostic) => annotation(diagnostic, prefix)),
    );
    append(beyond, found.slice(MOST));
  }
  return [
    ...lines,
    ...toldOf(beyond).map((diagnostic) => withoutCommands(formatDiagnostic(diagnostic))),
    summaryOf(report),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function annotation(diagnostic: Diagnostic, prefix: string): string {
  const { severity, rule, place } = diagnostic;
  const { file, start, end } = place ?? {};
  return workflowCommand(
    LEVELS[severity],
    {
      ...(file === undefined ? {} : { file: prefix + file }),
      ...(start ? { line: start.line, col: start.column } : {}),
      // GitHub takes columns only within one line; its end is the last one of the stretch.
      ...(start && end && end.line === start.line && end.column > start.column
        ? { endLine: end.line, endColumn: end.column - 1 }
        : {}),
      title: rule,
    },
    wholeMessage(diagnostic),
  );
}
