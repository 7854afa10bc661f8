/** Raised when a reader of an older `results.json` would misread a newer one. */
export const RESULTS_SCHEMA = 3;

/** The oldest that is read: it had positions in files, and a digest of the sources, which changed with every comment. */
export const OLDEST_RESULTS_SCHEMA = 2;
