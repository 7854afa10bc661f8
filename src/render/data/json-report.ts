import type { Diagnostic } from "../../diagnostic.js";
import { withoutMarks } from "../../document/private-use.js";
import { asJson } from "../../text/shown.js";

/**
 * What `--json` prints: one object, diagnostics in source order.
 * @throws MemoError where a mark of the engine is left in what is reported besides them: escaped, it would look like a letter that somebody wrote
 */
export function jsonReport(
  ok: boolean,
  diagnostics: readonly Diagnostic[],
  more: Readonly<Record<string, unknown>>,
): string {
  withoutMarks(JSON.stringify(more), "JSON");
  return `${asJson({ ok, ...more, diagnostics })}\n`;
}
