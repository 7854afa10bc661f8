/** Where a memo keeps who read what: in git, so that a reading is confirmed with the values that it was of. */
export const READINGS = "assumptions/read.yaml";
