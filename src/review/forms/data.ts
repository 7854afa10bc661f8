import type { Diagnostic } from "../../diagnostic.js";
import { jsonReport } from "../../render/data/json-report.js";
import type { Review } from "../types.js";

/** Of a review as data; raised when a reader of an older one would misread it. Fields are added without that. */
const SCHEMA = 1;

/**
 * A review for programs.
 * @param compared whether both sides could be built
 */
export const reviewJson = (review: Review, compared: boolean, diagnostics: readonly Diagnostic[]): string =>
  jsonReport(compared, diagnostics, { schema: SCHEMA, review });
