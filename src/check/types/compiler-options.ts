/**
 * As strict as the engine's own code, but for `noUncheckedIndexedAccess`: a series is read with a year in a variable, and prose
 * reads it at years that the run knows and the types don't.
 */
export const COMPILER_OPTIONS = {
  target: "es2023",
  lib: ["es2023"],
  module: "nodenext",
  moduleResolution: "nodenext",
  moduleDetection: "force",
  strict: true,
  skipLibCheck: true,
  types: [],
  noEmit: true,
} as const;
