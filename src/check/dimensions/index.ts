export { checkDimensions, type DimensionCache, type DimensionInput, type DimensionOptions } from "./check.js";
export type { Coverage, Share } from "./coverage.js";
export { keptDimensions } from "./kept.js";
export { DimensionProcess } from "./process.js";
