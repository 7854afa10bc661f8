export * from "./break-even.js";
export { type BreakEvenFormat, breakEvenWords } from "./break-even-words.js";
export type { Polyline } from "./contour.js";
export { normalFromSpearman, type RankCorrelation, spearmanFromNormal } from "./copula.js";
export {
  type DrawnRequest,
  type DrawnStudy,
  drawnStudy,
  isDrawn,
  mergeRows,
  runRows,
  valuesAt,
} from "./drawn.js";
export * from "./draws.js";
export * from "./elasticity.js";
export * from "./evaluate.js";
export * from "./importance.js";
export * from "./information.js";
export {
  basePoint,
  type Coordinate,
  type Input,
  inputsOf,
  pathsOf,
} from "./inputs.js";
export * from "./monte-carlo.js";
export { AS_A_WHOLE, keyOf, type Naming, type Presented, present, printInput, printOutput } from "./present.js";
export { DEFAULT_SEED, readStudy, type Sampling, type Study, type StudyRequest } from "./request.js";
export type { Root } from "./roots.js";
export * from "./scenarios.js";
export * from "./sobol-indices.js";
export { type Design, MAX_DIMENSIONS } from "./sobol-points.js";
export * from "./spider.js";
export { type Model, modelOf, only, resultNames, runStudy, type StudyResult } from "./study.js";
export * from "./tornado.js";
export * from "./two-way.js";
export { humanised, inSentence, resultLabel } from "./words.js";
