import type { Diagnostic } from "../../diagnostic.js";

/** What `--json` prints: one object, diagnostics in source order. */
export function jsonReport(
  ok: boolean,
  diagnostics: readonly Diagnostic[],
  more: Readonly<Record<string, unknown>>,
): string {
  return `${JSON.stringify({ ok, ...more, diagnostics }, undefined, 2)}\n`;
}
