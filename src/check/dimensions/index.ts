export { checkDimensions, type DimensionInput, type DimensionOptions, keptRuns } from "./check.js";
export type { Coverage, Share } from "./coverage.js";
export { DimensionProcess } from "./process.js";
