import type { Diagnostic } from "../../diagnostic.js";
import { asJson } from "../../text/shown.js";

/** What `--json` prints: one object, diagnostics in source order. */
export function jsonReport(
  ok: boolean,
  diagnostics: readonly Diagnostic[],
  more: Readonly<Record<string, unknown>>,
): string {
  return `${asJson({ ok, ...more, diagnostics })}\n`;
}
