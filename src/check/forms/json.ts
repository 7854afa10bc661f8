import { jsonReport } from "../../render/data/json-report.js";
import type { CheckReport } from "./report.js";

/** One object: counts, exceptions with their reasons, diagnostics in source order. */
export function checkJson({ diagnostics, counts, exceptions, computed, seconds }: CheckReport, ok: boolean): string {
  return jsonReport(ok, diagnostics, {
    counts: { errors: counts.error, warnings: counts.warning, hints: counts.hint },
    ...computed,
    exceptions: exceptions.map(({ rule, reason, place }) => ({ rule, reason, place })),
    seconds,
  });
}
